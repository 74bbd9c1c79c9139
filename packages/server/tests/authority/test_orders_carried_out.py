"""From an approved order to a certificate and through its states; what the journal and the pages then say."""

from datetime import timedelta

import pytest
from cryptography import x509

from antin.keys import LocalSigner
from antin.orders import OrderKind
from antin_server.authority import selectors, services
from antin_server.authority.errors import OfficerInvolved, OfficerTwice, OfficerUnknown, OrderClosed
from antin_server.authority.types import CertificateState, OrderState
from antin_testkit.authority import AT, TestAuthority, officer

LATER = AT + timedelta(minutes=10)
Content = dict[str, object]


def proposed(content: Content, kind: OrderKind = OrderKind.ISSUE, *, involved: tuple[int, ...] = (7,)) -> str:
    return services.order_propose(
        kind=kind, content=content, case="HS-2026-00001", requested_by=None, involved=involved, at=AT,
    )


def issued(authority: TestAuthority, content: Content) -> str:
    order_id = proposed(content)
    authority.carry_out(order_id, at=AT)
    found = selectors.order(order_id)
    assert found is not None and found.state is OrderState.EXECUTED, found and found.refusal
    return found.result_serial


def ordered(authority: TestAuthority, kind: OrderKind, serial: str, **more: object) -> None:
    authority.carry_out(proposed({"serial": serial, **more}, kind), at=LATER)


def state_of(serial: str) -> CertificateState:
    found = selectors.certificate(serial)
    assert found is not None
    return found.state


class TestAnApprovedOrder:
    def test_becomes_a_certificate_that_is_not_yet_effective(self, authority: TestAuthority, content: Content) -> None:
        serial = issued(authority, content)

        found = selectors.certificate(serial)
        assert found is not None
        assert found.state is CertificateState.ISSUED
        assert found.common_name == "Nguyễn Thị Lan"
        assert x509.load_der_x509_certificate(found.der).serial_number == int(serial, 16)

    def test_is_carried_out_once(self, authority: TestAuthority, content: Content) -> None:
        issued(authority, content)

        authority.tick(at=LATER)
        authority.reopen()
        authority.tick(at=LATER)

        assert authority.station.journal.rows("SELECT COUNT(*) FROM certificates WHERE profile = 'person'") == [(1,)]

    def test_waits_while_one_approval_is_missing(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        authority.approve(order_id, by=authority.officers[0], at=AT)

        authority.tick(at=AT)

        found = selectors.order(order_id)
        assert found is not None and found.state is OrderState.WAITING

    def test_is_refused_for_a_key_of_somebody_else(
        self, authority: TestAuthority, content: Content, holder: LocalSigner,
    ) -> None:
        issued(authority, content)
        order_id = proposed({**content, "email": "khac@angiang.gov.vn"})

        authority.carry_out(order_id, at=LATER)

        found = selectors.order(order_id)
        assert found is not None
        assert (found.state, found.refusal) == (OrderState.REFUSED, "key_used_elsewhere")

    def test_is_refused_when_the_request_is_of_another_key(self, authority: TestAuthority, content: Content) -> None:
        import base64

        from antin.keys import KeyKind, new_private_key

        other = LocalSigner(new_private_key(KeyKind.P256))
        order_id = proposed({**content, "public_key_info": base64.b64encode(other.public_key_info).decode()})

        authority.carry_out(order_id, at=AT)

        found = selectors.order(order_id)
        assert found is not None and found.refusal == "order_content_wrong"


class TestACertificate:
    def test_becomes_effective_never_in_the_past(self, authority: TestAuthority, content: Content) -> None:
        serial = issued(authority, content)

        ordered(authority, OrderKind.MAKE_EFFECTIVE, serial, effective_at=AT.isoformat())

        found = selectors.certificate(serial)
        assert found is not None
        assert (found.state, found.effective_from) == (CertificateState.EFFECTIVE, LATER)

    def test_goes_on_hold_and_comes_back(self, authority: TestAuthority, content: Content) -> None:
        serial = issued(authority, content)
        ordered(authority, OrderKind.MAKE_EFFECTIVE, serial, effective_at=AT.isoformat())

        ordered(authority, OrderKind.HOLD, serial)
        held = state_of(serial)
        ordered(authority, OrderKind.RELEASE, serial)

        assert (held, state_of(serial)) == (CertificateState.ON_HOLD, CertificateState.EFFECTIVE)

    def test_is_revoked_for_good(self, authority: TestAuthority, content: Content) -> None:
        serial = issued(authority, content)
        ordered(authority, OrderKind.REVOKE, serial, reason="key_compromise")

        order_id = proposed({"serial": serial}, OrderKind.RELEASE)
        authority.carry_out(order_id, at=LATER)

        found = selectors.order(order_id)
        assert found is not None and found.refusal == "certificate_state_forbids"
        assert state_of(serial) is CertificateState.REVOKED

    def test_stands_on_the_list_when_revoked(self, authority: TestAuthority, content: Content) -> None:
        serial = issued(authority, content)

        ordered(authority, OrderKind.REVOKE, serial, reason="key_compromise")

        [(der,)] = authority.station.journal.rows("SELECT der FROM crls WHERE issuer = 'issuing'")
        assert [each.serial_number for each in x509.load_der_x509_crl(der)] == [int(serial, 16)]

    def test_of_the_authority_cannot_be_revoked_by_order(self, authority: TestAuthority) -> None:
        [(serial,)] = authority.station.journal.rows("SELECT serial FROM certificates WHERE profile = 'issuing_ca'")

        order_id = proposed({"serial": serial, "reason": "unspecified"}, OrderKind.REVOKE)
        authority.carry_out(order_id, at=AT)

        found = selectors.order(order_id)
        assert found is not None and found.refusal == "certificate_not_there"


class TestAnApproval:
    def test_of_an_unknown_officer_is_not_taken(self, authority: TestAuthority, content: Content) -> None:
        with pytest.raises(OfficerUnknown):
            authority.approve(proposed(content), by=officer("Người Lạ", "person:1"), at=AT)

    def test_of_the_same_officer_counts_once(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        authority.approve(order_id, by=authority.officers[0], at=AT)

        with pytest.raises(OfficerTwice):
            authority.approve(order_id, by=authority.officers[0], at=AT)

    def test_of_whoever_asked_is_not_taken(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content, involved=(9001,))

        with pytest.raises(OfficerInvolved):
            authority.approve(order_id, by=authority.officers[0], at=AT)

    def test_of_a_voided_order_is_not_taken(self, authority: TestAuthority, content: Content) -> None:
        order_id = proposed(content)
        services.order_void(order_id=order_id, reason="sửa hồ sơ", actor=7, at=AT)

        with pytest.raises(OrderClosed):
            authority.approve(order_id, by=authority.officers[0], at=AT)


class TestTheNumbersOfLists:
    def test_only_grow(self, authority: TestAuthority, content: Content) -> None:
        [(first,)] = authority.station.journal.rows("SELECT number FROM crls WHERE issuer = 'issuing'")
        ordered(authority, OrderKind.HOLD, issued(authority, content))

        [(second,)] = authority.station.journal.rows("SELECT number FROM crls WHERE issuer = 'issuing'")

        assert second > first
