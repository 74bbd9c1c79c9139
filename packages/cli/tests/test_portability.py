"""Core and command run where there is no POSIX: nothing of it is imported, at import or in use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from antin_testkit.signed_documents import VECTORS

TESTKIT = Path(__file__).parents[3] / "internal/testkit/src"

PROGRAM = """
import importlib, pkgutil, sys
import antin_testkit.without_posix
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
        env={**os.environ, "PYTHONPATH": str(TESTKIT)},
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


class TestWhatIsNarrowed:
    @pytest.mark.parametrize("line", [
        "import fcntl", "from pwd import getpwuid", "import os; os.fork", "from os import getuid",
        "import signal; signal.SIGKILL", "from socket import AF_UNIX",
    ])
    @pytest.mark.parametrize(("module", "code"), [("antin.adapters.x", 1), ("antin_cli.x", 1), ("click.core", 0)])
    def test_is_missing_for_ours_and_there_for_others(self, line: str, module: str, code: int) -> None:
        program = f"import antin_testkit.without_posix; exec({line!r}, {{'__name__': {module!r}}})"

        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=60,
            env={**os.environ, "PYTHONPATH": str(TESTKIT)}, check=False,
        )

        assert done.returncode == code, done.stderr


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
