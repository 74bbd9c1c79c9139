"""From the request to the revocation, deed by deed, under the law of the day of receipt."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from antin.casework.errors import ActionNotAllowed, ActorNotAllowed, SamePerson
from antin.casework.procedures import Actor, ProcedureKind, SubjectKind
from antin_server.audit.models import Event
from antin_server.authority import selectors as authority
from antin_server.registration import selectors, services
from antin_server.registration.errors import (
    CaseEditedMeanwhile,
    CertificateNotYours,
    FormNotGood,
    HoldNotPossible,
    LetterMixed,
    NumberMissing,
    ProcedureNotOpen,
    ReasonMissing,
)
from antin_server.registration.models import Case, Letter
from antin_server.registration.services import notices
from antin_server.registration.services.drafts import Draft
from antin_server.registration.services.letters import LetterDraft
from antin_server.registration.types import Chosen, Doer

TODAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
IN_2020 = datetime(2020, 6, 19, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def pick(case):
    case.refresh_from_db()
    return Chosen(case.pk, case.version)


def as_(person, *actors):
    return Doer(person.pk, frozenset(actors))


def draft_of(place, values, *, csr="", person=None, **more):
    subscriber = person or place.subscriber
    given = {
        "key": uuid4(), "procedure": ProcedureKind.ISSUE, "subject_kind": SubjectKind.PERSON, "values": values,
        "subscriber_id": subscriber.pk, "agency_id": subscriber.agency_id, "csr": csr, **more,
    }
    return Draft(**given)


@pytest.fixture
def written(place, person_form, request_pem):
    """A case as its subscriber wrote it, not sent."""

    def write(person=None, at=TODAY, csr=None, **values):
        person = person or place.subscriber
        csr = request_pem() if csr is None else csr
        form = person_form(full_name=person.full_name, email=person.email, **values)
        draft = draft_of(place, form, csr=csr, person=person)
        return Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=person.pk, at=at))

    return write


@pytest.fixture
def submitted(written, place):
    def send(person=None, at=TODAY, **more):
        case = written(person, at=at, **more)
        services.case_submit(chosen=pick(case), doer=as_(person or place.subscriber, Actor.SUBSCRIBER), at=at)
        return case

    return send


@pytest.fixture
def sent(place, letter_head):
    """Cases that the agency prepared, signed, numbered and sent in one letter."""

    def send(*cases, at=TODAY):
        chosen = [pick(case) for case in cases]
        draft = LetterDraft(uuid4(), chosen, letter_head)
        letter = services.letter_prepare(draft=draft, doer=as_(place.reviewer, Actor.AGENCY_REVIEWER), at=at)
        leader = as_(place.leader, Actor.AGENCY_LEADER)
        services.letter_sign(letter_id=letter, chosen=[pick(case) for case in cases], doer=leader, at=at)
        clerk = as_(place.clerk, Actor.AGENCY_CLERK)
        services.letter_send(letter_id=letter, number="15/CV-UBND", doer=clerk, at=at)
        return Letter.objects.get(pk=letter)

    return send


@pytest.fixture
def issued(submitted, sent, place, signer):
    def issue(at=TODAY, **more):
        case = submitted(at=at, **more)
        sent(case, at=at)
        services.case_accept(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=at)
        case.refresh_from_db()
        signer.executes(case.order_id, at=at)
        services.cases_follow_orders(at=at)
        case.refresh_from_db()
        return case

    return issue


@pytest.fixture
def effective(issued, place, letter_head, signer):
    def make(at=TODAY, **more):
        case = issued(at=at, **more)
        clerk, leader = as_(place.clerk, Actor.AGENCY_CLERK), as_(place.leader, Actor.AGENCY_LEADER)
        services.case_hand_over(
            chosen=pick(case), device_number="02AA324C", handed_over_at=f"{at + timedelta(hours=7):%d/%m/%Y %H:%M}",
            doer=clerk, at=at + MINUTE,
        )
        values = {**letter_head, "effective_at": f"{at + timedelta(hours=8):%d/%m/%Y %H:%M}"}
        draft = LetterDraft(uuid4(), [pick(case)], values)
        services.effective_letter_sign(draft=draft, doer=leader, at=at + 2 * MINUTE)
        case.refresh_from_db()
        signer.executes(case.order_id, at=at)
        services.cases_follow_orders(at=at + 3 * MINUTE)
        case.refresh_from_db()
        return case

    return make


@pytest.fixture
def revocation(place, effective):
    def write(at=TODAY, ground="key_compromise", author=None, **more):
        owner = effective(at=at)
        values = {
            "certificate_name": "Nguyễn Thị Lan", "email": "lan@dongthap.gov.vn", "revocation_ground": ground,
            "certificate_serial": owner.certificate_serial, **more,
        }
        draft = draft_of(place, values, procedure=ProcedureKind.REVOKE, subject_serial=owner.certificate_serial)
        author = author or place.subscriber
        return Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=author.pk, at=at))

    return write


@pytest.mark.parametrize(
    ("at", "law", "forms"),
    [
        (TODAY, "nd68_2024", ["NB01", "01", "01", "", "", "", "", "07", ""]),
        (IN_2020, "tt185_2019", ["01", "02", "02", "", "", "", "", "13", ""]),
    ],
)
class TestTheStoryOfACertificate:
    def test_goes_from_the_request_to_the_effect(self, effective, at, law, forms):
        case = effective(at=at)

        assert case.law_set == law
        assert case.state == "effective"
        assert [each.form_number for each in case.steps.all()] == forms
        assert authority.certificate(case.certificate_serial).state == "effective"

    def test_ends_with_the_revocation(self, revocation, place, sent, signer, at, law, forms):
        case = revocation(at=at)

        services.case_submit(chosen=pick(case), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=at)
        letter = sent(case, at=at)
        services.case_accept(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=at)
        case.refresh_from_db()
        signer.executes(case.order_id, at=at)
        services.cases_follow_orders(at=at)

        case.refresh_from_db()
        assert case.state == "done"
        papers = {"nd68_2024": ("NB05", "05"), "tt185_2019": ("09", "10")}[law]
        assert (case.steps.earliest("pk").form_number, letter.form_number) == papers
        assert authority.certificate(case.subject_serial).state == "revoked"


class TestTheLawOfACase:
    def test_changes_at_midnight_in_vietnam(self, written, place):
        vietnam = timezone(timedelta(hours=7))
        doer = as_(place.subscriber, Actor.SUBSCRIBER)
        eve = datetime(2024, 8, 14, 23, 59, 59, tzinfo=vietnam)

        late, early = written(at=eve), written(at=eve)
        services.case_submit(chosen=pick(early), doer=doer, at=eve)
        services.case_submit(chosen=pick(late), doer=doer, at=eve + timedelta(seconds=1))

        early.refresh_from_db()
        late.refresh_from_db()
        assert (early.law_set, late.law_set) == ("tt185_2019", "nd68_2024")
        assert selectors.payload_read(late)["personal_number"] == "087185001234"

    def test_stays_when_the_case_comes_back_under_another_law(self, submitted, place):
        case = submitted(at=datetime(2024, 8, 13, 2, tzinfo=UTC))
        reviewer = as_(place.reviewer, Actor.AGENCY_REVIEWER)
        later = datetime(2024, 8, 20, 2, tzinfo=UTC)

        services.case_return(chosen=pick(case), reason="Thiếu mã", doer=reviewer, at=later)
        services.case_submit(chosen=pick(case), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=later)

        case.refresh_from_db()
        assert case.law_set == "tt185_2019"


class TestAnOrder:
    def test_says_what_the_case_and_the_agencies_of_the_day_say(self, submitted, sent, place):
        case = submitted()
        sent(case)

        services.case_accept(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=TODAY)

        case.refresh_from_db()
        order = authority.order(case.order_id)
        assert order.content["subject"] == {
            "country": "VN", "locality": "Đồng Tháp", "common_name": "Nguyễn Thị Lan",
            "organisation_path": ["Ủy ban nhân dân tỉnh Đồng Tháp", "Ủy ban nhân dân xã Tân Hồng"],
        }
        assert order.content["days"] == 5 * 365
        assert (order.case, order.needed) == (case.code, 2)

    def test_keeps_out_everybody_who_touched_the_case(self, submitted, sent, place):
        case = submitted()
        sent(case)

        services.case_accept(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=TODAY)

        case.refresh_from_db()
        people = {place.subscriber, place.leader, place.clerk, place.reception}
        canonical = authority.order(case.order_id).canonical.decode()
        assert all(f'"person:{each.pk}"' in canonical for each in people)

    def test_is_void_when_reception_takes_the_case_back(self, submitted, sent, place):
        case = submitted()
        sent(case)
        reception = as_(place.reception, Actor.RECEPTION)
        services.case_accept(chosen=pick(case), doer=reception, at=TODAY)
        case.refresh_from_db()
        first = case.order_id

        services.case_recall(chosen=pick(case), reason="Sai tên cơ quan", doer=reception, at=TODAY)
        services.case_accept(chosen=pick(case), doer=reception, at=TODAY)

        case.refresh_from_db()
        assert authority.order(first).state == "voided"
        assert case.order_id != first

    def test_refused_by_the_signer_brings_the_case_back(self, submitted, sent, place, signer):
        case = submitted()
        sent(case)
        services.case_accept(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=TODAY)
        case.refresh_from_db()
        signer.refuses(case.order_id)

        services.cases_follow_orders(at=TODAY)

        case.refresh_from_db()
        assert case.state == "at_authority"

    def test_executed_twice_moves_the_case_once(self, issued):
        case = issued()

        assert services.cases_follow_orders(at=TODAY) == 0
        assert [each.action for each in case.steps.all()].count("issue") == 1


class TestOneClickTooMany:
    def test_makes_one_case(self, place, person_form):
        draft = draft_of(place, person_form())

        first = services.case_draft_save(draft=draft, author_id=place.subscriber.pk, at=TODAY)
        second = services.case_draft_save(draft=draft, author_id=place.subscriber.pk, at=TODAY)

        assert first == second
        assert Case.objects.count() == 1

    def test_sends_once(self, written, place):
        case = written()
        chosen, doer = pick(case), as_(place.subscriber, Actor.SUBSCRIBER)

        services.case_submit(chosen=chosen, doer=doer, at=TODAY)
        services.case_submit(chosen=chosen, doer=doer, at=TODAY)

        assert case.steps.count() == 1

    def test_proposes_one_order(self, submitted, sent, place):
        case = submitted()
        sent(case)
        chosen, reception = pick(case), as_(place.reception, Actor.RECEPTION)

        services.case_accept(chosen=chosen, doer=reception, at=TODAY)
        services.case_accept(chosen=chosen, doer=reception, at=TODAY)

        assert len(authority.orders_waiting()) == 1


class TestSeparationOfDuties:
    def test_keeps_a_leader_from_endorsing_their_own_request(self, written, place, letter_head, request_pem):
        own = written(place.leader)
        services.case_submit(chosen=pick(own), doer=as_(place.leader, Actor.SUBSCRIBER), at=TODAY)
        leader = as_(place.leader, Actor.AGENCY_LEADER)
        draft = LetterDraft(uuid4(), [pick(own)], letter_head)
        letter = services.letter_prepare(draft=draft, doer=leader, at=TODAY)

        with pytest.raises(SamePerson):
            services.letter_sign(letter_id=letter, chosen=[pick(own)], doer=leader, at=TODAY)

        own.refresh_from_db()
        assert own.state == "submitted"

    def test_keeps_whoever_sent_it_from_accepting_it(self, submitted, sent, place):
        case = submitted()
        sent(case)

        with pytest.raises(SamePerson):
            services.case_accept(chosen=pick(case), doer=as_(place.clerk, Actor.RECEPTION), at=TODAY)

    def test_keeps_a_subscriber_from_doing_the_agencys_deeds(self, submitted, place):
        case = submitted()

        with pytest.raises(ActorNotAllowed):
            services.case_take(chosen=pick(case), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=TODAY)


class TestTheAgencysLetter:
    def test_carries_many_cases(self, submitted, sent, place):
        cases = [submitted(), submitted(place.second, sex="", personal_number="087085001235")]

        letter = sent(*cases)

        assert {each.state for each in letter.cases.all()} == {"at_authority"}
        assert [row["full_name"] for row in map(selectors.row_of, selectors.cases_in(letter))] == [
            "Nguyễn Thị Lan", "Trần Văn Bình",
        ]

    def test_keeps_the_receivers_number_sealed(self, submitted, sent):
        letter = sent(submitted())

        assert "087190004321" not in str(letter.head) + letter.sealed
        assert selectors.head_read(letter)["receiver_personal_number"] == "087190004321"

    def test_is_refused_for_cases_of_two_kinds(self, submitted, place, letter_head, revocation):
        other = revocation()
        services.case_submit(chosen=pick(other), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=TODAY)
        draft = LetterDraft(uuid4(), [pick(submitted()), pick(other)], letter_head)

        with pytest.raises(LetterMixed):
            services.letter_prepare(draft=draft, doer=as_(place.reviewer, Actor.AGENCY_REVIEWER), at=TODAY)

    def test_names_every_wrong_blank_of_its_head(self, submitted, place):
        draft = LetterDraft(uuid4(), [pick(submitted())], {"receiver_personal_number": "12"})

        with pytest.raises(FormNotGood) as refused:
            services.letter_prepare(draft=draft, doer=as_(place.reviewer, Actor.AGENCY_REVIEWER), at=TODAY)

        assert {each.field for each in refused.value.errors} >= {"place", "receiver_personal_number"}

    def test_is_not_sent_without_a_number(self, submitted, place, letter_head):
        case = submitted()
        leader = as_(place.leader, Actor.AGENCY_LEADER)
        draft = LetterDraft(uuid4(), [pick(case)], letter_head)
        letter = services.letter_prepare(draft=draft, doer=leader, at=TODAY)
        services.letter_sign(letter_id=letter, chosen=[pick(case)], doer=leader, at=TODAY)

        with pytest.raises(NumberMissing):
            services.letter_send(letter_id=letter, number=" ", doer=leader, at=TODAY)

    def test_is_not_signed_over_a_case_that_changed_meanwhile(self, submitted, place, letter_head):
        case = submitted()
        draft = LetterDraft(uuid4(), [pick(case)], letter_head)
        reviewer = as_(place.reviewer, Actor.AGENCY_REVIEWER)
        letter = services.letter_prepare(draft=draft, doer=reviewer, at=TODAY)
        shown = pick(case)
        services.case_take(chosen=pick(case), doer=reviewer, at=TODAY)

        with pytest.raises(CaseEditedMeanwhile):
            services.letter_sign(
                letter_id=letter, chosen=[shown], doer=as_(place.leader, Actor.AGENCY_LEADER), at=TODAY
            )

    @pytest.mark.parametrize("deed", ["prepare", "send", "recall"])
    def test_is_nobodys_business_outside_the_agencys_roles(self, submitted, place, letter_head, deed):
        case = submitted()
        leader, nobody = as_(place.leader, Actor.AGENCY_LEADER), as_(place.second)
        draft = LetterDraft(uuid4(), [pick(case)], letter_head)
        letter = services.letter_prepare(draft=draft, doer=leader, at=TODAY)
        services.letter_sign(letter_id=letter, chosen=[pick(case)], doer=leader, at=TODAY)

        with pytest.raises(ActorNotAllowed):
            {
                "prepare": lambda: services.letter_prepare(
                    draft=LetterDraft(uuid4(), [pick(case)], letter_head), doer=nobody, at=TODAY
                ),
                "send": lambda: services.letter_send(letter_id=letter, number="1/CV", doer=nobody, at=TODAY),
                "recall": lambda: services.letter_recall(letter_id=letter, reason="x", doer=nobody, at=TODAY),
            }[deed]()

    def test_recalled_frees_its_cases(self, submitted, place, letter_head):
        case = submitted()
        leader = as_(place.leader, Actor.AGENCY_LEADER)
        draft = LetterDraft(uuid4(), [pick(case)], letter_head)
        letter = services.letter_prepare(draft=draft, doer=leader, at=TODAY)
        services.letter_sign(letter_id=letter, chosen=[pick(case)], doer=leader, at=TODAY)

        services.letter_recall(letter_id=letter, reason="Nhầm người nhận", doer=leader, at=TODAY)

        case.refresh_from_db()
        assert (case.state, case.letter) == ("at_agency", None)


class TestARequest:
    def test_names_every_wrong_blank(self, written, place):
        case = written(mobile="12", birth_date="31/02/1990", csr="")

        with pytest.raises(FormNotGood) as refused:
            services.case_submit(chosen=pick(case), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=TODAY)

        assert {each.field for each in refused.value.errors} == {"mobile", "birth_date", "csr"}

    def test_keeps_what_was_typed_good_or_not(self, written):
        case = written(mobile="không có")

        assert selectors.payload_read(case)["mobile"] == "không có"

    def test_keeps_personal_numbers_out_of_plain_sight(self, written):
        case = written()

        assert "087185001234" not in str(case.payload) + case.sealed + case.search

    def test_is_refused_with_a_key_of_somebody_else(self, written, place, request_pem):
        csr = request_pem()
        first, second = written(csr=csr), written(place.second, csr=csr, sex="", personal_number="087085001235")
        services.case_submit(chosen=pick(first), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=TODAY)

        with pytest.raises(FormNotGood) as refused:
            services.case_submit(chosen=pick(second), doer=as_(place.second, Actor.SUBSCRIBER), at=TODAY)

        assert [each.code for each in refused.value.errors] == ["key_used_by_another"]

    def test_returned_needs_a_reason(self, submitted, place):
        with pytest.raises(ReasonMissing):
            services.case_return(
                chosen=pick(submitted()), reason=" ", doer=as_(place.reviewer, Actor.AGENCY_REVIEWER), at=TODAY
            )

    def test_has_three_working_days_at_the_authority(self, submitted, sent):
        case = submitted()
        sent(case)

        case.refresh_from_db()
        assert f"{case.due_at + timedelta(hours=7):%d/%m/%Y %H:%M}" == "30/11/2026 23:59"

    def test_for_a_procedure_that_is_not_open_is_not_begun(self, place):
        with pytest.raises(ProcedureNotOpen):
            services.case_draft_save(
                draft=draft_of(place, {}, procedure=ProcedureKind.RENEW), author_id=place.subscriber.pk, at=TODAY
            )

    def test_is_told_to_its_subscriber_in_a_letter(self, submitted, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            submitted()

        assert DBTaskResult.objects.filter(task_path__endswith="notice_send").count() == 1

    def test_is_written_about_in_plain_vietnamese_without_what_was_filled_in(self, submitted, place, mailoutbox):
        case = submitted()
        services.case_return(
            chosen=pick(case), reason="Ngày cấp chưa đúng", doer=as_(place.reviewer, Actor.AGENCY_REVIEWER), at=TODAY
        )

        notices.notice_deliver(step_id=case.steps.last().pk, email=place.subscriber.email)

        letter = mailoutbox[0]
        assert letter.to == [place.subscriber.email]
        assert letter.subject == f"{case.code}: Cơ quan trả lại"
        assert "Ngày cấp chưa đúng" in letter.body
        assert f"/ho-so/{case.code}/" in letter.body
        assert "087185001234" not in letter.body

    def test_leaves_an_audit_row_for_each_deed(self, issued):
        case = issued()

        tags = Event.objects.filter(subject=f"case:{case.code}").values_list("tag", flat=True)
        assert [each.split(":")[-1] for each in tags] == [
            "begin", "submit", "endorse", "send", "accept", "approve", "issue",
        ]


class TestARevocation:
    def test_of_somebody_elses_certificate_is_refused(self, place, effective):
        owner = effective()
        values = {"certificate_name": "X Y", "email": "binh@dongthap.gov.vn", "revocation_ground": "key_compromise",
                  "certificate_serial": owner.certificate_serial}
        draft = draft_of(place, values, procedure=ProcedureKind.REVOKE, person=place.second)
        case = Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=place.second.pk, at=TODAY))

        with pytest.raises(FormNotGood) as refused:
            services.case_submit(chosen=pick(case), doer=as_(place.second, Actor.SUBSCRIBER), at=TODAY)

        assert [each.code for each in refused.value.errors] == [CertificateNotYours.code]

    def test_may_be_asked_by_the_agency_alone(self, place, revocation, sent):
        case = revocation(ground="left_service", author=place.leader)

        sent(case)

        case.refresh_from_db()
        assert (case.state, case.steps.filter(action="submit").exists()) == ("at_authority", False)

    def test_written_by_the_agency_and_sent_back_can_be_withdrawn_or_sent_again(self, place, revocation, sent):
        case = revocation(ground="left_service", author=place.leader)
        sent(case)
        services.case_send_back(
            chosen=pick(case), reason="Thiếu quyết định", doer=as_(place.reception, Actor.RECEPTION), at=TODAY
        )
        case.refresh_from_db()

        author = selectors.doer_towards(case, place.leader.pk, at=TODAY)

        assert Actor.SUBSCRIBER in author.actors
        assert selectors.doer_towards(case, place.subscriber.pk, at=TODAY).actors == frozenset()
        services.case_cancel(chosen=pick(case), doer=author, at=TODAY)

    def test_may_be_demanded_without_the_agency(self, place, revocation):
        case = revocation(ground="procedural_body", author=place.reception)

        services.case_demand(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=TODAY)

        case.refresh_from_db()
        assert case.state == "at_authority"

    def test_holds_the_certificate_at_once_before_the_papers_are_through(self, place, revocation, signer):
        case = revocation()
        services.case_submit(chosen=pick(case), doer=as_(place.subscriber, Actor.SUBSCRIBER), at=TODAY)

        services.case_hold(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=TODAY)
        case.refresh_from_db()
        signer.executes(case.hold_order_id, at=TODAY)

        assert case.state == "submitted"
        assert authority.certificate(case.subject_serial).state == "on_hold"
        with pytest.raises(HoldNotPossible):
            services.case_hold(chosen=pick(case), doer=as_(place.reception, Actor.RECEPTION), at=TODAY)


class TestAHandOver:
    def test_is_recorded_after_it_happened(self, issued, place):
        case = issued()

        with pytest.raises(FormNotGood) as refused:
            services.case_hand_over(
                chosen=pick(case), device_number="", handed_over_at="26/11/2026 09:00",
                doer=as_(place.clerk, Actor.AGENCY_CLERK), at=TODAY,
            )

        assert [each.code for each in refused.value.errors] == ["handover_in_future"]

    def test_of_a_token_asks_which(self, issued, place, request_pem):
        case = issued(device_kind="TOKEN")

        with pytest.raises(FormNotGood) as refused:
            services.case_hand_over(
                chosen=pick(case), device_number="", handed_over_at="25/11/2026 08:30",
                doer=as_(place.clerk, Actor.AGENCY_CLERK), at=TODAY,
            )

        assert [each.field for each in refused.value.errors] == ["device_number"]

    def test_cannot_be_skipped(self, issued, place, letter_head):
        case = issued()
        draft = LetterDraft(uuid4(), [pick(case)], {**letter_head, "effective_at": "26/11/2026 08:00"})

        with pytest.raises((ActionNotAllowed, CaseEditedMeanwhile)):
            services.effective_letter_sign(draft=draft, doer=as_(place.leader, Actor.AGENCY_LEADER), at=TODAY)
