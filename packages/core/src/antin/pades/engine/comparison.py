"""Comparing parsed objects by content, and finding what they refer to."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from antin.pades.engine.values import reference_of, resolved

_MAX_DEPTH = 40


def is_same(one: Any, other: Any, depth: int = 0) -> bool:
    """Whether two objects have equal content; references are equal when they have equal numbers."""
    if depth > _MAX_DEPTH:
        return False
    if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
        is_stream = isinstance(one, generic.StreamObject)
        if is_stream != isinstance(other, generic.StreamObject) or one.keys() != other.keys():
            return False
        if is_stream and one.encoded_data != other.encoded_data:  # type: ignore[attr-defined]  # both are streams
            return False
        return all(is_same(one.raw_get(key), other.raw_get(key), depth + 1) for key in one)
    if isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
        return len(one) == len(other) and all(map(lambda a, b: is_same(a, b, depth + 1), one, other))
    if isinstance(one, generic.IndirectObject) and isinstance(other, generic.IndirectObject):
        return bool(one.reference == other.reference)
    return type(one) is type(other) and bool(one == other)


def differing_keys(old: Any, new: Any) -> set[str]:
    """The entries in which two dictionaries differ; `/` stands for objects that are not both dictionaries."""
    if not (is_dictionary(old) and is_dictionary(new)):
        return {"/"}
    return {
        str(key) for key in {*old, *new}
        if key not in old or key not in new or not is_same(old.raw_get(key), new.raw_get(key))
    }


def is_dictionary(value: Any) -> bool:
    """Whether entries can be looked up in it; streams count."""
    return isinstance(value, generic.DictionaryObject)


def references_in(value: Any) -> Iterator[generic.Reference]:
    """The objects a page uses under one of its entries, through arrays and dictionaries."""
    pending, seen = [value], set()
    while pending:
        each = pending.pop()
        reference = reference_of(each)
        if reference is not None:
            if reference in seen:
                continue
            seen.add(reference)
            yield reference
        found = resolved(each)
        if isinstance(found, generic.ArrayObject):
            pending.extend(found)
        elif isinstance(found, generic.DictionaryObject):
            pending.extend(
                inner
                for key, inner in found.items()
                if key not in ("/Parent", "/P", "/Popup", "/IRT", "/Dest")
            )
