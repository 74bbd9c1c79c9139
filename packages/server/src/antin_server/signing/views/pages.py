"""What the pages of signing have in common."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest

from antin.adapters.http import TIMEOUT_S, Fetcher
from antin.errors import AntinError
from antin_server.common import clock
from antin_server.common.speaking import reader_language, said
from antin_server.signing import selectors, services
from antin_server.signing.context import origins_allowed, person_of
from antin_server.signing.errors import JobNotFound
from antin_server.signing.models import SigningJob


def job_shown(request: HttpRequest, job_id: UUID) -> SigningJob:
    """A document of whoever asks. Raises Http404."""
    try:
        return selectors.job_of(job_id, person_id=person_of(request))
    except JobNotFound as error:
        raise Http404 from error


def summary(error: AntinError, anchor: str) -> dict[str, str]:
    """A line of the error summary."""
    told = said(error)
    return {"anchor": anchor, "text": f"{told.text} {told.hint}".strip()}


def limit_mb() -> int:
    """The most that may be brought at once."""
    return int(settings.ANTIN_UPLOAD_BYTES) // (1024 * 1024)


def verdict_of(name: str, data: bytes) -> dict[str, Any]:
    """A verdict as pages show it. Raises DocumentTooHeavy, DocumentUnopenable."""
    return selectors.shown(services.stranger_check(name=name, data=data, circumstances=circumstances()))


def circumstances() -> services.Circumstances:
    """Now, in the language of whoever asks."""
    return services.Circumstances(clock.now(), origins_allowed(), reader_language())


def tsa_address() -> str:
    """Of the time-stamping authority of this installation."""
    return f"{settings.ANTIN_STATUS_URL}/tsa"


def time_stamping(*, timeout_s: float = TIMEOUT_S) -> services.TimeStamping:
    """Time-stamps of this installation's authority."""
    return services.TimeStamping(tsa_address(), Fetcher(allow=origins_allowed(), timeout_s=timeout_s))

