"""Who may do what to a document on its way, and what is refused."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from antin.pades import PdfUnreadable
from antin_server.accounts.models import Person
from antin_server.accounts.types import Role
from antin_server.audit.models import Event
from antin_server.operations import due
from antin_server.operations.copies import copy_home
from antin_server.signing import selectors, services
from antin_server.signing.errors import (
    FlowAgencyMissing,
    FlowMovedOn,
    FlowNotFound,
    FlowPersonMissing,
    FlowPersonTwice,
    FlowPersonWrong,
    FlowReasonMissing,
    FlowRemindedLately,
    FlowTitleMissing,
    FlowTooLarge,
    FlowTooMany,
    MarkFixed,
    SigningError,
)
from antin_server.signing.models import DocumentFlow, FlowEvent, FlowStep, SigningJob
from antin_server.signing.services import flows as flow_services
from antin_server.signing.services.flow_letters import flow_letter_deliver
from antin_testkit.people import agency, person, role

from .flow_office import PDF, Office, chosen, office_without_keys


@pytest.fixture
def office(db: None) -> Office:
    return office_without_keys()


@pytest.fixture
def flow(office: Office, at: datetime) -> DocumentFlow:
    return office.begun(at)


def cancelled(flow: DocumentFlow, person: Person, at: datetime) -> None:
    services.flow_cancel(chosen=chosen(flow, person), reason="Không cần nữa", at=at)


def returned(flow: DocumentFlow, person: Person, at: datetime) -> None:
    services.flow_return(chosen=chosen(flow, person), reason="Sai thể thức", at=at)


class TestBeginning:
    def test_asks_for_a_title_and_two_people(self, office: Office, at: datetime) -> None:
        for wrong in ("", "  ", "\x00", "a" * 201):
            with pytest.raises(FlowTitleMissing):
                office.begun(at, title=wrong)
        for missing in ({"leader_id": None}, {"clerk_id": None}):
            with pytest.raises(FlowPersonMissing):
                office.begun(at, **missing)

    def test_takes_people_of_the_own_agency_with_the_roles_it_asks_for(self, office: Office, at: datetime) -> None:
        elsewhere = agency("Sở Tài chính tỉnh An Giang")
        stranger = person("an@angiang.gov.vn", "Vũ Văn An", agency=elsewhere)
        role(stranger, Role.AGENCY_LEADER, elsewhere)
        closed = person("dong@angiang.gov.vn", "Vũ Văn Đông", agency=office.agency, is_active=False)
        wrong = [
            {"initials": [stranger.pk]}, {"initials": [closed.pk]}, {"initials": [999_999]},
            {"leader_id": stranger.pk}, {"leader_id": office.first.pk}, {"leader_id": office.clerk.pk},
            {"clerk_id": office.second.pk}, {"clerk_id": office.leader.pk},
        ]

        for each in wrong:
            with pytest.raises(FlowPersonWrong):
                office.begun(at, **each)
        assert DocumentFlow.objects.count() == 0

    def test_knows_a_clerk_whose_role_is_held_above_and_none_held_below(self, office: Office, at: datetime) -> None:
        unit = agency("Chi cục Thủy sản tỉnh An Giang", parent=office.agency)
        drafter = person("tu@angiang.gov.vn", "Hồ Văn Tư", agency=unit)
        head = person("sau@angiang.gov.vn", "Hồ Thị Sáu", agency=unit)
        role(head, Role.AGENCY_LEADER, unit)
        draft = office.draft(initials=[], leader_id=head.pk)

        services.flow_begin(draft=draft, person_id=drafter.pk, at=at)

        with pytest.raises(FlowPersonWrong):
            office.begun(at, leader_id=head.pk)

    def test_gives_each_person_one_step(self, office: Office, at: datetime) -> None:
        for wrong in ([office.first.pk, office.first.pk], [office.leader.pk]):
            with pytest.raises(FlowPersonTwice):
                office.begun(at, initials=wrong)

    def test_has_limits(self, office: Office, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(FlowTooMany):
            office.begun(at, initials=[office.first.pk] * 6)
        monkeypatch.setattr(flow_services, "MOST_OPEN", 1)
        office.begun(at)
        with pytest.raises(FlowTooMany):
            office.begun(at)
        monkeypatch.undo()
        monkeypatch.setattr(flow_services, "MOST_OCTETS", 2 * len(PDF) - 1)
        with pytest.raises(FlowTooLarge):
            office.begun(at)

    def test_needs_an_agency(self, office: Office, at: datetime) -> None:
        nobody = person("tudo@angiang.gov.vn", "Vũ Tự Do")

        with pytest.raises(FlowAgencyMissing):
            services.flow_begin(draft=office.draft(), person_id=nobody.pk, at=at)

    def test_takes_documents_that_can_be_signed(self, office: Office, at: datetime) -> None:
        for wrong in (b"", b"no pdf", PDF[:500]):
            with pytest.raises((SigningError, PdfUnreadable)):
                office.begun(at, data=wrong)
        assert FlowEvent.objects.count() == 0

    def test_twice_with_one_page_is_one_flow(self, office: Office, at: datetime) -> None:
        draft = office.draft()

        first, second = (services.flow_begin(draft=draft, person_id=office.drafter.pk, at=at) for _ in "12")

        assert first == second and DocumentFlow.objects.count() == 1 and FlowEvent.objects.count() == 1
        with pytest.raises(FlowNotFound):
            services.flow_begin(draft=draft, person_id=office.first.pk, at=at)


class TestATurn:
    def test_is_of_one_person_only(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        for each in (office.drafter, office.second, office.leader, office.clerk):
            with pytest.raises(FlowMovedOn):
                office.opens(flow, each, at)
            with pytest.raises(FlowMovedOn):
                returned(flow, each, at)
        stranger = person("la@angiang.gov.vn", "Vũ Thị La", agency=office.agency)
        for deed in (office.opens, returned, cancelled):
            with pytest.raises(FlowNotFound):
                deed(flow, stranger, at)

    def test_needs_a_reason_to_be_sent_back(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        for wrong in ("", "  \n", "\x00", "a" * 1001):
            with pytest.raises(FlowReasonMissing):
                services.flow_return(chosen=chosen(flow, office.first), reason=wrong, at=at)

    def test_waits_for_the_beginner_after_it_was_sent_back(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        returned(flow, office.first, at)

        for each in (office.first, office.second):
            with pytest.raises(FlowMovedOn):
                office.opens(flow, each, at)
            with pytest.raises(FlowNotFound):
                services.flow_correct(chosen=chosen(flow, each), file_name="a.pdf", data=PDF, at=at)
        services.flow_correct(chosen=chosen(flow, office.drafter), file_name="a.pdf", data=PDF, at=at)
        with pytest.raises(FlowMovedOn):
            services.flow_correct(chosen=chosen(flow, office.drafter), file_name="a.pdf", data=PDF, at=at)
        flow.refresh_from_db()
        assert (flow.round, flow.turn, flow.waits_for_id) == (2, 1, office.first.pk)

    def test_gives_the_beginner_room_for_so_many_octets_only(
        self, office: Office, flow: DocumentFlow, at: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        returned(flow, office.first, at)
        monkeypatch.setattr(flow_services, "MOST_OCTETS", 2 * len(PDF) - 1)

        with pytest.raises(FlowTooLarge):
            services.flow_correct(chosen=chosen(flow, office.drafter), file_name="a.pdf", data=PDF, at=at)

        flow.refresh_from_db()
        assert (flow.round, flow.state) == (1, "returned")

    def test_makes_no_mark_a_second_number_or_date(self, office: Office, at: datetime) -> None:
        flow = office.takes(office.begun(at, initials=[]), office.leader, at)
        job = office.opens(flow, office.clerk, at)

        for kind in ("number", "date"):
            shown = services.Shown(kind, None, is_visible=True, facts={})
            with pytest.raises(MarkFixed):
                services.mark_show(job_id=job, position=2, shown=shown, person_id=office.clerk.pk, at=at)

        browser = Client()
        browser.force_login(office.clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = browser.get(f"/ky/{job}/dau/2/").content.decode()
        assert 'value="comment"' in page and 'value="number"' not in page and 'value="date"' not in page

    def test_loses_no_file_when_what_it_was_dropped_for_fails(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        job_id = office.opens(flow, office.first, at)

        with pytest.raises(FlowMovedOn), transaction.atomic():
            services.job_drop(job_id=job_id, person_id=office.first.pk, at=at)
            raise FlowMovedOn

        assert selectors.document_bytes(SigningJob.objects.get(pk=job_id)) == PDF

    def test_is_lost_to_whoever_comes_second_with_the_same_page(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        one, other = chosen(flow, office.first), chosen(flow, office.drafter)
        services.flow_return(chosen=one, reason="Sai thể thức", at=at)

        for deed in (services.flow_return, services.flow_cancel):
            with pytest.raises(FlowMovedOn):
                deed(chosen=one if deed is services.flow_return else other, reason="Thôi", at=at)
        assert [each.deed for each in selectors.events_of(flow)] == ["begin", "return"]

    def test_is_ended_by_the_beginner_alone_and_for_good(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        with pytest.raises(FlowNotFound):
            cancelled(flow, office.first, at)
        cancelled(flow, office.drafter, at)

        flow.refresh_from_db()
        assert (flow.state, flow.waits_for_id) == ("cancelled", None)
        for deed in (cancelled, returned, office.opens):
            with pytest.raises(FlowMovedOn):
                deed(flow, office.drafter if deed is cancelled else office.first, at)

    def test_changes_nothing_when_the_history_cannot_be_written(
        self, office: Office, flow: DocumentFlow, at: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(**_: object) -> int:
            raise RuntimeError("no room for the audit")

        monkeypatch.setattr("antin_server.audit.services.event_record", fail)
        for deed, who in ((returned, office.first), (cancelled, office.drafter)):
            with pytest.raises(RuntimeError):
                deed(flow, who, at)
        flow.refresh_from_db()

        assert (flow.state, flow.version, FlowEvent.objects.count()) == ("running", 1, 1)
        assert DBTaskResult.objects.count() == 1


class TestTheDatabase:
    def test_holds_one_revision_for_each_step_of_a_round(self, flow: DocumentFlow, at: datetime) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            FlowEvent.objects.create(flow=flow, at=at, deed="sign", round=1, position=0, file="flows/a.pdf")

    def test_holds_a_number_once_in_an_agency(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        other = office.begun(at)
        DocumentFlow.objects.filter(pk=flow.pk).update(number_key="2026 1/QĐ")

        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentFlow.objects.filter(pk=other.pk).update(number_key="2026 1/QĐ")

    def test_holds_one_step_for_each_person(self, office: Office, flow: DocumentFlow) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            FlowStep.objects.create(flow=flow, position=9, kind="initials", person=office.first)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_one_is_told(self, at: datetime) -> None:
        office = office_without_keys()
        flow = office.begun(at)
        deeds = {
            "return": (services.flow_return, chosen(flow, office.first)),
            "cancel": (services.flow_cancel, chosen(flow, office.drafter)),
        }
        gate, told = threading.Barrier(2), list[str]()

        def do(name: str) -> None:
            deed, who = deeds[name]
            gate.wait()
            try:
                deed(chosen=who, reason="Sai thể thức", at=at)
            except FlowMovedOn:
                told.append(name)
            finally:
                connection.close()

        both = [threading.Thread(target=do, args=(name,)) for name in deeds]
        for each in both:
            each.start()
        for each in both:
            each.join()

        assert len(told) == 1
        assert FlowEvent.objects.filter(flow=flow).count() == 2


class TestReminding:
    def test_is_for_the_beginner_and_not_at_once(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        later = at + timedelta(hours=4)

        with pytest.raises(FlowRemindedLately):
            services.flow_remind(chosen=chosen(flow, office.drafter), at=later - timedelta(minutes=1))
        with pytest.raises(FlowNotFound):
            services.flow_remind(chosen=chosen(flow, office.first), at=later)
        services.flow_remind(chosen=chosen(flow, office.drafter), at=later)
        with pytest.raises(FlowRemindedLately):
            services.flow_remind(chosen=chosen(flow, office.drafter), at=later)

        assert [each.deed for each in selectors.events_of(flow)] == ["begin", "remind"]

    def test_comes_by_itself_after_the_days_that_were_set_and_again(
        self, office: Office, flow: DocumentFlow, at: datetime, settings,
    ) -> None:
        settings.ANTIN_FLOW_REMIND_DAYS = 3

        for hours in (71, 72, 72, 100, 144):
            due.flows_remind(at + timedelta(hours=hours))

        reminded = FlowEvent.objects.filter(flow=flow, deed="remind")
        assert [(each.at - at, each.person_id) for each in reminded] == [
            (timedelta(hours=72), None), (timedelta(hours=144), None),
        ]
        settings.ANTIN_FLOW_REMIND_DAYS = 0
        due.flows_remind(at + timedelta(days=90))
        assert reminded.count() == 2

    def test_never_comes_for_what_is_finished(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        cancelled(flow, office.drafter, at)

        assert services.flows_remind(after=timedelta(days=1), at=at + timedelta(days=30)) == 0

    def test_says_what_is_asked_and_where(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        services.flows_remind(after=timedelta(days=1), at=at + timedelta(days=2))
        event = FlowEvent.objects.get(deed="remind")

        flow_letter_deliver(event_id=event.pk, person_id=office.first.pk)

        (letter,) = mail.outbox
        assert letter.subject == "Mời ký nháy văn bản: Quyết định phê duyệt kế hoạch"
        assert f"/ky/phat-hanh/{flow.pk}/" in letter.body and "Chờ anh/chị từ: 24/11/2026 10:00" in letter.body

    def test_has_a_subject_of_one_line_whatever_the_title(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, title="Thông báo\r\nBcc: la@angiang.gov.vn\x0b về  nghỉ Tết")

        flow_letter_deliver(event_id=FlowEvent.objects.get(flow=flow).pk, person_id=office.first.pk)

        (letter,) = mail.outbox
        assert letter.subject == "Mời ký nháy văn bản: Thông báo Bcc: la@angiang.gov.vn về nghỉ Tết"

    def test_reaches_nobody_else_and_no_closed_account(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        event = FlowEvent.objects.get(flow=flow)
        Person.objects.filter(pk=office.first.pk).update(is_active=False)

        for each in (office.first, office.second, office.drafter):
            flow_letter_deliver(event_id=event.pk, person_id=each.pk)
        flow_letter_deliver(event_id=event.pk + 99, person_id=office.first.pk)

        assert mail.outbox == []

    def test_carries_the_reason_to_the_beginner(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        returned(flow, office.first, at)

        flow_letter_deliver(event_id=FlowEvent.objects.get(deed="return").pk, person_id=office.drafter.pk)

        (letter,) = mail.outbox
        assert letter.subject.startswith("Văn bản bị trả lại") and "(Trần Thu Hà): Sai thể thức" in letter.body


class TestKeeping:
    def test_forgets_what_nobody_touched_for_long(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        assert services.flows_expire(before=at, at=at) == 0
        assert services.flows_expire(before=at + timedelta(seconds=1), at=at) == 1
        assert Event.objects.get(tag="signing:flow:expired").subject == f"flow:{flow.pk}"

    def test_goes_on_where_a_failure_stopped_it(
        self, office: Office, flow: DocumentFlow, at: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError

        with monkeypatch.context() as broken:
            broken.setattr(DocumentFlow, "delete", fail)
            with pytest.raises(OSError):
                services.flows_expire(before=at + timedelta(days=1), at=at)

        assert services.flows_expire(before=at + timedelta(days=1), at=at) == 1
        assert DocumentFlow.objects.count() == 0

    def test_keeps_files_where_a_backup_takes_them_along(
        self, flow: DocumentFlow, at: datetime, settings, tmp_path: Path,
    ) -> None:
        copy_home(settings.ANTIN_HOME, tmp_path, database="", at=at)

        (kept,) = FlowEvent.objects.filter(flow=flow).values_list("file", flat=True)
        assert (tmp_path / "media" / kept).read_bytes() == PDF
