"""What one document may cost: a hostile one ends with a verdict, and the files after it get theirs."""

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from antin.pades.errors import PdfTooHeavy

CPU_S, OCTETS_A_SECOND = 10.0, 5 * 1024 * 1024
MEMORY, MEMORY_AN_OCTET = 1024**3, 4
_LOOK_EVERY_S = 0.2


class _Stopped(BaseException):
    """Raised in the working thread from outside; no parser catches it."""


@contextmanager
def bounded(size: int, *, cpu_s: float = CPU_S, memory: int = MEMORY) -> Iterator[None]:
    """Work on a document of this many octets, within processor seconds and, where the system can, octets of memory.

    Raises PdfTooHeavy.
    """
    seconds = cpu_s + size / OCTETS_A_SECOND
    try:
        with _memory(memory + MEMORY_AN_OCTET * size), _time(seconds):
            yield
    except (_Stopped, MemoryError):
        raise PdfTooHeavy from None


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    worker, done, lock = threading.get_ident(), threading.Event(), threading.Lock()
    ends_at = time.process_time() + seconds

    def watch() -> None:
        while not done.wait(_LOOK_EVERY_S):
            if time.process_time() > ends_at:
                with lock:
                    if not done.is_set():
                        # Again until it is heard: a callback of the collector may have swallowed the last one.
                        _raise_in(worker, ctypes.py_object(_Stopped))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        while not done.is_set():
            with suppress(_Stopped), lock:
                done.set()
        _raise_in(worker, None)  # what is on its way does not reach the next document


def _raise_in(thread: int, exception: "ctypes.py_object[type[BaseException]] | None") -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception)


@contextmanager
def _memory(octets: int) -> Iterator[None]:
    """A limit on the address space above what is in use; nothing where the system has no such limit."""
    try:
        import resource

        in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError, ValueError, IndexError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = in_use + octets
    if soft != resource.RLIM_INFINITY and soft < wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
