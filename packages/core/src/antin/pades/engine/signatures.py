"""Signature dictionaries as parsed: every filled signature field of a file, whatever it is filled with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm

from antin.pades.byte_range import ClaimedSignature, TableSpan
from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.pages import page_numbers, rectangle_of
from antin.pades.engine.values import (
    array_at,
    dictionary_at,
    entry,
    reference_of,
    resolved,
    text,
    whole_number,
)

_DATE = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?.*", re.DOTALL | re.ASCII
)


@dataclass(frozen=True)
class Restriction:
    """What a signature forbids to later revisions (ISO 32000-2 12.8.2.2, 12.8.2.4)."""

    permission: MDPPerm | None = None
    is_certification: bool = False
    locked: FieldMDPSpec | None = None

    def is_locked(self, name: str) -> bool:
        """Whether a field of this name may no longer change."""
        return self.permission == MDPPerm.NO_CHANGES or (
            self.locked is not None and self.locked.is_locked(name)
        )


@dataclass(frozen=True)
class FoundSignature:
    """A filled signature field. entries: the words of its dictionary by key; page: 0 when invisible."""

    field: str
    entries: dict[str, str]
    claimed_time: datetime | None
    claimed: ClaimedSignature
    restriction: Restriction
    page: int


def found_signatures(reader: PdfFileReader) -> Iterator[FoundSignature]:
    """Every filled signature field of the newest revision; to be used inside `parser_door`."""
    fields = [each for each in form_fields(reader) if each.is_signature and each.is_filled]
    visible = _visible_pages(reader) if fields else {}
    for field in fields:
        signature = field.value_of("/V")
        words = {
            key: text(entry(signature, key))
            for key in ("/Type", "/SubFilter", "/Name", "/Reason", "/Location")
        }
        yield FoundSignature(
            field.name, words, read_date(text(entry(signature, "/M"))), _claimed(reader, field, signature),
            restriction_of(field), _page_of(field, visible),
        )


def restriction_of(field: FormField) -> Restriction:
    """What the signature in this field forbids; also by the field's /Lock, which binds it (PDF 2.0)."""
    transforms = dict(_transforms(field.value_of("/V")))
    is_certification = "/DocMDP" in transforms
    stated = entry(transforms["/DocMDP"] if is_certification else field.value_of("/Lock"), "/P")
    level = (2 if is_certification else None) if stated is None else whole_number(stated)
    spec = transforms.get("/FieldMDP")
    return Restriction(
        permission_of(level), is_certification, _lock_of(spec) if spec else None
    )


def permission_of(level: int | None) -> MDPPerm | None:
    """A DocMDP level; None when none is stated or it is unknown."""
    return MDPPerm(level) if level in (1, 2, 3) else None


def table_spans(reader: PdfFileReader) -> tuple[TableSpan, ...]:
    """The cross-reference sections, oldest first."""
    found = (reader.xrefs.get_xref_container_info(index) for index in range(reader.xrefs.total_revisions))
    return tuple(TableSpan(each.start_location, each.end_location, each.declared_startxref) for each in found)


def read_date(value: str) -> datetime | None:
    """A PDF date as an aware time; UTC when it names no zone; None when it is no date (ISO 32000-2 7.9.4)."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[group] or (group in (2, 3))) for group in range(1, 7))
    offset = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0)) * (-1 if match[7] == "-" else 1)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _claimed(reader: PdfFileReader, field: FormField, signature: Any) -> ClaimedSignature:
    members = [whole_number(each) for each in array_at(signature, "/ByteRange")]
    numbers = tuple(each for each in members if each is not None)
    contents = None
    if isinstance(signature, generic.DictionaryObject) and "/Contents" in signature:
        raw = signature.raw_get("/Contents", decrypt=generic.EncryptedObjAccess.RAW)
        contents = getattr(raw, "original_bytes", None)
    return ClaimedSignature(
        numbers if members and len(numbers) == len(members) else None, contents, _position(reader, field),
    )


def _position(reader: PdfFileReader, field: FormField) -> int | None:
    """Where the object that holds the signature dictionary begins; None inside an object stream."""
    holder = next((each for each in field.chain if entry(each, "/V") is not None), field.chain[0])
    reference = reference_of(holder.raw_get("/V")) or field.reference
    place = reader.xrefs[reference]
    return place if isinstance(place, int) else None


def _lock_of(parameters: generic.DictionaryObject) -> FieldMDPSpec:
    """Which fields are locked; hashable, so that judgements can be kept."""
    spec = FieldMDPSpec.from_pdf_object(parameters)
    names: Any = tuple(str(each) for each in spec.fields or ())
    return FieldMDPSpec(spec.action, names)


def _transforms(signature: Any) -> Iterator[tuple[str, generic.DictionaryObject]]:
    for each in array_at(signature, "/Reference"):
        found = resolved(each)
        yield str(entry(found, "/TransformMethod")), dictionary_at(found, "/TransformParams")


def _visible_pages(reader: PdfFileReader) -> dict[generic.Reference, int]:
    return {
        reference: number
        for number, page in page_numbers(reader)
        for each in array_at(page, "/Annots")
        if (reference := reference_of(each)) is not None
    }


def _page_of(field: FormField, pages: dict[generic.Reference, int]) -> int:
    for value in (*array_at(field.chain[0], "/Kids"), None):
        reference = field.reference if value is None else reference_of(value)
        widget = field.chain[0] if value is None else resolved(value)
        left, bottom, right, top = rectangle_of(entry(widget, "/Rect")) or (0, 0, 0, 0)
        if reference in pages and right > left and top > bottom:
            return pages[reference]
    return 0
