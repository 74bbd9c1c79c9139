"""Where each mark of a document will stand, and what it shows: on the page image, or in millimetres."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antin.errors import AntinError
from antin.messages import message
from antin.pades.looks import LookKind
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.common.speaking import reader_language
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import person_of
from antin_server.signing.errors import DocumentTooHeavy, DocumentUnopenable, JobNotFound
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services.surveying import Placing
from antin_server.signing.types import FACT_NAMES, KIND_NAMES, WITHOUT_PICTURE
from antin_server.signing.views.batches import MANY
from antin_server.signing.views.pages import job_shown, summary


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, job_id: UUID, position: int | None = None) -> HttpResponse:
    """One mark, the next that waits when none is named: page, place, and the facts that it shows."""
    job = job_shown(request, job_id)
    if job.signed:
        return redirect("signing:done", job_id=job_id)
    marks = selectors.marks_of(job)
    mark = _waiting(marks, position)
    names = forms.facts_asked(mark.kind, has_look=mark.look is not None)
    if request.method != "POST":
        return _page(request, job, marks, mark)
    is_fixed = services.is_fixed(job, mark)
    facts, faults = (dict(mark.facts), {}) if is_fixed else forms.facts_sent(request.POST, names)
    try:
        chosen = forms.placed(request.POST, mark, facts)
        services.mark_place(
            job_id=job_id, position=mark.position, place=chosen, person_id=person_of(request), at=clock.now(),
        )
        if "turn" in request.POST:
            faults = {name: text for name, text in faults.items() if request.POST.get(f"fact_{name}", "").strip()}
            if not faults:
                return redirect(reverse("signing:mark", args=[job_id, mark.position]) + _query(request))
        marks = selectors.marks_of(job)
        mark = _waiting(marks, mark.position)
        if not faults:
            services.mark_draw(mark, services.signer_expected(person_of(request), at=clock.now()), at=clock.now())
            return _next(request, job_id, marks, mark)
    except AntinError as error:
        return _page(request, job, marks, mark, faults=faults, errors=[summary(error, "page")])
    return _page(request, job, marks, mark, faults=faults)


def _next(request: HttpRequest, job_id: UUID, marks: Sequence[JobMark], mark: JobMark) -> HttpResponse:
    """The next mark, then the last look, or the list of several documents that the person came from."""
    following = next((each for each in marks if each.position > mark.position and not each.signed_at), None)
    if following:
        return redirect(reverse("signing:mark", args=[job_id, following.position]) + _query(request))
    return redirect("signing:many") if MANY in request.GET else redirect("signing:sign", job_id=job_id)


def _query(request: HttpRequest) -> str:
    """What says that the person came from the list of several documents."""
    return f"?{MANY}" if MANY in request.GET else ""


@open_to_signed_in
@require_POST
def change(request: HttpRequest, job_id: UUID, position: int) -> HttpResponse:
    """What a mark shows, a place that is proposed, or one mark fewer."""
    job = job_shown(request, job_id)
    mark = _waiting(selectors.marks_of(job), position) if not job.signed else None
    if mark is None:
        return redirect("signing:done", job_id=job_id)
    who: dict[str, Any] = {
        "job_id": job_id, "position": position, "person_id": person_of(request), "at": clock.now(),
    }
    try:
        if "remove" in request.POST:
            services.mark_remove(**who)
            return redirect(reverse("signing:place", args=[job_id]) + _query(request))
        if "proposal" in request.POST:
            index = request.POST["proposal"]
            services.mark_propose(**who, index=int(index) if index.isdecimal() and len(index) < 4 else -1)
        else:
            kind, look, is_visible = forms.shown_sent(request.POST.get("look", ""))
            facts = {**_given(kind), **mark.facts}
            services.mark_show(**who, shown=services.Shown(kind, look, is_visible, facts))
    except JobNotFound as error:
        raise Http404 from error
    except AntinError as error:
        return _page(request, job, selectors.marks_of(job), mark, errors=[summary(error, "look")])
    return redirect(reverse("signing:mark", args=[job_id, position]) + _query(request))


@open_to_signed_in
@require_POST
def add(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One mark more, then its place."""
    job = job_shown(request, job_id)
    if job.signed:
        return redirect("signing:done", job_id=job_id)
    try:
        kind, look, is_visible = forms.shown_sent(request.POST.get("look", ""))
        wish = services.MarkWish(kind, _given(kind), is_visible, look=look)
        position = services.mark_add(job_id=job_id, wish=wish, person_id=person_of(request), at=clock.now())
    except AntinError as error:
        marks = selectors.marks_of(job)
        return _page(request, job, marks, _waiting(marks, None), errors=[summary(error, "add")])
    return redirect(reverse("signing:mark", args=[job_id, position]) + _query(request))


@open_to_signed_in
@require_GET
def page_picture(request: HttpRequest, job_id: UUID, number: int) -> HttpResponse:
    """A page as PNG, drawn from the very bytes, with the marks that wait; `tru`: but for one."""
    job, at = job_shown(request, job_id), clock.now()
    but = request.GET.get("tru", "")
    try:
        picture = services.job_page_draw(
            job, number, services.signer_expected(person_of(request), at=at), at=at,
            but=int(but) if but.isdecimal() and len(but) < 4 else None,
        )
    except (DocumentTooHeavy, DocumentUnopenable) as error:
        raise Http404 from error
    return _png(picture)


