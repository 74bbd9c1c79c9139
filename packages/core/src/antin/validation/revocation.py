"""The revocation of every certificate of a path (RFC 5280 6.1.3 a 3), answers and lists together."""

from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from antin import oids
from antin.validation.anchors import TrustAnchor
from antin.validation.certificate import Certificate
from antin.validation.chain_building import Search
from antin.validation.context import Context
from antin.validation.crl_processing import ListProcessing
from antin.validation.ocsp_checking import AnswerProcessing
from antin.validation.path_processing import Issuer, ProcessedPath, process_path
from antin.validation.policy import RevocationMode
from antin.validation.statuses import RevocationState, RevocationStatus, weightiest

MAX_DEPTH = 4


@dataclass
class RevocationChecking:
    """Judges certificates below one anchor; signers of lists and answers are judged by it in turn.

    under_way: certificates whose status is being asked for. A list may speak of its own signer: then it is
    believed, for there is nothing else to ask (PKITS 4.5.6); a signer that it lists is refused all the same.
    """

    context: Context
    anchor: TrustAnchor
    under_way: list[bytes] = field(default_factory=list)
    trusted: dict[tuple[bytes, datetime], bool] = field(default_factory=dict)

    def statuses(self, path: ProcessedPath) -> tuple[RevocationStatus, ...]:
        """One status per certificate of the path, anchor side first. Raises TooComplex."""
        return tuple(self.status(each, path.issuer(index)) for index, each in enumerate(path.certificates))

    def status(self, certificate: Certificate, issuer: Issuer) -> RevocationStatus:
        """What answers and lists say of one certificate. Raises TooComplex."""
        if oids.NO_REVOCATION_AVAILABLE in certificate.extensions and not certificate.is_ca:
            return RevocationStatus(RevocationState.NOT_PROVIDED)
        self.under_way.append(certificate.encoded)
        try:
            answers = AnswerProcessing(self.context, self._responder_is_unrevoked)
            lists = ListProcessing(self.context, self._signer_is_trusted)
            return weightiest([answers.status(certificate, issuer), lists.status(certificate, issuer)])
        finally:
            self.under_way.pop()

    def _responder_is_unrevoked(self, responder: Certificate, issuer: Issuer) -> bool:
        """A responder without ocsp-nocheck is asked about like any certificate, but not by itself.

        One whose certificate names no way to ask is let pass (RFC 6960 4.2.2.2.1 leaves it to local policy).
        """
        if responder.encoded in self.under_way or len(self.under_way) >= MAX_DEPTH:
            return False
        status = self.status(responder, issuer)
        is_mute = not responder.crl_distribution_points and not responder.access_locations
        return self._is_acceptable(status) or (is_mute and status.state is RevocationState.UNCHECKED)

    def _signer_is_trusted(self, signer: Certificate, at: datetime) -> bool:
        """6.3.3 f: whether the signer of a list has a path of its own to the same anchor, not revoked."""
        if signer.encoded in self.under_way:
            return True
        if len(self.under_way) >= MAX_DEPTH:
            return False
        if (signer.encoded, at) not in self.trusted:
            self.trusted[signer.encoded, at] = self._has_path(signer, at)
        return self.trusted[signer.encoded, at]

    def _has_path(self, signer: Certificate, at: datetime) -> bool:
        context = copy(self.context)
        context.at = at
        context.policy = replace(
            context.policy, initial_policies=None, explicit_policy=False, inhibit_policy_mapping=False,
            inhibit_any_policy=False,
        )
        for anchor, certificates in Search(context).paths(signer):
            if anchor == self.anchor:
                path = process_path(anchor, certificates, context, purpose=None)
                if not path.faults and all(map(self._is_acceptable, self.statuses(path))):
                    return True
        return False

    def _is_acceptable(self, status: RevocationStatus) -> bool:
        if status.is_revoked_at(self.context.at):
            return False
        is_told = status.state not in (RevocationState.UNCHECKED, RevocationState.UNKNOWN)
        return is_told or self.context.policy.revocation is not RevocationMode.REQUIRED


def unasked(path: ProcessedPath) -> tuple[RevocationStatus, ...]:
    """The statuses of a path whose revocation is not to be looked at: unchecked, without a problem."""
    return tuple(RevocationStatus(RevocationState.UNCHECKED) for _ in path.certificates)
