"""Whatever people try in whatever order: a case moves by its table, and every move leaves its rows."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antin.casework.procedures import Actor, CaseState, ProcedureKind, SubjectKind, procedure
from antin.errors import AntinError
from antin_server.audit.models import Event
from antin_server.authority import selectors as authority
from antin_server.authority.models import Order
from antin_server.registration import services
from antin_server.registration.models import Case, CaseStep, Letter
from antin_server.registration.services.drafts import Draft
from antin_server.registration.services.letters import LetterDraft
from antin_server.registration.types import Chosen, Doer

PEOPLE = {
    "subscriber": Actor.SUBSCRIBER, "reviewer": Actor.AGENCY_REVIEWER, "leader": Actor.AGENCY_LEADER,
    "clerk": Actor.AGENCY_CLERK, "reception": Actor.RECEPTION,
}
DEEDS = [
    "submit", "cancel", "take", "return", "prepare", "sign", "send", "recall_letter", "accept", "recall", "send_back",
    "refuse", "execute", "refuse_order", "hand_over", "ask_effective", "hold",
]


class Walk:
    """One case in the hands of people who press any button they find."""

    def __init__(self, place, case_id, head, signer, at):
        self.place, self.case_id, self.head, self.signer, self.at = place, case_id, head, signer, at

    def chosen(self):
        case = Case.objects.get(pk=self.case_id)
        return Chosen(case.pk, case.version)

    def doer(self, who):
        return Doer(getattr(self.place, who).pk, frozenset({PEOPLE[who]}))

    def press(self, deed, who):
        doer, at = self.doer(who), self.at
        letter = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        one = {"chosen": self.chosen(), "doer": doer, "at": at}
        draft = LetterDraft(uuid.uuid4(), [self.chosen()], {**self.head, "effective_at": "25/11/2026 10:00"})
        {
            "submit": lambda: services.case_submit(**one),
            "cancel": lambda: services.case_cancel(**one),
            "take": lambda: services.case_take(**one),
            "return": lambda: services.case_return(**one, reason="Thiếu"),
            "prepare": lambda: services.letter_prepare(draft=draft, doer=doer, at=at),
            "sign": lambda: services.letter_sign(letter_id=letter, chosen=[self.chosen()], doer=doer, at=at),
            "send": lambda: services.letter_send(letter_id=letter, number="1/CV", doer=doer, at=at),
            "recall_letter": lambda: services.letter_recall(letter_id=letter, reason="Nhầm", doer=doer, at=at),
            "accept": lambda: services.case_accept(**one),
            "recall": lambda: services.case_recall(**one, reason="Sai"),
            "send_back": lambda: services.case_send_back(**one, reason="Thiếu"),
            "refuse": lambda: services.case_refuse(**one, reason="Không đủ điều kiện"),
            "execute": lambda: self.follow(self.signer.executes),
            "refuse_order": lambda: self.follow(lambda order, at: self.signer.refuses(order)),
            "hand_over": lambda: services.case_hand_over(**one, device_number="", handed_over_at="25/11/2026 08:00"),
            "ask_effective": lambda: services.effective_letter_sign(draft=draft, doer=doer, at=at),
            "hold": lambda: services.case_hold(**one),
        }[deed]()

    def follow(self, outcome):
        order = Order.objects.filter(state="waiting").order_by("-pk").first()
        if order is not None:
            outcome(order.order_id, at=self.at)
        services.cases_follow_orders(at=self.at)


@pytest.mark.django_db
class TestAnyWalkThroughTheServices:
    @settings(
        max_examples=40, deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        presses=st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(sorted(PEOPLE))), min_size=8, max_size=40),
        goes_on=st.lists(st.sampled_from([True, True, True, False]), min_size=40, max_size=40),
    )
    def test_follows_the_table_and_writes_everything_down(
        self, place, person_form, letter_head, request_pem, signer, presses, goes_on
    ):
        from datetime import UTC, datetime

        at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
        draft = Draft(
            uuid.uuid4(), ProcedureKind.ISSUE, SubjectKind.PERSON, person_form(), place.subscriber.pk,
            place.commune.pk, request_pem(),
        )
        case_id = services.case_draft_save(draft=draft, author_id=place.subscriber.pk, at=at)
        walk = Walk(place, case_id, letter_head, signer, at)
        story = iter(_story())

        for (deed, who), forward in zip(presses, goes_on, strict=False):
            deed, who = next(story, (deed, who)) if forward else (deed, who)
            try:
                walk.press(deed, who)
            except AntinError:
                continue

        _everything_is_in_order(case_id)


def _story():
    return [
        ("submit", "subscriber"), ("prepare", "reviewer"), ("sign", "leader"), ("send", "clerk"),
        ("accept", "reception"), ("execute", "clerk"), ("hand_over", "clerk"), ("ask_effective", "leader"),
        ("execute", "clerk"),
    ]


def _everything_is_in_order(case_id):
    case = Case.objects.get(pk=case_id)
    steps = list(CaseStep.objects.filter(case=case))
    table = {(each.state, each.action): each for each in procedure(case.law_set, ProcedureKind.ISSUE).transitions}
    state = CaseState.DRAFT
    for step in steps:
        assert step.state_before == state.value
        state = table[state, step.action].to
        assert step.state_after == state.value
    assert case.state == state.value
    assert case.version == len(steps) + 1
    events = Event.objects.filter(subject=f"case:{case.code}").exclude(tag__endswith=":begin")
    assert [each.tag.split(":")[-1] for each in events.order_by("pk")] == [each.action for each in steps]
    if case.state in ("issued", "handed_over", "effective_asked", "effective"):
        assert {"submit", "endorse", "send", "accept", "approve", "issue"} <= {each.action for each in steps}
        endorsed_by = {each.person_id for each in steps if each.action == "endorse"}
        assert case.subscriber_id not in endorsed_by
    if case.state == "accepted":
        assert authority.order(case.order_id).state == "waiting"
    waiting = Order.objects.filter(case=case.code, state="waiting")
    assert waiting.count() == (case.state in ("accepted", "effective_asked"))
