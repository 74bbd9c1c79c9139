"""What stands on a list and since when; orders taken back; what goes on without the database."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.orders import OrderKind, approve
from antin.revocation import RevocationReason, revoked_entry
from antin.validation.crl import RevocationList, read_revocation_list
from antin_server.authority import models, selectors, services
from antin_server.authority.signer import lists, running
from antin_server.authority.signer.errors import ListUnlikeItsOrder
from antin_server.authority.signer.officers import officer_add
from antin_server.authority.types import OrderState
from antin_testkit.authority import AT, TestAuthority, TestOfficer, test_authority

HOUR = timedelta(hours=1)
Content = dict[str, object]


def proposed(kind: OrderKind, content: Content, at: datetime = AT) -> str:
    return services.order_propose(kind=kind, content=content, case="", requested_by=None, involved=(), at=at)


def carried_out(authority: TestAuthority, kind: OrderKind, content: Content, at: datetime = AT) -> str:
    order_id = proposed(kind, content, at)
    authority.carry_out(order_id, at=at)
    found = selectors.order(order_id)
    assert found is not None and found.state is OrderState.EXECUTED, found and found.refusal
    return found.result_serial


def newest_list(authority: TestAuthority) -> RevocationList:
    [(der,)] = authority.station.journal.rows("SELECT der FROM crls WHERE issuer = 'issuing'")
    return read_revocation_list(bytes(der))


def listed(authority: TestAuthority) -> dict[str, tuple[datetime, str]]:
    return {f"{each.serial:x}": (each.at, each.reason) for each in newest_list(authority).entries()}


def records(authority: TestAuthority) -> int:
    return authority.station.journal.end()[0]


class TestAList:
    def test_keeps_the_time_of_the_hold_when_it_becomes_a_revocation(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        serial = carried_out(authority, OrderKind.ISSUE, content)
        carried_out(authority, OrderKind.HOLD, {"serial": serial}, AT + HOUR)

        carried_out(authority, OrderKind.REVOKE, {"serial": serial, "reason": "key_compromise"}, AT + 5 * HOUR)

        assert listed(authority) == {serial: (AT + HOUR, "key_compromise")}
        found = selectors.certificate(serial)
        assert found is not None and found.revoked_at == AT + HOUR

    def test_is_made_anew_when_a_held_certificate_becomes_effective_by_its_own_time(
        self, tmp_path: Path, db: None, content: Content,
    ) -> None:
        authority = test_authority(tmp_path / "signer", not_yet_effective="hold")
        serial = carried_out(authority, OrderKind.ISSUE, content)
        later = (AT + 3 * HOUR).isoformat()
        carried_out(authority, OrderKind.MAKE_EFFECTIVE, {"serial": serial, "effective_at": later})

        before = listed(authority)
        authority.tick(at=AT + 2 * HOUR)
        meanwhile = listed(authority)
        authority.tick(at=AT + 3 * HOUR)

        assert before == meanwhile == {serial: (AT, "certificate_hold")}
        assert listed(authority) == {}

    def test_holds_many_in_whatever_order_they_were_revoked(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        """Entries are kept in the order of the deeds and listed in that of their serials: the two differ."""
        keys = [LocalSigner(new_private_key(KeyKind.P256)) for _ in range(3)]
        serials = sorted(carried_out(authority, OrderKind.ISSUE, {
            **content, "public_key_info": base64.b64encode(key.public_key_info).decode(),
            "request": base64.b64encode(build_request(key, subject="Lan")).decode(),
        }) for key in keys)

        for serial in reversed(serials):
            carried_out(authority, OrderKind.REVOKE, {"serial": serial, "reason": "superseded"})

        assert list(listed(authority)) == serials

    @pytest.mark.parametrize("entries", [
        lambda _: [],
        lambda serial: [revoked_entry(serial, AT, RevocationReason.KEY_COMPROMISE)],
        lambda serial: [revoked_entry(serial, AT - timedelta(days=1), RevocationReason.SUPERSEDED)],
        lambda serial: [revoked_entry(serial + 1, AT, RevocationReason.SUPERSEDED)],
    ], ids=["nobody", "another reason", "another date", "somebody else"])
    def test_is_thrown_away_when_it_reads_otherwise_than_it_was_meant(
        self, authority: TestAuthority, content: Content, monkeypatch: pytest.MonkeyPatch,
        entries: Callable[[int], list[bytes]],
    ) -> None:
        serial = carried_out(authority, OrderKind.ISSUE, content)
        order_id = proposed(OrderKind.REVOKE, {"serial": serial, "reason": "superseded"})
        authority.approve(order_id, by=authority.officers[0], at=AT)
        build, before = lists.build_crl, newest_list(authority).number
        monkeypatch.setattr(lists, "build_crl", lambda **given: build(**{**given, "entries": entries(int(serial, 16))}))

        with pytest.raises(ListUnlikeItsOrder):
            authority.tick(at=AT)

        assert newest_list(authority).number == before

    def test_is_still_made_while_the_database_is_away(
        self, authority: TestAuthority, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def away(*_: object, **__: object) -> None:
            raise OperationalError

        monkeypatch.setattr(running, "opened", lambda *, step: authority.station)
        monkeypatch.setattr(running, "tick", away)
        monkeypatch.setattr(running.clock, "now", lambda: AT + 13 * HOUR)
        running.run(lambda _: True)

        assert newest_list(authority).this_update == AT + 13 * HOUR


class TestAnIdleSigner:
    def test_writes_nothing_but_lists_that_are_due(self, authority: TestAuthority) -> None:
        authority.tick(at=AT)
        authority.tick(at=AT + 2 * timedelta(minutes=1))
        first = records(authority)

        for minute in range(3, 63):
            authority.tick(at=AT + minute * timedelta(minutes=1))

        assert records(authority) == first


class TestAnOrderTakenBack:
    def test_is_not_carried_out_when_its_row_is_put_back(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(OrderKind.ISSUE, content)
        for each in authority.officers[:2]:
            authority.approve(order_id, by=each, at=AT)
        services.order_void(order_id=order_id, reason="sửa hồ sơ", actor=None, at=AT)
        authority.tick(at=AT)

        models.Order.objects.update(state=OrderState.APPROVED.value, executed_at=None)
        authority.tick(at=AT + HOUR)

        found = selectors.order(order_id)
        assert found is not None and found.state is OrderState.VOIDED
        assert authority.station.journal.rows("SELECT 1 FROM certificates WHERE profile = 'person'") == []

    def test_is_written_down_once(self, authority: TestAuthority, content: Content) -> None:
        services.order_void(order_id=proposed(OrderKind.ISSUE, content), reason="thôi", actor=None, at=AT)
        authority.tick(at=AT)
        first = records(authority)

        authority.tick(at=AT)
        authority.reopen()

        assert records(authority) == first


class TestRowsThatNobodyApproved:
    def test_leave_nothing_in_the_journal(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(OrderKind.ISSUE, content)
        models.Order.objects.update(state=OrderState.APPROVED.value, canonical=b"{}")
        first = records(authority)

        authority.tick(at=AT)

        row = models.Order.objects.get(order_id=order_id)
        assert (row.state, row.refusal) == (OrderState.REFUSED.value, "order_bytes_changed")
        assert records(authority) == first

    def test_do_not_keep_revocations_waiting(
        self, authority: TestAuthority, content: Content, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        serial = carried_out(authority, OrderKind.ISSUE, content)
        for _ in range(60):
            proposed(OrderKind.ISSUE, content)
        models.Order.objects.filter(state=OrderState.WAITING.value).update(state=OrderState.APPROVED.value)

        carried_out(authority, OrderKind.REVOKE, {"serial": serial, "reason": "superseded"})

        assert serial in listed(authority)


class TestAnOfficerWithACertificateOfThisAuthority:
    @pytest.fixture
    def holder(self) -> LocalSigner:
        return LocalSigner(new_private_key(KeyKind.P256))

    def test_counts_while_it_is_effective_and_no_longer(
        self, authority: TestAuthority, content: Content, holder: LocalSigner,
    ) -> None:
        serial = carried_out(authority, OrderKind.ISSUE, content)
        carried_out(authority, OrderKind.MAKE_EFFECTIVE, {"serial": serial, "effective_at": AT.isoformat()})
        found = selectors.certificate(serial)
        assert found is not None
        person = TestOfficer("Lan", "person:9004", holder, found.der)
        officer_add(
            authority.station.journal, name=person.name, person=person.person, email="lan@angiang.gov.vn",
            certificate=person.certificate, at=AT,
        )

        counted = self.approved_with(authority, person, AT)
        carried_out(authority, OrderKind.HOLD, {"serial": serial})
        uncounted = self.approved_with(authority, person, AT + HOUR)

        assert (counted, uncounted) == (OrderState.EXECUTED, OrderState.WAITING)

    def approved_with(self, authority: TestAuthority, person: TestOfficer, at: datetime) -> OrderState:
        key = LocalSigner(new_private_key(KeyKind.P256))
        order_id = proposed(OrderKind.ISSUE, {
            "profile": "person", "days": 10, "email": f"{at:%H}@angiang.gov.vn",
            "subject": {"common_name": "Bình", "organisation_path": ["X"]},
            "public_key_info": base64.b64encode(key.public_key_info).decode(),
            "request": base64.b64encode(build_request(key, subject="Bình")).decode(),
        }, at)
        row = models.Order.objects.get(order_id=order_id)
        for number, each in enumerate((authority.officers[0], person)):
            approval = approve(bytes(row.canonical), signer=each.signer, certificate=each.certificate, at=at)
            models.Approval.objects.create(
                order=row, certificate_sha256=f"{number:064x}", officer_name=each.name, der=approval, received_at=at,
            )
        models.Order.objects.filter(pk=row.pk).update(state=OrderState.APPROVED.value)
        authority.tick(at=at)
        row.refresh_from_db()
        return OrderState(row.state)
