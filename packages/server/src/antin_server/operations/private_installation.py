"""An installation for one errand: a folder that goes away, ports of its own, real processes."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from antin_server.operations.errors import InstallationSilent
from antin_server.operations.running import DEMO_ENVIRONMENT

PATIENCE_S = 180.0


@dataclass(frozen=True)
class PrivateInstallation:
    """home: its data folder. environment: what makes a process one of it."""

    home: Path
    environment: dict[str, str]
    status_url: str
    status_port: int


@contextmanager
def private_installation() -> Iterator[PrivateInstallation]:
    """A running demo, ready to answer; gone afterwards. This process takes its environment too.

    Raises InstallationSilent.
    """
    with tempfile.TemporaryDirectory(prefix="antin-demo-") as folder:
        web_port, status_port = _free_ports()
        made = PrivateInstallation(Path(folder) / "var", {
            **DEMO_ENVIRONMENT, "ANTIN_HOME": f"{folder}/var", "ANTIN_PUBLIC_URL": f"http://localhost:{web_port}",
            "ANTIN_STATUS_URL": f"http://127.0.0.1:{status_port}", "ANTIN_DATABASE": "", "ANTIN_MAIL": "file",
            "ANTIN_SUPERVISOR": str(os.getpid()),
        }, f"http://127.0.0.1:{status_port}", status_port)
        os.environ.update({name: value for name, value in made.environment.items() if name != "ANTIN_SUPERVISOR"})
        told = Path(folder) / "up.log"
        with told.open("wb") as log:
            running = subprocess.Popen(
                [sys.executable, "-m", "antin_server", "up", "--demo"], stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, env={**os.environ, **made.environment}, start_new_session=True,
            )
        try:
            _await(made, running, told)
            yield made
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _await(made: PrivateInstallation, running: "subprocess.Popen[bytes]", told: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not _is_well(made.status_port):
        if running.poll() is not None or time.monotonic() > deadline:
            lines = told.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise InstallationSilent(reason=(lines or ["?"])[-1][:300])
        time.sleep(0.2)


def _is_well(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
