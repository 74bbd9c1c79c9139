"""The signer as a process: one per journal, until it is told to stop."""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections

from antin_server.authority.signer.errors import SignerRuns
from antin_server.authority.signer.linting import pkilint
from antin_server.authority.signer.loop import keep_up, tick
from antin_server.authority.signer.station import Station, Step, no_step, open_station
from antin_server.common import clock

PAUSE_S = 0.5
_log = logging.getLogger("antin.signer")


def run(wait: Callable[[float], bool], *, step: Step = no_step) -> None:
    """Tick until `wait` says to stop. wait: sleeps for seconds; True: stop now.

    Raises SignerRuns, JournalMissing, JournalDamaged, JournalBehind. A database that is away is waited for;
    lists and the services' certificates go on meanwhile.
    """
    folder = settings.ANTIN_HOME / "signer"
    with only_one(folder):
        station = opened(step=step)
        while True:
            try:
                close_old_connections()
                tick(station, at=clock.now())
            except DatabaseError as error:
                _log.error("database", extra={"kind": type(error).__name__})
                keep_up(station, at=clock.now())
            if wait(PAUSE_S):
                return


def opened(*, step: Step = no_step) -> Station:
    """The station of this installation."""
    return open_station(
        settings.ANTIN_HOME / "signer", status_url=settings.ANTIN_STATUS_URL, public_url=settings.ANTIN_PUBLIC_URL,
        not_yet_effective=settings.ANTIN_NOT_YET_EFFECTIVE, linters=(pkilint,), step=step,
    )


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of this journal. Raises SignerRuns."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SignerRuns() from error
        yield
