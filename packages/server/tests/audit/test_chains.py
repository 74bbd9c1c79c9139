"""Chains of events show every later change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from antin_server.audit import selectors
from antin_server.audit.errors import AuditOutsideTransaction, ChainBroken
from antin_server.audit.models import Chain, Event
from antin_server.audit.services import event_record
from antin_server.audit.types import Fault, Head

NOW = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)


def record(count: int, *, first: int = 1) -> None:
    for number in range(first, first + count):
        event_record(
            at=NOW + timedelta(seconds=number), actor="person:7", tag="tests:thing:done", subject=f"thing:{number}",
            detail={"ồ": [number, None, True]},
        )


def kept() -> list[Head]:
    """The heads as the signer would have kept them now."""
    return [Head(chain, number, digest, NOW) for chain, number, digest in selectors.chain_ends()]


def faults(heads: list[Head]) -> list[tuple[int, Fault]]:
    return [(each.number, each.fault) for each in selectors.chains_verify(heads).findings]


@pytest.mark.django_db
class TestAChain:
    def test_is_whole_as_it_was_written(self) -> None:
        record(5)

        verified = selectors.chains_verify(kept())

        assert verified.is_whole
        assert verified.events == 5
        assert verified.covered == {"command": 5}
        assert verified.covered_until == NOW

    def test_shows_that_an_event_was_changed(self) -> None:
        record(3)
        Event.objects.filter(number=2).update(actor="person:8")

        assert faults([]) == [(2, Fault.CHANGED)]

    @pytest.mark.parametrize(
        "change", [{"detail": {}}, {"at": NOW}, {"subject": "thing:9"}, {"tag": "x:y:z"}], ids=str,
    )
    def test_shows_a_change_of_any_field(self, change: dict[str, object]) -> None:
        record(3)
        Event.objects.filter(number=2).update(**change)

        assert faults([]) == [(2, Fault.CHANGED)]

    def test_shows_that_an_event_was_deleted(self) -> None:
        record(3)
        Event.objects.filter(number=2).delete()

        assert faults([]) == [(2, Fault.MISSING)]

    def test_shows_that_events_were_reordered(self) -> None:
        record(3)
        first, second = Event.objects.filter(number__lte=2).order_by("number")
        Event.objects.filter(pk=first.pk).update(number=99)
        Event.objects.filter(pk=second.pk).update(number=1)
        Event.objects.filter(pk=first.pk).update(number=2)

        found = faults([])

        assert (1, Fault.REORDERED) in found
        assert (2, Fault.REORDERED) in found

    def test_shows_that_its_tail_was_cut_even_when_the_end_was_written_anew(self) -> None:
        record(5)
        heads = kept()
        Event.objects.filter(number__gt=3).delete()
        last = Event.objects.get(number=3)
        Chain.objects.update(last_number=3, last_hash=last.hash)

        assert faults([]) == []
        assert faults(heads) == [(3, Fault.CUT)]

    def test_shows_that_its_tail_was_cut_and_grown_again(self) -> None:
        record(5)
        heads = kept()
        Event.objects.filter(number__gt=3).delete()
        Chain.objects.update(last_number=3, last_hash=Event.objects.get(number=3).hash)
        record(4, first=40)

        assert faults(heads) == [(5, Fault.REWRITTEN)]

    def test_shows_that_the_whole_chain_is_gone(self) -> None:
        record(2)
        heads = kept()
        Event.objects.all().delete()
        Chain.objects.all().delete()

        assert faults(heads) == [(2, Fault.CUT)]

    def test_shows_that_its_written_end_is_not_its_last_event(self) -> None:
        record(3)
        Event.objects.filter(number=3).delete()

        assert faults([]) == [(2, Fault.END_WRONG)]

    def test_is_covered_up_to_the_latest_head_although_another_has_long_been_idle(self, settings) -> None:
        record(3)
        (idle,) = kept()
        settings.ANTIN_PROCESS = "web"
        record(2)
        (_, busy) = kept()

        later = NOW + timedelta(days=365)

        assert selectors.chains_verify([idle, replace(busy, at=later)]).covered_until == later

    def test_is_covered_up_to_the_first_event_that_no_head_vouches_for(self) -> None:
        record(3)
        head = Head("command", 1, Event.objects.get(number=1).hash, NOW + timedelta(hours=1))

        assert selectors.chains_verify([head]).covered_until == NOW + timedelta(seconds=2)

    def test_stops_whoever_needs_it_whole(self) -> None:
        record(2)
        Event.objects.filter(number=1).update(tag="changed")

        with pytest.raises(ChainBroken):
            selectors.require_whole()


@pytest.mark.django_db(transaction=True)
class TestAnEvent:
    def test_is_refused_outside_the_transaction_of_its_deed(self) -> None:
        with pytest.raises(AuditOutsideTransaction):
            record(1)

    def test_vanishes_with_the_deed_that_failed(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(1)
            _ = 1 / 0

        assert not Event.objects.exists()
        assert selectors.chain_ends() == []
