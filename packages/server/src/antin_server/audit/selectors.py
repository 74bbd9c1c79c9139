"""Events as auditors read them, and whether the chains are still what was written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from antin_server.audit.errors import ChainBroken
from antin_server.audit.models import Chain, Event, event_hash
from antin_server.audit.types import Fault, Finding, Head, Verified

_AT_ONCE = 2000


@dataclass(frozen=True)
class Wanted:
    """What an auditor looks for; empty: everything. tag and subject: their beginning. since, until: half-open."""

    chain: str = ""
    tag: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


def events(wanted: Wanted) -> QuerySet[Event]:
    """The events wanted, latest first, with their chains."""
    found = Event.objects.select_related("chain").order_by("-at", "-pk")
    terms = Q()
    for field, value in (
        ("chain__name", wanted.chain), ("tag__startswith", wanted.tag), ("actor", wanted.actor),
        ("subject__startswith", wanted.subject), ("at__gte", wanted.since), ("at__lt", wanted.until),
    ):
        if value:
            terms &= Q(**{field: value})
    return found.filter(terms)


def chain_names() -> list[str]:
    """Every chain, by name."""
    return list(Chain.objects.order_by("name").values_list("name", flat=True))


def chain_ends() -> list[tuple[str, int, str]]:
    """Name, last number and last hash of every chain that has events."""
    found = Chain.objects.filter(last_number__gt=0).order_by("name")
    return list(found.values_list("name", "last_number", "last_hash"))


def chains_verify(heads: Sequence[Head] = ()) -> Verified:
    """Recompute every chain and compare it with the heads kept outside the database. Collects, never raises.

    1. Walk each chain by number: gaps are deletions, a wrong previous hash is a reordering, a wrong hash a change.
    2. The written end of the chain must be its last event.
    3. Each kept head must stand in the chain: beyond its end the tail was cut, another hash means rewritten.
    4. Heads are signed of all chains that grew, at once, so the latest covers every chain up to its time, or up to
       the first event that stands behind the last head of its own chain.
    """
    findings: list[Finding] = []
    total = 0
    latest = _latest(heads)
    covered_until = max((each.at for each in latest), default=None)
    for chain in Chain.objects.order_by("name"):
        walk = _Walk(chain, {each.number: each for each in heads if each.chain == chain.name})
        findings.extend(walk.findings())
        total += walk.count
        if covered_until is not None and walk.uncovered_since is not None:
            covered_until = min(covered_until, walk.uncovered_since)
    names = set(Chain.objects.values_list("name", flat=True))
    findings.extend(Finding(each.chain, each.number, Fault.CUT) for each in latest if each.chain not in names)
    return Verified(total, tuple(findings), covered_until, {each.chain: each.number for each in latest})


def require_whole(heads: Sequence[Head] = ()) -> Verified:
    """As `chains_verify`. Raises ChainBroken: at the first finding."""
    verified = chains_verify(heads)
    for each in verified.findings:
        raise ChainBroken(chain=each.chain, number=each.number, fault=each.fault.value)
    return verified


class _Walk:
    """One chain, walked once from its beginning."""

    def __init__(self, chain: Chain, heads: dict[int, Head]) -> None:
        self.chain, self.heads, self.count = chain, heads, 0
        self.number, self.hash = 0, ""
        self.vouched_for = max(heads, default=0)
        self.uncovered_since: datetime | None = None

    def findings(self) -> Iterator[Finding]:
        for event in self._in_order():
            yield from self._step(event)
        if (self.number, self.hash) != (self.chain.last_number, self.chain.last_hash):
            yield self._at(self.number, Fault.END_WRONG)
        beyond = [number for number in self.heads if number > self.number]
        if beyond:
            yield self._at(self.number, Fault.CUT)

    def _step(self, event: Event) -> Iterator[Finding]:
        self.count += 1
        if event.number != self.number + 1:
            yield self._at(self.number + 1, Fault.MISSING)
        elif event.previous_hash != self.hash:
            yield self._at(event.number, Fault.REORDERED)
        if event_hash(event, self.chain.name) != event.hash:
            yield self._at(event.number, Fault.CHANGED)
        head = self.heads.get(event.number)
        if head is not None and head.hash != event.hash:
            yield self._at(event.number, Fault.REWRITTEN)
        if event.number > self.vouched_for and self.uncovered_since is None:
            self.uncovered_since = event.at
        self.number, self.hash = event.number, event.hash

    def _in_order(self) -> Iterable[Event]:
        # Up to the end as first read: whatever is added while we walk is not judged against it.
        until = Event.objects.filter(chain=self.chain, number__lte=self.chain.last_number)
        return until.order_by("number").iterator(chunk_size=_AT_ONCE)

    def _at(self, number: int, fault: Fault) -> Finding:
        return Finding(self.chain.name, number, fault)


def _latest(heads: Sequence[Head]) -> list[Head]:
    best: dict[str, Head] = {}
    for each in heads:
        if each.chain not in best or each.number > best[each.chain].number:
            best[each.chain] = each
    return list(best.values())
