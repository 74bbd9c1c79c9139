"""What the signer refuses although enough officers approved it, and what it does although nobody asked again."""

import base64
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.orders import OrderKind
from antin_server.authority import models, selectors, services
from antin_server.authority.signer.linting import pkilint
from antin_server.authority.signer.officers import officer_add
from antin_server.authority.types import OrderState
from antin_testkit.authority import AT, TestAuthority, officer

Content = dict[str, object]
HOUR = timedelta(hours=1)


def carried_out(
    authority: TestAuthority, content: Content, kind: OrderKind = OrderKind.ISSUE, *, at: datetime = AT,
) -> tuple[str, str]:
    """The refusal and the serial number that came of an approved order."""
    order_id = services.order_propose(
        kind=kind, content=content, case="", requested_by=None, involved=(), at=at,
    )
    authority.carry_out(order_id, at=at)
    found = selectors.order(order_id)
    assert found is not None and found.state in (OrderState.EXECUTED, OrderState.REFUSED)
    return found.refusal, found.result_serial


def standing(key: LocalSigner, *, days: int = 10, profile: str = "ocsp_responder") -> Content:
    return {
        "profile": profile, "days": days, "until": (AT + timedelta(days=365)).isoformat(),
        "subject": {"common_name": "Dịch vụ trạng thái", "organisation_path": ["Ấn Tín"]},
        "public_key_info": base64.b64encode(key.public_key_info).decode(),
    }


def services_issued(authority: TestAuthority) -> int:
    return len(authority.station.journal.rows("SELECT 1 FROM certificates WHERE profile = 'ocsp_responder'"))


