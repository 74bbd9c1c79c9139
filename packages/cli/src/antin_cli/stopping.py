"""Ctrl-C in a run over many files: the file at hand is finished first."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from antin_cli.texts import say


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Whether somebody pressed Ctrl-C; pressed again, it interrupts at once, as always (KeyboardInterrupt).

    A command that was started to ignore it (`nohup`, a job in the background) goes on ignoring it.
    """
    was_asked = False
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield lambda: False
        return

    def heard(number: int, frame: FrameType | None) -> None:
        nonlocal was_asked
        if was_asked:
            signal.default_int_handler(number, frame)
        was_asked = True
        # Written past the stream, which may be amid a line of its own.
        with suppress(OSError, ValueError):  # nobody may be there to read it
            os.write(sys.stderr.fileno(), f"\n{say('said.will_stop')}\n".encode())

    before = signal.signal(signal.SIGINT, heard)
    try:
        yield lambda: was_asked
    finally:
        signal.signal(signal.SIGINT, before)
