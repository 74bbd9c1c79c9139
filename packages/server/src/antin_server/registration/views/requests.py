"""Write a request: what for, whose certificate, the form, the last look, send."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from antin.casework import VIETNAM, FieldError, law_set_at
from antin.casework.forms import Block, Form
from antin.casework.forms.showing import shown as words_of
from antin.casework.procedures import Actor, CaseState, Paper, ProcedureKind, SubjectKind
from antin.errors import AntinError
from antin_server.accounts import selectors as accounts
from antin_server.accounts.models import Person
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.common.serials import shown_serial
from antin_server.registration import forms, selectors, services
from antin_server.registration.models import Case
from antin_server.registration.permissions import OPEN_PROCEDURES
from antin_server.registration.selectors import Holding
from antin_server.registration.types import Chosen
from antin_server.registration.types.words import PROCEDURES, SUBJECTS
from antin_server.registration.views import slugs
from antin_server.registration.views.pages import (
    case_or_404,
    errors_said,
    field_errors_said,
    person_of,
    shown,
    status_of,
)

MAY_WRITE_FOR_OTHERS = frozenset({Actor.AGENCY_LEADER, Actor.RECEPTION})


@dataclass(frozen=True)
class Sheet:
    """The page of a form: a case that is there, or one to be begun for a subscriber."""

    kind: ProcedureKind
    subject: SubjectKind
    subscriber: Person
    agency_id: int
    key: uuid.UUID
    case: Case | None = None
    holding: Holding | None = None

    def form(self, at: datetime) -> Form:
        """The law's form: of the case, or of today."""
        if self.case is not None:
            return selectors.request_form(self.case)
        return selectors.form_of(law_set_at(at).id, self.kind, Paper.REQUEST, self.subject)


@open_to_signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What somebody may ask for."""
    tasks = [
        {
            "text": PROCEDURES[kind],
            "url": reverse("registration:begin", args=[slug]),
            "kind": "good" if kind in OPEN_PROCEDURES else "neutral",
            "status": _("On this portal") if kind in OPEN_PROCEDURES else _("On paper today"),
        }
        for slug, kind in slugs.PROCEDURES.items()
    ]
    return shown(request, "start.html", {"tasks": tasks}, crumbs=[("", _("New request"))])


@open_to_signed_in
@require_GET
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Whose certificate, or which; or what to do today where the portal does not carry the procedure."""
    kind = slugs.PROCEDURES.get(slug)
    if kind is None:
        raise Http404
    at, person = clock.now(), person_of(request)
    crumbs = [(reverse("registration:start"), _("New request")), ("", str(PROCEDURES[kind]))]
    if kind not in OPEN_PROCEDURES:
        context = {"kind": kind.value, "title": PROCEDURES[kind], "form": _paper_form(kind, at)}
        return shown(request, "closed.html", context, crumbs=crumbs)
    if kind is ProcedureKind.ISSUE:
        subjects = [
            (SUBJECTS[each], reverse("registration:issue", args=[word])) for word, each in slugs.SUBJECTS.items()
        ]
        return shown(request, "whose.html", {"subjects": subjects, "has_agency": person.agency_id}, crumbs=crumbs)
    return _choose_certificate(request, crumbs, at=at)