class TestAnOrderToIssue:
    def test_is_refused_without_the_request_of_the_keys_holder(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        content.pop("request")

        assert carried_out(authority, content)[0] == "order_content_wrong"

    def test_is_refused_for_a_key_that_others_know(self, authority: TestAuthority, content: Content) -> None:
        _, serial = carried_out(authority, content)
        carried_out(authority, {"serial": serial, "reason": "key_compromise"}, OrderKind.REVOKE)

        assert carried_out(authority, content)[0] == "key_known_to_others"

    def test_may_name_the_same_key_again_for_the_same_person(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        _, first = carried_out(authority, content)

        refusal, second = carried_out(authority, content)

        assert refusal == "" and second != first

    def test_is_refused_for_a_key_that_is_none(self, authority: TestAuthority, content: Content) -> None:
        no_key = base64.b64encode(b"0\x03\x02\x01\x05").decode()
        refusal, _ = carried_out(authority, {**content, "public_key_info": no_key})

        assert refusal == "order_content_wrong"

    def test_is_refused_for_the_profile_of_a_ca(self, authority: TestAuthority, content: Content) -> None:
        assert carried_out(authority, {**content, "profile": "issuing_ca"})[0] == "order_content_wrong"

    def test_begins_when_the_officers_said_but_never_in_the_past(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        _, later = carried_out(authority, {**content, "not_before": (AT + 24 * HOUR).isoformat()})
        _, now = carried_out(authority, {**content, "not_before": (AT - 24 * HOUR).isoformat()})

        starts = [
            x509.load_der_x509_certificate(found.der).not_valid_before_utc
            for found in map(selectors.certificate, (later, now)) if found
        ]
        assert starts == [AT + 24 * HOUR, AT]

    def test_is_carried_out_under_the_eyes_of_pkilint_too(self, authority: TestAuthority, content: Content) -> None:
        authority.station.linters = (pkilint,)

        assert carried_out(authority, content)[0] == ""

    def test_leaves_no_certificate_when_a_linter_objects(self, authority: TestAuthority, content: Content) -> None:
        from antin.lints import Finding, Severity

        authority.station.linters = (lambda prepared: [Finding("house:no", Severity.ERROR, "không")],)

        refusal, _ = carried_out(authority, content)

        assert refusal == "order_content_wrong" or refusal == "lint_failed"
        assert authority.station.journal.rows("SELECT state FROM intents") == [("void",)]
        assert models.CertificateRecord.objects.count() == 0


class TestAnOrderToRevoke:
    def test_is_refused_for_a_reason_that_means_a_hold(self, authority: TestAuthority, content: Content) -> None:
        _, serial = carried_out(authority, content)

        refusal, _ = carried_out(authority, {"serial": serial, "reason": "certificate_hold"}, OrderKind.REVOKE)

        assert refusal == "order_content_wrong"


class TestAnOfficer:
    def test_does_not_make_their_own_certificate_effective(self, authority: TestAuthority, content: Content) -> None:
        _, serial = carried_out(authority, content)
        holder = officer("Nguyễn Thị Lan", "person:9009")
        officer_add(
            authority.station.journal, name=holder.name, person=holder.person, email="Lan@angiang.gov.vn",
            certificate=holder.certificate, at=AT,
        )
        authority.tick(at=AT)
        order_id = services.order_propose(
            kind=OrderKind.MAKE_EFFECTIVE, content={"serial": serial, "effective_at": AT.isoformat()}, case="",
            requested_by=None, involved=(), at=AT,
        )

        authority.approve(order_id, by=holder, at=AT)
        authority.tick(at=AT)

        found = selectors.certificate(serial)
        assert found is not None and found.state == "issued"

    def test_with_two_certificates_is_still_one(self, authority: TestAuthority, content: Content) -> None:
        first = authority.officers[0]
        second = officer("Nguyễn Văn Duyệt (2)", first.person)
        officer_add(
            authority.station.journal, name=second.name, person=second.person, email="",
            certificate=second.certificate, at=AT,
        )
        authority.tick(at=AT)
        order_id = services.order_propose(
            kind=OrderKind.ISSUE, content=content, case="", requested_by=None, involved=(), at=AT,
        )

        authority.approve(order_id, by=first, at=AT)
        authority.approve(order_id, by=second, at=AT)
        authority.tick(at=AT)

        found = selectors.order(order_id)
        assert found is not None and found.state is OrderState.WAITING


class TestAStandingOrder:
    @pytest.fixture
    def key(self) -> LocalSigner:
        return LocalSigner(new_private_key(KeyKind.P256))

    def test_renews_at_half_of_life(self, authority: TestAuthority, key: LocalSigner) -> None:
        carried_out(authority, standing(key), OrderKind.STANDING)

        counts = []
        for days in (0, 4, 5, 6, 10):
            authority.tick(at=AT + timedelta(days=days))
            counts.append(services_issued(authority))

        assert counts == [1, 1, 2, 2, 3]

    def test_ends_when_a_certificate_of_its_key_is_revoked(self, authority: TestAuthority, key: LocalSigner) -> None:
        carried_out(authority, standing(key), OrderKind.STANDING)
        [(serial,)] = authority.station.journal.rows("SELECT serial FROM certificates WHERE profile = 'ocsp_responder'")

        carried_out(authority, {"serial": serial, "reason": "superseded"}, OrderKind.REVOKE)
        authority.tick(at=AT + timedelta(days=30))
        authority.tick(at=AT + timedelta(days=31))

        assert services_issued(authority) == 1
        ended = authority.station.journal.rows("SELECT body FROM records WHERE kind = 'standing_ended'")
        assert len(ended) == 1 and "key_known_to_others" in ended[0][0]

    def test_waits_while_its_certificate_is_on_hold(self, authority: TestAuthority, key: LocalSigner) -> None:
        carried_out(authority, standing(key), OrderKind.STANDING)
        [(serial,)] = authority.station.journal.rows("SELECT serial FROM certificates WHERE profile = 'ocsp_responder'")

        carried_out(authority, {"serial": serial}, OrderKind.HOLD)
        authority.tick(at=AT + timedelta(days=6))

        assert services_issued(authority) == 1

    def test_is_refused_for_the_key_of_a_subscriber(
        self, authority: TestAuthority, content: Content, holder: LocalSigner,
    ) -> None:
        carried_out(authority, content)

        assert carried_out(authority, standing(holder), OrderKind.STANDING)[0] == "key_used_elsewhere"

    def test_is_refused_for_a_profile_of_people(self, authority: TestAuthority, key: LocalSigner) -> None:
        assert carried_out(authority, standing(key, profile="person"), OrderKind.STANDING)[0] == "order_content_wrong"


class TestLists:
    def numbers(self, authority: TestAuthority) -> dict[str, int]:
        return dict(authority.station.journal.rows("SELECT issuer, number FROM crls"))

    def test_are_not_made_anew_for_a_certificate_that_changes_none(
        self, authority: TestAuthority, content: Content,
    ) -> None:
        before = self.numbers(authority)

        carried_out(authority, content)

        assert self.numbers(authority) == before

    def test_are_made_anew_at_half_of_life(self, authority: TestAuthority) -> None:
        before = self.numbers(authority)

        authority.tick(at=AT + 11 * HOUR)
        same = self.numbers(authority)
        authority.tick(at=AT + 12 * HOUR)

        assert same == before
        assert self.numbers(authority)["issuing"] > before["issuing"]

    def test_of_the_root_need_the_roots_key(self, authority: TestAuthority, tmp_path: Path) -> None:
        before, key = self.numbers(authority), authority.station.folder / "keys" / "root.pem"
        key.rename(tmp_path / "safe.pem")

        authority.tick(at=AT + timedelta(days=100))
        without = self.numbers(authority)
        (tmp_path / "safe.pem").rename(key)
        authority.tick(at=AT + timedelta(days=100))

        assert without["root"] == before["root"] < self.numbers(authority)["root"]

    def test_have_growing_numbers_when_the_clock_goes_back(self, authority: TestAuthority, content: Content) -> None:
        _, serial = carried_out(authority, content, at=AT)
        before = self.numbers(authority)["issuing"]

        carried_out(authority, {"serial": serial}, OrderKind.HOLD, at=AT - HOUR)

        assert self.numbers(authority)["issuing"] == before + 1


class TestARequest:
    def test_made_by_the_key_is_what_is_asked_for(self, authority: TestAuthority, content: Content) -> None:
        other = LocalSigner(new_private_key(KeyKind.P256))
        content["request"] = base64.b64encode(build_request(other, subject="Lan")).decode()

        assert carried_out(authority, content)[0] == "order_content_wrong"
