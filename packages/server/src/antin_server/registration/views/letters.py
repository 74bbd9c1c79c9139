"""Letters of an agency: prepare for picked cases, sign, number and send, take back, fetch as DOCX."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antin.casework import FieldError
from antin.casework.forms import Block, Field, Form
from antin.casework.forms.showing import shown as words_of
from antin.casework.procedures import Actor, Paper
from antin.errors import AntinError
from antin_server.accounts import selectors as accounts
from antin_server.common import clock
from antin_server.common.doors import Permission, open_to_signed_in, opens_to
from antin_server.registration import forms, selectors, services
from antin_server.registration.errors import FormNotGood
from antin_server.registration.models import Case, Letter
from antin_server.registration.types import Chosen, Doer, LetterKind
from antin_server.registration.views.pages import errors_said, letter_or_404, person_of, shown, status_of

DONE = {
    "ky": gettext_lazy("The letter is signed. Next, the văn thư numbers it and sends it."),
    "gui": gettext_lazy("The letter was sent to the authority. Its answer will be shown in every case."),
    "thu-lai": gettext_lazy("Taken back. The cases wait in the list again."),
}
WRITERS = frozenset({Actor.AGENCY_REVIEWER, Actor.AGENCY_LEADER})


@opens_to(Permission.CASE_REVIEW, Permission.CASE_ENDORSE)
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """The head of a letter for the cases picked in the inbox."""
    return _new(request, LetterKind.REQUEST)


@opens_to(Permission.CASE_ENDORSE)
@require_http_methods(["GET", "POST"])
def ask_effective(request: HttpRequest) -> HttpResponse:
    """The notice of hand-over with the effective time; the leader signs it by sending the page."""
    return _new(request, LetterKind.HANDOVER)


@open_to_signed_in
@require_GET
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter, its cases, and what comes next."""
    at = clock.now()
    return _page(request, letter_or_404(request, letter_id, at=at), at=at)


@open_to_signed_in
@require_POST
def deed(request: HttpRequest, letter_id: int, slug: str) -> HttpResponse:
    """Sign, send, or take back."""
    at = clock.now()
    found = letter_or_404(request, letter_id, at=at)
    doer = Doer(person_of(request).pk, selectors.actors_in(found.agency_id, person_of(request).pk, at=at))
    if doer.actors.isdisjoint({*WRITERS, Actor.AGENCY_CLERK}):
        raise Http404
    try:
        _done(request, found, doer, slug, at=at)
    except AntinError as error:
        return _page(request, letter_or_404(request, letter_id, at=at), at=at, refused=error)
    messages.success(request, DONE[slug])
    if slug == "thu-lai":
        return redirect("registration:agencies")
    return redirect("registration:letter", letter_id=letter_id)


def _done(request: HttpRequest, found: Letter, doer: Doer, slug: str, *, at: datetime) -> None:
    if slug == "ky":
        chosen = forms.chosen_sent(request.POST.getlist("case"))
        services.letter_sign(letter_id=found.pk, chosen=chosen, doer=doer, at=at)
    elif slug == "gui":
        services.letter_send(letter_id=found.pk, number=forms.text_sent(request.POST, "number", 200), doer=doer, at=at)
    elif slug == "thu-lai":
        reason = forms.text_sent(request.POST, "reason", 2000)
        services.letter_recall(letter_id=found.pk, reason=reason, doer=doer, at=at)
    else:
        raise Http404


def _new(request: HttpRequest, kind: LetterKind) -> HttpResponse:
    at = clock.now()
    errors: tuple[FieldError, ...] = ()
    lines: list[dict[str, str]] = []
    status, cases, form = 200, [], None
    key = uuid.uuid4()
    sent = request.POST if request.method == "POST" else request.GET
    try:
        chosen = forms.chosen_sent(sent.getlist("case"))
        cases = _picked(request, chosen, at=at)
        form = services.letter_form_for(cases, Paper.LETTER if kind is LetterKind.REQUEST else Paper.HANDOVER)
        if request.method == "POST":
            key = forms.uuid_sent(request.POST.get("key", ""))
            return redirect("registration:letter", letter_id=_begun(request, kind, key, chosen, cases, form, at=at))
    except AntinError as error:
        errors = error.errors if isinstance(error, FormNotGood) else ()
        lines, status = errors_said(error), status_of(error)
    blocks = _asked(form, kind) if form else ()
    asked = _fields(blocks)
    values = forms.typed(asked, request.POST) if request.method == "POST" else _known(cases, asked, at=at)
    context = {
        "errors": lines, "form": form, "key": key, "cases": cases, "kind": kind.value,
        "sections": forms.sections(blocks, values, errors),
    }
    crumbs = [(reverse("registration:agencies"), _("Cases of your agencies")), ("", _("Letter"))]
    return shown(request, "letter_new.html", context, crumbs=crumbs, status=status)


