"""How far requests to signing programs got."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from antin_server.signing.errors import AgentAddressUnknown
from antin_server.signing.models import AgentRequest


@dataclass(frozen=True)
class AgentFileState:
    """refusal: as kept, empty when there is none. is_fetched, is_signed: how far it got."""

    job_id: UUID
    name: str
    is_fetched: bool
    is_signed: bool
    refusal: Mapping[str, Any]


@dataclass(frozen=True)
class AgentState:
    """is_open: something may still come."""

    is_open: bool
    files: tuple[AgentFileState, ...]


def agent_state(request_id: UUID, *, person_id: int, at: datetime) -> AgentState:
    """How far a request to the signing program got. Raises AgentAddressUnknown."""
    request = AgentRequest.objects.filter(pk=request_id, person_id=person_id).first()
    if request is None:
        raise AgentAddressUnknown()
    files = request.files.select_related("job").order_by("pk")
    return AgentState(request.ended_at is None and at < request.expires_at, tuple(
        AgentFileState(each.job_id, each.job.name, each.fetches > 0, each.returned_at is not None, each.refusal)
        for each in files
    ))

