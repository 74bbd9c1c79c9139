"""kill -9 at every numbered step, a failed insert, a full disk: nothing lost, nothing doubled, nothing unlinted."""

import sqlite3
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from antin.keys import KeyKind, LocalSigner, new_private_key
from antin.orders import OrderKind
from antin_server.authority import selectors, services
from antin_server.authority.types import OrderState
from antin_testkit.authority import AT, TestAuthority

from .conftest import content_for

Content = dict[str, object]


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


def killed_at(step: int) -> Callable[[int], None]:
    def stop(number: int) -> None:
        if number == step:
            raise Killed

    return stop


def proposed(content: Content) -> str:
    return services.order_propose(
        kind=OrderKind.ISSUE, content=content, case="", requested_by=None, involved=(), at=AT,
    )


def approved(authority: TestAuthority, content: Content) -> str:
    order_id = proposed(content)
    for each in authority.officers[:2]:
        authority.approve(order_id, by=each, at=AT)
    return order_id


def issued(authority: TestAuthority) -> list[tuple[str, bytes]]:
    return authority.station.journal.rows("SELECT serial, der FROM certificates WHERE profile = 'person'")


class TestIssuingThatIsCutOff:
    @pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6])
    def test_is_finished_once_at_the_next_start(self, authority: TestAuthority, content: Content, step: int) -> None:
        order_id = approved(authority, content)
        authority.station.step = killed_at(step)

        with pytest.raises(Killed):
            authority.tick(at=AT)
        authority.reopen()
        authority.tick(at=AT)
        authority.tick(at=AT)

        found = selectors.order(order_id)
        assert found is not None and found.state is OrderState.EXECUTED
        assert [serial for serial, _ in issued(authority)] == [found.result_serial]
        assert selectors.certificate(found.result_serial) is not None

    def test_leaves_no_serial_number_used_twice(self, authority: TestAuthority, content: Content) -> None:
        approved(authority, content)
        for step in (4, 5, 6, 4):
            authority.reopen(killed_at(step))
            with pytest.raises(Killed):
                authority.tick(at=AT)
        authority.reopen()
        authority.tick(at=AT)

        intents = Counter(serial for (serial,) in authority.station.journal.rows("SELECT serial FROM intents"))
        assert len(intents) == 1
        assert len(issued(authority)) == 1

    def test_is_published_when_the_database_refused_the_row(self, authority: TestAuthority, content: Content) -> None:
        order_id = approved(authority, content)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    "CREATE TRIGGER refuse BEFORE INSERT ON authority_certificaterecord"
                    " BEGIN SELECT RAISE(ABORT, 'no'); END"
                )
            else:
                cursor.execute(
                    "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$"
                    " LANGUAGE plpgsql"
                )
                cursor.execute(
                    "CREATE TRIGGER refuse BEFORE INSERT ON authority_certificaterecord"
                    " FOR EACH ROW EXECUTE FUNCTION refuse()"
                )

        with pytest.raises(Exception, match="no"):
            authority.tick(at=AT)
        stored = issued(authority)
        with connection.cursor() as cursor:
            where = "" if connection.vendor == "sqlite" else " ON authority_certificaterecord"
            cursor.execute(f"DROP TRIGGER refuse{where}")
        authority.tick(at=AT)

        assert len(stored) == 1
        assert issued(authority) == stored
        found = selectors.order(order_id)
        assert found is not None and found.state is OrderState.EXECUTED


class TestBytesChangedWhileTheyWaited:
    def test_are_not_signed_raise_an_alarm_and_do_not_stop_revocations(
        self, authority: TestAuthority, content: Content, caplog,
    ) -> None:
        authority.carry_out(proposed(content), at=AT)
        [(serial, _)] = issued(authority)
        revoke = services.order_propose(
            kind=OrderKind.REVOKE, content={"serial": serial, "reason": "key_compromise"}, case="", requested_by=None,
            involved=(), at=AT,
        )
        somebody_else = LocalSigner(new_private_key(KeyKind.P256))
        order_id = approved(authority, content_for(somebody_else, "minh@angiang.gov.vn"))
        authority.station.step = killed_at(4)
        with pytest.raises(Killed):
            authority.tick(at=AT)
        authority.station.step = lambda number: None
        authority.station.journal.connection.execute("UPDATE intents SET to_be_signed = X'3000' WHERE state = 'open'")

        authority.approve(revoke, by=authority.officers[0], at=AT)
        authority.tick(at=AT)

        refused, revoked = selectors.order(order_id), selectors.order(revoke)
        assert refused is not None and (refused.state, refused.refusal) == (OrderState.REFUSED, "prepared_broken")
        assert revoked is not None and revoked.state is OrderState.EXECUTED
        assert [row[0] for row in issued(authority)] == [serial]
        assert [each.getMessage() for each in caplog.records if each.levelname == "CRITICAL"] == ["prepared_broken"]


class TestAFullDisk:
    def test_stops_the_signer_and_loses_nothing(self, authority: TestAuthority, content: Content) -> None:
        order_id = approved(authority, content)
        journal = authority.station.journal.connection
        pages = journal.execute("PRAGMA page_count").fetchone()[0]
        journal.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(sqlite3.OperationalError, match="full"):
            for _ in range(50):
                authority.tick(at=AT)
                authority.station.journal.append("padding", {"x": "y" * 3000}, at=AT)
        authority.reopen()
        authority.tick(at=AT)

        authority.station.journal.verify()
        found = selectors.order(order_id)
        assert found is not None and found.state is OrderState.EXECUTED
        assert len(issued(authority)) == 1


class TestTheJournal:
    def test_refuses_to_change_or_delete_a_record(self, authority: TestAuthority) -> None:
        journal = authority.station.journal.connection

        for statement in ("UPDATE records SET body = '{}' WHERE seq = 1", "DELETE FROM records WHERE seq = 1"):
            with pytest.raises(sqlite3.IntegrityError):
                journal.execute(statement)
