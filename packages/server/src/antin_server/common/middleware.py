"""What happens around every request."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from antin.errors import AntinError
from antin.messages import message_of

BESIDE_A_FILE = 1024 * 1024  # the other fields of a form with a file
_log = logging.getLogger("antin.request")


class RequestTooLarge(AntinError):
    """More than the largest upload (`limit_mb`)."""

    code = "request_too_large"


class AddressWrong(AntinError):
    """An address that no page of ours has."""

    code = "address_wrong"


class OneHost:
    """One address for one portal: 127.0.0.1 leads to the public name, so that cookies and keys have one home."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host()
        public = settings.ANTIN_PUBLIC_URL.split("://")[1]
        if host.split(":")[0] == "127.0.0.1" and public.startswith("localhost") and request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(settings.ANTIN_PUBLIC_URL + request.get_full_path())
        return self.get_response(request)


class Bounds:
    """What no page could take is turned away before anything is read of it.

    1. Bodies larger than the largest upload to that page: Django would write a file of any size to the disk. 2. A NUL
    in the address: PostgreSQL refuses it in text, and the page would fall over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.ANTIN_LARGE_UPLOADS.get(request.path_info, settings.ANTIN_UPLOAD_BYTES)
        if not length.isdecimal() or len(length) > 15 or int(length) > limit + BESIDE_A_FILE:
            return self._refused(RequestTooLarge(limit_mb=limit // (1024 * 1024)), 413)
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return self._refused(AddressWrong(), 400)
        return self.get_response(request)

    def _refused(self, error: AntinError, status: int) -> HttpResponse:
        both = [message_of(error, language) for language in ("vi", "en")]
        text = "\n".join(f"{each.text} {each.hint}".strip() for each in both)
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


class PrivatePages:
    """What somebody who signed in is shown stays in no cache, unless the page itself says how long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RequestLog:
    """One line per request: method, the pattern of the address, status, milliseconds; never values or people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        pattern = request.resolver_match.route if request.resolver_match else "-"
        milliseconds = round(1000 * (time.perf_counter() - began), 1)
        _log.info("request", extra={
            "method": request.method, "route": pattern, "status": response.status_code, "ms": milliseconds,
        })
        return response


class ChosenLanguage:
    """Vietnamese, unless the reader chose otherwise here. What the browser was installed in says nothing of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response
