"""An authority is set up once; a journal that is gone never costs the keys."""

import sqlite3
from pathlib import Path

import pytest

from antin.validation import pointers_of, read_certificate
from antin_server.authority.signer import ceremony
from antin_server.authority.signer.errors import CeremonyDone, KeysWithoutJournal
from antin_testkit.authority import AT, FAST, PUBLIC_URL, STATUS_URL, opened


def set_up(folder: Path) -> None:
    ceremony.set_up(folder, status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=AT)


def key_files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (folder / "keys").glob("*.pem")}


class TestACeremony:
    def test_leaves_a_station_that_opens(self, tmp_path: Path) -> None:
        set_up(tmp_path)

        station = opened(tmp_path)

        assert station.journal.rows("SELECT issuer FROM crls") == [("root",)]
        assert sorted(key_files(tmp_path)) == ["heads.pem", "issuing.pem", "root.pem"]

    def test_names_no_responder_for_what_the_root_issued(self, tmp_path: Path) -> None:
        """Nobody answers for the root by OCSP; its list speaks of the issuing CA."""
        set_up(tmp_path)

        pointers = pointers_of(read_certificate(opened(tmp_path).issuer.certificate))

        assert (pointers.answers, pointers.lists) == ((), (f"{STATUS_URL}/crl/root.crl",))

    def test_is_not_done_twice(self, tmp_path: Path) -> None:
        set_up(tmp_path)
        before = key_files(tmp_path)

        with pytest.raises(CeremonyDone):
            set_up(tmp_path)

        assert key_files(tmp_path) == before

    def test_keeps_the_keys_of_an_authority_whose_journal_is_gone(self, tmp_path: Path) -> None:
        set_up(tmp_path)
        before = key_files(tmp_path)
        (tmp_path / "journal.sqlite").rename(tmp_path / "elsewhere")

        with pytest.raises(KeysWithoutJournal):
            set_up(tmp_path)

        assert key_files(tmp_path) == before

    def test_begins_anew_after_an_attempt_that_was_cut_off(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def cut(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(ceremony, "_certified", cut)
            with pytest.raises(KeyboardInterrupt):
                set_up(tmp_path)
        first = key_files(tmp_path)
        set_up(tmp_path)

        assert set(first) == set(key_files(tmp_path))
        assert first["root.pem"] != key_files(tmp_path)["root.pem"]
        opened(tmp_path)

    def test_takes_nothing_over_from_what_sqlite_left_of_a_cut_off_attempt(self, tmp_path: Path) -> None:
        left = sqlite3.connect(tmp_path / "journal.draft", isolation_level=None)
        left.execute("PRAGMA journal_mode=WAL")
        left.execute("CREATE TABLE records (seq INTEGER PRIMARY KEY)")

        set_up(tmp_path)
        left.close()

        assert opened(tmp_path).journal.verify() > 0
