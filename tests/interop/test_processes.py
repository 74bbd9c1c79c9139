"""`antin-server up` as an operator meets it: starts, restarts, stops, and leaves nobody behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from antin_testkit.processes import answering, ended, environment_of, free_port

PATIENCE_S = 60.0
DEMO = {"ANTIN_DEMO": "yes", "ANTIN_SOFT_KEYS": "yes", "ANTIN_TOTP_REQUIRED": "no"}


@dataclass
class Installation:
    """home: its data folder, a demo. said: what `up` writes."""

    home: Path
    web: int
    status: int
    said: Path

    @property
    def environment(self) -> dict[str, str]:
        return environment_of(self.home, **DEMO, ANTIN_PUBLIC_URL=f"http://localhost:{self.web}",
                              ANTIN_STATUS_URL=f"http://127.0.0.1:{self.status}")

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "antin_server", *arguments], env=self.environment, capture_output=True, text=True,
            check=False, timeout=120,
        )

    def up(self, *options: str) -> "subprocess.Popen[bytes]":
        with self.said.open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "antin_server", "up", *options], env=self.environment, stdout=said,
                stderr=subprocess.STDOUT, start_new_session=True,
            )
        answering(self.status, path="/healthz")
        until(lambda: "Ctrl-C" in self.said.read_text(), "ready")
        return process


def until(is_so: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def children(pid: int) -> dict[int, str]:
    """Every process below, by its number: the command line."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            line = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if parent == pid:
            found |= {int(path.name): line, **children(int(path.name))}
    return found


def are_gone(pids: dict[int, str]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("up")
    made = Installation(folder / "var", free_port(), free_port(), folder / "said")
    done = made.command("init", "--demo")
    assert done.returncode == 0, done.stderr
    yield made


class TestUp:
    def test_says_where_everything_is_and_ends_with_all_it_started(self, installation: Installation) -> None:
        process = installation.up()
        below = children(process.pid)

        status = ended(process)

        said = installation.said.read_text()
        assert status == 0
        assert f"http://localhost:{installation.web}" in said and "hanh@mau.gov.vn" in said
        assert {name for name in ("web", "va", "worker", "signer", "clock")
                if any(f"antin_server {name}" in line for line in below.values())} == {
            "web", "va", "worker", "signer", "clock",
        }
        assert are_gone(below)

    def test_logs_each_request_without_what_was_typed(self, installation: Installation) -> None:
        process = installation.up()
        answering(installation.web)
        urlopen(f"http://localhost:{installation.web}/tim-kiem/?q=ha@angiang.gov.vn").close()

        ended(process)

        log = (installation.home / "log/web.jsonl").read_text()
        routes = [json.loads(line).get("route") for line in log.splitlines()]
        assert "tim-kiem/" in routes
        assert "ha@angiang.gov.vn" not in log

    def test_starts_a_process_that_died_again_and_says_so(self, installation: Installation) -> None:
        process = installation.up()
        try:
            victim = next(pid for pid, line in children(process.pid).items() if "antin_server va" in line)

            os.kill(victim, signal.SIGKILL)

            until(lambda: "Tiến trình va dừng" in installation.said.read_text(), "told")
            answering(installation.status, path="/healthz")
        finally:
            ended(process)

    def test_leaves_nobody_behind_when_it_is_killed(self, installation: Installation) -> None:
        process = installation.up()
        below = children(process.pid)

        process.kill()
        process.wait()

        until(lambda: are_gone(below), "orphans")

    def test_is_well_by_its_own_check_and_only_then(self, installation: Installation) -> None:
        process = installation.up()
        try:
            until(lambda: installation.command("check").returncode == 0, installation.command("check").stdout)
        finally:
            ended(process)

        after = installation.command("check")
        assert after.returncode == 1
        assert "antin-server signer" in after.stdout

    def test_refuses_a_second_one_and_a_taken_port_in_one_line(
        self, installation: Installation, tmp_path: Path,
    ) -> None:
        process = installation.up()
        try:
            second = installation.command("up")
            other = Installation(tmp_path / "var", installation.web, free_port(), tmp_path / "said")
            taken = other.command("up", "--demo")
        finally:
            ended(process)

        assert (second.returncode, len(second.stderr.splitlines())) == (1, 1)
        assert (taken.returncode, len(taken.stderr.splitlines())) == (1, 1)
        assert str(installation.web) in taken.stderr

    def test_of_nothing_says_what_to_do(self, tmp_path: Path) -> None:
        empty = Installation(tmp_path / "var", free_port(), free_port(), tmp_path / "said")

        done = empty.command("up")

        assert done.returncode == 1
        assert "antin-server init --demo" in done.stderr


class TestInit:
    def test_may_run_again_and_changes_nothing(self, installation: Installation) -> None:
        accounts = (installation.home / "demo/accounts.json").read_bytes()

        done = installation.command("init", "--demo")

        assert done.returncode == 0
        assert (installation.home / "demo/accounts.json").read_bytes() == accounts
        assert (installation.home / "demo/accounts.json").stat().st_mode & 0o777 == 0o600
        assert "..." not in done.stdout


class TestTheServerScript:
    def test_tells_the_address_of_the_port_that_was_asked_for(self, tmp_path: Path) -> None:
        web, said = free_port(), tmp_path / "said"

        with said.open("wb") as out:
            process = subprocess.Popen(
                ["script/server", "--empty", "--port", str(web), f"--status-port={free_port()}"],
                cwd=Path(__file__).parents[2], env=environment_of(tmp_path / "var"), stdout=out,
                stderr=subprocess.STDOUT, start_new_session=True,
            )
        try:
            until(lambda: "Ctrl-C" in said.read_text(), "ready")
        finally:
            ended(process)

        assert f"http://localhost:{web}/bat-dau/" in said.read_text()
        assert "localhost:8000" not in said.read_text()


class TestTheDemo:
    def test_ends_with_a_signed_file_beside_the_first_and_replaces_nothing(self, tmp_path: Path) -> None:
        source = Path(__file__).parents[1] / "vectors/pdf/chromium.pdf"
        file = tmp_path / "Công văn.pdf"
        file.write_bytes(source.read_bytes())
        (tmp_path / "Công văn.signed.pdf").write_bytes(b"older")

        done = subprocess.run(
            [sys.executable, "-m", "antin_server", "demo", str(file)], env=environment_of(tmp_path / "unused"),
            capture_output=True, text=True, check=False, timeout=300,
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("HỢP LỆ (TOTAL-PASSED)") == 2
        assert "bị từ chối" in done.stdout
        assert (tmp_path / "Công văn.signed.pdf").read_bytes() == b"older"
        seen = subprocess.run(["pdfsig", str(tmp_path / "Công văn.signed-2.pdf")], capture_output=True, text=True)
        assert "Signature is Valid" in seen.stdout
        assert sorted(each.name for each in tmp_path.iterdir()) == [
            "Công văn.pdf", "Công văn.signed-2.pdf", "Công văn.signed.pdf",
        ]
