"""What happens around every request."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

_log = logging.getLogger("antin.request")


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
