"""`antin-server up`: prepare, start everything, say where it is, stop everything."""

import fcntl
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from antin_server.config import environment
from antin_server.operations.commands import prepare_home
from antin_server.operations.errors import AlreadyRunning, NotSetUp, PortTaken
from antin_server.operations.processes import Addresses, Process, wanted
from antin_server.operations.speech import say
from antin_server.operations.supervisor import Supervisor

if TYPE_CHECKING:
    from antin_server.common.models import Mode

DEMO_ENVIRONMENT = {
    "ANTIN_DEMO": "yes", "ANTIN_SOFT_KEYS": "yes", "ANTIN_TOTP_REQUIRED": "no", "ANTIN_LOOPBACK_EVIDENCE": "yes",
}


class FirstTime(StrEnum):
    """What to make when the data folder holds no installation."""

    DEMO = "demo"
    EMPTY = "empty"


def run_all(addresses: Addresses, *, first: FirstTime | None) -> None:
    """Until a signal. Raises DiskFull, FolderUnwritable, AlreadyRunning, PortTaken, NotSetUp."""
    prepare_home()
    home = environment.home()
    if first is FirstTime.DEMO:
        os.environ.update({name: value for name, value in DEMO_ENVIRONMENT.items() if name not in os.environ})
    with only_one(home):
        check_ports(addresses)
        initialise(*([f"--{first}"] if first else []))
        from antin_server.operations.django_start import start_django

        start_django("up")
        from antin_server.operations.welcome import welcome

        wants = Wanted(addresses)
        if wants.mode is None and first is None:
            raise NotSetUp
        ready = Ready(addresses.web_port, lambda: welcome(home, addresses))
        Supervisor(home, wants, say, ready.look).run()
        say("up_stopped")


class Wanted:
    """Who should run, asked again and again: an empty installation becomes a whole one when its page is filled in."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.mode = _mode()

    def __call__(self) -> tuple[Process, ...]:
        if self.mode is None:
            self.mode = _mode()
            if self.mode is not None:
                say("first_run_done")
                initialise()
        return wanted(self.mode, self.addresses)


class Ready:
    """Tells once, when the portal answers for the first time."""

    def __init__(self, port: int, tell: Callable[[], None]) -> None:
        self.port, self.tell, self.told = port, tell, False

    def look(self) -> None:
        """Ask, unless it answered before."""
        if not self.told and answers(self.port):
            self.told = True
            self.tell()


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the data folder while running. Raises AlreadyRunning."""
    with (home / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(folder=str(home)) from None
        yield


def check_ports(addresses: Addresses) -> None:
    """Raises PortTaken."""
    for port in (addresses.web_port, addresses.va_port):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((addresses.host, port))
            except OSError:
                raise PortTaken(port=port) from None


def initialise(*options: str) -> None:
    """Run `antin-server init` apart, so that no CA key ever is in this process. Ends this one if it fails."""
    done = subprocess.run([sys.executable, "-m", "antin_server", "init", *options], check=False)  # noqa: S603 - ours
    if done.returncode:
        raise SystemExit(done.returncode)


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody speaks HTTP there."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _mode() -> "Mode | None":
    from django.db import close_old_connections

    from antin_server.common.selectors import installation_mode

    close_old_connections()
    return installation_mode()
