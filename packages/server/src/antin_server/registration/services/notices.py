"""Who is told of a step - people, and the inbox of the agency where a case arrives - and the plain letter they get."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from antin.casework.procedures import Action, CaseState, ProcedureKind
from antin_server.registration import selectors
from antin_server.registration.models import Case, CaseStep
from antin_server.registration.types.words import DEEDS, PROCEDURES, STATES

_BOTH = frozenset({"subscriber", "agency"})
_SUBSCRIBER = frozenset({"subscriber"})
TOLD: Mapping[Action, frozenset[str]] = {
    Action.SUBMIT: _SUBSCRIBER,
    Action.RETURN: _SUBSCRIBER,
    Action.ENDORSE: _SUBSCRIBER,
    Action.SEND: _SUBSCRIBER,
    Action.RECALL: _SUBSCRIBER,
    Action.SEND_BACK: _BOTH,
    Action.REFUSE: _BOTH,
    Action.ACCEPT: _BOTH,
    Action.REJECT: frozenset({"agency"}),
    Action.ISSUE: _BOTH,
    Action.HAND_OVER: _SUBSCRIBER,
    Action.ASK_EFFECTIVE: _SUBSCRIBER,
    Action.MAKE_EFFECTIVE: _BOTH,
    Action.REVOKE: _BOTH,
}
"""The person whose certificate it is, and whoever signed or prepared the agency's letter."""


def told_of(case: Case, action: Action) -> frozenset[int]:
    """The ids of the people who get a letter about this step."""
    told = TOLD.get(action, frozenset())
    people = {case.subscriber_id} if "subscriber" in told else set()
    if "agency" in told and case.letter is not None:
        people.add(case.letter.signed_by_id or case.letter.prepared_by_id)
    return frozenset(people)


def inboxes_told(case: Case, action: Action, *, at: datetime) -> frozenset[str]:
    """The addresses of the agency or reception where the case arrives by this step; nothing for one without address.

    Cases that arrive in one letter are told of in one mail, with the first of them.
    """
    if action is Action.SUBMIT:
        agencies = [case.agency]
    elif action is Action.SEND and case.letter is not None and case.letter.cases.earliest("pk").pk == case.pk:
        agencies = list(selectors.receptions_of(case.agency, at=at))
    else:
        agencies = []
    return frozenset(each.email for each in agencies if each.email)


def notice_deliver(*, step_id: int, email: str, is_inbox: bool = False) -> None:
    """Send the letter about one step to one address; nothing of the form's values is in it.

    is_inbox: it is an agency's address, not a person's.
    """
    step = CaseStep.objects.select_related("case__letter").filter(pk=step_id).first()
    if step is None:
        return
    with translation.override("vi"):
        subject, body = _written(step, is_inbox=is_inbox)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [email])


def _written(step: CaseStep, *, is_inbox: bool) -> tuple[str, str]:
    case = step.case
    cases = [case]
    if is_inbox and step.action == Action.SEND.value and case.letter is not None:
        cases = list(case.letter.cases.order_by("pk"))
    context = {
        "case": case,
        "step": step,
        "deed": DEEDS[Action(step.action)],
        "state": STATES[CaseState(step.state_after)][1],
        "procedure": PROCEDURES[ProcedureKind(case.procedure)],
        "addresses": [f"{settings.ANTIN_PUBLIC_URL}/ho-so/{each.code}/" for each in cases],
        "is_inbox": is_inbox,
    }
    return f"{case.code}: {context['deed']}", render_to_string("registration/notice.txt", context)
