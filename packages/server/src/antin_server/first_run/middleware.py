"""Which pages exist: only the first one before the set-up, none of the authority in a registration office."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from antin_server.common.models import Mode
from antin_server.common.selectors import installation_mode
from antin_server.first_run import selectors

_ALWAYS = ("antin_server.first_run.", "django.views.")
_OF_AN_AUTHORITY = "antin_server.authority."


class PagesOfTheMode:
    """Looked at before the doors: a page that does not exist says so to everybody alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._mode: Mode | None = None
        self._is_settled = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_registration_office = self._is_office  # type: ignore[attr-defined]  # for menus, who call it
        return self.get_response(request)

    def _is_office(self) -> bool:
        """A mode is chosen for good: it is asked for until the first page is over, then never again."""
        if not self._is_settled:
            is_waiting = selectors.is_waiting()
            self._mode = installation_mode()  # after it: what ends the waiting is the choice
            self._is_settled = not is_waiting
        return self._mode is Mode.REGISTRATION_OFFICE

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any,
    ) -> HttpResponse | None:
        """None lets the view run. Raises Http404."""
        if selectors.is_waiting() and not view.__module__.startswith(_ALWAYS):
            return HttpResponseRedirect(reverse("first_run:begin"))
        if view.__module__.startswith(_OF_AN_AUTHORITY) and self._is_office():
            raise Http404
        return None
