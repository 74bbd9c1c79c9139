"""A form that was sent after the session had ended is kept on the page that says so; nothing typed is lost."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from antin_server.common.doors import door_of

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_SECRET = re.compile(r"passw|passphrase|csrf|secret|(^|[^a-z])(pin|otp)([^a-z]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class KeptFile:
    """A file that has to be chosen again. field: the name of its blank; name: as the browser told it."""

    field: str
    name: str


def kept_form(request: HttpRequest) -> HttpResponse | None:
    """403, with what was typed, a way to sign in and a button to send it again.

    None when that may not be: no form for a page of ours behind a sign-in, or not provably sent from our own pages.
    """
    if request.method != "POST" or request.content_type not in _FORMS or not _is_behind_sign_in(request):
        return None
    if not is_from_own_page(request):
        return None
    context = {
        "address": request.get_full_path(),
        "fields": [(name, each) for name, values in request.POST.lists() if not is_secret(name) for each in values],
        "files": [KeptFile(name, each.name or "") for name, found in request.FILES.lists() for each in found],
    }
    answer = render(request, "common/kept_form.html", context, status=403)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this very origin sent it; neither header may contradict.

    Fetch Metadata (W3C), `Sec-Fetch-Site: same-origin`; RFC 6454 7, `Origin`.
    """
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin") or origin not in (None, "null", *_own_origins(request)):
        return False
    return site == "same-origin" or origin in _own_origins(request)


def is_secret(name: str) -> bool:
    """Whether a field of this name may hold what must never be written back: passwords, PINs, tokens."""
    return _SECRET.search(name) is not None


def _is_behind_sign_in(request: HttpRequest) -> bool:
    door = door_of(request.resolver_match.func) if request.resolver_match else None
    return door is not None and not door.everyone


def _own_origins(request: HttpRequest) -> tuple[str, str]:
    """As the browser knows us: by the public address, or by that of this very request."""
    return settings.ANTIN_PUBLIC_URL, f"{request.scheme}://{request.get_host()}"
