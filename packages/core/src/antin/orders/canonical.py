"""JSON in its one canonical form (RFC 8785), of what orders are made of: no fractions, no null.

Numbers are whole and within what every JSON reader keeps exactly (RFC 8785 3.2.2.3: doubles).
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from antin.orders.errors import OrderMalformed

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json]"
LARGEST_NUMBER = 2**53 - 1


def canonical_json(value: Json) -> bytes:
    """The one encoding of a value. Raises OrderMalformed: something that has none here."""
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise OrderMalformed(reason="lone surrogate") from error
    except RecursionError as error:
        raise OrderMalformed(reason="too deep") from error


def parsed_json(data: bytes) -> object:
    """The value that the bytes hold, canonical or not; each key once, no fractions.

    Raises OrderMalformed.
    """
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_float=_refused, parse_constant=_refused,
        )
    except (ValueError, RecursionError) as error:
        raise OrderMalformed(reason="not JSON") from error


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case int() if abs(value) <= LARGEST_NUMBER:
            return str(value)
        case Mapping():
            return _object(value)
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return "[" + ",".join(_text(each) for each in value) + "]"
        case _:
            raise OrderMalformed(reason=f"no canonical form for {type(value).__name__}")


def _object(value: Mapping[object, object]) -> str:
    """Keys sorted by their UTF-16 code units (RFC 8785 3.2.3)."""
    names = [name for name in value if isinstance(name, str)]
    if len(names) < len(value):
        raise OrderMalformed(reason="key is no string")
    names.sort(key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{_text(name)}:{_text(value[name])}" for name in names) + "}"


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise OrderMalformed(reason="key twice")
    return found


def _refused(text: str) -> object:
    raise OrderMalformed(reason=f"number {text[:20]}")
