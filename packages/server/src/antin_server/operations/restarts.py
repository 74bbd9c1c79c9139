"""When a process that ended is started again: soon at first, then ever later."""

from dataclasses import dataclass, replace

FIRST_PAUSE_S, LONGEST_PAUSE_S, CALM_S = 1.0, 60.0, 60.0


@dataclass(frozen=True)
class Restarts:
    """The history of one process. started_at, next_at: seconds of a monotonic clock; pause_s: before next_at."""

    started_at: float
    next_at: float = 0.0
    pause_s: float = 0.0

    def after_end(self, *, at: float) -> "Restarts":
        """It ended: double the pause, unless it had run calmly for a while."""
        was_calm = at - self.started_at >= CALM_S
        pause = FIRST_PAUSE_S if was_calm or not self.pause_s else min(2 * self.pause_s, LONGEST_PAUSE_S)
        return replace(self, next_at=at + pause, pause_s=pause)

    def after_start(self, *, at: float) -> "Restarts":
        """It was started."""
        return replace(self, started_at=at)

    def is_due(self, *, at: float) -> bool:
        """Whether the pause is over."""
        return at >= self.next_at
