"""An agency whose documents are issued: who drafts, initials, signs and seals, each with a key and a certificate."""

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from antin.errors import AntinError
from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.orders import OrderKind
from antin_server.accounts.models import Agency, Person
from antin_server.accounts.types import Role
from antin_server.authority import selectors as authority_selectors
from antin_server.signing import selectors, services
from antin_server.signing.models import DocumentFlow, SigningJob
from antin_server.signing.services.flow_taking import flow_revision_take
from antin_server.signing.services.signatures import TimeStamping
from antin_testkit.authority import TestAuthority
from antin_testkit.people import agency, person, role

from .conftest import ordered

PDF = (Path(__file__).parents[4] / "tests/vectors/pdf/libreoffice.pdf").read_bytes()
NAME = "Sở Nông nghiệp và Môi trường tỉnh An Giang"


def no_time_stamps(*_: object, **__: object) -> bytes:
    """An authority for time-stamps that does not answer."""
    raise AntinError()


TIME_STAMPING = TimeStamping("http://127.0.0.1:9/tsa", no_time_stamps)


@dataclass
class Office:
    """People by what they do. keys: with the certificate's serial, by person; the clerk's is the agency's."""

    agency: Agency
    drafter: Person
    first: Person
    second: Person
    leader: Person
    clerk: Person
    keys: dict[int, tuple[LocalSigner, str]] = field(default_factory=dict)

    def draft(self, **more: object) -> services.FlowDraft:
        return services.FlowDraft(**{
            "id": uuid4(), "title": "Quyết định phê duyệt kế hoạch", "file_name": "quyet-dinh.pdf", "data": PDF,
            "initials": [self.first.pk, self.second.pk], "leader_id": self.leader.pk, "clerk_id": self.clerk.pk, **more,
        })

    def begun(self, at: datetime, **more: object) -> DocumentFlow:
        flow_id = services.flow_begin(draft=self.draft(**more), person_id=self.drafter.pk, at=at)
        return DocumentFlow.objects.get(pk=flow_id)

    def acts(self, flow: DocumentFlow, person: Person, at: datetime, **numbering: object) -> DocumentFlow:
        """The whole step of a person whose turn it is."""
        self.sign(person, self.opens(flow, person, at, **numbering), at)
        flow.refresh_from_db()
        return flow

    def takes(self, flow: DocumentFlow, person: Person, at: datetime, **numbering: object) -> DocumentFlow:
        """The same without keys: octets come back as whoever compared them before hands them over."""
        job = SigningJob.objects.get(pk=self.opens(flow, person, at, **numbering))
        with transaction.atomic():
            flow_revision_take(job, selectors.document_bytes(job) + b"% signed\n", has_time_stamp=True, at=at)
        flow.refresh_from_db()
        return flow

    def opens(self, flow: DocumentFlow, person: Person, at: datetime, **numbering: object) -> UUID:
        given = services.Numbering(**{"number": "123/QĐ-SNNMT", "issued_on": at.date(), **numbering})
        return services.flow_step_begin(chosen=chosen(flow, person), numbering=given, at=at)

    def certified(self, authority: TestAuthority, holder: Person, name: str, email: str, at: datetime) -> None:
        """In the hands of this person from now on: the seal of an organisation."""
        self.keys[holder.pk] = _certified(authority, at, "organisation", name, email)

    def sign(self, person: Person, job_id: UUID, at: datetime, *, by: Person | None = None) -> SigningJob:
        """Every mark, with the key of `by`, else of the person."""
        key, serial = self.keys[(by or person).pk]
        chain = tuple(authority_selectors.chain_of(serial))
        is_done = False
        while not is_done:
            prepared = services.job_prepare(job_id=job_id, certificates=chain, person_id=person.pk, at=at)
            is_done = services.job_complete(
                job_id=job_id, signature=key.sign(prepared.to_be_signed), person_id=person.pk, at=at,
                time_stamping=TIME_STAMPING,
            )
        return SigningJob.objects.get(pk=job_id)


def chosen(flow: DocumentFlow, person: Person) -> services.FlowChosen:
    """As the page shows it now."""
    flow.refresh_from_db()
    return services.FlowChosen(flow.pk, flow.version, person.pk)


def office_without_keys() -> Office:
    here = agency(NAME)
    drafter, first, second, leader, clerk = (
        person(f"{local}@angiang.gov.vn", name, agency=here, position=position) for local, name, position in (
            ("hanh", "Nguyễn Thị Hạnh", "Chuyên viên"), ("ha", "Trần Thu Hà", "Trưởng phòng"),
            ("minh", "Lê Quang Minh", "Chánh Văn phòng"), ("thanh", "Phạm Quốc Thành", "Giám đốc"),
            ("lan", "Đỗ Thị Lan", "Văn thư"),
        )
    )
    role(leader, Role.AGENCY_LEADER, here)
    role(clerk, Role.AGENCY_CLERK, here)
    return Office(here, drafter, first, second, leader, clerk)


def certify(office: Office, authority: TestAuthority, at: datetime) -> None:
    """Personal certificates, and the agency's in the hands of văn thư; all effective."""
    for each in (office.first, office.second, office.leader):
        office.keys[each.pk] = _certified(authority, at, "person", each.full_name, each.email)
    office.keys[office.clerk.pk] = _certified(authority, at, "organisation", NAME, "vanthu.snnmt@angiang.gov.vn")


def _certified(
    authority: TestAuthority, at: datetime, profile: str, name: str, email: str,
) -> tuple[LocalSigner, str]:
    key = LocalSigner(new_private_key(KeyKind.P256))
    serial = ordered(
        authority, OrderKind.ISSUE, at - timedelta(hours=2), profile=profile, days=700, email=email, agency=NAME,
        subject={"common_name": name, "organisation_path": ["UBND TỈNH AN GIANG"]},
        public_key_info=base64.b64encode(key.public_key_info).decode(),
        request=base64.b64encode(build_request(key, subject=name)).decode(),
    )
    moment = at - timedelta(hours=1)
    ordered(authority, OrderKind.MAKE_EFFECTIVE, moment, serial=serial, effective_at=moment.isoformat())
    return key, serial
