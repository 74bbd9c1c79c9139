"""Files of a case: attached ones, the filled form and letter as DOCX, the certificates."""

from base64 import encodebytes
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from antin.casework.formats.dates import VIETNAM, write_date
from antin.documents import file_name, filled
from antin.errors import AntinError
from antin_server.accounts import selectors as accounts
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.registration import forms, selectors, services
from antin_server.registration.models import Case, Letter
from antin_server.registration.types import Chosen
from antin_server.registration.views.pages import (
    DOCX,
    case_or_404,
    errors_said,
    file_answer,
    letter_or_404,
    person_of,
    shown,
    status_of,
)


@open_to_signed_in
@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Add a file to a case that is being written."""
    at = clock.now()
    case = case_or_404(request, code, at=at)
    file = request.FILES.get("file")
    data = file.read(services.LARGEST + 1) if file else b""
    try:
        chosen = Chosen(case.pk, forms.number_sent(request.POST.get("version", "")))
        name = (file.name if file else "") or ""
        services.attachment_add(chosen=chosen, name=name, data=data, author_id=person_of(request).pk, at=at)
    except AntinError as error:
        return _refused(request, case, error)
    messages.success(request, _("The file is attached."))
    return redirect("registration:case", code=code)


@open_to_signed_in
@require_POST
def detach(request: HttpRequest, code: str, attachment_id: int) -> HttpResponse:
    """Take a file away again."""
    at = clock.now()
    case = case_or_404(request, code, at=at)
    try:
        chosen = Chosen(case.pk, forms.number_sent(request.POST.get("version", "")))
        services.attachment_remove(
            chosen=chosen, attachment_id=attachment_id, author_id=person_of(request).pk, at=at
        )
    except AntinError as error:
        return _refused(request, case, error)
    messages.success(request, _("The file is removed."))
    return redirect("registration:case", code=code)


@open_to_signed_in
@require_GET
def attachment(request: HttpRequest, code: str, attachment_id: int) -> HttpResponse:
    """An attached file, to whoever may see the case."""
    case = case_or_404(request, code, at=clock.now())
    found = case.attachments.filter(pk=attachment_id).first()
    if found is None:
        raise Http404
    with found.file.open("rb") as file:
        return file_answer(file.read(), found.name, found.media_type)


@open_to_signed_in
@require_GET
def request_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The filled request as DOCX; to others than the subscriber only with the right to read numbers, recorded."""
    at = clock.now()
    case = case_or_404(request, code, at=at)
    try:
        values = services.personal_numbers_read(case=case, person_id=person_of(request).pk, at=at)
    except AntinError as error:
        raise Http404 from error
    form = selectors.request_form(case)
    day = (case.received_at or at).astimezone(VIETNAM).date()
    head = {"agency_name": accounts.agency_name(case.agency_id, at=at), "signed_on": write_date(day)}
    data = filled(case.law_set, form.number, values, head=head)
    return file_answer(data, f"{case.code}-{file_name(form.number)}", DOCX)


@open_to_signed_in
@require_GET
def letter_paper(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The letter as DOCX; numbers are masked for whoever may not read them, and reading them is recorded."""
    at = clock.now()
    letter = letter_or_404(request, letter_id, at=at)
    rows, with_numbers = _rows(letter, person_of(request).pk, at)
    values = selectors.head_read(letter)
    if not with_numbers:
        secret = {each.key for each in selectors.letter_form(letter).fields if each.personal}
        values = {key: selectors.masked(value) if key in secret else value for key, value in values.items()}
    head = {
        **{key: values.get(key, "") for key in ("superior_name", "place")},
        "agency_name": accounts.agency_name(letter.agency_id, at=at), "document_number": letter.number,
        "signed_on": write_date((letter.signed_at or at).astimezone(VIETNAM).date()),
        "head_name": letter.signed_by.full_name if letter.signed_by else "",
        "head_position": letter.signed_by.position if letter.signed_by else "",
    }
    data = filled(letter.law_set, letter.form_number, values, rows=rows, head=head)
    return file_answer(data, file_name(letter.form_number), DOCX)


@open_to_signed_in
@require_GET
def certificates(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate and those above it, PEM."""
    case = case_or_404(request, code, at=clock.now())
    files = selectors.certificate_files(case.certificate_serial)
    if not files:
        raise Http404
    return file_answer("".join(map(_pem, files)).encode(), f"{case.code}.pem", "application/x-pem-file")


def _rows(letter: Letter, person_id: int, at: datetime) -> tuple[list[dict[str, str]], bool]:
    cases = selectors.cases_in(letter)
    with_numbers = bool(cases) and all(selectors.may_read_numbers(each, person_id, at=at) for each in cases)
    if with_numbers:
        for each in cases:
            services.personal_numbers_read(case=each, person_id=person_id, at=at)
    return [selectors.row_of(each, with_numbers=with_numbers) for each in cases], with_numbers


def _refused(request: HttpRequest, case: Case, error: AntinError) -> HttpResponse:
    context = {"case": case, "errors": errors_said(error)}
    return shown(request, "refused.html", context, crumbs=[("", case.code or "")], status=status_of(error))


def _pem(der: bytes) -> str:
    return f"-----BEGIN CERTIFICATE-----\n{encodebytes(der).decode()}-----END CERTIFICATE-----\n"
