"""Backup and restore: everything comes back, and nothing revoked ever does."""

import io
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from antin_server.operations.backup import write_backup
from antin_server.operations.errors import BackupExists, BackupUnreadable, RestoreRefused
from antin_server.operations.journals import Relation
from antin_server.operations.restore import restore_backup
from antin_server.operations.sealed_files import PIECE, seal, unseal
from antin_testkit.pilot_authority import AT, PilotAuthority, pilot_authority

LATER = AT + timedelta(hours=1)


@pytest.fixture
def authority(tmp_path: Path) -> PilotAuthority:
    """An installation: journal, keys, a database that is being written to, secrets, an attachment."""
    home = tmp_path / "home"
    made = pilot_authority(home)
    made.services_certified()
    for name, text in {"secrets/django": "s3cret", "media/letters/1.pdf": "%PDF", "log/web.log": "noise"}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    (home / "secrets/django").chmod(0o600)
    with closing(sqlite3.connect(home / "antin.sqlite3")) as database:
        database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE letters (number TEXT);")
        database.execute("INSERT INTO letters VALUES ('15/SNNMT')")
        database.commit()
    return made


def back_up(authority: PilotAuthority, file: Path, passphrase: str | None = None) -> None:
    write_backup(file, home=authority.home, database="", passphrase=passphrase, at=AT)


def restore(file: Path, home: Path, passphrase: str | None = None) -> Relation:
    home.mkdir(exist_ok=True)
    return restore_backup(file, home=home, database="", passphrase=passphrase, at=LATER)


def letters(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "antin.sqlite3")) as database:
        return [number for (number,) in database.execute("SELECT number FROM letters")]


def journal(home: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "signer/journal.sqlite")) as connection:
        return connection.execute(statement).fetchall()


class TestABackup:
    def test_is_for_its_owner_only_and_lists_what_it_holds(self, authority, tmp_path: Path) -> None:
        file = tmp_path / "backup"

        back_up(authority, file)

        assert file.stat().st_mode & 0o777 == 0o600
        with tarfile.open(file) as archive:
            listed = set(json.load(archive.extractfile("./manifest.json"))["files"])
        assert listed == {
            "antin.sqlite3", "signer/journal.sqlite", "signer/keys/root.pem", "signer/keys/issuing.pem",
            "signer/keys/heads.pem", "signer/keys/passphrase", "va/keys/ocsp.pem", "va/keys/tsa.pem",
            "secrets/django", "media/letters/1.pdf",
        }

    def test_never_replaces_another(self, authority, tmp_path: Path) -> None:
        (tmp_path / "backup").write_text("the old one")

        with pytest.raises(BackupExists):
            back_up(authority, tmp_path / "backup")

        assert (tmp_path / "backup").read_text() == "the old one"
        assert sorted(each.name for each in tmp_path.iterdir()) == ["backup", "home"]

    def test_shows_nothing_without_its_passphrase(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "backup", "mật khẩu dài")

        assert b"s3cret" not in (tmp_path / "backup").read_bytes()
        for wrong in (None, "mật khẩu khác"):
            with pytest.raises(BackupUnreadable):
                restore(tmp_path / "backup", tmp_path / "new", wrong)
        restore(tmp_path / "backup", tmp_path / "new", "mật khẩu dài")
        assert (tmp_path / "new/secrets/django").read_text() == "s3cret"


