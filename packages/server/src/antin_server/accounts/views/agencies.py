"""Agencies, as their administrator keeps them."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from antin.errors import AntinError
from antin_server.accounts import selectors, services
from antin_server.accounts.forms import AgencyForm, MergeForm, RenameForm
from antin_server.accounts.models import Agency
from antin_server.accounts.types import AGENCY_KINDS, AgencyKind
from antin_server.common import clock
from antin_server.common.doors import Permission, opens_to
from antin_server.common.speaking import said

PAGE = 100
_manager = opens_to(Permission.PEOPLE_MANAGE)


@_manager
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Cơ quan: the tree, or what a search found in it."""
    at = clock.now()
    words = request.GET.get("q", "")[:200].replace("\x00", "")
    found = selectors.agencies_managed(_me(request), words, at=at)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = selectors.lines_of(page, at=at)
    return render(request, "accounts/agencies.html", {"page": page, "lines": lines, "words": words})


@_manager
@require_safe
def agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """One agency: its names through time, what stands below it, where it came from and went."""
    at = clock.now()
    found = _found(request, agency_id, at)
    children = Agency.objects.filter(parent=found).prefetch_related("names").order_by("pk")
    successor = selectors.successor_of(agency_id)
    return render(request, "accounts/agency.html", {
        "agency": found, "name": selectors.name_then(found, at=at), "kind": AGENCY_KINDS[AgencyKind(found.kind)],
        "is_there": found.until is None or found.until > at,
        "names": found.names.order_by("since", "pk"), "children": selectors.lines_of(children, at=at),
        "above": selectors.agencies_above(found, at=at)[1:],
        "successor": (successor.pk, selectors.agency_name(successor.pk, at=at)) if successor else None,
    })


@_manager
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, agency_id: int) -> HttpResponse:
    """A new agency below this one."""
    at = clock.now()
    parent = _found(request, agency_id, at)
    form = AgencyForm(request.POST or None)

    def found_it() -> int:
        values = {**form.cleaned_data, "kind": AgencyKind(form.cleaned_data["kind"])}
        return services.agency_found(**values, parent_id=parent.pk, at=at, actor=_me(request))

    return _changed(request, parent, form, found_it, title=_("New agency below"), at=at)


@_manager
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Another name from some day on."""
    at = clock.now()
    found = _found(request, agency_id, at)
    form = RenameForm(request.POST or None)

    def rename_it() -> int:
        name = form.cleaned_data["name"]
        services.agency_rename(agency_id=found.pk, name=name, since=form.since(), at=at, actor=_me(request))
        return found.pk

    return _changed(request, found, form, rename_it, title=_("Rename"), at=at)


@_manager
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Into another agency, from now on."""
    at = clock.now()
    found = _found(request, agency_id, at)
    form = MergeForm(request.POST or None)

    def merge_it() -> int:
        successor = form.cleaned_data["successor"]
        services.agency_merge(
            predecessor_ids=[found.pk], successor_id=successor, at=at, actor=_me(request),
            basis=form.cleaned_data["basis"],
        )
        return int(successor)

    return _changed(request, found, form, merge_it, title=_("Merge into another agency"), at=at)


def _changed(
    request: HttpRequest, agency: Agency, form: Form, deed: Callable[[], int], *, title: str, at: datetime,
) -> HttpResponse:
    context = {"agency": agency, "name": selectors.name_then(agency, at=at), "form": form, "title": title}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/agency_change.html", context, status=422 if form.errors else 200)
    try:
        number = deed()
    except AntinError as error:
        return render(request, "accounts/agency_change.html", {**context, "errors": [said(error)]}, status=409)
    messages.success(request, _("Saved."))
    return redirect("accounts:agency", number)


def _found(request: HttpRequest, agency_id: int, at: datetime) -> Agency:
    found = selectors.agencies_managed(_me(request), "", at=at).filter(pk=agency_id).first()
    if found is None:
        raise Http404
    return found


def _me(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
