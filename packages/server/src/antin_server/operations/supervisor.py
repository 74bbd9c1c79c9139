"""Keep processes running: start, watch, start again, and stop them all.

Each child leads a process group of its own, so that what it started ends with it. Nothing here knows what the
children do.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from antin_server.operations.processes import Process, environment_of_child, log_file
from antin_server.operations.restarts import Restarts

STOP_S, TICK_S, WANTED_EVERY_S = 15.0, 0.2, 2.0
_OLD_LOG_BYTES = 5 * 1024 * 1024


@dataclass
class Child:
    """A process that should run. running: None while it waits to be started again."""

    process: Process
    restarts: Restarts
    running: subprocess.Popen[bytes] | None = None


class Supervisor:
    """Runs what `wanted` names, until a signal. tell: told of what happened by code and fields."""

    def __init__(
        self, home: Path, wanted: Callable[[], Iterable[Process]], tell: Callable[..., None],
        on_tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.home, self.wanted, self.tell, self.on_tick = home, wanted, tell, on_tick
        self.children: dict[str, Child] = {}
        self.stopping = 0
        self.wanted_at = float("-inf")

    def run(self) -> None:
        """Until SIGINT or SIGTERM; then all children are gone."""
        old = {each: signal.signal(each, self._on_signal) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            while not self.stopping:
                self.tick(at=time.monotonic())
                time.sleep(TICK_S)
        finally:
            self.stop()
            for each, handler in old.items():
                signal.signal(each, handler)

    def tick(self, *, at: float) -> None:
        """One look: who is wanted, who ended, who is due."""
        if at - self.wanted_at >= WANTED_EVERY_S:
            self._learn_wanted(at)
        for child in self.children.values():
            if child.running is not None and child.running.poll() is not None:
                self._note_end(child, at)
            elif child.running is None and child.restarts.is_due(at=at):
                self._start(child, at)
        self.on_tick()

    def stop(self) -> None:
        """End every child and whatever it started: asked first, killed after a while or at a second signal."""
        for child in self.children.values():
            _signal_group(child.running, signal.SIGTERM)
        deadline = time.monotonic() + STOP_S
        for child in self.children.values():
            self._await_end(child, deadline)
            _signal_group(child.running, signal.SIGKILL)
            if child.running is not None:
                child.running.wait()

    def _await_end(self, child: Child, deadline: float) -> None:
        asked = self.stopping
        while child.running is not None and child.running.poll() is None:
            if time.monotonic() >= deadline or self.stopping > max(asked, 1):
                self.tell("process_killed", name=child.process.name)
                return
            time.sleep(0.05)

    def _learn_wanted(self, at: float) -> None:
        self.wanted_at = at
        for process in self.wanted():
            self.children.setdefault(process.name, Child(process, Restarts(started_at=at)))

    def _start(self, child: Child, at: float) -> None:
        path = log_file(self.home, child.process.name)
        if path.exists() and path.stat().st_size > _OLD_LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        with path.open("ab") as log:
            child.running = subprocess.Popen(  # noqa: S603 - our own program, fixed arguments
                child.process.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, env=environment_of_child(),
            )
        child.restarts = child.restarts.after_start(at=at)

    def _note_end(self, child: Child, at: float) -> None:
        assert child.running is not None
        _signal_group(child.running, signal.SIGKILL)  # what it left behind
        child.restarts = child.restarts.after_end(at=at)
        self.tell(
            "process_died", name=child.process.name, status=child.running.returncode,
            pause=f"{child.restarts.pause_s:g}", log=str(log_file(self.home, child.process.name)),
        )
        child.running = None

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping += 1


def _signal_group(process: subprocess.Popen[bytes] | None, number: int) -> None:
    """The group bears the number of its first process, also when that one is gone."""
    if process is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
