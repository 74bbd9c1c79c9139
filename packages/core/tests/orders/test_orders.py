"""Orders: one encoding, strictly read, and shown to the officer in words."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from antin.orders import (
    APPROVALS_NEEDED,
    MAX_OCTETS,
    Order,
    OrderKind,
    OrderMalformed,
    canonical_bytes,
    order_digest,
    read_order,
    summary,
)
from antin_testkit.orders import AT, CONTENTS, order_of

ISSUE = order_of(OrderKind.ISSUE)
REVOKE = order_of(OrderKind.REVOKE)


@pytest.mark.parametrize("kind", OrderKind)
class TestAnOrderOfEveryKind:
    def test_reads_back_from_its_bytes(self, kind: OrderKind) -> None:
        order = order_of(kind)

        assert read_order(canonical_bytes(order)) == order

    def test_needs_a_known_number_of_approvals(self, kind: OrderKind) -> None:
        assert APPROVALS_NEEDED[kind] in (1, 2)

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_is_told_with_a_label_for_everything_in_it(self, kind: OrderKind, language: str) -> None:
        order = order_of(kind)

        lines = summary(order, language)  # type: ignore[arg-type]

        assert all(label and value and "{" not in label for label, value in lines)
        assert (lines[-1][1]) == order_digest(canonical_bytes(order))

    def test_is_refused_with_a_field_too_many_or_too_few(self, kind: OrderKind) -> None:
        order = order_of(kind)

        with pytest.raises(OrderMalformed):
            canonical_bytes(order_of(kind, surprise="x"))
        for name in ("serial", "profile"):
            if name in CONTENTS[kind]:
                with pytest.raises(OrderMalformed):
                    canonical_bytes(replace(order, content=_without(order, name)))


class TestTheSummary:
    def test_names_the_person_the_key_and_the_reason(self) -> None:
        shown = dict(summary(ISSUE, "vi"))

        assert shown["Cấp cho"] == "Nguyễn Thị Ánh"
        assert shown["Cơ quan, tổ chức"] == "BỘ NỘI VỤ › VỤ TỔ CHỨC"
        assert shown["Khóa công khai"].startswith("SHA-256 ")
        assert dict(summary(REVOKE, "en"))["Reason"] == "Private key compromised (key_compromise)"

    def test_shows_times_as_in_hanoi_and_serials_as_people_write_them(self) -> None:
        shown = dict(summary(order_of(OrderKind.MAKE_EFFECTIVE, effective_at="2026-11-26T01:00:00Z"), "vi"))

        assert shown["Có hiệu lực từ"] == "26/11/2026 08:00:00 +07:00"
        assert shown["Số chứng thư"] == "2E7ACA"


def changed(**values: object) -> bytes:
    """The bytes of an order with values of its JSON replaced, canonical again in form."""
    value = {**json.loads(canonical_bytes(REVOKE)), **values}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def with_content(**values: object) -> bytes:
    return changed(content={**CONTENTS[OrderKind.REVOKE], **values})


class TestReadingAnOrder:
    @pytest.mark.parametrize("data", [
        canonical_bytes(REVOKE) + b"\n",
        b" " + canonical_bytes(REVOKE),
        canonical_bytes(REVOKE).replace(b":", b": ", 1),
        json.dumps(json.loads(canonical_bytes(ISSUE)), separators=(",", ":"), sort_keys=True).encode(),
        b"[]", b'"x"', b"{}", b"", b"\xff\xfe", b"[" * 60_000,
        b" " * (MAX_OCTETS + 1),
    ], ids=range(11))
    def test_refuses_bytes_that_are_not_canonical(self, data: bytes) -> None:
        with pytest.raises(OrderMalformed):
            read_order(data)

    @pytest.mark.parametrize("data", [
        changed(type="antin-order-2"), changed(id="A" * 32), changed(id=7), changed(kind="unrevoke"),
        changed(kind=["revoke"]), changed(created_at="2026-11-25T09:30:00+07:00"), changed(created_at="today"),
        changed(created_at="2026-02-30T00:00:00Z"), changed(requested_by="Ánh"), changed(requested_by=None),
        changed(involved=["person:1", "person:1"]), changed(involved="person:1"), changed(involved=[["x"]]),
        changed(case="\u202egpj"), changed(case="a\u0301"), changed(case="x\x1b[2J"), changed(case="x" * 401),
        changed(content=[]), changed(content="x"), changed(more=1), changed(kind="issue"),
        with_content(serial="2E7ACA"), with_content(serial="0"), with_content(serial=5),
        with_content(reason="because"), with_content(reason=["superseded"]), with_content(at="2026-11-24"),
        with_content(at="0001-01-01T00:00:00+23:00"), with_content(effective_at=1.5), with_content(note=None),
    ])
    def test_refuses_values_outside_their_form(self, data: bytes) -> None:
        with pytest.raises(OrderMalformed):
            read_order(data)

    def test_accepts_the_untouched_value_of_the_test_above(self) -> None:
        assert read_order(changed()) == REVOKE

    @pytest.mark.parametrize("subject", [
        {}, {"common_name": "x"}, {"common_name": "", "organisation_path": []},
        {"common_name": "x", "organisation_path": "ABC"}, {"common_name": "x", "organisation_path": [" a"]},
        {"common_name": "x", "organisation_path": [], "uid": "1"}, "CN=x", ["x"],
    ])
    def test_refuses_a_subject_that_is_not_one(self, subject: object) -> None:
        with pytest.raises(OrderMalformed):
            canonical_bytes(order_of(OrderKind.ISSUE, subject=subject))  # type: ignore[arg-type]

    @pytest.mark.parametrize("days", [0, -1, True, 1.5, "5", 10**6])
    def test_refuses_days_that_are_no_number_of_days(self, days: object) -> None:
        with pytest.raises(OrderMalformed):
            canonical_bytes(order_of(OrderKind.ISSUE, days=days))  # type: ignore[arg-type]

    @pytest.mark.parametrize("at", [datetime(2026, 1, 1), AT.replace(microsecond=1)])
    def test_refuses_a_time_without_zone_or_with_fractions(self, at: datetime) -> None:
        with pytest.raises(OrderMalformed):
            canonical_bytes(replace(REVOKE, created_at=at))

    def test_refuses_more_than_64_kib(self) -> None:
        with pytest.raises(OrderMalformed):
            canonical_bytes(order_of(OrderKind.ISSUE, request="A" * 80_000))


def _without(order: Order, name: str) -> dict[str, object]:
    return {key: value for key, value in order.content.items() if key != name}