@open_to_signed_in
@require_GET
def mark_picture(request: HttpRequest, job_id: UUID, position: int) -> HttpResponse:
    """A mark by itself, as it is signed; `w` and `h`: in this size, millimetres."""
    job, at = job_shown(request, job_id), clock.now()
    mark = _waiting(selectors.marks_of(job), position)
    mark.width, mark.height = (forms.size_sent(request.GET.get(name), own) for name, own in (
        ("w", mark.width), ("h", mark.height),
    ))
    try:
        picture = services.mark_draw(mark, services.signer_expected(person_of(request), at=at), at=at)
    except AntinError as error:
        raise Http404 from error
    return _png(picture)


def _png(picture: bytes) -> HttpResponse:
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _waiting(marks: Sequence[JobMark], position: int | None) -> JobMark:
    """Raises Http404: no such mark, or it is signed."""
    found = next((each for each in marks if not each.signed_at and position in (None, each.position)), None)
    if found is None:
        raise Http404
    return found


def _given(kind: str) -> Mapping[str, str]:
    """What is known without asking."""
    address = settings.ANTIN_PUBLIC_URL + reverse("signing:check")
    return {"address": address} if kind == LookKind.CODE else {}


def _page(
    request: HttpRequest, job: SigningJob, marks: Sequence[JobMark], mark: JobMark, *,
    faults: Mapping[str, str] | None = None, errors: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    at, faults, errors = clock.now(), faults or {}, list(errors)
    help_: Placing | None = None
    try:
        help_ = services.mark_placing(mark)
    except AntinError as error:  # the page itself cannot be shown; it can be placed in millimetres
        told = summary(error, "page")
        errors = [*(each for each in errors if each["text"] != told["text"]), told]
    names = forms.facts_asked(mark.kind, has_look=mark.look is not None)
    is_fixed, is_of_flow = services.is_fixed(job, mark), selectors.flow_of_job(job) is not None
    lines = [{"anchor": f"fact_{name}", "text": f"{FACT_NAMES[name]}: {text}"} for name, text in faults.items()]
    places, covered = (help_.places, help_.covered) if help_ else ((), "")
    covers = message("look_covers_text", reader_language(), page=mark.page, text=covered)
    context = {
        "job": job, "mark": mark, "marks": [(each, KIND_NAMES[each.kind]) for each in marks],
        "size": help_.page_size if help_ else None,
        "pixels": [round(each * 110 / 25.4) for each in help_.page_size] if help_ else [],
        "errors": [*errors, *lines], "covered": covers if covered else None, "is_fixed": is_fixed,
        "proposals": [
            (index, each, message(each.reason, reader_language()).text) for index, each in enumerate(places[:6])
        ],
        "snap": json.dumps([vars(each.box) for each in places if each.page == mark.page]),
        "facts": [] if is_fixed else [_fact(name, mark, faults, request.POST) for name in names],
        "is_drawn": mark.is_visible and not any(not mark.facts.get(name) for name in names if name != "agency"),
        "options": _options(person_of(request), is_of_flow=is_of_flow, at=at), "chosen": _chosen(mark),
        "copy_forms": forms.COPY_FORMS,
        "is_of_flow": is_of_flow,
        "query": _query(request), "can_remove": sum(not each.signed_at for each in marks) > 1,
        "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
    }
    return render(request, "signing/place.html", context, status=400 if context["errors"] else 200)


def _fact(name: str, mark: JobMark, faults: Mapping[str, str], sent: Mapping[str, str]) -> dict[str, Any]:
    """As it was typed, else as it is kept."""
    value = mark.facts.get(name, "")
    if name == "issued_on":
        value = "/".join(reversed(value.split("-")))
    value = sent.get(f"fact_{name}", value).replace("\x00", "")
    return {"name": name, "label": FACT_NAMES[name], "value": value, "fault": faults.get(name, "")}


def _options(person_id: int, *, is_of_flow: bool, at: datetime) -> list[tuple[str, str]]:
    """What a mark may show: the usual lines, own looks, what needs no picture and was not given elsewhere, nothing."""
    looks = [
        (f"{each.kind}:{each.pk}", _named(each.current.name, str(KIND_NAMES[each.kind])))
        for each in selectors.looks_of(person_id, at=at) if each.current
    ]
    given = services.GIVEN_KINDS if is_of_flow else ()
    kinds = [(kind.value, str(KIND_NAMES[kind])) for kind in WITHOUT_PICTURE if kind not in given]
    return [("", str(KIND_NAMES[""])), *looks, *kinds, ("invisible", _("Invisible: nothing is drawn on the page"))]


def _named(name: str, kind: str) -> str:
    return name if name == kind else f"{name} ({kind})"


def _chosen(mark: JobMark) -> str:
    """The option of what it shows now."""
    if not mark.is_visible:
        return "invisible"
    if mark.look is not None:
        return f"{mark.kind}:{mark.look.look_id}"
    return mark.kind if mark.kind in WITHOUT_PICTURE else ""
