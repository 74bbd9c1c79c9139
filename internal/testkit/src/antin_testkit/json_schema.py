"""Does a value fit a JSON schema? The keywords that our schemas use, and no key that the schema does not name."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = {
    "$schema", "title", "type", "required", "properties", "items", "enum", "pattern", "anyOf", "minimum", "minItems",
    "maxItems",
}


def misfits(value: Any, schema: Mapping[str, Any], path: str = "$") -> Iterator[str]:
    """Where and why the value does not fit. Raises AssertionError: the schema uses a keyword not known here."""
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "anyOf" in schema:
        tries = [list(misfits(value, each, path)) for each in schema["anyOf"]]
        yield from min(tries, key=len)
        return
    kinds = _TYPES[schema["type"]]
    if not isinstance(value, kinds) or (bool not in kinds and isinstance(value, bool)):
        yield f"{path}: {value!r} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and not re.search(str(schema["pattern"]), str(value)):
        yield f"{path}: {value!r} is not written as {schema['pattern']}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{path}: {value!r} is too small"
    yield from _within(value, schema, path)


def _within(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{path}: has {len(value)} items"
        for place, each in enumerate(value):
            yield from misfits(each, schema["items"], f"{path}[{place}]")
    if isinstance(value, dict):
        properties = schema["properties"]
        yield from (f"{path}: lacks {key}" for key in schema["required"] if key not in value)
        yield from (f"{path}: {key} is not in the schema" for key in value if key not in properties)
        for key in value.keys() & properties.keys():
            yield from misfits(value[key], properties[key], f"{path}.{key}")
