"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from antin_server.accounts import selectors as accounts
from antin_server.common import clock

TEXT_SIZE_COOKIE = "antin_text_size"
TEXT_SIZES = ("normal", "large", "largest")


def page(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demo, how large to write, where one is, and what the reader may do.

    The last is for menus only; doors decide.
    """
    size = request.COOKIES.get(TEXT_SIZE_COOKIE, "")
    return {
        "is_demo": settings.ANTIN_DEMO,
        "text_size": size if size in TEXT_SIZES else TEXT_SIZES[0],
        "section": request.path.split("/")[1],
        "held": _held(request),
    }


def _held(request: HttpRequest) -> set[str]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return set()
    held = getattr(request, "held", None)  # the door has looked already
    if held is None:
        held = accounts.permissions_held(user.pk, at=clock.now())
    return {each.value for each in held}
