"""What must hold before a request is sent (the names in `antin.casework.procedures.checks.CHECKS`)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from django.conf import settings

from antin.casework import VIETNAM, Circumstances, FieldError, check_form
from antin.casework.procedures import CaseState, ProcedureKind, SubjectKind
from antin.errors import AntinError
from antin.keys import CertificateRequest, public_key_thumbprint
from antin_server.authority import selectors as authority
from antin_server.registration import selectors
from antin_server.registration.errors import (
    CertificateNotRevocable,
    CertificateNotYours,
    FormNotGood,
    KeyRequestMissing,
    KeyUsedByAnother,
    ProcedureNotOpen,
)
from antin_server.registration.models import Case
from antin_server.registration.permissions import OPEN_PROCEDURES
from antin_server.registration.services.payloads import payload_written

NEEDS_KEY_REQUEST = frozenset({"SOFT"})
"""Devices whose key is made by the holder, so that the request must bring the public key; as a service's always."""


def procedure_open(kind: ProcedureKind) -> None:
    """Raises ProcedureNotOpen: the portal could not carry it to its end."""
    if kind not in OPEN_PROCEDURES:
        raise ProcedureNotOpen()


def circumstances(at: datetime) -> Circumstances:
    """The day in Vietnam, and what this installation allows."""
    return Circumstances(
        today=at.astimezone(VIETNAM).date(),
        official_domains=tuple(settings.ANTIN_OFFICIAL_DOMAINS),
        pilot=settings.ANTIN_SOFT_KEYS,
    )


def request_checked(case: Case, *, at: datetime) -> None:
    """Judge the form, the key request and the certificate it is about; store tidied values and the key's thumbprint.

    Raises FormNotGood with every error of the form, the key request and the certificate; ProcedureNotOpen.
    """
    procedure_open(ProcedureKind(case.procedure))
    values = {**selectors.payload_read(case), "csr": case.csr}
    checked = check_form(selectors.request_form(case), values, circumstances(at))
    errors = list(checked.errors)
    if case.procedure == ProcedureKind.ISSUE.value:
        errors += _as_errors("csr", lambda: key_checked(case, checked.values.get("device_kind", "")))
    elif "certificate_serial" not in {each.field for each in errors}:
        serial = checked.values.get("certificate_serial", "")
        errors += _as_errors("certificate_serial", lambda: certificate_checked(case, serial))
        errors += _device_unnamed(case, checked.values)
    if errors:
        raise FormNotGood(errors)
    payload_written(case, checked.values)


def _device_unnamed(case: Case, values: Mapping[str, str]) -> Iterator[FieldError]:
    """A request to revoke names the device (Mẫu 09, nd68_2024: 05) wherever there is one."""
    held = selectors.holding(case.subject_serial) if case.subject_serial else None
    blank = selectors.request_form(case).field("device_number")
    if held and blank and held.device_number not in ("", "SOFT") and not values.get("device_number"):
        yield FieldError("device_number", "field_required", {"label": blank.label})


def _as_errors(field: str, check: Callable[[], None]) -> Iterator[FieldError]:
    try:
        check()
    except AntinError as error:
        yield FieldError(field, error.code, error.fields)


def key_checked(case: Case, device_kind: str) -> None:
    """Read the key request, if any, into `key_thumbprint`.

    Raises KeyRequestMissing; the errors of `CertificateRequest.parse`; KeyUsedByAnother.
    """
    case.key_thumbprint = ""
    if not case.csr:
        if device_kind in NEEDS_KEY_REQUEST or case.subject_kind == SubjectKind.SERVICE.value:
            raise KeyRequestMissing()
        return
    request = CertificateRequest.parse(case.csr.encode())
    thumbprint = public_key_thumbprint(request.public_key_info)
    others = Case.objects.filter(key_thumbprint=thumbprint).exclude(pk=case.pk)
    if others.exclude(subscriber_id=case.subscriber_id).exclude(state=CaseState.CANCELLED.value).exists():
        raise KeyUsedByAnother()
    known = others.values_list("certificate_serial", flat=True)
    if any(each.serial not in known for each in authority.certificates_of_key(thumbprint)):
        raise KeyUsedByAnother()
    case.key_thumbprint = thumbprint


def certificate_checked(case: Case, serial: str) -> None:
    """Whether the case may ask something for this certificate; the case then names it.

    Raises CertificateNotYours, CertificateNotRevocable.
    """
    held = selectors.holding(serial)
    if held is None or held.agency_id != case.agency_id or held.subscriber_id != case.subscriber_id:
        raise CertificateNotYours()
    if not held.is_live:
        raise CertificateNotRevocable()
    case.subject_serial = held.serial


def request_errors(case: Case, *, at: datetime) -> tuple[FieldError, ...]:
    """What is still wrong with a request, before anybody sends it; nothing is stored."""
    try:
        request_checked(case, at=at)
    except FormNotGood as error:
        return error.errors
    return ()
