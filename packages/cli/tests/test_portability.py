"""Core and command run where there is no POSIX: nothing of it is imported, at import or in use."""

import subprocess
import sys
from pathlib import Path

from antin_testkit.signed_documents import VECTORS

BLOCKED = ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "crypt", "syslog", "posixpath_", "spwd")
PROGRAM = f"""
import importlib, pkgutil, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name in {BLOCKED!r}:
            raise ModuleNotFoundError(name)

for name in {BLOCKED!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocker())
import antin, antin_cli

for package in (antin, antin_cli):
    for each in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)
from antin_cli.__main__ import main

sys.exit(main(sys.argv[1:]))
"""


def without_posix(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120,
    )


class TestWithoutPosix:
    def test_everything_can_be_imported_and_a_document_verified(self) -> None:
        done = without_posix("pdf", "verify", "--offline", VECTORS / "already-signed.pdf")

        assert done.returncode in (1, 2), done.stderr
        assert "Traceback" not in done.stderr

    def test_a_key_can_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "mk").write_text("mật khẩu")

        done = without_posix("key", "new", "--out", tmp_path / "k.pem", "--new-passphrase-file", tmp_path / "mk")

        assert done.returncode == 0, done.stderr
        assert (tmp_path / "k.pem").exists()


class TestAReaderThatHasEnough:
    def test_is_not_complained_about(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "antin_cli", "form", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()

        assert process.wait(60) == 141
        assert process.stderr.read() == b""
        process.stderr.close()
