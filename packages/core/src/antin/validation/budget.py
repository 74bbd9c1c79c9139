"""The bounds of one validation, counted down."""

from collections import Counter

from antin.errors import AntinError
from antin.validation.policy import Limits


class TooComplex(AntinError):
    """A bound on the work was met (`limit`): the question is left open rather than the machine kept busy."""

    code = "validation_too_complex"


class Budget:
    """Counts work of each kind of `Limits`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spent: Counter[str] = Counter()

    def spend(self, kind: str, amount: int = 1) -> None:
        """Note work done. Raises TooComplex: the bound is met."""
        self._spent[kind] += amount
        if self._spent[kind] > getattr(self._limits, kind):
            raise TooComplex(limit=kind)

    @property
    def spent(self) -> dict[str, int]:
        """What was done so far, by kind."""
        return dict(self._spent)
