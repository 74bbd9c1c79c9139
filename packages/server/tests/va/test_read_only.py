"""The status services need no right to write where the signer keeps its journal."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from antin_server.authority.signer.journal import Journal as SignersJournal
from antin_server.va.selectors import Journal
from antin_testkit.authority import AT

NOBODY = 65_534


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A journal in a folder that others may enter and read."""
    journal = SignersJournal.create(tmp_path / "journal.sqlite")
    journal.append("first", {}, at=AT)
    journal.close()
    opened_to_readers(tmp_path)
    yield tmp_path / "journal.sqlite"


def opened_to_readers(folder: Path) -> None:
    folder.chmod(0o755)
    for above in folder.parents:
        if str(above).startswith("/tmp/pytest"):
            above.chmod(0o755)
    for each in folder.iterdir():
        each.chmod(0o644)


def as_reader(folder: Path, deed: Callable[[], int]) -> int:
    """What the deed gives in a process that may write nothing here; 255: it failed."""
    child = os.fork()
    if child == 0:
        try:
            _give_up_writing(folder)
            os._exit(deed())
        finally:
            os._exit(255)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    opened_to_readers(folder)
    return code


def _give_up_writing(folder: Path) -> None:
    """root becomes somebody else; whoever else runs tests is bound by the modes of files."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        return
    for each in folder.iterdir():
        each.chmod(0o444)
    folder.chmod(0o555)


def sequence(path: Path) -> int:
    return Journal(path).view().sequence


class TestAJournalThatMayOnlyBeRead:
    def test_is_read_while_the_signer_is_away(self, path: Path) -> None:
        assert as_reader(path.parent, lambda: sequence(path)) == 1

    def test_is_read_while_the_signer_writes(self, path: Path) -> None:
        signer = SignersJournal(path)
        signer.append("second", {}, at=AT)
        opened_to_readers(path.parent)

        assert as_reader(path.parent, lambda: sequence(path)) == 2
        signer.close()

    def test_is_read_after_a_signer_that_was_killed(self, path: Path) -> None:
        child = os.fork()
        if child == 0:
            SignersJournal(path).append("second", {}, at=AT)
            os._exit(0)
        os.waitpid(child, 0)
        opened_to_readers(path.parent)

        assert as_reader(path.parent, lambda: sequence(path)) == 2

    def test_shows_each_record_as_the_signer_comes_and_goes(self, path: Path) -> None:
        journal = Journal(path)
        seen = [journal.view().sequence]

        for kind in ("second", "third"):
            signer = SignersJournal(path)
            signer.append(kind, {}, at=AT)
            seen.append(journal.view().sequence)
            signer.close()
            seen.append(journal.view().sequence)

        assert seen == [1, 2, 2, 3, 3]

    def test_is_never_written(self, path: Path) -> None:
        connection = Journal(path).view()._connection

        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM crls")
