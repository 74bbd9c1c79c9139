"""The door of every view, looked at before it runs."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from antin_server.accounts import selectors
from antin_server.common import clock
from antin_server.common.doors import door_of

_KNOWN = ("allauth.", "django.views.i18n", "django.views.static")


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
        door = door_of(view)
        if door is None:
            if view.__module__.startswith(_KNOWN):
                return None
            raise PermissionDenied
        if door.everyone:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        held = selectors.permissions_held(request.user.pk, at=clock.now())
        if door.permissions and door.permissions.isdisjoint(held):
            raise PermissionDenied
        return None
