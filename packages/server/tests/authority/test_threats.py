"""Whoever holds web's account, environment and database gets no certificate, and no revoked one back."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from antin.keys import KeyKind, LocalSigner, new_private_key
from antin.orders import OrderKind, approve, canonical_bytes, read_order
from antin_server.authority import models, selectors, services
from antin_server.authority.signer.errors import JournalBehind
from antin_server.authority.types import OrderState
from antin_testkit.authority import AT, TestAuthority, officer

Content = dict[str, object]
THIEF = officer("Kẻ Gian", "person:666")


def proposed(content: Content, kind: OrderKind = OrderKind.ISSUE) -> str:
    return services.order_propose(kind=kind, content=content, case="", requested_by=None, involved=(7,), at=AT)


def row(order_id: str) -> models.Order:
    return models.Order.objects.get(order_id=order_id)


def forged(order_id: str, *, approvals: list[bytes]) -> None:
    """What can be written with the database's password: approvals, and that the order is approved."""
    for number, der in enumerate(approvals):
        models.Approval.objects.create(
            order=row(order_id), certificate_sha256=f"{number:064x}", officer_name="?", der=der, received_at=AT,
        )
    models.Order.objects.filter(order_id=order_id).update(state=OrderState.APPROVED.value)


def people_certificates(authority: TestAuthority) -> int:
    return int(authority.station.journal.rows("SELECT COUNT(*) FROM certificates WHERE profile = 'person'")[0][0])


def approval_of(order_id: str, by: object) -> bytes:
    return approve(bytes(row(order_id).canonical), signer=by.signer, certificate=by.certificate, at=AT)  # type: ignore[attr-defined]


class TestAnAttackerInTheDatabase:
    def test_cannot_have_an_order_carried_out_by_saying_that_it_is_approved(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        order_id = proposed(content)

        forged(order_id, approvals=[])
        authority.tick(at=AT)

        assert people_certificates(authority) == 0

    def test_cannot_approve_with_officers_of_their_own(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        other = officer("Kẻ Gian Khác", "person:667")
        for each in (THIEF, other):
            models.Officer.objects.create(
                name=each.name, person=each.person, certificate_sha256=hashlib.sha256(each.certificate).hexdigest(),
            )

        forged(order_id, approvals=[approval_of(order_id, THIEF), approval_of(order_id, other)])
        authority.tick(at=AT)

        assert people_certificates(authority) == 0

    def test_cannot_move_the_approvals_of_an_honest_order_to_another(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        honest = proposed(content)
        approvals = [approval_of(honest, each) for each in authority.officers[:2]]
        evil = proposed({**content, "email": "gian@angiang.gov.vn"})

        forged(evil, approvals=approvals)
        authority.tick(at=AT)

        assert people_certificates(authority) == 0

    def test_cannot_swap_what_was_approved(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        approvals = [approval_of(order_id, each) for each in authority.officers[:2]]
        key = LocalSigner(new_private_key(KeyKind.P256))
        changed = {**content, "public_key_info": base64.b64encode(key.public_key_info).decode()}
        changed.pop("request")
        encoded = canonical_bytes(replace(read_order(bytes(row(order_id).canonical)), content=changed))
        models.Order.objects.filter(order_id=order_id).update(
            canonical=encoded, sha256=hashlib.sha256(encoded).hexdigest(),
        )

        forged(order_id, approvals=approvals)
        authority.tick(at=AT)

        assert people_certificates(authority) == 0

    def test_cannot_count_one_officer_twice(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        first = authority.officers[0]

        forged(order_id, approvals=[approval_of(order_id, first), approval_of(order_id, first)])
        authority.tick(at=AT)

        assert people_certificates(authority) == 0

    def test_cannot_let_somebody_approve_their_own_request(self, authority: TestAuthority, content: Content) -> None:
        order_id = services.order_propose(
            kind=OrderKind.ISSUE, content=content, case="", requested_by=None, involved=(9001,), at=AT,
        )

        forged(order_id, approvals=[approval_of(order_id, each) for each in authority.officers[:2]])
        authority.tick(at=AT)

        assert people_certificates(authority) == 0

    def test_cannot_replay_an_order(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        authority.carry_out(order_id, at=AT)
        models.Order.objects.filter(order_id=order_id).update(state=OrderState.APPROVED.value)

        authority.tick(at=AT + timedelta(minutes=1))

        assert people_certificates(authority) == 1

    def test_cannot_replay_an_order_under_another_id(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        authority.carry_out(order_id, at=AT)
        models.Order.objects.filter(order_id=order_id).update(order_id="f" * 32, state=OrderState.APPROVED.value)

        authority.tick(at=AT + timedelta(minutes=1))

        assert people_certificates(authority) == 1

    def test_cannot_make_a_revoked_certificate_good(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        authority.carry_out(order_id, at=AT)
        found = selectors.order(order_id)
        assert found is not None
        revoke = proposed({"serial": found.result_serial, "reason": "key_compromise"}, OrderKind.REVOKE)
        authority.carry_out(revoke, at=AT)

        models.CertificateRecord.objects.update(state="effective", revoked_at=None)
        authority.tick(at=AT + timedelta(days=1))

        [(state,)] = authority.station.journal.rows(
            "SELECT state FROM certificates WHERE serial = ?", found.result_serial,
        )
        assert state == "revoked"
        [(count,)] = authority.station.journal.rows("SELECT COUNT(*) FROM revocations")
        assert count == 1

    def test_cannot_have_an_old_approved_order_carried_out_months_later(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        order_id = proposed(content)

        forged(order_id, approvals=[approval_of(order_id, each) for each in authority.officers[:2]])
        authority.tick(at=AT + timedelta(days=60))

        assert people_certificates(authority) == 0

    def test_stops_the_signer_when_the_database_claims_another_past(self, authority: TestAuthority) -> None:
        models.Published.objects.update(sequence=10_000, hash="0" * 64)

        with pytest.raises(JournalBehind):
            authority.tick(at=AT)
