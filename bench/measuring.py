"""CPU time of one operation; used on both sides, so it imports nothing of ours."""

from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

BATCHES = 5


def cpu_seconds(operation: Callable[[], object], *, budget: float) -> float:
    """CPU seconds per call: the best of five batches that together last about `budget`, after one call to warm up.

    The best batch is the least disturbed one; on shared cores a mean tells more about the neighbours.
    """
    once = _timed(operation, 1)
    calls = max(1, int(budget / BATCHES / max(once, 1e-7)))
    return min(once, *(_timed(operation, calls) for _ in range(BATCHES if once < budget else 1)))


def peak_memory_mb() -> int:
    """The most memory this process ever held."""
    # ru_maxrss would tell of the process that started this one, too.
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) >> 10


def _timed(operation: Callable[[], object], calls: int) -> float:
    before = _spent()
    for _ in range(calls):
        operation()
    return (_spent() - before) / calls


def _spent() -> float:
    """Of this process and of the children that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))
