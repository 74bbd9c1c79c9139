"""People, as their administrator keeps them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antin.errors import AntinError
from antin_server.accounts import selectors, services
from antin_server.accounts.errors import NotPermitted
from antin_server.accounts.forms import MoveForm, ParticularsForm, PersonForm, RoleForm
from antin_server.accounts.models import Person
from antin_server.accounts.services.people import Particulars
from antin_server.accounts.types import ROLES, Role
from antin_server.common import clock
from antin_server.common.doors import Permission, opens_to
from antin_server.common.speaking import said

PAGE = 50
_manager = opens_to(Permission.PEOPLE_MANAGE)
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@_manager
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Người dùng: everybody whom this administrator manages."""
    at = clock.now()
    words = request.GET.get("q", "")[:200].replace("\x00", "")
    page = Paginator(selectors.people_managed(_me(request), words, at=at), PAGE).get_page(request.GET.get("page"))
    lines = [
        (each, selectors.name_then(each.agency, at=at) if each.agency else "", _roles_now(each, at)) for each in page
    ]
    return render(request, "accounts/people.html", {"page": page, "lines": lines, "words": words})


@_manager
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Somebody new in an agency; the invitation goes out at once."""
    at = clock.now()
    agency = selectors.agencies_managed(_me(request), "", at=at).filter(pk=agency_id).first()
    if agency is None:
        raise Http404
    form = PersonForm(request.POST or None, today=_today(at))
    context = {"form": form, "agency": agency, "name": selectors.name_then(agency, at=at)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/person_new.html", context, status=422 if form.errors else 200)
    try:
        number = services.person_register(**form.cleaned_data, agency_id=agency_id, at=at, actor=_me(request))
        services.person_invite(person_id=number, at=at, actor=_me(request))
    except AntinError as error:
        return render(request, "accounts/person_new.html", {**context, "errors": [said(error)]}, status=409)
    messages.success(request, _("Registered. An invitation is on its way."))
    return redirect("accounts:person", number)


@_manager
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: particulars, roles, invitation, closing the account."""
    at = clock.now()
    found = _found(request, person_id, at)
    particulars = {"full_name": found.full_name, "position": found.position, "mobile": found.mobile}
    form = ParticularsForm(request.POST or None, initial=particulars, today=_today(at))
    if request.method == "POST" and form.is_valid():
        services.person_change(
            person_id=person_id, particulars=Particulars(**form.cleaned_data), at=at, actor=_me(request),
        )
        messages.success(request, _("Saved."))
        return redirect("accounts:person", person_id)
    return _page(request, found, at, form=form, status=422 if form.errors else 200)


@_manager
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, person_id: int) -> HttpResponse:
    """To another agency."""
    at = clock.now()
    found = _found(request, person_id, at)
    form = MoveForm(
        request.POST or None, find=lambda name: selectors.agencies_managed_named(_me(request), name, at=at),
    )
    context = {
        "found": found, "agency": selectors.agency_name(found.agency_id, at=at) if found.agency_id else "",
        "form": form, "names": selectors.agency_suggestions(_me(request), at=at),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/person_move.html", context, status=422 if form.errors else 200)
    try:
        services.person_move(person_id=person_id, agency_id=form.cleaned_data["agency"], at=at, actor=_me(request))
    except AntinError as error:
        return render(request, "accounts/person_move.html", {**context, "errors": [said(error)]}, status=409)
    messages.success(request, _("Moved. Roles in the former agency have ended; give new ones where needed."))
    return redirect("accounts:person", person_id)


@_manager
@require_POST
def role_grant(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a role."""
    at = clock.now()
    found = _found(request, person_id, at)
    form = RoleForm(request.POST, agencies=_agencies(request, found, at))
    if not form.is_valid():
        return _page(request, found, at, role_form=form, status=422)
    role, agency_id = Role(form.cleaned_data["role"]), form.cleaned_data["agency"]
    try:
        services.role_grant(person_id=person_id, role=role, agency_id=agency_id, at=at, actor=_me(request))
    except NotPermitted as error:
        raise PermissionDenied from error
    except AntinError as error:
        return _page(request, found, at, role_form=form, error=error, status=409)
    messages.success(request, _("The role was given."))
    return redirect("accounts:person", person_id)


@_manager
@require_POST
def role_end(request: HttpRequest, person_id: int, assignment_id: int) -> HttpResponse:
    """End a role."""
    at = clock.now()
    found = _found(request, person_id, at)
    if not found.roles.filter(pk=assignment_id).exists():
        raise Http404
    try:
        services.role_end(assignment_id=assignment_id, at=at, actor=_me(request))
    except NotPermitted as error:
        raise PermissionDenied from error
    except AntinError as error:
        return _page(request, found, at, error=error, status=409)
    messages.success(request, _("The role has ended."))
    return redirect("accounts:person", person_id)


@_manager
@require_POST
def deed(request: HttpRequest, person_id: int, slug: str) -> HttpResponse:
    """Invite again, close or open the account."""
    at = clock.now()
    found = _found(request, person_id, at)
    deeds = {
        "moi": (services.person_invite, _("An invitation is on its way.")),
        "dong": (services.person_deactivate, _("The account is closed.")),
        "mo": (services.person_reactivate, _("The account is open again.")),
    }
    if slug not in deeds:
        raise Http404
    service, done = deeds[slug]
    try:
        service(person_id=person_id, at=at, actor=_me(request))
    except AntinError as error:
        return _page(request, found, at, error=error, status=409)
    messages.success(request, done)
    return redirect("accounts:person", person_id)


def _page(
    request: HttpRequest, found: Person, at: datetime, *, form: ParticularsForm | None = None,
    role_form: RoleForm | None = None, error: AntinError | None = None, status: int = 200,
) -> HttpResponse:
    particulars = {"full_name": found.full_name, "position": found.position, "mobile": found.mobile}
    roles = [
        (each, ROLES[Role(each.role)], selectors.agency_name(each.agency_id, at=at))
        for each in found.roles.order_by("since", "pk")
    ]
    return render(request, "accounts/person.html", {
        "found": found, "agency": selectors.agency_name(found.agency_id, at=at) if found.agency_id else "",
        "form": form or ParticularsForm(initial=particulars, today=_today(at)),
        "role_form": role_form or RoleForm(agencies=_agencies(request, found, at)),
        "roles": roles, "now": at, "errors": [said(error)] if error else [],
        "has_second_factor": selectors.has_second_factor(found.pk),
    }, status=status)


def _agencies(request: HttpRequest, found: Person, at: datetime) -> list[tuple[int, str]]:
    """Where a role may be given here: in the person's agency and above, as far as the administrator reaches."""
    if found.agency is None:
        return []
    above = selectors.agencies_above(found.agency, at=at)
    managed = selectors.agencies_managed(_me(request), "", at=at).filter(pk__in=[number for number, _ in above])
    reach = set(managed.values_list("pk", flat=True))
    return [(number, name) for number, name in above if number in reach]


def _found(request: HttpRequest, person_id: int, at: datetime) -> Person:
    found = selectors.person_managed(_me(request), person_id, at=at)
    if found is None:
        raise Http404
    return found


def _roles_now(person: Person, at: datetime) -> list[object]:
    return [
        ROLES[Role(each.role)] for each in person.roles.all()
        if each.since <= at and (each.until is None or each.until > at)
    ]


def _me(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _today(at: datetime) -> date:
    return at.astimezone(_VIETNAM).date()
