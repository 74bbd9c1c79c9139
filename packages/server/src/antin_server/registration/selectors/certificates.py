"""The certificates that a person or agency may ask something for."""

from dataclasses import dataclass
from datetime import datetime

from antin_server.authority import selectors as authority
from antin_server.registration.models import Case

LIVE = frozenset({"issued", "effective", "on_hold"})


@dataclass(frozen=True)
class Holding:
    """A certificate and who holds it here; the device stands in the case that issued it."""

    serial: str
    name: str
    email: str
    state: str
    not_after: datetime
    subject_kind: str
    subscriber_id: int
    agency_id: int
    device_number: str
    is_live: bool


def tidy_serial(text: str) -> str:
    """Lower case hexadecimal without leading zeros; empty when it is no serial."""
    try:
        return format(int(text.replace(":", "").strip(), 16), "x") if len(text) <= 64 else ""
    except ValueError:
        return ""


def holding(serial: str) -> Holding | None:
    """A certificate that came out of a case here; None: unknown, or not of this office."""
    case = Case.objects.filter(certificate_serial=tidy_serial(serial) or "-").first()
    return _holding(case) if case else None


def holdings_of(person_id: int) -> list[Holding]:
    """The certificates of a person, newest first."""
    cases = Case.objects.filter(subscriber_id=person_id).exclude(certificate_serial="").order_by("-pk")
    return [each for each in map(_holding, cases) if each]


def _holding(case: Case) -> Holding | None:
    found = authority.certificate(case.certificate_serial)
    if found is None:
        return None
    return Holding(
        serial=case.certificate_serial,
        name=found.common_name,
        email=found.email,
        state=str(found.state),
        not_after=found.not_after,
        subject_kind=case.subject_kind,
        subscriber_id=case.subscriber_id,
        agency_id=case.agency_id,
        device_number=case.device_number,
        is_live=str(found.state) in LIVE,
    )


def certificate_files(serial: str) -> tuple[bytes, ...]:
    """The certificate and those above it, DER, lowest first; empty: none with this serial."""
    found = authority.certificate(serial) if serial else None
    if found is None:
        return ()
    own = bytes(found.der)
    return (own, *(bytes(each) for each in authority.chain_of(serial) if bytes(each) != own))
