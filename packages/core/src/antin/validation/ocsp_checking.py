"""Revocation by OCSP answers (RFC 6960 3.2, 4.2.2) for one certificate over all answers at hand.

An answer counts when
1. its CertID names the certificate and its issuer's name and key;
2. nothing critical in it is unknown;
3. it is fresh at the time of validation and not from later than the evidence was gathered;
4. it is signed by the issuer's own key, or by a responder whose certificate that key itself signed for OCSP
   signing, which is in its dates, and which is not revoked or need not be asked about (ocsp-nocheck).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from antin import oids
from antin.validation import ocsp
from antin.validation.certificate import PROCESSED, Certificate
from antin.validation.context import Context
from antin.validation.extensions import DIGITAL_SIGNATURE, NON_REPUDIATION, has_unknown_critical
from antin.validation.ocsp import OcspAnswer, OcspResponse
from antin.validation.path_processing import Issuer
from antin.validation.statuses import RevocationState, RevocationStatus, unchecked, weightiest


@dataclass(frozen=True)
class AnswerProcessing:
    """responder_is_unrevoked: whether a delegated responder may be relied on, by its issuer's word."""

    context: Context
    responder_is_unrevoked: Callable[[Certificate, Issuer], bool]

    def status(self, certificate: Certificate, issuer: Issuer) -> RevocationStatus:
        """What the answers at hand say of the certificate. Raises TooComplex."""
        found = [self._judge(answer, certificate, issuer) for answer in self._about(certificate, issuer)]
        return weightiest(found)

    def _about(self, certificate: Certificate, issuer: Issuer) -> Iterator[OcspAnswer]:
        answers = self.context.index.ocsp_answers.get(certificate.serial, ())
        key = ocsp.key_octets(issuer.key) if answers else b""
        return (each for each in answers if each.is_about(certificate, key))  # 1

    def _judge(self, answer: OcspAnswer, certificate: Certificate, issuer: Issuer) -> RevocationStatus:
        if answer.has_unknown_critical or answer.response.has_unknown_critical:  # 2
            return unchecked()
        if answer.this_update > self.context.known_at or answer.response.produced_at > self.context.known_at:
            return unchecked()
        if not self._is_fresh(answer):  # 3
            return unchecked("revocation_stale")
        if _is_silent_on_expired(answer, certificate):
            return unchecked("revocation_after_expiry")
        if not self._is_authorised(answer.response, issuer):  # 4
            return unchecked()
        return RevocationStatus(
            RevocationState(answer.state), "ocsp", answer.this_update, answer.next_update, answer.revoked_at,
            answer.reason,
        )

    def _is_fresh(self, answer: OcspAnswer) -> bool:
        at, policy = self.context.at, self.context.policy
        age: timedelta = at - answer.this_update
        if policy.evidence_age is not None and age > policy.evidence_age:
            return False
        return age <= policy.ocsp_age if answer.next_update is None else at <= answer.next_update

    def _is_authorised(self, response: OcspResponse, issuer: Issuer) -> bool:
        is_issuers_own = response.is_signed_by(issuer.name, _key_hash(issuer.key))
        if is_issuers_own and self.context.proves(response, issuer.key):
            return True
        return any(
            self._is_delegated(each, response, issuer) and self.context.proves(response, each.public_key_info)
            for each in self._candidates(response)
        )

    def _candidates(self, response: OcspResponse) -> Iterator[Certificate]:
        by_subject, name = self.context.index.by_subject, response.responder_name
        for each in (*response.certificates, *(by_subject.get(name, ()) if name else ())):
            if response.is_signed_by(each.subject, _key_hash(each.public_key_info)):
                yield each

    def _is_delegated(self, responder: Certificate, response: OcspResponse, issuer: Issuer) -> bool:
        """RFC 6960 4.2.2.2: issued directly by the certificate's issuer, for OCSP signing, still believed."""
        time: datetime = max(self.context.at, response.produced_at)
        return (
            responder.issuer == issuer.name
            and responder.extended_key_usage is not None and oids.OCSP_SIGNING in responder.extended_key_usage
            and (responder.may(DIGITAL_SIGNATURE) or responder.may(NON_REPUDIATION))
            and responder.not_before <= time <= responder.not_after
            and not has_unknown_critical(responder.extensions, PROCESSED)
            and self.context.proves(responder, issuer.key)
            and (oids.OCSP_NO_CHECK in responder.extensions or self.responder_is_unrevoked(responder, issuer))
        )


def _key_hash(public_key_info: bytes) -> bytes:
    return hashlib.sha1(ocsp.key_octets(public_key_info), usedforsecurity=False).digest()


def _is_silent_on_expired(answer: OcspAnswer, certificate: Certificate) -> bool:
    """Whether a good answer is from after the certificate's end, and no archive cutoff reaches back to it."""
    kept = answer.cutoff is not None and answer.cutoff <= certificate.not_after
    return answer.state == ocsp.GOOD and answer.this_update > certificate.not_after and not kept
