"""An order to its canonical bytes, and strictly back."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from antin.orders.canonical import Json, canonical_json, parsed_json
from antin.orders.contents import CONTENTS, Field, check_fields, is_id, is_person, is_text, is_time
from antin.orders.errors import OrderMalformed
from antin.orders.model import Order, OrderKind

MAX_OCTETS, MAX_INVOLVED = 64 * 1024, 50
# Says what the signed bytes are, so that no other JSON can be taken for an order.
TYPE = "antin-order-1"


def _is_kind(value: object) -> bool:
    return isinstance(value, str) and value in set(OrderKind)


def _is_involved(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) <= MAX_INVOLVED and all(map(is_person, value))
        and len(set(value)) == len(value)
    )


_FIELDS = {
    "type": Field(lambda value: value == TYPE), "id": Field(is_id), "kind": Field(_is_kind),
    "created_at": Field(lambda value: is_time(value) and str(value).endswith("Z")),
    "requested_by": Field(is_person), "involved": Field(_is_involved), "case": Field(is_text),
    "content": Field(lambda value: isinstance(value, Mapping)),
}


def canonical_bytes(order: Order) -> bytes:
    """What is hashed and signed: JSON by RFC 8785. Raises OrderMalformed: the order breaks a rule of its
    kind, or is larger than MAX_OCTETS.
    """
    value: dict[str, Json] = {
        "type": TYPE, "id": order.id, "kind": str(order.kind), "created_at": _written(order.created_at),
        "requested_by": order.requested_by, "involved": list(order.involved), "case": order.case,
        "content": order.content,
    }
    _check(value)
    return _bounded(canonical_json(value))


def read_order(data: bytes) -> Order:
    """The order that these bytes are. Raises OrderMalformed: too large, not canonical, an unknown field..."""
    value = parsed_json(_bounded(data))
    if not isinstance(value, dict):
        raise OrderMalformed(reason="not an object")
    _check(value)
    order = Order(
        value["id"], OrderKind(value["kind"]), datetime.fromisoformat(value["created_at"]),
        value["requested_by"], tuple(value["involved"]), value["case"], value["content"],
    )
    if canonical_bytes(order) != data:
        raise OrderMalformed(reason="not canonical")
    return order


def order_digest(order_bytes: bytes) -> str:
    """SHA-256 of the canonical bytes, hex: what people compare."""
    return hashlib.sha256(order_bytes).hexdigest()


def _check(value: Mapping[str, object]) -> None:
    fields = cast(Mapping[str, Json], value)
    check_fields(fields, _FIELDS, "order")
    content = cast(Mapping[str, Json], fields["content"])
    check_fields(content, CONTENTS[OrderKind(cast(str, fields["kind"]))], "content")


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_OCTETS:
        raise OrderMalformed(reason="too large")
    return data


def _written(at: datetime) -> str:
    if at.tzinfo is None or at.microsecond:
        raise OrderMalformed(reason="order: created_at")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
