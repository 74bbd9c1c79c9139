"""Looking into parsed objects without trusting their kinds: references followed, null and absent taken as
one.
"""

from typing import Any

from pyhanko.pdf_utils import generic

_EMPTY = generic.DictionaryObject()


def resolved(value: Any) -> Any:
    """The object itself when the value is a reference to it; None for null."""
    found = value.get_object() if isinstance(value, generic.IndirectObject) else value
    return None if isinstance(found, generic.NullObject) else found


def entry(dictionary: Any, key: str) -> Any:
    """An entry of a dictionary, followed; None when it is absent or the object is no dictionary."""
    if not isinstance(dictionary, generic.DictionaryObject) or key not in dictionary:
        return None
    return resolved(dictionary.raw_get(key))


def dictionary_at(dictionary: Any, key: str) -> generic.DictionaryObject:
    """A dictionary inside a dictionary; an empty one when there is none."""
    found = entry(dictionary, key)
    return found if isinstance(found, generic.DictionaryObject) else _EMPTY


def array_at(dictionary: Any, key: str) -> list[Any]:
    """The members of an array inside a dictionary, references not followed; none when there is no array."""
    found = entry(dictionary, key)
    return list(found) if isinstance(found, generic.ArrayObject) else []


def numbers(value: Any) -> list[float]:
    """The members of an array of numbers; none when it is anything else."""
    found = resolved(value)
    if not isinstance(found, generic.ArrayObject):
        return []
    members = [resolved(each) for each in found]
    is_numeric = all(isinstance(each, generic.NumberObject | generic.FloatObject) for each in members)
    return [float(each) for each in members] if is_numeric else []


def whole_number(value: Any) -> int | None:
    """An integer; None when it is anything else."""
    found = resolved(value)
    return int(found) if isinstance(found, generic.NumberObject) else None


def text(value: Any) -> str:
    """A text string; empty when it is anything else."""
    found = resolved(value)
    return str(found) if isinstance(found, generic.TextStringObject | generic.NameObject) else ""


def reference_of(value: Any) -> generic.Reference | None:
    """What a reference points at; None when the value is no reference."""
    return value.reference if isinstance(value, generic.IndirectObject) else None
