"""What pages and programs are answered with: who asks, in which language, and where evidence may come from."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language

from antin.errors import AntinError
from antin.messages import Language, message_of
from antin_server.signing.errors import AgentAddressUnknown, JobNotFound


def person_of(request: HttpRequest) -> int:
    """The primary key of who is signed in; 0 for nobody."""
    return int(request.user.pk or 0)


def language_spoken() -> Language:
    """Of the answer that is being made."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def origins_allowed() -> tuple[str, ...]:
    """Origins of this machine that may be asked for evidence."""
    return (settings.ANTIN_STATUS_URL,) if settings.ANTIN_LOOPBACK_EVIDENCE else ()


def refusal(error: AntinError) -> JsonResponse:
    """`{error: {code, text, hint}}`; 404 for what is not there or not theirs, else 422."""
    said = message_of(error, language_spoken())
    status = 404 if isinstance(error, JobNotFound | AgentAddressUnknown) else 422
    return JsonResponse({"error": {"code": said.code, "text": said.text, "hint": said.hint}}, status=status)
