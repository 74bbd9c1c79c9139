"""An agency learns of a case by the inbox it has, and nothing fails when it has none."""

from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from antin.casework.procedures import Actor, ProcedureKind, SubjectKind
from antin_server.accounts.models import Agency, RoleAssignment
from antin_server.accounts.types import Role
from antin_server.registration import services
from antin_server.registration.models import Case
from antin_server.registration.services import notices
from antin_server.registration.services.drafts import Draft
from antin_server.registration.services.letters import LetterDraft
from antin_server.registration.types import Chosen, Doer

from .conftest import LONG_AGO, NOW

INBOX = "xatanhong@dongthap.gov.vn"
RECEPTION = "tiepnhan@bcy.gov.vn"
PRIVATE = ("087185001234", "Nguyễn Thị Lan", "0912345678")


@pytest.fixture
def carried(place, person_form, request_pem, letter_head, django_capture_on_commit_callbacks):
    """Cases that go to the agency, and on to the authority in one letter; what was queued in between."""

    def submit(*people):
        with django_capture_on_commit_callbacks(execute=True):
            return [_submitted(each, person_form, request_pem) for each in people or (place.subscriber,)]

    def send(cases):
        with django_capture_on_commit_callbacks(execute=True):
            leader, clerk = _as(place.leader, Actor.AGENCY_LEADER), _as(place.clerk, Actor.AGENCY_CLERK)
            draft = LetterDraft(uuid4(), [_pick(each) for each in cases], letter_head)
            letter = services.letter_prepare(draft=draft, doer=leader, at=NOW)
            services.letter_sign(letter_id=letter, chosen=[_pick(each) for each in cases], doer=leader, at=NOW)
            services.letter_send(letter_id=letter, number="15/CV-UBND", doer=clerk, at=NOW)

    submit.and_send = send
    return submit


def _submitted(person, person_form, request_pem):
    values = person_form(full_name=person.full_name, email=person.email)
    if person.full_name != "Nguyễn Thị Lan":
        values |= {"sex": "", "personal_number": "087085001235"}
    draft = Draft(
        key=uuid4(), procedure=ProcedureKind.ISSUE, subject_kind=SubjectKind.PERSON, values=values,
        subscriber_id=person.pk, agency_id=person.agency_id, csr=request_pem(),
    )
    case = Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=person.pk, at=NOW))
    services.case_submit(chosen=_pick(case), doer=_as(person, Actor.SUBSCRIBER), at=NOW)
    return case


def _pick(case):
    case.refresh_from_db()
    return Chosen(case.pk, case.version)


def _as(person, *actors):
    return Doer(person.pk, frozenset(actors))


def _queued():
    """Everybody who is to get a mail: (address, whether it is an inbox)."""
    tasks = DBTaskResult.objects.filter(task_path__endswith="notice_send").order_by("enqueued_at")
    return [(each.args_kwargs["args"][1], bool(each.args_kwargs["kwargs"].get("is_inbox"))) for each in tasks]


def _inboxes():
    return [address for address, is_inbox in _queued() if is_inbox]


def _give(agency, email):
    Agency.objects.filter(pk=agency.pk).update(email=email)


class TestAnAgency:
    def test_is_told_of_a_case_that_arrives(self, place, carried):
        _give(place.commune, INBOX)

        carried()

        assert _queued() == [(place.subscriber.email, False), (INBOX, True)]

    def test_without_an_address_gets_nothing_and_the_case_goes_on(self, carried):
        case = carried()[0]

        assert _inboxes() == []
        case.refresh_from_db()
        assert case.state == "submitted"

    def test_is_told_again_when_a_returned_case_comes_back(
        self, place, carried, django_capture_on_commit_callbacks
    ):
        _give(place.commune, INBOX)
        case = carried()[0]
        reviewer = _as(place.reviewer, Actor.AGENCY_REVIEWER)
        services.case_return(chosen=_pick(case), reason="Thiếu ngày cấp", doer=reviewer, at=NOW)

        with django_capture_on_commit_callbacks(execute=True):
            services.case_submit(chosen=_pick(case), doer=_as(place.subscriber, Actor.SUBSCRIBER), at=NOW)

        assert _inboxes() == [INBOX, INBOX]

    def test_whose_address_is_a_persons_own_gets_one_mail(self, place, carried):
        _give(place.commune, place.subscriber.email)

        carried()

        assert _queued() == [(place.subscriber.email, False)]

    def test_reads_where_the_case_is_and_nothing_of_the_person(self, place, carried, mailoutbox):
        case = carried()[0]

        notices.notice_deliver(step_id=case.steps.get(action="submit").pk, email=INBOX, is_inbox=True)

        mail = mailoutbox[0]
        assert mail.to == [INBOX]
        assert mail.subject == f"{case.code}: Gửi hồ sơ tới cơ quan"
        assert mail.body.startswith("Kính gửi cơ quan,")
        assert f"/ho-so/{case.code}/" in mail.body
        assert [each for each in PRIVATE if each in mail.body] == []


class TestTheAuthoritysReception:
    def test_is_told_once_of_a_letter_with_all_its_cases(self, place, carried, mailoutbox):
        _give(place.authority, RECEPTION)
        cases = carried(place.subscriber, place.second)

        carried.and_send(cases)

        assert _inboxes() == [RECEPTION]
        step = cases[0].steps.get(action="send")
        notices.notice_deliver(step_id=step.pk, email=RECEPTION, is_inbox=True)
        assert [each.code for each in cases if f"/ho-so/{each.code}/" not in mailoutbox[0].body] == []
        assert [each for each in PRIVATE if each in mailoutbox[0].body] == []

    def test_leads_the_subscriber_to_their_own_case_alone(self, place, carried, mailoutbox):
        cases = carried(place.subscriber, place.second)
        carried.and_send(cases)

        notices.notice_deliver(step_id=cases[0].steps.get(action="send").pk, email=place.subscriber.email)

        assert f"/ho-so/{cases[0].code}/" in mailoutbox[0].body
        assert cases[1].code not in mailoutbox[0].body

    def test_without_an_address_gets_nothing_and_the_letter_goes_on(self, carried):
        cases = carried()

        carried.and_send(cases)

        assert _inboxes() == []
        cases[0].refresh_from_db()
        assert cases[0].state == "at_authority"

    def test_of_another_province_is_not_told(self, place, carried):
        _give(place.other, "khac@dongthap.gov.vn")
        _give(place.province, "tinh-tiepnhan@dongthap.gov.vn")
        for agency in (place.other, place.province):
            RoleAssignment.objects.create(
                person=place.provincial, role=Role.RECEPTION.value, agency=agency, since=LONG_AGO
            )

        carried.and_send(carried())

        assert _inboxes() == ["tinh-tiepnhan@dongthap.gov.vn"]
