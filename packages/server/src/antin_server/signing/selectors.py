"""What is known for signing and checking: a person's documents, whom this installation trusts."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from antin import pades
from antin.adapters.trust_files import DEFAULT_SETS, Trust, load_sets
from antin.adapters.trust_files.loading import sorted_out
from antin_server.authority import selectors as authority
from antin_server.signing.errors import JobNotFound
from antin_server.signing.models import SigningJob


def job_of(job_id: UUID, *, person_id: int) -> SigningJob:
    """A document of this person. Raises JobNotFound."""
    found = SigningJob.objects.filter(pk=job_id, person_id=person_id).first()
    if found is None:
        raise JobNotFound()
    return found


def jobs_of(person_id: int) -> Sequence[SigningJob]:
    """The person's latest documents, the newest first."""
    return list(SigningJob.objects.filter(person_id=person_id).order_by("-created_at")[:20])


def page_sizes(job: SigningJob) -> Sequence[pades.PageSize]:
    """The pages of the document as displayed, in millimetres."""
    return pades.overview(document_bytes(job)).pages


def document_bytes(job: SigningJob) -> bytes:
    """The document as it came."""
    with job.file.open("rb") as file:
        return bytes(file.read())


def installation_trust() -> Trust:
    """Official-duty roots and those of pilots kept beside the data, and the root of this very installation."""
    trust = load_sets(DEFAULT_SETS, settings.ANTIN_HOME / "trust")
    own = [each for each in (authority.root_certificate(), authority.issuing_certificate()) if each]
    return trust + sorted_out(own, source="pilot")


def chains_of_email(email: str, *, at: datetime) -> str:
    """The effective certificates of a person for the signing page: base64 chains, a comma inside, a space between."""
    found = authority.certificates_of_email(email)
    usable = [each for each in found if authority.state_at(each, at=at) == "effective"]
    return " ".join(
        ",".join(base64.b64encode(der).decode() for der in authority.chain_of(each.serial)) for each in usable
    )


def shown(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict's JSON for a page: times as times."""
    found = dict(verdict)
    for each in found["signatures"]:
        for name in ("claimed_time", "best_time"):
            each[name] = datetime.fromisoformat(each[name]) if each[name] else None
    return found
