"""What states, deeds and procedures are called on pages and in letters."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antin.casework.procedures import Action, CaseState, ProcedureKind, SubjectKind

STATES: Mapping[CaseState, tuple[str, Promise]] = {
    CaseState.DRAFT: ("info", _("Draft")),
    CaseState.SUBMITTED: ("info", _("Sent to the agency")),
    CaseState.AT_AGENCY: ("info", _("Under review at the agency")),
    CaseState.RETURNED: ("warn", _("Returned for correction")),
    CaseState.ENDORSED: ("info", _("Signed by the agency, not sent yet")),
    CaseState.AT_AUTHORITY: ("info", _("At the authority")),
    CaseState.REFUSED: ("bad", _("Refused")),
    CaseState.ACCEPTED: ("info", _("Accepted, waiting for approval")),
    CaseState.APPROVED: ("info", _("Approved")),
    CaseState.ISSUED: ("good", _("Issued, not yet effective")),
    CaseState.HANDED_OVER: ("good", _("Handed over, not yet effective")),
    CaseState.EFFECTIVE_ASKED: ("info", _("Effective time asked for")),
    CaseState.EFFECTIVE: ("good", _("Effective")),
    CaseState.DONE: ("good", _("Done")),
    CaseState.CANCELLED: ("info", _("Withdrawn")),
}
"""Colour and words; a colour never stands without its words."""

DEEDS: Mapping[Action, Promise] = {
    Action.SUBMIT: _("Request sent to the agency"),
    Action.CANCEL: _("Request withdrawn"),
    Action.TAKE: _("Taken up by the agency"),
    Action.RETURN: _("Returned by the agency"),
    Action.ENDORSE: _("Letter signed by the agency's leader"),
    Action.SEND: _("Letter numbered and sent to the authority"),
    Action.RECALL: _("Taken back"),
    Action.DEMAND: _("Received from a procedural body"),
    Action.SEND_BACK: _("Sent back by the authority"),
    Action.REFUSE: _("Refused by the authority"),
    Action.ACCEPT: _("Accepted by the authority's reception"),
    Action.REJECT: _("Not approved"),
    Action.APPROVE: _("Approved by the officers"),
    Action.ISSUE: _("Certificate issued, not yet effective"),
    Action.HAND_OVER: _("Handed over to the subscriber"),
    Action.ASK_EFFECTIVE: _("Effective time asked for"),
    Action.MAKE_EFFECTIVE: _("Effective time published"),
    Action.REVOKE: _("Certificate revoked"),
    Action.UNLOCK: _("Device unlocked"),
    Action.RECORD: _("Record made"),
    Action.RECEIVE: _("Received by the authority"),
}

PROCEDURES: Mapping[ProcedureKind, Promise] = {
    ProcedureKind.ISSUE: _("New certificate"),
    ProcedureKind.RENEW: _("Renew a certificate"),
    ProcedureKind.CHANGE: _("Change a certificate's content"),
    ProcedureKind.REVOKE: _("Revoke a certificate"),
    ProcedureKind.RECOVER: _("Unlock a device"),
    ProcedureKind.HANDOVER: _("Hand over a device"),
    ProcedureKind.RETURN: _("Return a device"),
    ProcedureKind.LOSS: _("Report a lost device"),
}

CERTIFICATES: Mapping[str, tuple[str, Promise]] = {
    "issued": ("info", _("Issued, not yet effective")),
    "effective": ("good", _("Effective")),
    "on_hold": ("warn", _("On hold")),
    "revoked": ("bad", _("Revoked")),
    "expired": ("neutral", _("Expired")),
}
"""States of certificates, by the words of `authority.types.CertificateState`."""

SUBJECTS: Mapping[SubjectKind, Promise] = {
    SubjectKind.PERSON: _("A person"),
    SubjectKind.ORGANISATION: _("An agency or organisation"),
    SubjectKind.SERVICE: _("A device, service or software"),
}