def _choose_certificate(request: HttpRequest, crumbs: list[tuple[str, str]], *, at: datetime) -> HttpResponse:
    person = person_of(request)
    typed = request.GET.get("so-hieu", "")
    wanted = selectors.tidy_serial(typed)
    if wanted and _sheet_to_revoke(wanted, person, at=at) is not None:
        return redirect("registration:revoke", serial=wanted)
    errors = []
    if typed:
        errors.append({"anchor": "so-hieu", "text": _("No certificate that you may ask to revoke has this serial.")})
    holdings = [each for each in selectors.holdings_of(person.pk) if each.is_live]
    context = {"holdings": holdings, "typed": typed, "errors": errors}
    return shown(request, "which.html", context, crumbs=crumbs, status=422 if errors else 200)


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, subject: str) -> HttpResponse:
    """The form for a new certificate."""
    person = person_of(request)
    if subject not in slugs.SUBJECTS or person.agency_id is None:
        raise Http404
    kind = slugs.SUBJECTS[subject]
    sheet = Sheet(ProcedureKind.ISSUE, kind, person, person.agency_id, uuid.uuid4())
    return _form_page(request, sheet, at=clock.now())


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, serial: str) -> HttpResponse:
    """The form to revoke a certificate: one's own, or for its holder by the agency's leader or the reception."""
    at = clock.now()
    sheet = _sheet_to_revoke(serial, person_of(request), at=at)
    if sheet is None:
        raise Http404
    return _form_page(request, sheet, at=at)


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a draft, or of a case that came back."""
    at = clock.now()
    case = _own_case(request, code, at=at)
    if not _is_open(case):
        if request.method == "POST":
            messages.warning(request, _("The case was sent already; what you just typed was not saved."))
        return redirect("registration:case", code=code)
    sheet = Sheet(
        ProcedureKind(case.procedure), SubjectKind(case.subject_kind), case.subscriber, case.agency_id, case.draft_key,
        case, selectors.holding(case.subject_serial) if case.subject_serial else None,
    )
    return _form_page(request, sheet, at=at)


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The last look at every answer, and sending."""
    at = clock.now()
    case = _own_case(request, code, at=at)
    if not _is_open(case):  # the way back, or a second click
        return redirect("registration:case", code=code)
    errors = field_errors_said(services.request_errors(case, at=at))
    status = 200
    if request.method == "POST":
        try:
            chosen = Chosen(case.pk, forms.number_sent(request.POST.get("version", "")))
            doer = selectors.doer_towards(case, person_of(request).pk, at=at)
            services.case_submit(chosen=chosen, doer=doer, at=at)
        except AntinError as error:
            errors, status = errors_said(error), status_of(error)
        else:
            messages.success(request, _("The request was sent to your agency. You get a letter at every step."))
            return redirect("registration:case", code=code)
    case.refresh_from_db()
    context = {
        "case": case, "errors": errors, "sections": _answers(case, at), "attachments": case.attachments.all(),
        "is_sendable": not errors,
        "is_for_self": case.author_id == case.subscriber_id or case.state == CaseState.RETURNED.value,
    }
    crumbs = [(reverse("registration:case", args=[code]), code), ("", _("Check your answers"))]
    return shown(request, "review.html", context, crumbs=crumbs, status=status)


def _form_page(request: HttpRequest, sheet: Sheet, *, at: datetime) -> HttpResponse:
    form = sheet.form(at)
    errors: tuple[FieldError, ...] = ()
    lines: list[dict[str, str]] = []
    status = 200
    values, csr = _first_values(sheet, at), sheet.case.csr if sheet.case else ""
    if request.method == "POST":
        values = {**forms.typed(form.fields, request.POST), **_fixed(sheet)}
        csr = _csr_sent(request)
        try:
            sheet = replace(sheet, key=forms.uuid_sent(request.POST.get("key", "")))
            case = _saved(request, sheet, values, csr, at=at)
        except AntinError as error:
            lines, status = errors_said(error), status_of(error)
        else:
            if "save" in request.POST:
                messages.success(request, _("The draft is saved. Nothing was sent."))
                return redirect("registration:case", code=case.code)
            errors = services.request_errors(case, at=at)
            if not errors:
                return redirect("registration:review", code=case.code)
            lines, status = field_errors_said(errors), 422
            sheet = replace(sheet, case=Case.objects.get(pk=case.pk))
    context = _form_context(sheet, form, values, csr, errors, at=at)
    crumbs = [(reverse("registration:start"), _("New request")), ("", str(PROCEDURES[sheet.kind]))]
    return shown(request, "form.html", {**context, "errors": lines}, crumbs=crumbs, status=status)


def _form_context(
    sheet: Sheet, form: Form, values: dict[str, str], csr: str, errors: tuple[FieldError, ...], *, at: datetime
) -> dict[str, object]:
    today = at.astimezone(VIETNAM).date()
    blocks = [
        Block(each.key, each.heading, forms.offered(each.fields, today=today, soft_keys=settings.ANTIN_SOFT_KEYS))
        for each in form.blocks
    ]
    return {
        "sections": forms.sections(blocks, values, errors), "form": form, "case": sheet.case, "key": sheet.key,
        "version": sheet.case.version if sheet.case else "", "csr": csr, "title": PROCEDURES[sheet.kind],
        "is_issue": sheet.kind is ProcedureKind.ISSUE, "soft_keys": settings.ANTIN_SOFT_KEYS,
        "csr_errors": [forms.said(each) for each in errors if each.field == "csr"],
        "holder": sheet.subscriber, "holding": sheet.holding, "fixed": _fixed(sheet),
    }


