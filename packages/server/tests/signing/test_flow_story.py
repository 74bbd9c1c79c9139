"""A document from its draft to its issue: initials, the leader's signature, number – date – seal."""

import hashlib
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from PIL import Image

from antin_server.accounts import services as accounts_services
from antin_server.accounts.types import Role
from antin_server.audit.models import Event
from antin_server.common.retention import enforce
from antin_server.signing import selectors, services
from antin_server.signing.errors import (
    FlowDateWrong,
    FlowMovedOn,
    FlowNumberTaken,
    FlowNumberWrong,
    FlowPersonWrong,
    FlowSealWrong,
    FlowSignerWrong,
)
from antin_server.signing.models import DocumentFlow, FlowEvent, SigningJob
from antin_server.signing.types import LookContent, Owner
from antin_testkit.authority import TestAuthority
from antin_testkit.papers_to_sign import paper_to_sign
from antin_testkit.people import agency, person, role

from .flow_office import NAME, PDF, TIME_STAMPING, Office, certify, chosen, office_without_keys


@pytest.fixture
def office(authority: TestAuthority, at: datetime) -> Office:
    found = office_without_keys()
    certify(found, authority, at)
    return found


@pytest.fixture
def people(db: None) -> Office:
    """The office before anybody has a key."""
    return office_without_keys()


@pytest.fixture
def to_seal(people: Office, at: datetime) -> DocumentFlow:
    """The leader has signed; no initials were asked for."""
    return people.takes(people.begun(at, initials=[]), people.leader, at)


def revisions(flow: DocumentFlow) -> list[bytes]:
    return [selectors.revision_bytes(each) for each in selectors.events_of(flow) if each.file]