class TestRestoring:
    def test_brings_everything_back_on_a_new_machine(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "backup")

        found = restore(tmp_path / "backup", tmp_path / "new")

        assert found is Relation.NONE
        assert letters(tmp_path / "new") == ["15/SNNMT"]
        assert (tmp_path / "new/secrets/django").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "new/media/letters/1.pdf").read_text() == "%PDF"
        assert journal(tmp_path / "new", "SELECT hash FROM records") == journal(
            authority.home, "SELECT hash FROM records",
        )

    def test_never_makes_a_revoked_certificate_good_or_uses_a_number_twice(self, authority, tmp_path: Path) -> None:
        serial = authority.issued()
        authority.effective(serial)
        authority.listed()
        back_up(authority, tmp_path / "backup")
        other = authority.issued("Lê Văn Dũng")
        authority.revoked(serial, at=AT + timedelta(minutes=1))
        authority.listed(at=AT + timedelta(minutes=2))
        numbers = journal(authority.home, "SELECT MAX(number) FROM crls WHERE issuer = 'issuing'")

        found = restore(tmp_path / "backup", authority.home)

        assert found is Relation.SAME_OR_LONGER
        states = dict(journal(authority.home, "SELECT serial, state FROM certificates"))
        assert (states[serial], states[other]) == ("revoked", "issued")
        again = PilotAuthority(authority.home, authority.station)
        again.listed(at=LATER)
        again.revoked(other, at=LATER)
        again.listed(at=LATER)
        assert journal(authority.home, "SELECT MAX(number) FROM crls WHERE issuer = 'issuing'") > numbers
        assert again.issued("Trần Thu Hà", at=LATER) not in states

    def test_moves_what_was_there_aside(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "backup")
        (authority.home / "media/letters/2.pdf").write_text("%PDF later")

        restore(tmp_path / "backup", authority.home)

        [aside] = authority.home.glob("replaced-*")
        assert (aside / "media/letters/2.pdf").read_text() == "%PDF later"
        assert not (authority.home / "media/letters/2.pdf").exists()
        assert (authority.home / "log/web.log").read_text() == "noise"

    def test_replaces_a_journal_that_is_behind(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "early")
        authority.issued()
        back_up(authority, tmp_path / "late")
        restore(tmp_path / "early", tmp_path / "new")

        found = restore(tmp_path / "late", tmp_path / "new")

        assert found is Relation.SHORTER
        assert journal(tmp_path / "new", "SELECT COUNT(*) FROM records") == journal(
            authority.home, "SELECT COUNT(*) FROM records",
        )

    def test_is_refused_when_the_journals_are_two_histories(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "backup")
        other = pilot_authority(tmp_path / "other")
        before = journal(other.home, "SELECT hash FROM records")

        with pytest.raises(RestoreRefused):
            restore(tmp_path / "backup", other.home)

        assert journal(other.home, "SELECT hash FROM records") == before
        assert [each.name for each in other.home.iterdir() if each.name.startswith((".", "replaced"))] == []

    def test_is_refused_for_another_kind_of_database(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "backup")
        (tmp_path / "new").mkdir()

        with pytest.raises(RestoreRefused):
            restore_backup(
                tmp_path / "backup", home=tmp_path / "new", database="postgresql:///x", passphrase=None, at=LATER,
            )

    @pytest.mark.parametrize("damage", [
        lambda data: b"", lambda data: data[:100], lambda data: data[: len(data) // 2], lambda data: b"no archive",
    ], ids=["empty", "beginning", "half", "other"])
    def test_touches_nothing_when_the_backup_is_damaged(self, authority, tmp_path: Path, damage) -> None:
        back_up(authority, tmp_path / "backup")
        (tmp_path / "damaged").write_bytes(damage((tmp_path / "backup").read_bytes()))
        (tmp_path / "new").mkdir()

        with pytest.raises(BackupUnreadable):
            restore(tmp_path / "damaged", tmp_path / "new")

        assert list((tmp_path / "new").iterdir()) == []

    @pytest.mark.parametrize("name", ["../outside", "/etc/outside"])
    def test_writes_nowhere_else(self, tmp_path: Path, name: str) -> None:
        with tarfile.open(tmp_path / "evil", "w:gz") as archive:
            entry = tarfile.TarInfo(name)
            entry.size = 1
            archive.addfile(entry, io.BytesIO(b"x"))

        with pytest.raises(BackupUnreadable) as refused:
            restore(tmp_path / "evil", tmp_path / "new")

        assert refused.value.fields == {"reason": name}
        assert not (tmp_path / "outside").exists()

    @pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
    def test_makes_nothing_but_files_and_folders(self, tmp_path: Path, kind: bytes) -> None:
        with tarfile.open(tmp_path / "evil", "w:gz") as archive:
            entry = tarfile.TarInfo("link")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)

        with pytest.raises(BackupUnreadable) as refused:
            restore(tmp_path / "evil", tmp_path / "new")

        assert refused.value.fields == {"reason": "link"}

    def test_is_refused_when_a_file_is_not_what_the_list_says(self, authority, tmp_path: Path) -> None:
        back_up(authority, tmp_path / "backup")
        with tarfile.open(tmp_path / "backup") as archive:
            archive.extractall(tmp_path / "open")
        (tmp_path / "open/secrets/django").write_text("another")
        with tarfile.open(tmp_path / "changed", "w:gz") as archive:
            archive.add(tmp_path / "open", arcname=".")

        with pytest.raises(BackupUnreadable) as refused:
            restore(tmp_path / "changed", tmp_path / "new")

        assert refused.value.fields == {"reason": "secrets/django"}


class TestASealedFile:
    @pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 5])
    def test_opens_to_what_was_sealed(self, size: int) -> None:
        sealed, opened, data = io.BytesIO(), io.BytesIO(), bytes(range(256)) * (size // 256) + b"x" * (size % 256)

        seal(io.BytesIO(data), sealed, "cụm mật khẩu")
        unseal(io.BytesIO(sealed.getvalue()), opened, "cụm mật khẩu")

        assert opened.getvalue() == data

    @pytest.mark.parametrize("change", [
        lambda data: data[:-1], lambda data: data[: -(PIECE + 21)], lambda data: data[:40] + b"\0" + data[41:],
        lambda data: data[:31] + data[31 + PIECE + 16 :] + data[31 : 31 + PIECE + 16], lambda data: data[:20],
    ], ids=["cut", "last piece gone", "changed", "pieces swapped", "only the head"])
    def test_is_refused_once_touched(self, change) -> None:
        sealed = io.BytesIO()
        seal(io.BytesIO(b"x" * (PIECE + 5)), sealed, "cụm mật khẩu")

        with pytest.raises(BackupUnreadable):
            unseal(io.BytesIO(change(sealed.getvalue())), io.BytesIO(), "cụm mật khẩu")
