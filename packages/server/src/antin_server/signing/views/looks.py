"""The looks that a person keeps, for herself and for the agencies whose seal she keeps."""

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antin.errors import AntinError
from antin.pades.looks import LookKind
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.common.speaking import said
from antin_server.signing import selectors, services
from antin_server.signing.context import person_of
from antin_server.signing.errors import LookNameTaken, LookNotFound
from antin_server.signing.forms import LookForm
from antin_server.signing.models import Look
from antin_server.signing.types import KIND_NAMES, LookContent, Owner

_PX_A_MM = 96 / 25.4


@open_to_signed_in
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Every look, by owner, with the way to make, save and bring back."""
    at, person_id = clock.now(), person_of(request)
    kept = list(selectors.looks_of(person_id, at=at))
    groups = [
        {
            "owner": owner, "agency": name, "query": query_of(owner),
            "looks": [_shown(each) for each in kept if each.agency_id == owner.agency_id],
            "kinds": [(kind.value, KIND_NAMES[kind]) for kind in owner.kinds],
        }
        for owner, name in selectors.owners_of(person_id, at=at)
    ]
    return render(request, "signing/looks.html", {"groups": groups, "crumbs": crumbs()})


@open_to_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A look of this kind, shown before it is kept."""
    owner = owner_asked(request)
    if kind not in owner.kinds:
        raise Http404

    def keep(content: LookContent) -> UUID:
        return services.look_make(owner=owner, kind=kind, content=content, at=clock.now())

    return _edited(request, LookForm(request.POST or None, request.FILES or None, kind=LookKind(kind)), keep)


@open_to_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """A further version, shown before it is kept."""
    look = _found(request, look_id)

    def keep(content: LookContent) -> UUID:
        services.look_change(look_id=look_id, content=content, person_id=person_of(request), at=clock.now())
        return look_id

    known = selectors.look_content(_current(look))
    form = LookForm(request.POST or None, request.FILES or None, kind=LookKind(look.kind), known=known)
    return _edited(request, form, keep, look)


def _edited(request: HttpRequest, form: LookForm, keep: Any, look: Look | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "kind": KIND_NAMES[form.kind], "look": look, "crumbs": crumbs(look),
        "title": _("Change the look") if look else _("Make a look"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "signing/look_edit.html", context, status=422 if form.errors else 200)
    try:
        before, content = form.content()
        drawn = services.look_draw(form.kind, content)
        if "keep" in request.POST and before is None:
            look_id = keep(content)
            messages.success(request, _("The look is kept."))
            return redirect("signing:look", look_id=look_id)
    except LookNotFound as error:
        raise Http404 from error
    except AntinError as error:
        anchor = "id_name" if isinstance(error, LookNameTaken) else "id_picture"
        context["errors"] = [{"anchor": anchor, "text": said(error).text, "hint": said(error).hint}]
        return render(request, "signing/look_edit.html", context, status=422)
    context |= {
        "before": _in_page(before) if before else "", "drawn": _in_page(drawn),
        "kept": base64.b64encode(content.picture).decode(), "size": _pixels(content.width, content.height),
    }
    return render(request, "signing/look_edit.html", context)


@open_to_signed_in
@require_safe
def look(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """One look as it is, and its versions."""
    found = _found(request, look_id)
    versions = selectors.look_versions(found)
    return render(request, "signing/look.html", {
        **_shown(found), "kind": KIND_NAMES[LookKind(found.kind)], "crumbs": crumbs(),
        "older": [(each, _pixels(each.width, each.height)) for each in versions[1:]], "now": versions[0],
    })


@open_to_signed_in
@require_safe
def picture(request: HttpRequest, look_id: UUID, number: int) -> HttpResponse:
    """A version as it is signed, by itself; it never changes."""
    found = _found(request, look_id)
    try:
        content = selectors.look_content(selectors.look_version(found, number))
        drawn = services.look_draw(found.kind, content)
    except AntinError as error:
        raise Http404 from error
    answer = HttpResponse(drawn, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@open_to_signed_in
@require_POST
def bring_back(request: HttpRequest, look_id: UUID, number: int) -> HttpResponse:
    """An older version counts again."""
    try:
        services.look_bring_back(look_id=look_id, number=number, person_id=person_of(request), at=clock.now())
    except LookNotFound as error:
        raise Http404 from error
    except LookNameTaken as error:
        messages.error(request, said(error).text)
        return redirect("signing:look", look_id=look_id)
    messages.success(request, _("The older version counts again."))
    return redirect("signing:look", look_id=look_id)


@open_to_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """Asked once more, then gone with all versions."""
    found = _found(request, look_id)
    if request.method != "POST":
        return render(request, "signing/look_delete.html", {**_shown(found), "crumbs": crumbs(found)})
    try:
        services.look_delete(look_id=look_id, person_id=person_of(request), at=clock.now())
    except LookNotFound:  # the other half of a double click was faster
        return redirect("signing:looks")
    messages.success(request, _("The look is deleted."))
    return redirect("signing:looks")


def owner_asked(request: HttpRequest) -> Owner:
    """The person, or the agency that the address names. Raises Http404: its seal is not hers."""
    number = request.GET.get("co-quan", "")
    agency_id = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None
    try:
        return selectors.owner_of(person_of(request), agency_id, at=clock.now())
    except LookNotFound as error:
        raise Http404 from error


def query_of(owner: Owner) -> str:
    """What says whose looks they are, behind an address."""
    return f"?co-quan={owner.agency_id}" if owner.agency_id else ""


def crumbs(look: Look | None = None) -> list[tuple[str, str]]:
    """Where one is."""
    itself = [(reverse("signing:look", args=[look.pk]), _current(look).name)] if look else []
    looks_page = reverse("signing:looks"), _("Looks of signatures and seals")
    return [(reverse("signing:start"), _("Sign a PDF")), looks_page, *itself]


def _found(request: HttpRequest, look_id: UUID) -> Look:
    try:
        return selectors.look_of(look_id, person_id=person_of(request), at=clock.now())
    except LookNotFound as error:
        raise Http404 from error


def _current(look: Look) -> Any:
    assert look.current is not None
    return look.current


def _shown(look: Look) -> dict[str, Any]:
    current = _current(look)
    size = _pixels(current.width, current.height)
    return {"look": look, "current": current, "kind": KIND_NAMES[LookKind(look.kind)], "size": size}


def _pixels(width: float, height: float) -> tuple[int, int]:
    """As large on a usual screen as on paper."""
    return round(width * _PX_A_MM), round(height * _PX_A_MM)


def _in_page(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()