def _begun(
    request: HttpRequest, kind: LetterKind, key: uuid.UUID, chosen: Sequence[Chosen], cases: Sequence[Case],
    form: Form, *, at: datetime,
) -> int:
    person_id = person_of(request).pk
    draft = services.LetterDraft(key, chosen, forms.typed(_fields(_asked(form, kind)), request.POST))
    doer = Doer(person_id, selectors.actors_in(cases[0].agency_id, person_id, at=at))
    if kind is LetterKind.HANDOVER:
        return services.effective_letter_sign(draft=draft, doer=doer, at=at)
    return services.letter_prepare(draft=draft, doer=doer, at=at)


def _picked(request: HttpRequest, chosen: Sequence[Chosen], *, at: datetime) -> list[Case]:
    """The picked cases, all of agencies that this person may write for; any other makes the page not found."""
    person_id = person_of(request).pk
    cases = list(selectors.cases_to_write_for(person_id, [each.case_id for each in chosen], at=at))
    if len(cases) != len({each.case_id for each in chosen}):
        raise Http404
    return cases


def _asked(form: Form, kind: LetterKind) -> tuple[Block, ...]:
    blocks = services.letter_blocks(form)
    return blocks if kind is LetterKind.REQUEST else (Block("effect", "", (services.EFFECTIVE_AT,)), *blocks)


def _fields(blocks: Sequence[Block]) -> tuple[Field, ...]:
    return tuple(each for block in blocks for each in block.fields)


def _known(cases: Sequence[Case], asked: Sequence[Field], *, at: datetime) -> Mapping[str, str]:
    """What the portal knows already: the body above, and whoever received for the agency last time."""
    if not cases:
        return {}
    path = selectors.agency_path_names(cases[0].agency, at=at)
    last = selectors.last_head(cases[0].agency_id)
    known = {"superior_name": path[-2] if len(path) > 1 else "", **last}
    keys = {each.key for each in asked}
    return {key: value for key, value in known.items() if key in keys and key != "effective_at"}


def _page(request: HttpRequest, found: Letter, *, at: datetime, refused: AntinError | None = None) -> HttpResponse:
    person = person_of(request)
    actors = selectors.actors_in(found.agency_id, person.pk, at=at)
    cases = selectors.cases_in(found)
    form = selectors.letter_form(found)
    head = selectors.head_read(found)
    is_request = found.kind == LetterKind.REQUEST.value
    context = {
        "letter": found, "form": form, "cases": cases, "errors": errors_said(refused) if refused else [],
        "agency": accounts.agency_name(found.agency_id, at=at), "typed": request.POST,
        "head": [(block.heading, _lines(block, head)) for block in services.letter_blocks(form)],
        "may_sign": is_request and found.signed_by_id is None and Actor.AGENCY_LEADER in actors,
        "may_send": found.signed_by_id is not None and found.sent_at is None
        and bool(actors & {Actor.AGENCY_CLERK, Actor.AGENCY_LEADER}),
        "may_recall": is_request and found.sent_at is None
        and (Actor.AGENCY_LEADER in actors or (found.signed_by_id is None and bool(actors & WRITERS))),
    }
    crumbs = [(reverse("registration:agencies"), _("Cases of your agencies")), ("", _("Letter"))]
    return shown(request, "letter.html", context, crumbs=crumbs, status=status_of(refused) if refused else 200)


def _lines(block: Block, head: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels and answers of a block; personal numbers only by their last digits."""
    return [
        (
            each.label,
            selectors.masked(head.get(each.key, "")) if each.personal else words_of(each, head.get(each.key, "")),
        )
        for each in block.fields
    ]
