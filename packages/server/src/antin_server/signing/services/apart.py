"""Open documents of strangers in a process apart, with little time and memory: a hostile one costs itself only.

The process is made at first use and again when it is gone (`apart_worker`). It shares the portal's account: it
keeps accidents and endless work away from the portal, not a burglar who owns the programs that open documents.
"""

import json
import os
import pickle
import socket
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from antin_server.signing.errors import DocumentRefused, DocumentTooHeavy, DocumentUnopenable

_WORKER = Path(__file__).with_name("apart_worker.py")
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one document may cost: seconds of work, seconds in all (evidence is fetched meanwhile), octets."""

    cpu_s: int = 10
    wall_s: int = 60
    memory: int = 1024**3


LIMITS = Limits()


class _Workers:
    """The process that forks, one for this portal process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._doorway: socket.socket | None = None

    def asked(self) -> socket.socket:
        """A socket to a fork that waits for its question."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            for _ in range(2):
                try:
                    socket.send_fds(self._open_doorway(), [b"."], [theirs.fileno()])
                    return ours
                except OSError:
                    self._close()
        ours.close()
        raise DocumentTooHeavy()

    def _open_doorway(self) -> socket.socket:
        if self._doorway is not None and self._process is not None and self._process.poll() is None:
            return self._doorway
        self._close()
        self._doorway, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
                [sys.executable, "-I", str(_WORKER)], stdin=theirs.fileno(), stdout=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}, cwd="/",
            )
        return self._doorway

    def _close(self) -> None:
        if self._doorway is not None:
            self._doorway.close()
        if self._process is not None:
            self._process.wait(timeout=10)
        self._doorway = self._process = None


_WORKERS = _Workers()


def done_apart(deed: str, *arguments: object) -> bytes:
    """The answer of `apart_worker` to this deed. Raises DocumentTooHeavy, DocumentUnopenable, DocumentRefused."""
    with _WORKERS.asked() as asker:
        asker.settimeout(LIMITS.wall_s + 5)
        try:
            with asker.makefile("wb") as question:
                pickle.dump((asdict(LIMITS), deed, arguments), question)
            asker.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: asker.recv(_PIECE), b""))
        except OSError as error:
            raise DocumentTooHeavy() from error
    if answer[:1] == b"R":
        raise DocumentUnopenable(reason=answer[1:].decode())
    if answer[:1] == b"T":
        told = json.loads(answer[1:])
        raise DocumentRefused(told["code"], told["fields"])
    if answer[:1] != b"A":
        raise DocumentTooHeavy()
    return answer[1:]
