"""The two processes that go round: the signer and the clock."""

import fcntl
import logging
import signal
import threading
from pathlib import Path
from types import FrameType

from antin_server.operations.django_start import start_django

CLOCK_PAUSE_S = 1.0
_log = logging.getLogger("antin.clock")


def until_told() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        told.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, tell)
    return told


def run_signer() -> None:
    """Until told to stop; what was begun is ended first. Raises what stops the signer."""
    start_django("signer")
    from antin_server.authority.signer.running import run

    run(until_told().wait)


def run_clock() -> None:
    """Every second: what is due. One thing that fails does not keep the others back."""
    start_django("clock")
    from django.db import close_old_connections

    from antin_server.common import clock
    from antin_server.operations.due import DUE

    told = until_told()
    last: dict[str, float] = {}
    while not told.wait(CLOCK_PAUSE_S):
        at = clock.now()
        close_old_connections()
        for each in DUE:
            if at.timestamp() - last.get(each.name, 0.0) < each.every_s:
                continue
            last[each.name] = at.timestamp()
            try:
                each.do(at)
            except Exception:  # noqa: BLE001 - the next thing that is due must not wait for this one
                _log.exception("due", extra={"name_of_work": each.name})


def is_signer_running(home: Path) -> bool:
    """Whether a process holds the lock of the signer of this data folder."""
    path = home / "signer" / "lock"
    if not path.exists():
        return False
    with path.open("r") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
