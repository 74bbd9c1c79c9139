"""The journal holds, or the signer does not run."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from antin.orders import OrderKind
from antin_server.authority import models, selectors, services
from antin_server.authority.signer.derived import check_tables
from antin_server.authority.signer.errors import (
    CeremonyDone,
    JournalBehind,
    JournalDamaged,
    JournalMissing,
    JournalTablesWrong,
    SignerKeyUnusable,
    SignerRuns,
)
from antin_server.authority.signer.journal import Journal
from antin_server.authority.signer.running import only_one
from antin_server.authority.types import OrderState
from antin_testkit.authority import AT, FAST, PUBLIC_URL, STATUS_URL, TestAuthority, opened, set_up

Content = dict[str, object]


def issued(authority: TestAuthority, content: Content) -> str:
    order_id = services.order_propose(
        kind=OrderKind.ISSUE, content=content, case="", requested_by=None, involved=(), at=AT,
    )
    authority.carry_out(order_id, at=AT)
    found = selectors.order(order_id)
    assert found is not None and found.result_serial
    return found.result_serial


def through_all_states(authority: TestAuthority, content: Content) -> str:
    """Issued, effective, on hold, released, revoked."""
    serial = issued(authority, content)
    for kind, more in (
        (OrderKind.MAKE_EFFECTIVE, {"effective_at": AT.isoformat()}), (OrderKind.HOLD, {}), (OrderKind.RELEASE, {}),
        (OrderKind.REVOKE, {"reason": "key_compromise"}),
    ):
        order_id = services.order_propose(
            kind=kind, content={"serial": serial, **more}, case="", requested_by=None, involved=(), at=AT,
        )
        authority.carry_out(order_id, at=AT)
    return serial


class TestTheTables:
    def test_follow_from_the_records_after_everything_that_can_happen(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        through_all_states(authority, content)

        check_tables(authority.station.journal)

    @pytest.mark.parametrize("statement", [
        "UPDATE certificates SET state = 'effective' WHERE profile = 'person'",
        "DELETE FROM revocations",
        "DELETE FROM certificates WHERE profile = 'person'",
        "UPDATE revocations SET revoked_at = '2027-01-01T00:00:00+00:00'",
        "DELETE FROM orders WHERE outcome = 'executed'",
        "UPDATE officers SET person = 'person:1'",
        "INSERT INTO officers SELECT 'f', name, person, email, X'00', 1 FROM officers LIMIT 1",
    ])
    def test_mended_by_hand_keep_the_signer_from_running(
        self, authority: TestAuthority, content: Content, statement: str,
    ) -> None:
        through_all_states(authority, content)

        authority.station.journal.connection.execute(statement)

        with pytest.raises(JournalTablesWrong):
            authority.reopen()


class TestTheRecords:
    @pytest.mark.parametrize("statement", [
        "UPDATE records SET body = replace(body, 'person:9001', 'person:1') WHERE kind = 'officer_added'",
        "DELETE FROM records WHERE seq = 3",
        "UPDATE records SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2",
    ])
    def test_changed_behind_the_triggers_keep_the_signer_from_running(
        self, authority: TestAuthority, statement: str,
    ) -> None:
        with sqlite3.connect(authority.station.folder / "journal.sqlite") as other:
            other.execute("DROP TRIGGER records_stay")
            other.execute("DROP TRIGGER records_remain")
            other.execute(statement)

        with pytest.raises(JournalDamaged):
            authority.reopen()


class TestAJournalAndADatabase:
    def test_of_different_authorities_do_not_work_together(self, authority: TestAuthority, tmp_path: Path) -> None:
        set_up(tmp_path / "other", status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=AT)
        authority.station = opened(tmp_path / "other")

        with pytest.raises(JournalBehind):
            authority.tick(at=AT)

    def test_put_back_to_yesterday_do_not_work_with_todays_database(
        self, authority: TestAuthority, content: Content, tmp_path: Path,
    ) -> None:
        with sqlite3.connect(tmp_path / "yesterday.sqlite") as copy:
            authority.station.journal.connection.backup(copy)
        issued(authority, content)
        authority.station.journal.close()
        for each in authority.station.folder.glob("journal.sqlite*"):
            each.unlink()
        (tmp_path / "yesterday.sqlite").rename(authority.station.folder / "journal.sqlite")

        authority.station = opened(authority.station.folder)

        with pytest.raises(JournalBehind):
            authority.tick(at=AT)

    def test_work_together_again_when_the_database_is_yesterdays(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        published = models.Published.objects.get()
        serial = issued(authority, content)
        models.CertificateRecord.objects.all().delete()
        models.Order.objects.update(state=OrderState.APPROVED.value, result_serial="")
        models.Published.objects.update(sequence=published.sequence, hash=published.hash)

        authority.tick(at=AT)

        assert selectors.certificate(serial) is not None
        assert models.Order.objects.get().state == OrderState.EXECUTED.value

    def test_tell_an_order_again_what_became_of_it(self, authority: TestAuthority, content: Content) -> None:
        serial = issued(authority, content)
        models.Order.objects.update(state=OrderState.APPROVED.value, result_serial="", executed_at=None)

        authority.tick(at=AT + timedelta(minutes=1))

        order = models.Order.objects.get()
        assert (order.state, order.result_serial, order.executed_at) == (OrderState.EXECUTED.value, serial, AT)


class TestTheSignersFolder:
    def test_without_a_journal_is_no_authority(self, tmp_path: Path) -> None:
        with pytest.raises(JournalMissing):
            opened(tmp_path)

    def test_is_set_up_once(self, tmp_path: Path) -> None:
        set_up(tmp_path, status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=AT)

        with pytest.raises(CeremonyDone):
            set_up(tmp_path, status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=AT)

    def test_keeps_keys_encrypted_and_for_its_account_alone(self, tmp_path: Path) -> None:
        set_up(tmp_path, status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=AT)

        files = list((tmp_path / "keys").iterdir())
        assert {each.name for each in files} == {"root.pem", "issuing.pem", "heads.pem", "passphrase"}
        assert all(each.stat().st_mode & 0o077 == 0 for each in files)
        assert all(b"BEGIN ENCRYPTED PRIVATE KEY" in each.read_bytes() for each in files if each.suffix == ".pem")

    def test_with_another_passphrase_does_not_open(self, tmp_path: Path) -> None:
        set_up(tmp_path, status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=AT)
        (tmp_path / "keys" / "passphrase").write_text("another", encoding="ascii")

        with pytest.raises(SignerKeyUnusable):
            opened(tmp_path)

    def test_has_room_for_one_signer(self, tmp_path: Path) -> None:
        with only_one(tmp_path), pytest.raises(SignerRuns), only_one(tmp_path):
            pass


class TestACut:
    def test_in_the_middle_of_a_record_leaves_the_journal_as_it_was(self, tmp_path: Path) -> None:
        journal = Journal.create(tmp_path / "journal.sqlite")
        journal.append("first", {"a": 1}, at=AT)

        with pytest.raises(sqlite3.Error):
            journal.append("second", {"b": 2}, at=AT, changes=[("INSERT INTO orders VALUES (1)", ())])

        assert [each.kind for each in journal.records()] == ["first"]
        assert journal.verify() == 1
