"""How long each kind of data is kept, and the code that removes it; docs/reference/retention.md says the same.

Every app declares its kinds in its `apps.py` (`declare`); the clock process calls `enforce` once an hour.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

_log = logging.getLogger("antin.retention")


@dataclass(frozen=True)
class Keeping:
    """One kind of data. setting: of config/environment.py, in days; 0: for ever.

    remove: told the moment before which data is too old; how many it removed.
    """

    kind: str
    setting: str
    remove: Callable[[datetime], int]


_KEPT: dict[str, Keeping] = {}


def declare(*keepings: Keeping) -> None:
    """Add kinds of data; declaring the same kind again replaces it."""
    _KEPT.update({each.kind: each for each in keepings})


def declared() -> tuple[Keeping, ...]:
    """Every kind, by name."""
    return tuple(_KEPT[name] for name in sorted(_KEPT))


def enforce(at: datetime) -> dict[str, int]:
    """Remove what is too old; how much of each kind. One kind that fails does not keep the others back."""
    return dict(_enforced(at))


def _enforced(at: datetime) -> Iterator[tuple[str, int]]:
    for each in declared():
        days = int(getattr(settings, each.setting))
        if days == 0:
            continue
        try:
            count = each.remove(at - timedelta(days=days))
        except Exception:  # noqa: BLE001 - one kind that fails must not keep the others back; the log says which
            _log.exception("retention", extra={"kind": each.kind})
            continue
        if count:
            _log.info("removed", extra={"kind": each.kind, "count": count})
        yield each.kind, count
