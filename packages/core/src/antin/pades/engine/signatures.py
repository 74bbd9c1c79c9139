"""Signature dictionaries as parsed: every filled signature field of a file, whatever it is filled with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from antin.pades.byte_range import ClaimedSignature, TableSpan
from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.pages import entries, page_of, rectangle_of
from antin.pdf import PdfFile, Ref, Repeated, Value, View, entries_of, text_of

_SIGNATURE_COST = 40  # units of work: a dictionary and what it forbids; some forty microseconds
_DATE = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?.*", re.DOTALL | re.ASCII
)


@dataclass(frozen=True)
class FieldLock:
    """Which fields a signature locks (ISO 32000-2 12.8.2.4). action: /All, /Include or /Exclude."""

    action: str
    fields: tuple[str, ...] = ()

    def is_locked(self, name: str) -> bool:
        """Whether a field of this name, or one above it, is locked; an unknown action locks all."""
        is_listed = any(name == each or name.startswith(each + ".") for each in self.fields)
        return is_listed if self.action == "/Include" else not is_listed if self.action == "/Exclude" else True


@dataclass(frozen=True)
class Restriction:
    """What a signature forbids to later revisions (ISO 32000-2 12.8.2.2, 12.8.2.4).

    permission: the DocMDP level: 1 nothing, 2 forms and signatures, 3 comments too; None: none stated.
    """

    permission: int | None = None
    is_certification: bool = False
    locked: FieldLock | None = None

    def is_locked(self, name: str) -> bool:
        """Whether a field of this name may no longer change."""
        return self.permission == 1 or (self.locked is not None and self.locked.is_locked(name))


@dataclass(frozen=True)
class FoundSignature:
    """A filled signature field. entries: the words of its dictionary by key; page: 0 when invisible."""

    field: str
    entries: dict[str, str]
    claimed_time: datetime | None
    claimed: ClaimedSignature
    restriction: Restriction
    page: int


def found_signatures(file: PdfFile) -> Iterator[FoundSignature]:
    """Every filled signature field of the newest revision. Raises PdfBroken, PdfTooHeavy."""
    view = file.newest
    for field in form_fields(view):
        if not (field.is_signature and field.is_filled):
            continue
        view.file.work.charge(_SIGNATURE_COST)
        signature = field.value_of("/V")
        words = {key: view.text(signature, key) for key in ("/Type", "/SubFilter", "/Name", "/Reason", "/Location")}
        yield FoundSignature(
            field.name, words, read_date(view.text(signature, "/M")), _claimed(view, field, signature),
            restriction_of(field), _page_of(field),
        )


def restriction_of(field: FormField) -> Restriction:
    """What the signature in this field forbids; also by the field's /Lock, which binds it (PDF 2.0)."""
    view = field.view
    transforms = dict(_transforms(view, field.value_of("/V")))
    is_certification = "/DocMDP" in transforms
    holder = transforms["/DocMDP"] if is_certification else field.value_of("/Lock")
    stated = view.entry(holder, "/P")
    level = (2 if is_certification else None) if stated is None else stated
    spec = transforms.get("/FieldMDP")
    return Restriction(permission_of(level), is_certification, lock_of(view, spec) if spec else None)


def permission_of(level: Value) -> int | None:
    """A DocMDP level; None when none is stated or it is unknown."""
    return level if type(level) is int and level in (1, 2, 3) else None


def lock_of(view: View, parameters: dict[str, Any]) -> FieldLock:
    """Which fields the parameters of a FieldMDP transform, or a field's /Lock, name."""
    names = (view.resolve(each) for each in view.array(parameters, "/Fields"))
    return FieldLock(view.text(parameters, "/Action"), tuple(text_of(each) for each in names))


def table_spans(file: PdfFile) -> tuple[TableSpan, ...]:
    """The cross-reference sections, oldest first."""
    return tuple(TableSpan(each.start, each.end, each.declared) for each in file.sections)


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


def _claimed(view: View, field: FormField, signature: Value) -> ClaimedSignature:
    members = [view.resolve(each) for each in view.array(signature, "/ByteRange")]
    numbers = tuple(each for each in members if type(each) is int)
    contents = entries_of(signature).get("/Contents")
    return ClaimedSignature(
        numbers if members and len(numbers) == len(members) else None,
        contents if isinstance(contents, bytes) else None,
        _position(view, field),
        any(isinstance(each, Repeated) for each in (entries_of(signature), *field.chain)),
    )


def _position(view: View, field: FormField) -> int | None:
    """Where the object that holds the signature dictionary begins; None inside an object stream."""
    holders = zip(field.chain, field.references, strict=True)
    holder, reference = next(
        (each for each in holders if view.entry(each[0], "/V") is not None), (field.chain[0], field.reference),
    )
    value = holder.get("/V")
    place = view.place(value.number if isinstance(value, Ref) else reference.number)
    return place.offset if place is not None and place.offset >= 0 else None


def _transforms(view: View, signature: Value) -> Iterator[tuple[str, dict[str, Any]]]:
    for each in view.array(signature, "/Reference"):
        found = view.resolve(each)
        yield view.text(found, "/TransformMethod"), view.dictionary(found, "/TransformParams")


def _page_of(field: FormField) -> int:
    view = field.view
    for widget in field.widgets:
        left, bottom, right, top = rectangle_of(view, entries(view, widget).get("/Rect")) or (0, 0, 0, 0)
        place = page_of(view, widget) if right > left and top > bottom else None
        if place is not None:
            return place[0]
    return 0
