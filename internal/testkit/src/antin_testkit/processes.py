"""Processes of ours, started for a test on loopback and ended with it."""

import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(home: Path, **settings: str) -> dict[str, str]:
    """The environment of a process of the installation in this data folder; nothing of the test's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANTIN_", "DJANGO_"))}
    return {**kept, "ANTIN_HOME": str(home), "ANTIN_SUPERVISOR": str(os.getpid()), **settings}


def answering(port: int, *, path: str = "/", patience_s: float = 60.0) -> None:
    """Wait until somebody speaks HTTP there. Raises TimeoutError."""
    deadline = time.monotonic() + patience_s
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            if time.monotonic() > deadline:
                raise TimeoutError(f"nobody answers on {port}") from None
            time.sleep(0.1)
        finally:
            connection.close()


def ended(process: "subprocess.Popen[bytes]", *, patience_s: float = 20.0) -> int:
    """Ask the process to end, with its group; its status."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(timeout=patience_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()
