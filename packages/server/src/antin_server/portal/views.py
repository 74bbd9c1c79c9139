"""The desk, search, how the page is shown, whether the portal is well, and the pages for errors."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from antin_server.common import clock
from antin_server.common.doors import open_to_everyone, open_to_signed_in
from antin_server.common.keeping import kept_form
from antin_server.guidance import selectors as guidance
from antin_server.portal import selectors
from antin_server.portal.context import TEXT_SIZE_COOKIE, TEXT_SIZES

_YEAR_S = 365 * 86_400
_LONGEST_QUERY = 200


@open_to_signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Bàn làm việc: what waits for this person."""
    tiles = selectors.tiles(request.user.pk, request.held, at=clock.now())  # type: ignore[attr-defined, arg-type]
    return render(request, "portal/desk.html", {"tiles": tiles})


@open_to_everyone
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything public, and the cases that this person may see."""
    words = request.GET.get("q", "")[:_LONGEST_QUERY].replace("\x00", "").strip()
    cases = []
    if words and request.user.is_authenticated:
        cases = selectors.cases_found(request.user.pk, words, at=clock.now())
    hits = guidance.search(words) if words else ()
    return render(request, "portal/search.html", {"search_words": words, "hits": hits, "cases": cases})


@open_to_everyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Ngôn ngữ: remember the reader's choice and go back."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return bad_request(request)
    return _remembering(request, settings.LANGUAGE_COOKIE_NAME, chosen)


@open_to_everyone
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Cỡ chữ: remember the reader's choice and go back."""
    chosen = request.POST.get("size", "")
    if chosen not in TEXT_SIZES:
        return bad_request(request)
    return _remembering(request, TEXT_SIZE_COOKIE, chosen)


@open_to_everyone
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@open_to_everyone
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """The process and its database answer."""
    is_ready = selectors.is_ready()
    return JsonResponse({"status": "ready" if is_ready else "not_ready"}, status=200 if is_ready else 503)


@open_to_everyone
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines need not go."""
    closed = ("/tai-khoan/", "/ho-so/", "/ky/", "/lenh/", "/nguoi-dung/", "/co-quan/", "/nhat-ky/", "/tim-kiem/")
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to_everyone
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116)."""
    expires = clock.now() + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.ANTIN_SECURITY_CONTACT}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: vi, en", f"Canonical: {settings.ANTIN_PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to_everyone
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _error(
        request, 400, _("This request cannot be understood"),
        _("Something in the address or in the form was not as expected. Nothing was changed."),
    )


@open_to_everyone
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error(
        request, 403, _("You may not open this page"),
        _("It belongs to another role or another agency. If it is part of your work, ask your agency's administrator."),
    )


@open_to_everyone
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, because the form is too old or came from elsewhere (CSRF); what our own page sent is kept."""
    return kept_form(request) or _error(
        request, 403, _("This form has expired"),
        _("You were signed out, or the page stood open for long. Go back, reload the page and send it again."),
    )


@open_to_everyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error(
        request, 404, _("This page does not exist"),
        _("Check the address, or search for what you need. A case or document that is not yours also looks like this."),
    )


@open_to_everyone
def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return _error(
        request, 429, _("Too many attempts"),
        _("To protect accounts, wait five minutes and try again. Nothing is blocked for ever."),
    )


@open_to_everyone
def server_error(request: HttpRequest) -> HttpResponse:
    """500; drawn without database or session, which may be what is broken."""
    with translation.override(settings.LANGUAGE_CODE):
        page = render_to_string("portal/error.html", {
            "status": 500, "title": _("Something went wrong on our side"),
            "text": _("What you did last may not have been saved. Wait a minute, then look before you send it again."),
            "is_demo": settings.ANTIN_DEMO, "user": AnonymousUser(),
        })
    return HttpResponse(page, status=500)


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "portal/error.html", {"status": status, "title": title, "text": text}, status=status)


def _remembering(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(cookie, value, max_age=_YEAR_S, samesite="Lax", httponly=True, secure=settings.IS_HTTPS)
    return response
