"""The door of every view, looked at before it runs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from antin_server.accounts import selectors
from antin_server.common import clock
from antin_server.common.doors import Door, door_of
from antin_server.common.keeping import kept_form

_EVERYONE, _SIGNED_IN = Door(everyone=True), Door()
BORROWED: Mapping[str, Door] = {
    "account_login": _EVERYONE,
    "account_logout": _EVERYONE,
    "account_inactive": _EVERYONE,
    "account_reset_password": _EVERYONE,
    "account_reset_password_done": _EVERYONE,
    "account_reset_password_from_key": _EVERYONE,
    "account_reset_password_from_key_done": _EVERYONE,
    "account_change_password": _SIGNED_IN,
    "account_reauthenticate": _SIGNED_IN,
    "mfa_authenticate": _EVERYONE,  # half signed in: allauth itself asks for the first step
    "mfa_reauthenticate": _SIGNED_IN,
    "mfa_index": _SIGNED_IN,
    "mfa_activate_totp": _SIGNED_IN,
    "mfa_deactivate_totp": _SIGNED_IN,
    "mfa_view_recovery_codes": _SIGNED_IN,
    "mfa_generate_recovery_codes": _SIGNED_IN,
    "mfa_download_recovery_codes": _SIGNED_IN,
}
"""The views of allauth that are used here; whatever else it brings (sign-up, changing e-mail) stays shut."""
BEFORE_SECOND_FACTOR = frozenset({
    "mfa_activate_totp", "account_logout", "account_reauthenticate", "mfa_reauthenticate", "portal:language",
    "portal:text_size", "portal:health", "portal:ready",
})
"""What somebody of the authority may do before the second factor is set up."""


class Doors:
    """Deny by default: a view without a door is forbidden, whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any,
    ) -> HttpResponse | None:
        """None lets the view run. Raises PermissionDenied."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        door = door_of(view) or BORROWED.get(name)
        if door is None:
            raise PermissionDenied
        if not request.user.is_authenticated:
            return None if door.everyone else kept_form(request) or redirect_to_login(request.get_full_path())
        at = clock.now()
        held = selectors.permissions_held(request.user.pk, at=at)
        request.held = held  # type: ignore[attr-defined]  # portal.context draws menus from it
        if name not in BEFORE_SECOND_FACTOR and _owes_second_factor(request.user.pk, at):
            return redirect("mfa_activate_totp")
        if door.permissions and door.permissions.isdisjoint(held):
            raise PermissionDenied
        return None


def _owes_second_factor(person_id: int, at: datetime) -> bool:
    return settings.ANTIN_TOTP_REQUIRED and selectors.owes_second_factor(person_id, at=at)
