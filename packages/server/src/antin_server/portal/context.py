"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from antin_server.accounts import selectors as accounts
from antin_server.common import clock


def page(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demo, and what the reader may do (for menus only; doors decide)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"is_demo": settings.ANTIN_DEMO, "held": set()}
    held = accounts.permissions_held(user.pk, at=clock.now())
    return {"is_demo": settings.ANTIN_DEMO, "held": {each.value for each in held}}
