"""The worker process of one module: started, asked within a time, ended."""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from antin.adapters.tokens.errors import TokenTimedOut, TokenWorkerDied

WORKER = "antin.adapters.pkcs11_worker"
FAREWELL_S = 5.0


class WorkerFault(Exception):
    """An error that the module answered with. name: python-pkcs11's; flags: of the token now."""

    def __init__(self, name: str, text: str, flags: int | None) -> None:
        super().__init__(name)
        self.name, self.text, self.flags = name, text, flags


class ModuleProcess:
    """One process for one module; asked by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._late_s: float | None = None
        # -P: no module is taken from the folder the person happens to stand in.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, deed: str, *, within_s: float, **fields: object) -> Any:
        """What the worker tells. Raises WorkerFault; TokenTimedOut, TokenWorkerDied, and again at each further
        question: the process is gone.
        """
        with self._lock:
            timer = Timer(within_s, self._stop_late, (within_s,))
            timer.start()
            try:
                told = self._answer({"ask": deed, **fields})
            except (OSError, ValueError) as error:
                raise self._gone() from error
            except BaseException:  # whatever stops the caller leaves the worker amid its answer
                self._process.kill()
                raise
            finally:
                timer.cancel()
        if "error" in told:
            raise WorkerFault(told["error"], told["text"], told["flags"])
        return told["told"]

    def close(self) -> None:
        """Let the module say good-bye to its token; not for long: some libraries never come back."""
        process = self._process
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(FAREWELL_S)
        process.kill()
        process.wait()

    def _answer(self, question: Mapping[str, object]) -> Mapping[str, Any]:
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise OSError
        asked.write(json.dumps(question).encode("ascii") + b"\n")
        asked.flush()
        line = answered.readline()
        if not line.endswith(b"\n"):
            raise OSError
        told: Mapping[str, Any] = json.loads(line)
        return told

    def _stop_late(self, within_s: float) -> None:
        self._late_s = within_s
        self._process.kill()

    def _gone(self) -> TokenTimedOut | TokenWorkerDied:
        self._process.kill()
        code = self._process.wait()
        if self._late_s is not None:
            return TokenTimedOut(path=self.path, seconds=round(self._late_s))
        return TokenWorkerDied(path=self.path, exit_code=code)
