"""An order in the words that an officer checks before signing."""

import hashlib
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import cast

from antin.messages import Language, catalogue, message
from antin.orders.canonical import Json
from antin.orders.model import Order
from antin.orders.reading import canonical_bytes, order_digest

_HANOI = timezone(timedelta(hours=7))
# Fields that hold times, and fields whose values have a text of their own in the catalogue.
_TIMES = {"effective_at", "at", "not_before", "until"}
_CODES = {"reason": "order_reason_", "profile": "order_profile_"}
_ORDER_OF_CONTENT = (
    "profile", "subject", "email", "agency", "serial", "reason", "effective_at", "at", "not_before", "days",
    "until", "public_key_info", "request", "note",
)


def summary(order: Order, language: Language = "vi") -> tuple[tuple[str, str], ...]:
    """Label and value of everything the order says; its digest last. Raises OrderMalformed."""
    return tuple(
        (message(f"order_label_{name}", language).text, value) for name, value in _lines(order, language)
    )


def _lines(order: Order, language: Language) -> Iterator[tuple[str, str]]:
    yield "kind", message(f"order_kind_{order.kind}", language).text
    for name in _ORDER_OF_CONTENT:
        if order.content.get(name, "") != "":
            yield from _shown(name, order.content[name], language)
    yield "case", order.case or "—"
    yield "requested_by", order.requested_by
    yield "involved", ", ".join(order.involved) or "—"
    yield "created_at", _time(order.created_at)
    yield "id", order.id
    yield "digest", order_digest(canonical_bytes(order))


def _shown(name: str, value: Json, language: Language) -> Iterator[tuple[str, str]]:
    if name == "subject":
        yield from _subject(cast(Mapping[str, Json], value))
    elif name in ("public_key_info", "request"):
        yield name, f"SHA-256 {hashlib.sha256(b64decode(str(value))).hexdigest()}"
    elif name in _TIMES:
        yield name, _time(datetime.fromisoformat(str(value)))
    elif name == "serial":
        yield name, str(value).upper()
    else:
        yield name, _coded(name, str(value), language)


def _subject(subject: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    yield "common_name", str(subject["common_name"])
    organisations = cast(Sequence[str], subject["organisation_path"])
    yield "organisation_path", " › ".join(organisations) or "—"
    place = [str(subject[each]) for each in ("locality", "country") if subject.get(each)]
    if place:
        yield "place", ", ".join(place)


def _coded(name: str, value: str, language: Language) -> str:
    code = f"{_CODES.get(name, '')}{value}"
    return f"{message(code, language).text} ({value})" if name in _CODES and code in catalogue() else value


def _time(at: datetime) -> str:
    return at.astimezone(_HANOI).strftime("%d/%m/%Y %H:%M:%S +07:00")