class TestTheWholeWay:
    def test_ends_in_an_issued_document_of_which_every_revision_begins_with_the_one_before(
        self, office: Office, at: datetime, django_capture_on_commit_callbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            flow = office.begun(at)
            for each in (office.first, office.second, office.leader):
                assert flow.waits_for_id == each.pk
                office.acts(flow, each, at)
            office.acts(flow, office.clerk, at, number="7/qđ-snnmt")

        assert (flow.state, flow.number, flow.issued_on) == ("issued", "07/QĐ-SNNMT", at.date())
        assert flow.waits_for_id is None
        files = revisions(flow)
        assert files[0] == PDF and len(files) == 5
        assert all(later.startswith(earlier) for earlier, later in pairwise(files))
        circumstances = services.Circumstances(at, (), "vi")
        verdict = services.stranger_check(name="a.pdf", data=files[-1], circumstances=circumstances)
        signers = [each["signer"] for each in verdict["signatures"]]
        assert signers == ["Trần Thu Hà", "Lê Quang Minh", "Phạm Quốc Thành", *[NAME] * 3]
        assert [each["code"] for each in verdict["reasons"]] in ([], ["revocation_unchecked"]), verdict["reasons"]

    def test_is_written_down_with_who_when_and_the_octets(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, initials=[office.first.pk])
        for each in (office.first, office.leader, office.clerk):
            office.acts(flow, each, at)

        told = [(each.deed, each.person_id, each.position) for each in selectors.events_of(flow)]
        assert told == [
            ("begin", office.drafter.pk, 0), ("sign", office.first.pk, 1), ("sign", office.leader.pk, 2),
            ("issue", office.clerk.pk, 3),
        ]
        for event, octets in zip(selectors.events_of(flow), revisions(flow), strict=True):
            assert (event.size, event.sha256) == (len(octets), hashlib.sha256(octets).hexdigest())
        rows = Event.objects.filter(subject=f"flow:{flow.pk}").order_by("number")
        assert [each.tag for each in rows] == [f"signing:flow:{deed}" for deed in ("begin", "sign", "sign", "issue")]
        assert rows[3].detail["sha256"] == hashlib.sha256(revisions(flow)[-1]).hexdigest()

    def test_tells_whose_turn_it_is_and_everybody_at_the_end(
        self, office: Office, at: datetime, django_capture_on_commit_callbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            flow = office.begun(at, initials=[office.first.pk])
            for each in (office.first, office.leader, office.clerk):
                office.acts(flow, each, at)

        asked = [tuple(each.args_kwargs["args"]) for each in DBTaskResult.objects.order_by("enqueued_at")]
        events = list(FlowEvent.objects.filter(flow=flow).values_list("pk", flat=True))
        assert asked[:3] == [
            (events[0], office.first.pk), (events[1], office.leader.pk), (events[2], office.clerk.pk),
        ]
        others = (office.drafter, office.first, office.leader)
        assert sorted(asked[3:]) == sorted((events[3], each.pk) for each in others)

        services.flow_letters.flow_letter_deliver(event_id=events[3], person_id=office.drafter.pk)
        services.flow_letters.flow_letter_deliver(event_id=events[1], person_id=office.leader.pk)  # that turn is over
        (letter,) = mail.outbox
        assert letter.to == ["hanh@angiang.gov.vn"] and "123/QĐ-SNNMT" in letter.body
        assert letter.subject == "Văn bản đã ban hành: Quyết định phê duyệt kế hoạch"

    def test_starts_anew_with_a_corrected_file_and_keeps_what_was_signed_before(
        self, office: Office, at: datetime,
    ) -> None:
        flow = office.acts(office.begun(at, initials=[office.first.pk]), office.first, at)
        services.flow_return(chosen=chosen(flow, office.leader), reason="Sai căn cứ ở Điều 2", at=at)
        flow.refresh_from_db()
        assert (flow.state, flow.waits_for_id) == ("returned", office.drafter.pk)
        other = PDF + b"\n"

        services.flow_correct(chosen=chosen(flow, office.drafter), file_name="sua.pdf", data=other, at=at)
        for each in (office.first, office.leader, office.clerk):
            office.acts(flow, each, at)

        assert (flow.state, flow.round) == ("issued", 2)
        kept = [(each.round, each.deed, each.reason) for each in selectors.events_of(flow)]
        assert kept[:4] == [
            (1, "begin", ""), (1, "sign", ""), (1, "return", "Sai căn cứ ở Điều 2"), (2, "correct", ""),
        ]
        assert revisions(flow)[0] == PDF and revisions(flow)[-1].startswith(other)


class TestWhatIsSeen:
    def test_is_the_picture_that_leader_and_agency_keep_each_at_its_place(self, office: Office, at: datetime) -> None:
        picture = BytesIO()
        Image.new("RGBA", (200, 80), (20, 40, 200, 255)).save(picture, "PNG")
        for owner, kind, wide, high in (
            (Owner(office.leader.pk), "leader", 44, 18), (Owner(office.leader.pk), "signature", 40, 20),
            (Owner(office.clerk.pk, office.agency.pk), "seal", 36, 36),
        ):
            content = LookContent("Mẫu", picture.getvalue(), wide, high, True)
            services.look_make(owner=owner, kind=kind, content=content, at=at)
        flow = office.begun(at, initials=[office.first.pk], data=paper_to_sign())
        office.acts(flow, office.first, at)
        leaders = selectors.marks_of(office.sign(office.leader, office.opens(flow, office.leader, at), at))
        seals = selectors.marks_of(office.sign(office.clerk, office.opens(flow, office.clerk, at), at))

        (signature,) = leaders
        assert (signature.kind, round(signature.width), round(signature.height)) == ("leader", 44, 18)
        assert [each.kind for each in seals] == ["number", "date", "seal"]
        assert seals[2].x < signature.x < seals[2].x + seals[2].width < signature.x + signature.width
        verdict = services.stranger_check(
            name="a.pdf", data=revisions(flow)[-1], circumstances=services.Circumstances(at, (), "vi"),
        )
        assert verdict["document"]["number"] == "123/QĐ-UBND"  # the symbol is what the paper says


class TestNumberAndDate:
    def test_wait_for_the_leaders_signature(self, people: Office, at: datetime) -> None:
        flow = people.begun(at, initials=[])

        with pytest.raises(FlowMovedOn):
            people.opens(flow, people.clerk, at)

        people.opens(flow, people.leader, at)  # a number that came along is left aside
        flow.refresh_from_db()
        assert (flow.number, flow.issued_on) == ("", None)

    @pytest.mark.parametrize("number", ["", "123", "QĐ-UBND", "0/QĐ-SNNMT", "12/2020/QĐ-SNNMT", "1" * 80, "12/\x00"])
    def test_are_written_as_the_decree_asks(
        self, people: Office, to_seal: DocumentFlow, number: str, at: datetime,
    ) -> None:
        with pytest.raises(FlowNumberWrong):
            people.opens(to_seal, people.clerk, at, number=number)

    @pytest.mark.parametrize("day", [None, date(2026, 11, 23), date(2026, 11, 25)])
    def test_are_not_before_the_leader_signed_nor_to_come(
        self, people: Office, to_seal: DocumentFlow, day: date | None, at: datetime,
    ) -> None:
        with pytest.raises(FlowDateWrong):
            people.opens(to_seal, people.clerk, at, issued_on=day)

    def test_are_given_once_a_year_for_a_kind_of_document(
        self, people: Office, to_seal: DocumentFlow, at: datetime,
    ) -> None:
        people.takes(to_seal, people.clerk, at, number="05/QĐ-SNNMT")
        other = people.takes(people.begun(at, initials=[], title="Quyết định khác"), people.leader, at)

        with pytest.raises(FlowNumberTaken) as refused:
            people.opens(other, people.clerk, at, number="5/qđ-snnmt")
        assert refused.value.fields["title"] == to_seal.title
        assert selectors.numbers_given(other, at=at) == ["05/QĐ-SNNMT"]

        people.takes(other, people.clerk, at, number="05/TB-SNNMT")
        assert other.state == "issued"

    def test_are_free_again_when_the_clerk_sends_the_document_back(
        self, people: Office, to_seal: DocumentFlow, at: datetime,
    ) -> None:
        people.opens(to_seal, people.clerk, at, number="05/QĐ-SNNMT")
        services.flow_return(chosen=chosen(to_seal, people.clerk), reason="Thiếu nơi nhận", at=at)
        other = people.takes(people.begun(at, initials=[]), people.leader, at)

        people.takes(other, people.clerk, at, number="05/QĐ-SNNMT")

        assert other.state == "issued"

    def test_can_be_put_right_until_they_are_sealed(
        self, people: Office, to_seal: DocumentFlow, at: datetime,
    ) -> None:
        first = people.opens(to_seal, people.clerk, at, number="5/QĐ-SNNMT")

        second = people.opens(to_seal, people.clerk, at, number="6/QĐ-SNNMT")

        assert not SigningJob.objects.filter(pk=first).exists()
        facts = [(each.kind, each.facts) for each in selectors.marks_of(SigningJob.objects.get(pk=second))]
        assert facts[:2] == [("number", {"number": "06"}), ("date", {"issued_on": "2026-11-24"})]

    def test_show_the_symbol_too_where_the_document_lacks_it(
        self, people: Office, to_seal: DocumentFlow, at: datetime,
    ) -> None:
        job_id = people.opens(to_seal, people.clerk, at, number="45/SNNMT-VP", is_symbol_there=False)

        assert selectors.marks_of(SigningJob.objects.get(pk=job_id))[0].facts == {"number": "45/SNNMT-VP"}


class TestAStep:
    def test_opened_twice_is_one_document(self, people: Office, at: datetime) -> None:
        flow = people.begun(at)

        assert people.opens(flow, people.first, at) == people.opens(flow, people.first, at)
        assert SigningJob.objects.count() == 1

    def test_is_begun_again_when_its_document_was_deleted(self, people: Office, at: datetime) -> None:
        flow = people.begun(at)
        services.job_drop(job_id=people.opens(flow, people.first, at), person_id=people.first.pk, at=at)

        people.takes(flow, people.first, at)

        assert flow.waits_for_id == people.second.pk

    def test_is_signed_with_ones_own_certificate(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, initials=[])
        job_id = office.opens(flow, office.leader, at)

        for other in (office.first, office.clerk):
            with pytest.raises(FlowSignerWrong):
                office.sign(office.leader, job_id, at, by=other)

    def test_is_sealed_with_the_agencys_certificate_only(
        self, office: Office, at: datetime,
    ) -> None:
        flow = office.takes(office.begun(at, initials=[]), office.leader, at)
        job_id = office.opens(flow, office.clerk, at)

        with pytest.raises(FlowSealWrong):
            office.sign(office.clerk, job_id, at, by=office.first)

    def test_is_sealed_for_no_other_agency_in_which_the_clerk_has_the_role_too(
        self, office: Office, authority: TestAuthority, at: datetime,
    ) -> None:
        other = agency("Sở Tài chính tỉnh An Giang", email="so-tai-chinh@angiang.gov.vn")
        role(office.clerk, Role.AGENCY_CLERK, other)
        flow = office.takes(office.begun(at, initials=[]), office.leader, at)
        job_id = office.opens(flow, office.clerk, at)
        office.certified(authority, office.first, "Sở Tài chính tỉnh An Giang", "so-tai-chinh@angiang.gov.vn", at)

        with pytest.raises(FlowSealWrong):
            office.sign(office.clerk, job_id, at, by=office.first)

    def test_is_sealed_for_an_agency_below_by_its_own_seal(
        self, office: Office, authority: TestAuthority, at: datetime,
    ) -> None:
        unit = agency("Chi cục Thủy sản tỉnh An Giang", parent=office.agency)
        drafter = person("tu@angiang.gov.vn", "Hồ Văn Tư", agency=unit)
        draft = office.draft(initials=[])
        services.flow_begin(draft=draft, person_id=drafter.pk, at=at)
        flow = office.takes(DocumentFlow.objects.get(pk=draft.id), office.leader, at)
        job_id = office.opens(flow, office.clerk, at)
        office.certified(authority, office.first, "Chi cục Thủy sản tỉnh An Giang", "chi-cuc@angiang.gov.vn", at)

        with pytest.raises(FlowSealWrong):
            office.sign(office.clerk, job_id, at)  # of the agency above
        office.sign(office.clerk, job_id, at, by=office.first)

        flow.refresh_from_db()
        assert flow.state == "issued"

    def test_is_refused_when_the_flow_went_elsewhere_meanwhile(self, office: Office, at: datetime) -> None:
        flow = office.begun(at)
        job_id = office.opens(flow, office.first, at)
        services.flow_cancel(chosen=chosen(flow, office.drafter), reason="Không ban hành nữa", at=at)

        with pytest.raises(FlowMovedOn):
            office.sign(office.first, job_id, at)
        assert not SigningJob.objects.get(pk=job_id).signed

    def test_is_refused_at_the_last_moment_too(self, office: Office, at: datetime) -> None:
        flow = office.begun(at)
        job_id = office.opens(flow, office.first, at)
        key, serial = office.keys[office.first.pk]
        chain = tuple(services.signatures.authority.chain_of(serial))
        prepared = services.job_prepare(job_id=job_id, certificates=chain, person_id=office.first.pk, at=at)
        services.flow_return(chosen=chosen(flow, office.first), reason="Sai thể thức", at=at)

        with pytest.raises(FlowMovedOn):
            services.job_complete(
                job_id=job_id, signature=key.sign(prepared.to_be_signed), person_id=office.first.pk, at=at,
                time_stamping=TIME_STAMPING,
            )
        assert len(revisions(flow)) == 1 and not SigningJob.objects.get(pk=job_id).signed

    def test_of_an_old_round_is_no_step_of_the_new_one(self, office: Office, at: datetime) -> None:
        flow = office.begun(at)
        old = office.opens(flow, office.first, at)
        services.flow_return(chosen=chosen(flow, office.first), reason="Sai thể thức", at=at)
        services.flow_correct(chosen=chosen(flow, office.drafter), file_name="b.pdf", data=PDF + b"\n", at=at)

        with pytest.raises(FlowMovedOn):
            office.sign(office.first, old, at)
        new = office.opens(flow, office.first, at)

        assert new != old and not SigningJob.objects.filter(pk=old).exists()

    def test_needs_the_role_still(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, initials=[])
        job_id = office.opens(flow, office.leader, at)
        (held,) = office.leader.roles.all()
        accounts_services.role_end(assignment_id=held.pk, at=at, actor=None)

        with pytest.raises(FlowPersonWrong):
            office.sign(office.leader, job_id, at)
        with pytest.raises(FlowPersonWrong):
            office.opens(flow, office.leader, at)

    def test_with_half_its_marks_signed_is_gone_on_with(
        self, office: Office, at: datetime,
    ) -> None:
        flow = office.takes(office.begun(at, initials=[]), office.leader, at)
        job_id = office.opens(flow, office.clerk, at)
        key, serial = office.keys[office.clerk.pk]
        chain = tuple(services.signatures.authority.chain_of(serial))
        prepared = services.job_prepare(job_id=job_id, certificates=chain, person_id=office.clerk.pk, at=at)
        services.job_complete(
            job_id=job_id, signature=key.sign(prepared.to_be_signed), person_id=office.clerk.pk, at=at,
            time_stamping=TIME_STAMPING,
        )

        assert office.opens(flow, office.clerk, at) == job_id
        office.sign(office.clerk, job_id, at)

        flow.refresh_from_db()
        assert flow.state == "issued"


class TestKeeping:
    def test_ends_with_its_time_and_takes_the_files_along(
        self, people: Office, to_seal: DocumentFlow, at: datetime,
    ) -> None:
        people.takes(to_seal, people.clerk, at)
        storage = FlowEvent.file.field.storage
        names = list(FlowEvent.objects.exclude(file="").values_list("file", flat=True))
        assert len(names) == 3 and all(storage.exists(each) for each in names)

        enforce(at + timedelta(days=399))
        assert DocumentFlow.objects.count() == 1 and SigningJob.objects.count() == 0
        enforce(at + timedelta(days=401))

        assert DocumentFlow.objects.count() == 0 and FlowEvent.objects.count() == 0
        assert not any(storage.exists(each) for each in names)
