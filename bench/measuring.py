"""CPU time of one operation; used on both sides, so it imports nothing of ours."""

from collections.abc import Callable
from time import process_time

BATCHES = 5


def cpu_seconds(operation: Callable[[], object], *, budget: float) -> float:
    """CPU seconds per call: the best of five batches that together last about `budget`, after one call to warm up.

    The best batch is the least disturbed one; on shared cores a mean tells more about the neighbours.
    """
    once = _timed(operation, 1)
    calls = max(1, int(budget / BATCHES / max(once, 1e-7)))
    return min(once, *(_timed(operation, calls) for _ in range(BATCHES if once < budget else 1)))


def _timed(operation: Callable[[], object], calls: int) -> float:
    before = process_time()
    for _ in range(calls):
        operation()
    return (process_time() - before) / calls
