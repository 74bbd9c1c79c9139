"""The certificates on a token, read, with what each is good for now: what a person chooses from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from antin.adapters.tokens.model import Contents, TokenCertificate
from antin.der import MalformedEncoding
from antin.validation import DOCUMENT_SIGNING, Certificate, read_certificate
from antin.validation.purposes import purpose_faults


@dataclass(frozen=True)
class TokenHolding:
    """A certificate on a token, and what was read from it."""

    stored: TokenCertificate
    certificate: Certificate


def holdings_of(contents: Contents) -> tuple[TokenHolding, ...]:
    """Those that can be read, each once, persons' and agencies' before issuers'."""
    found: dict[bytes, TokenHolding] = {}
    for each in contents.certificates:
        try:
            certificate = read_certificate(each.encoded)
        except MalformedEncoding:  # what a vendor stores beside certificates is not ours to judge
            continue
        found.setdefault(certificate.encoded, TokenHolding(each, certificate))
    return tuple(sorted(found.values(), key=lambda each: each.certificate.is_ca))


def standing_of(certificate: Certificate, *, at: datetime) -> str:
    """`valid`, `expired` or `not_yet_valid`: by its dates alone."""
    if at > certificate.not_after:
        return "expired"
    return "valid" if at >= certificate.not_before else "not_yet_valid"


def may_sign_documents(certificate: Certificate) -> bool:
    """Whether it was issued for that."""
    return not certificate.is_ca and not any(purpose_faults(certificate, DOCUMENT_SIGNING))


def issuers_above(certificate: Certificate, others: Iterable[Certificate]) -> tuple[bytes, ...]:
    """DER of the issuers among the others, from the nearest upwards; people's other certificates stay out."""
    left = [each for each in others if each.is_ca and each.encoded != certificate.encoded]
    upwards: list[Certificate] = []
    step: Certificate | None = certificate
    while step is not None and (step := _issuer(step, left)) is not None:
        left.remove(step)
        upwards.append(step)
    return tuple(each.encoded for each in upwards)


def _issuer(of: Certificate, among: Sequence[Certificate]) -> Certificate | None:
    return next((each for each in among if each.subject == of.issuer), None)