def _saved(request: HttpRequest, sheet: Sheet, values: dict[str, str], csr: str, *, at: datetime) -> Case:
    version = request.POST.get("version", "")
    draft = services.Draft(
        key=sheet.key, procedure=sheet.kind, subject_kind=sheet.subject, values=values,
        subscriber_id=sheet.subscriber.pk, agency_id=sheet.agency_id, csr=csr,
        subject_serial=sheet.holding.serial if sheet.holding else "",
        version=forms.number_sent(version) if version else None,
    )
    case_id = services.case_draft_save(draft=draft, author_id=person_of(request).pk, at=at)
    return Case.objects.get(pk=case_id)


def _first_values(sheet: Sheet, at: datetime) -> dict[str, str]:
    """What a page shows before anybody typed: the case's answers, or what the portal knows already."""
    if sheet.case is not None:
        return {**selectors.payload_read(sheet.case), **_fixed(sheet)}
    person = sheet.subscriber
    agency = selectors.agency_legal_name(sheet.agency_id, at=at)
    known = {
        "full_name": person.full_name, "email": person.email, "position": person.position, "mobile": person.mobile,
        "workplace": agency, "organisation": agency, "province": selectors.province_over(sheet.agency_id, at=at),
    }
    if sheet.subject is not SubjectKind.PERSON and sheet.kind is ProcedureKind.ISSUE:
        managed = {f"manager_{key}": known[key] for key in ("full_name", "email", "position", "mobile")}
        place = {"organisation": agency, "province": known["province"]}
        return {**managed, **place, "email": person.agency.email if person.agency else ""}
    return {**known, **_fixed(sheet)}


def _fixed(sheet: Sheet) -> dict[str, str]:
    """Answers about the certificate that nobody types."""
    if sheet.holding is None:
        return {}
    held = sheet.holding
    device = held.device_number if held.device_number != "SOFT" else ""
    fixed = {"certificate_name": held.name, "certificate_serial": shown_serial(held.serial), "email": held.email}
    return {**fixed, **({"device_number": device} if device else {})}


def _sheet_to_revoke(serial: str, person: Person, *, at: datetime) -> Sheet | None:
    held = selectors.holding(serial)
    if held is None or not held.is_live:
        return None
    others = selectors.actors_in(held.agency_id, person.pk, at=at) & MAY_WRITE_FOR_OTHERS
    subscriber = accounts.person(held.subscriber_id)
    if subscriber is None or (held.subscriber_id != person.pk and not others):
        return None
    kind = SubjectKind(held.subject_kind)
    return Sheet(ProcedureKind.REVOKE, kind, subscriber, held.agency_id, uuid.uuid4(), None, held)


def _own_case(request: HttpRequest, code: str, *, at: datetime) -> Case:
    case = case_or_404(request, code, at=at)
    if case.author_id != person_of(request).pk:
        raise Http404
    return case


def _is_open(case: Case) -> bool:
    """Whether its author may still change it."""
    return case.state in (CaseState.DRAFT.value, CaseState.RETURNED.value)


def _csr_sent(request: HttpRequest) -> str:
    """The request as pasted or made in the page, or of a file that was chosen; a file wins."""
    file = request.FILES.get("csr_file")
    if file is not None and file.size and file.size <= forms.LONGEST_REQUEST:
        return str(file.read().decode("ascii", "replace")).replace("\x00", "")
    return forms.text_sent(request.POST, "csr", forms.LONGEST_REQUEST)


def _answers(case: Case, at: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    values = selectors.payload_read(case)
    return [
        (block.heading, [(each.label, words_of(each, values.get(each.key, ""))) for each in block.fields
                         if each.key != "csr"])
        for block in selectors.request_form(case).blocks
    ]


def _paper_form(kind: ProcedureKind, at: datetime) -> Form | None:
    for paper in (Paper.LETTER, Paper.RECORD):
        try:
            return selectors.form_of(law_set_at(at).id, kind, paper, SubjectKind.PERSON)
        except AntinError:
            continue
    return None
