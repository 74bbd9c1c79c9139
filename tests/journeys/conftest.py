"""A whole installation with all its processes on free ports, and Chromium in front of it; gone at the end."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
SHOTS = Path(__file__).parent / "shots"
CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
START_S = 180


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Installation:
    """A running demo. home: its data folder. environment: what its own commands need."""

    home: Path
    url: str
    status_url: str
    environment: dict[str, str]

    @property
    def password(self) -> str:
        return str(json.loads((self.home / "demo/accounts.json").read_text(encoding="utf-8"))["password"])

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `antin-server …` of this installation."""
        return subprocess.run(
            [sys.executable, "-m", "antin_server", *arguments], env=self.environment, capture_output=True, text=True,
            timeout=120, check=False,
        )


def environment_of(home: Path, port: int, status_port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANTIN_", "DJANGO_"))}
    return {
        **kept, "ANTIN_HOME": str(home), "ANTIN_PUBLIC_URL": f"http://localhost:{port}",
        "ANTIN_STATUS_URL": f"http://127.0.0.1:{status_port}", "PYTHONUNBUFFERED": "1",
    }


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while not answers(url):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.3)


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    home = Path(tempfile.mkdtemp(prefix="antin-journey-"))
    port, status_port = free_port(), free_port()
    environment = environment_of(home, port, status_port)
    log = home / "up.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "antin_server", "up", "--demo"], env=environment, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )
    try:
        found = Installation(home, environment["ANTIN_PUBLIC_URL"], environment["ANTIN_STATUS_URL"], environment)
        wait_for(f"{found.url}/readyz", process, log)
        wait_for(f"{found.status_url}/healthz", process, log)
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", autouse=True)
def shots(testrun_uid: str) -> Path:
    """The folder of pictures, emptied by the first process of a run."""
    SHOTS.mkdir(exist_ok=True)
    try:
        (SHOTS / f".{testrun_uid}").mkdir()
    except FileExistsError:
        return SHOTS
    for each in SHOTS.iterdir():
        if each.name != f".{testrun_uid}":
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    return SHOTS
