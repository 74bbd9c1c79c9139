"""What is known for signing and checking: a person's documents, whom this installation trusts."""

import base64
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from antin import pades
from antin.adapters.trust_files import DEFAULT_SETS, Trust, load_sets
from antin.adapters.trust_files.loading import sorted_out
from antin.validation import Certificate
from antin.verdict.holders import is_organisation_certificate
from antin_server.accounts import selectors as accounts
from antin_server.accounts.models import Person
from antin_server.authority import selectors as authority
from antin_server.common.folding import folded
from antin_server.signing.errors import AgentAddressUnknown, JobNotFound
from antin_server.signing.models import AgentRequest, ApiKey, SigningJob


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


def is_own_certificate(certificate: Certificate) -> bool:
    """Whether this installation issued it."""
    return authority.certificate_by_sha256(certificate.sha256) is not None


def is_certificate_of(certificate: Certificate, person_id: int, *, may_be_agency: bool, at: datetime) -> bool:
    """Whether a certificate is of this person: by its e-mail address, or, when it names none, by the name.

    may_be_agency: the seal of the person's own agency, or of one in which the person holds a role, will do.
    """
    person = accounts.person(person_id)
    if person is None:
        return False
    addresses = _addresses(certificate)
    if is_organisation_certificate(certificate):
        return may_be_agency and _is_of_agencies(certificate, addresses, person, at=at)
    if addresses:
        return person.email.lower() in addresses
    return folded(certificate.subject.common_name) == folded(person.full_name)


def _is_of_agencies(certificate: Certificate, addresses: Collection[str], person: Person, *, at: datetime) -> bool:
    agencies = {each.agency for each in accounts.roles_held(person.pk, at=at)}
    agencies |= {person.agency} if person.agency else set()
    if any(each.email and each.email.lower() in addresses for each in agencies):
        return True
    names = {folded(accounts.agency_name(each.pk, at=at)) for each in agencies} - {""}
    return folded(certificate.subject.common_name) in names


def _addresses(certificate: Certificate) -> frozenset[str]:
    """The e-mail addresses that a certificate names, lower case (RFC 5280 4.1.2.6, 4.2.1.6)."""
    try:
        read = x509.load_der_x509_certificate(certificate.encoded)
        named = [str(each.value) for each in read.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]
        alternative = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        named += alternative.get_values_for_type(x509.RFC822Name)
    except x509.ExtensionNotFound:
        pass
    except ValueError:  # a certificate that this library does not take
        return frozenset()
    return frozenset(each.strip().lower() for each in named)


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


def api_keys() -> Sequence[ApiKey]:
    """Keys of programs that ask for verdicts, revoked ones too, by name."""
    return list(ApiKey.objects.order_by("name"))


def shown(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict's JSON for a page: times as times, the date of the document as a date."""
    found = dict(verdict)
    document = found["document"]
    found["document"] = {**document, "date": date.fromisoformat(document["date"]) if document["date"] else None}
    found["signatures"] = [_signature_shown(each) for each in found["signatures"]]
    found["time_stamps"] = [_timed(each, "time") for each in found["time_stamps"]]
    return found


def _signature_shown(signature: Mapping[str, Any]) -> dict[str, Any]:
    certificate = signature["certificate"]
    return _timed(signature, "claimed_time", "best_time") | {
        "certificate": _timed(certificate, "not_before", "not_after") if certificate else None,
        "revocation": _timed(signature["revocation"], "checked_at", "revoked_at"),
        "time_stamps": [_timed(each, "time") for each in signature["time_stamps"]],
    }


def _timed(described: Mapping[str, Any], *names: str) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(described[name]) if described[name] else None for name in names}
    return {**described, **times}
