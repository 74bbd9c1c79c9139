"""Procedures: laws about all paths, and what the law asks in particular."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.casework import LAW_SETS, VIETNAM, law_set
from antin.casework.errors import (
    ActionNotAllowed,
    ActorNotAllowed,
    CertificateNotEffective,
    ProcedureUnknown,
    RemainingTooShort,
    RenewedAlready,
    SamePerson,
)
from antin.casework.procedures import (
    PROCEDURES,
    Action,
    Actor,
    CaseState,
    Deed,
    Paper,
    Procedure,
    ProcedureKind,
    SubjectKind,
    allowed_actions,
    due_after,
    next_state,
    permitted_step,
    procedure,
    step,
)
from antin.casework.procedures.checks import CHECKS, check_changeable, check_renewable, later_by_years
from antin.casework.routing import Destination, destination
from antin.casework.working_days import deadline

ALL = tuple(PROCEDURES.values())
ISSUE = procedure("nd68_2024", ProcedureKind.ISSUE)
REVOKE = procedure("nd68_2024", ProcedureKind.REVOKE)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


def named(each: Procedure) -> str:
    return f"{each.law_set}-{each.kind}"


def reachable(table: Procedure) -> set[CaseState]:
    found = {CaseState.DRAFT}
    while more := {each.to for each in table.transitions if each.state in found} - found:
        found |= more
    return found


@pytest.mark.parametrize("table", ALL, ids=named)
class TestAProcedure:
    def test_reaches_every_state_from_a_draft(self, table: Procedure) -> None:
        assert reachable(table) == table.states

    def test_answers_every_state_and_action_with_one_state_or_a_refusal(self, table: Procedure) -> None:
        for state in CaseState:
            for action in Action:
                lines = [each for each in table.transitions if (each.state, each.action) == (state, action)]
                assert len(lines) <= 1
                if lines:
                    assert next_state(table, state, action) is lines[0].to
                else:
                    with pytest.raises(ActionNotAllowed):
                        next_state(table, state, action)

    def test_ends_only_where_a_case_is_over(self, table: Procedure) -> None:
        over = {CaseState.EFFECTIVE, CaseState.DONE, CaseState.REFUSED, CaseState.CANCELLED}

        assert table.final_states <= over

    def test_names_only_forms_parameters_and_checks_that_exist(self, table: Procedure) -> None:
        law = law_set(table.law_set)

        for each in table.transitions:
            assert each.actors
            assert set(each.checks) <= set(CHECKS)
            assert not each.due or law.value(each.due)
            if each.paper:
                assert all(law.form(table.form(each.paper, subject)) for subject in SubjectKind)

    def test_has_no_step_that_one_person_alone_could_take_through(self, table: Procedure) -> None:
        endorsing = [
            each
            for each in table.transitions
            if each.action is Action.ENDORSE and each.state is not CaseState.DRAFT
        ]
        accepting = [each for each in table.transitions if each.action is Action.ACCEPT]

        assert all(Action.SUBMIT in each.not_by for each in endorsing)
        assert all(each.not_by >= {Action.SUBMIT, Action.ENDORSE} for each in accepting)

    def test_gives_reasons_whenever_it_says_no(self, table: Procedure) -> None:
        refusals = {Action.RETURN, Action.SEND_BACK, Action.REFUSE}

        assert all(each.needs_reason for each in table.transitions if each.action in refusals)


class TestAllPaths:
    @given(table=st.sampled_from(ALL), actions=st.lists(st.sampled_from(Action), max_size=30))
    def test_none_reaches_issued_revoked_or_unlocked_around_approval(
        self, table: Procedure, actions: list[Action]
    ) -> None:
        state, done = CaseState.DRAFT, []
        for action in actions:
            try:
                state = next_state(table, state, action)
            except ActionNotAllowed:
                continue
            done.append(action)

        for effect in {Action.ISSUE, Action.REVOKE, Action.UNLOCK} & set(done):
            before = done[: done.index(effect)]
            assert Action.ACCEPT in before and Action.APPROVE in before
            assert Action.SEND in before or Action.DEMAND in before

    @given(data=st.data(), table=st.sampled_from(ALL))
    def test_none_lets_one_person_ask_and_confirm(self, data: st.DataObject, table: Procedure) -> None:
        people = {"an": frozenset(Actor), "bình": frozenset(Actor)}
        state, history = CaseState.DRAFT, []
        for _ in range(data.draw(st.integers(0, 25))):
            open_now = allowed_actions(table, state, frozenset(Actor))
            if not open_now:
                break
            line, person = data.draw(st.sampled_from(open_now)), data.draw(st.sampled_from(sorted(people)))
            try:
                permitted_step(
                    table, state, line.action, person=person, actors=people[person], history=history
                )
            except SamePerson:
                continue
            history.append(Deed(line.action, person))
            state = line.to

        asked = {deed.person for deed in history if deed.action is Action.SUBMIT}
        accepted = {deed.person for deed in history if deed.action is Action.ACCEPT}
        assert not asked & accepted


class TestPermittedStep:
    def test_lets_the_leader_endorse_what_another_asked(self) -> None:
        history = [Deed(Action.SUBMIT, "hoàng")]

        found = permitted_step(
            ISSUE,
            CaseState.AT_AGENCY,
            Action.ENDORSE,
            person="nam",
            actors={Actor.AGENCY_LEADER},
            history=history,
        )

        assert (found.to, found.paper) == (CaseState.ENDORSED, Paper.LETTER)

    def test_refuses_the_leader_who_asked(self) -> None:
        with pytest.raises(SamePerson):
            permitted_step(
                ISSUE,
                CaseState.AT_AGENCY,
                Action.ENDORSE,
                person="nam",
                actors={Actor.AGENCY_LEADER},
                history=[Deed(Action.SUBMIT, "nam")],
            )

    def test_refuses_another_capacity(self) -> None:
        with pytest.raises(ActorNotAllowed):
            permitted_step(
                ISSUE,
                CaseState.AT_AGENCY,
                Action.ENDORSE,
                person="x",
                actors={Actor.AGENCY_REVIEWER},
                history=[],
            )

    def test_lets_the_agency_or_a_court_ask_for_revocation_without_the_subscriber(self) -> None:
        assert next_state(REVOKE, CaseState.DRAFT, Action.ENDORSE) is CaseState.ENDORSED
        assert next_state(REVOKE, CaseState.DRAFT, Action.DEMAND) is CaseState.AT_AUTHORITY
        with pytest.raises(ActionNotAllowed):
            next_state(ISSUE, CaseState.DRAFT, Action.ENDORSE)


class TestDueAfter:
    def test_starts_runs_on_and_stops_with_the_table(self) -> None:
        rules = law_set("nd68_2024")
        sent = step(ISSUE, CaseState.ENDORSED, Action.SEND)
        accepted = step(ISSUE, CaseState.AT_AUTHORITY, Action.ACCEPT)
        returned = step(ISSUE, CaseState.AT_AUTHORITY, Action.SEND_BACK)

        first = due_after(sent, rules, running=None, at=AT)

        assert first == deadline(AT, 3)
        assert due_after(accepted, rules, running=first, at=AT + timedelta(days=1)) == first
        assert due_after(returned, rules, running=first, at=AT) is None


class TestForms:
    @pytest.mark.parametrize(
        ("law", "kind", "subject", "paper", "number"),
        [
            ("tt185_2019", ProcedureKind.ISSUE, SubjectKind.PERSON, Paper.REQUEST, "01"),
            ("tt185_2019", ProcedureKind.ISSUE, SubjectKind.SERVICE, Paper.LETTER, "06"),
            ("tt185_2019", ProcedureKind.ISSUE, SubjectKind.PERSON, Paper.HANDOVER, "13"),
            ("tt185_2019", ProcedureKind.REVOKE, SubjectKind.PERSON, Paper.REQUEST, "09"),
            ("tt185_2019", ProcedureKind.REVOKE, SubjectKind.PERSON, Paper.LETTER, "10"),
            ("tt185_2019", ProcedureKind.LOSS, SubjectKind.PERSON, Paper.RECORD, "15"),
            ("nd68_2024", ProcedureKind.ISSUE, SubjectKind.PERSON, Paper.REQUEST, "NB01"),
            ("nd68_2024", ProcedureKind.ISSUE, SubjectKind.PERSON, Paper.LETTER, "01"),
            ("nd68_2024", ProcedureKind.ISSUE, SubjectKind.ORGANISATION, Paper.LETTER, "02"),
            ("nd68_2024", ProcedureKind.ISSUE, SubjectKind.PERSON, Paper.HANDOVER, "07"),
            ("nd68_2024", ProcedureKind.REVOKE, SubjectKind.PERSON, Paper.LETTER, "05"),
        ],
    )
    def test_follow_the_law_set(
        self, law: str, kind: ProcedureKind, subject: SubjectKind, paper: Paper, number: str
    ) -> None:
        assert procedure(law, kind).form(paper, subject) == number

    def test_are_all_used_by_some_procedure(self) -> None:
        for law in LAW_SETS.values():
            used = {number for each in ALL if each.law_set == law.id for number in each.forms.values()}

            assert used == {form.number for form in (*law.forms, *law.internal_forms)}

    def test_are_refused_where_the_law_has_none(self) -> None:
        with pytest.raises(ProcedureUnknown):
            procedure("nd68_2024", ProcedureKind.RETURN).form(Paper.LETTER, SubjectKind.PERSON)
        with pytest.raises(ProcedureUnknown):
            procedure("tt08_2016", ProcedureKind.ISSUE)


class TestEligibility:
    @pytest.mark.parametrize(("law", "needed"), [("tt185_2019", 60), ("nd68_2024", 30)])
    def test_needs_the_remaining_days_of_the_law_set(self, law: str, needed: int) -> None:
        rules = law_set(law)

        check_renewable(rules, not_after=AT + timedelta(days=needed), renewed=0, at=AT)
        check_changeable(rules, not_after=AT + timedelta(days=needed), at=AT)
        with pytest.raises(RemainingTooShort):
            check_renewable(rules, not_after=AT + timedelta(days=needed, seconds=-1), renewed=0, at=AT)
        with pytest.raises(RemainingTooShort):
            check_changeable(rules, not_after=AT + timedelta(days=needed - 1), at=AT)

    def test_ends_with_the_certificate_and_after_one_renewal(self) -> None:
        rules = law_set("nd68_2024")

        with pytest.raises(CertificateNotEffective):
            check_changeable(rules, not_after=AT, at=AT)
        with pytest.raises(RenewedAlready):
            check_renewable(rules, not_after=AT + timedelta(days=900), renewed=1, at=AT)

    def test_adds_whole_years(self) -> None:
        assert later_by_years(datetime(2024, 2, 29, 8, tzinfo=VIETNAM), 3) == datetime(
            2027, 2, 28, 8, tzinfo=VIETNAM
        )
        assert later_by_years(datetime(2024, 2, 29, 8, tzinfo=VIETNAM), 4) == datetime(
            2028, 2, 29, 8, tzinfo=VIETNAM
        )
        assert later_by_years(AT, 5) == AT.replace(year=2031)


class TestDestination:
    @pytest.mark.parametrize(
        ("law", "kind", "province", "device", "expected"),
        [
            ("nd68_2024", ProcedureKind.RECOVER, "82", "TOKEN", Destination.PROVINCE),
            ("nd68_2024", ProcedureKind.RECOVER, "82", "SIM", Destination.AUTHORITY),
            ("nd68_2024", ProcedureKind.RENEW, "37", "SIM", Destination.PROVINCE),
            ("nd68_2024", ProcedureKind.ISSUE, "37", "TOKEN", Destination.AUTHORITY),
            ("nd68_2024", ProcedureKind.RECOVER, "91", "TOKEN", Destination.AUTHORITY),
            ("tt185_2019", ProcedureKind.RECOVER, "82", "TOKEN", Destination.AUTHORITY),
        ],
    )
    def test_follows_the_delegations(
        self, law: str, kind: ProcedureKind, province: str, device: str, expected: Destination
    ) -> None:
        assert destination(law, kind, province=province, device=device, on=date(2026, 11, 22)) is expected

    def test_starts_on_the_day_of_the_delegation(self) -> None:
        early = destination(
            "nd68_2024", ProcedureKind.RECOVER, province="82", device="TOKEN", on=date(2025, 6, 1)
        )

        assert early is Destination.AUTHORITY
