"""What people do to a document that is to be issued: act on their turn, send back, correct, cancel, remind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from antin.errors import AntinError
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.signing import forms, services
from antin_server.signing.context import person_of
from antin_server.signing.errors import FlowNotFound
from antin_server.signing.models import DocumentFlow
from antin_server.signing.types import FINISHED, FlowState
from antin_server.signing.views.flows import crumbs, flow_page, flow_shown
from antin_server.signing.views.pages import summary

Deed = Callable[[services.FlowChosen, datetime], object]


@open_to_signed_in
@require_POST
def act(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    """Begin the step that is due: on to the place of the signature."""
    found = flow_shown(request, flow_id)
    numbering = forms.numbering(request.POST) if "number" in request.POST else None
    try:
        job_id = services.flow_step_begin(chosen=_chosen(request, flow_id), numbering=numbering, at=clock.now())
    except AntinError as error:
        return flow_page(request, found, error)
    return redirect("signing:place", job_id=job_id)


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    """Whoever's turn it is gives a reason, and confirms."""
    found = flow_shown(request, flow_id)
    if request.method == "GET" and (found.waits_for_id != person_of(request) or found.state != FlowState.RUNNING.value):
        return redirect("signing:flow", flow_id=flow_id)
    return _with_reason(request, found, {
        "title": _("Send the document back"), "button": _("Send back"), "is_grave": False,
        "text": _("It goes back to whoever submitted it, with your reason. A corrected file is signed anew by "
                  "everybody; what was signed so far stays in the history."),
        "told": _("Sent back."),
    }, services.flow_return)


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    """The beginner gives a reason, and confirms."""
    found = flow_shown(request, flow_id)
    if found.begun_by_id != person_of(request):
        raise Http404
    if request.method == "GET" and found.state in FINISHED:
        return redirect("signing:flow", flow_id=flow_id)
    return _with_reason(request, found, {
        "title": _("Cancel the document"), "button": _("Cancel the document"), "is_grave": True,
        "text": _("It will not be issued and cannot be taken up again. Everybody who takes part is told, with your "
                  "reason; the history stays."),
        "told": _("Cancelled."),
    }, services.flow_cancel)


def _with_reason(
    request: HttpRequest, found: DocumentFlow, words: dict[str, Any], deed: Callable[..., None],
) -> HttpResponse:
    errors = []
    if request.method == "POST":
        try:
            deed(chosen=_chosen(request, found.pk), reason=request.POST.get("reason", ""), at=clock.now())
            messages.success(request, words["told"])
            return redirect("signing:flow", flow_id=found.pk)
        except FlowNotFound as error:
            raise Http404 from error
        except AntinError as error:
            errors = [summary(error, "reason")]
    context = {
        **words, "flow": found, "errors": errors, "most": services.MOST_REASON, "typed": request.POST,
        "crumbs": [*crumbs(), (reverse("signing:flow", args=[found.pk]), found.title), ("", words["title"])],
    }
    return render(request, "signing/flow_reason.html", context, status=409 if errors else 200)


@open_to_signed_in
@require_POST
def correct(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    """Another file, a new round."""
    found = flow_shown(request, flow_id)
    try:
        name, data = forms.uploaded(request.FILES.get("file"))
        services.flow_correct(chosen=_chosen(request, flow_id), file_name=name, data=data, at=clock.now())
    except FlowNotFound as error:
        raise Http404 from error
    except AntinError as error:
        return flow_page(request, found, error)
    messages.success(request, _("Submitted again. Signatures start anew."))
    return redirect("signing:flow", flow_id=flow_id)


@open_to_signed_in
@require_POST
def remind(request: HttpRequest, flow_id: UUID) -> HttpResponse:
    """A letter to whoever it waits for."""
    found = flow_shown(request, flow_id)
    try:
        services.flow_remind(chosen=_chosen(request, flow_id), at=clock.now())
    except FlowNotFound as error:
        raise Http404 from error
    except AntinError as error:
        return flow_page(request, found, error)
    messages.success(request, _("A letter was sent."))
    return redirect("signing:flow", flow_id=flow_id)


def _chosen(request: HttpRequest, flow_id: UUID) -> services.FlowChosen:
    return forms.flow_chosen(request.POST, flow_id=flow_id, person_id=person_of(request))
