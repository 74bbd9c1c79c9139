"""Who runs in which mode, and what keeps two from running at once."""

import socket
from pathlib import Path

import pytest

from antin_server.common.models import Mode
from antin_server.operations.errors import AlreadyRunning, DiskFull, FolderUnwritable, PortTaken
from antin_server.operations.processes import Addresses, wanted
from antin_server.operations.running import check_ports, only_one


def names(mode: Mode | None) -> set[str]:
    return {each.name for each in wanted(mode, Addresses())}


class TestTheProcesses:
    def test_of_an_authority_are_all(self) -> None:
        assert names(Mode.AUTHORITY) == {"web", "va", "worker", "signer", "clock"}

    def test_of_a_registration_office_hold_no_key(self) -> None:
        assert names(Mode.REGISTRATION_OFFICE) == {"web", "worker", "clock"}

    def test_before_the_set_up_are_the_page_for_it(self) -> None:
        assert names(None) == {"web"}

    def test_listen_where_they_are_told(self) -> None:
        found = {each.name: each.options for each in wanted(Mode.AUTHORITY, Addresses("127.0.0.1", 81, 82))}

        assert found["web"] == ("--host", "127.0.0.1", "--port", "81")
        assert found["va"] == ("--host", "127.0.0.1", "--port", "82")


class TestStartingTwice:
    def test_on_one_folder_is_refused(self, tmp_path: Path) -> None:
        with only_one(tmp_path), pytest.raises(AlreadyRunning), only_one(tmp_path):
            pass

    def test_on_a_taken_port_is_refused_by_its_number(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(PortTaken) as refused:
                check_ports(Addresses(web_port=port, va_port=0))

        assert refused.value.fields == {"port": port}


class TestTheDataFolder:
    def test_must_have_room(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from antin_server.operations import commands

        monkeypatch.setenv("ANTIN_HOME", str(tmp_path / "var"))
        monkeypatch.setattr(commands, "NEEDED_MB", 10**9)

        with pytest.raises(DiskFull):
            commands.prepare_home()

    def test_must_be_a_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from antin_server.operations import commands

        (tmp_path / "file").write_text("")
        monkeypatch.setenv("ANTIN_HOME", str(tmp_path / "file/var"))

        with pytest.raises(FolderUnwritable):
            commands.prepare_home()
