"""Documents to be issued: the lists, a new one, and the page of one with its history and files."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from antin.casework.formats.dates import VIETNAM, write_date
from antin.errors import AntinError
from antin_server.accounts.models import Person
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import person_of
from antin_server.signing.errors import DocumentTooHeavy, DocumentUnopenable, FlowNotFound
from antin_server.signing.models import DocumentFlow, FlowEvent, FlowStep
from antin_server.signing.services.flow_notices import REMIND_AGAIN
from antin_server.signing.types import DEEDS, FINISHED, STATES, STEPS, FlowDeed, FlowState, StepKind
from antin_server.signing.views.pages import limit_mb, summary, verdict_of

PER_PAGE = 20
LISTS: dict[str, Callable[[int], QuerySet[DocumentFlow]]] = {
    "cho-toi": selectors.flows_waiting, "dang-di": selectors.flows_open, "da-xong": selectors.flows_finished,
}


@open_to_signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the person, what is under way, what is finished."""
    chosen = request.GET.get("muc", "")
    name = chosen if chosen in LISTS else "cho-toi"
    page = Paginator(LISTS[name](person_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    names = {"cho-toi": _("Waiting for me"), "dang-di": _("Under way"), "da-xong": _("Finished")}
    return render(request, "signing/flows.html", {
        "page": page, "rows": [(each, STATES[FlowState(each.state)], _asked(each)) for each in page.object_list],
        "chosen": name, "names": names.items(), "title": names[name],
        "crumbs": [(reverse("signing:start"), _("Sign a PDF")), ("", _("Issue documents"))],
    })


def _asked(flow: DocumentFlow) -> str:
    """What whoever it waits for has to do."""
    if flow.state == FlowState.RETURNED.value:
        return _("Submit a corrected file, or cancel")
    return str(STEPS[StepKind(flow.due_kind)]) if flow.due_kind else ""  # type: ignore[attr-defined]


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A document, its title, and the people in their order."""
    at, errors = clock.now(), []
    if request.method == "POST":
        try:
            draft = forms.flow_draft(request.POST, request.FILES.get("file"))
            flow_id = services.flow_begin(draft=draft, person_id=person_of(request), at=at)
            return redirect("signing:flow", flow_id=flow_id)
        except AntinError as error:
            errors = [summary(error, _ANCHORS.get(error.code, "file"))]
    person = request.user
    agency_id = person.agency_id if isinstance(person, Person) else None
    may = {kind.value: list(selectors.people_for(kind, agency_id, at=at)) if agency_id else [] for kind in StepKind}
    asked = request.POST.getlist("initials")[: services.MOST_INITIALS]
    return render(request, "signing/flow_begin.html", {
        "errors": errors, "typed": request.POST, "key": request.POST.get("key") or uuid4(), "limit_mb": limit_mb(),
        "initials": may[StepKind.INITIALS], "leaders": may[StepKind.LEADER], "clerks": may[StepKind.CLERK],
        "slots": [*asked, *[""] * (services.MOST_INITIALS - len(asked))], "most_title": services.MOST_TITLE,
        "has_agency": agency_id is not None, "crumbs": [*crumbs(), ("", _("Submit a document"))],
    }, status=400 if errors else 200)


_ANCHORS = {
    "signing_flow_title_missing": "title", "signing_flow_person_missing": "leader",
    "signing_flow_person_twice": "initials-1", "signing_flow_person_wrong": "leader",
}


@open_to_signed_in
@require_GET
def flow(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    """Where a document stands, what to do now, its files and its history."""
    return flow_page(request, flow_shown(request, flow_id))


@open_to_signed_in
@require_GET
def download(request: HttpRequest, flow_id: UUID, event_id: int) -> HttpResponse:
    """One revision, as it was after a deed."""
    found = flow_shown(request, flow_id)
    event = found.events.filter(pk=event_id).exclude(file="").first()
    if event is None:
        raise Http404
    answer = HttpResponse(selectors.revision_bytes(event), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, _file_name(found, event)) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def flow_shown(request: HttpRequest, flow_id: UUID) -> DocumentFlow:
    """A flow in which whoever asks takes part. Raises Http404."""
    try:
        return selectors.flow_of(flow_id, person_id=person_of(request))
    except FlowNotFound as error:
        raise Http404 from error


def flow_page(request: HttpRequest, found: DocumentFlow, error: AntinError | None = None) -> HttpResponse:
    """The page of a flow; error: what was pressed was refused."""
    at, me = clock.now(), person_of(request)
    steps, events = selectors.steps_of(found), selectors.events_of(found)
    due = next((each for each in steps if each.position == found.turn), None)
    is_mine = found.begun_by_id == me
    is_running, is_open = found.state == FlowState.RUNNING.value, found.state not in FINISHED
    revisions = [(each, _deed_told(found, each, steps)) for each in events if each.file]
    context = {
        "flow": found, "state": STATES[FlowState(found.state)], "steps": _steps_told(found, steps, events),
        "due": due, "due_words": STEPS[StepKind(due.kind)] if due else "", "agency": selectors.agency_of(found, at=at),
        "is_my_turn": found.waits_for_id == me and is_running, "is_clerk": due and due.kind == StepKind.CLERK.value,
        "may_correct": is_mine and found.state == FlowState.RETURNED.value, "may_cancel": is_mine and is_open,
        "may_remind": is_mine and is_running and found.waits_for_id != me, "limit_mb": limit_mb(),
        "is_told_lately": at < found.told_at + REMIND_AGAIN, "timeline": _timeline(found, steps, events),
        "revisions": revisions, "newest": revisions[-1][0], "typed": request.POST,
        "returned": next((each for each in reversed(events) if each.deed == FlowDeed.RETURN.value), None),
        "errors": [summary(error, "number" if "number" in request.POST else "")] if error else [], "crumbs": crumbs(),
    }
    if context["is_my_turn"] and context["is_clerk"]:
        signed_on, given = selectors.leader_signed_on(found), selectors.numbers_given(found, at=at)
        context |= {"signed_on": signed_on, "given": given, "today": write_date(at.astimezone(VIETNAM).date())}
    if found.state == FlowState.ISSUED.value:
        context |= _issued(found, events)
    return render(request, "signing/flow.html", context, status=409 if error else 200)


def crumbs() -> list[tuple[str, str]]:
    """The way back from a page of a flow."""
    return [(reverse("signing:start"), _("Sign a PDF")), (reverse("signing:flows"), _("Issue documents"))]


def _issued(found: DocumentFlow, events: Sequence[FlowEvent]) -> dict[str, Any]:
    last = next(each for each in reversed(events) if each.file)
    name = _file_name(found, last)
    try:
        verdict = verdict_of(name, selectors.revision_bytes(last))
    except (DocumentTooHeavy, DocumentUnopenable):
        verdict = None  # the file can be fetched all the same
    return {"issued": last, "issued_name": name, "verdict": verdict}


def _file_name(found: DocumentFlow, event: FlowEvent) -> str:
    if event.deed == FlowDeed.ISSUE.value:
        return f"{found.number.replace('/', '-')} {found.file_name}"
    stem = found.file_name[:-4] if found.file_name.lower().endswith(".pdf") else found.file_name
    return f"{stem}.{event.round}-{event.position}.pdf"


def _steps_told(found: DocumentFlow, steps: Sequence[FlowStep], events: Sequence[FlowEvent]) -> list[dict[str, Any]]:
    """For a task list: who does what, and whether it is done in this round."""
    done = {each.position: each for each in events if each.file and each.round == found.round}
    told = []
    for each in steps:
        text = f"{each.position}. {STEPS[StepKind(each.kind)]}: {each.person.full_name}"
        if each.position in done:
            kind, status = "good", _("done")
        elif each.position == found.turn:
            kind, status = "info", _("whose turn it is")
        else:
            kind, status = "neutral", _("later") if found.state == FlowState.RUNNING.value else _("not done")
        told.append({"text": text, "hint": each.person.position, "kind": kind, "status": status})
    return told


def _timeline(found: DocumentFlow, steps: Sequence[FlowStep], events: Sequence[FlowEvent]) -> list[dict[str, Any]]:
    told = []
    for each in events:
        who = each.person.full_name if each.person else _("the portal's schedule")
        note = each.reason
        if each.position and not each.has_time_stamp and each.file:
            note = _("Without a time-stamp: the service did not answer.")
        told.append({"at": each.at, "title": _deed_told(found, each, steps), "who": who, "note": note})
    return told


def _deed_told(found: DocumentFlow, event: FlowEvent, steps: Sequence[FlowStep]) -> str:
    """What was done, with what was added to the document."""
    words = str(DEEDS[FlowDeed(event.deed)])
    if event.deed == FlowDeed.SIGN.value:
        kind = next(each.kind for each in steps if each.position == event.position)
        return f"{words}: {STEPS[StepKind(kind)]}"
    return f"{words}: {found.number}" if event.deed == FlowDeed.ISSUE.value else words
