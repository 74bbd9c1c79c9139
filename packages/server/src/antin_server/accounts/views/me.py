"""What the portal knows of whoever looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from antin_server.accounts import selectors
from antin_server.accounts.types import ROLES, Role
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in


@open_to_signed_in
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My account: what is written of me, my roles, how I sign in."""
    at = clock.now()
    person = request.user
    assert person.is_authenticated  # its door
    rows = [
        (_("Full name"), person.full_name), (_("Official e-mail"), person.email), (_("Position"), person.position),
        (_("Mobile"), person.mobile),
        (_("Agency"), selectors.agency_name(person.agency_id, at=at) if person.agency_id else ""),
    ]
    roles = [
        (ROLES[Role(each.role)], selectors.agency_name(each.agency_id, at=at))
        for each in selectors.roles_held(person.pk, at=at)
    ]
    return render(request, "accounts/me.html", {
        "rows": rows, "roles": roles, "has_second_factor": selectors.has_second_factor(person.pk),
    })
