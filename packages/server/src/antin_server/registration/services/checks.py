"""What must hold before a request is sent (the names in `antin.casework.procedures.checks.CHECKS`)."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from antin.casework import VIETNAM, Circumstances, FieldError, check_form, law_set
from antin.casework.procedures import CaseState, ProcedureKind
from antin.casework.procedures.checks import check_changeable, check_renewable
from antin.errors import AntinError
from antin.keys import CertificateRequest, public_key_thumbprint
from antin_server.authority import selectors as authority
from antin_server.registration.errors import CertificateNotYours, FormNotGood, KeyRequestMissing, KeyUsedByAnother
from antin_server.registration.models import Case
from antin_server.registration.services.payloads import payload_read, payload_written, request_form

NEEDS_KEY_REQUEST = frozenset({"SOFT"})
"""Devices whose key is made by the holder, so that the request must bring the public key."""


def circumstances(at: datetime) -> Circumstances:
    """The day in Vietnam, and what this installation allows."""
    return Circumstances(
        today=at.astimezone(VIETNAM).date(),
        official_domains=tuple(settings.ANTIN_OFFICIAL_DOMAINS),
        pilot=settings.ANTIN_SOFT_KEYS,
    )


def request_checked(case: Case, *, at: datetime) -> None:
    """Judge the form, the key request and the certificate it is about; store tidied values and the key's thumbprint.

    Raises FormNotGood with every error of the form and the key request; CertificateNotYours; the errors of
    `check_renewable` and `check_changeable`.
    """
    checked = check_form(request_form(case), {**payload_read(case), "csr": case.csr}, circumstances(at))
    errors = [*checked.errors, *_key_errors(case, checked.values.get("device_kind", ""))]
    if errors:
        raise FormNotGood(errors)
    _certificate_checked(case, at=at)
    payload_written(case, checked.values)


def _key_errors(case: Case, device_kind: str) -> Iterator[FieldError]:
    try:
        key_checked(case, device_kind)
    except AntinError as error:
        yield FieldError("csr", error.code, error.fields)


def key_checked(case: Case, device_kind: str) -> None:
    """Read the key request, if any, into `key_thumbprint`.

    Raises KeyRequestMissing; the errors of `CertificateRequest.parse`; KeyUsedByAnother.
    """
    case.key_thumbprint = ""
    if not case.csr:
        if device_kind in NEEDS_KEY_REQUEST:
            raise KeyRequestMissing()
        return
    request = CertificateRequest.parse(case.csr.encode())
    thumbprint = public_key_thumbprint(request.public_key)
    others = Case.objects.filter(key_thumbprint=thumbprint).exclude(subscriber_id=case.subscriber_id)
    if others.exclude(state=CaseState.CANCELLED.value).exists():
        raise KeyUsedByAnother()
    case.key_thumbprint = thumbprint
