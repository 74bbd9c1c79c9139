"""Pages for errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from antin_server.common.doors import open_to_everyone


@open_to_everyone
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "portal/error.html", {"status": 400}, status=400)


@open_to_everyone
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "portal/error.html", {"status": 403}, status=403)


@open_to_everyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "portal/error.html", {"status": 404}, status=404)


@open_to_everyone
def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return render(request, "portal/error.html", {"status": 500}, status=500)
