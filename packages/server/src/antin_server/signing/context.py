"""What pages and programs are answered with: who asks, how they are refused, and where evidence may come from."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from antin.errors import AntinError
from antin_server.common.speaking import said
from antin_server.signing.errors import AgentAddressUnknown, JobNotFound


def person_of(request: HttpRequest) -> int:
    """The primary key of who is signed in; 0 for nobody."""
    return int(request.user.pk or 0)


def origins_allowed() -> tuple[str, ...]:
    """Origins of this machine that may be asked for evidence."""
    return (settings.ANTIN_STATUS_URL,) if settings.ANTIN_LOOPBACK_EVIDENCE else ()


def refusal(error: AntinError) -> JsonResponse:
    """`{error: {code, text, hint}}`; 404 for what is not there or not theirs, else 422."""
    told = said(error)
    status = 404 if isinstance(error, JobNotFound | AgentAddressUnknown) else 422
    return JsonResponse({"error": {"code": told.code, "text": told.text, "hint": told.hint}}, status=status)
