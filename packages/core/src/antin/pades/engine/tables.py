"""What a revision does to older ones by its tables alone, without naming the object that changes.

An object packed in a stream changes with the stream, one whose number lies behind /Size is missing for those who heed
it, and one that no table names is found by those who search (ISO 32000-2 7.5.5, 7.5.7).
"""

import re
from contextlib import suppress

from antin.pdf import PdfBroken, Stream, View

_OBJECT = re.compile(rb"\d[\x00\t\n\x0c\r ]+\d+[\x00\t\n\x0c\r ]+obj(?![A-Za-z0-9])")


def changes_unnamed(old: View, new: View) -> bool:
    """Whether objects that the newer revision does not speak of are other ones in it. Raises PdfTooHeavy."""
    return (
        _lowers_size(old, new) or _holds_unnamed(old, new)
        or any(_holds_others(new, number) for number in new.written())
    )


def _lowers_size(old: View, new: View) -> bool:
    """Of the newest trailers; what is no number is not heeded by anybody."""
    before, after = (view.file.sections[view.index].trailer.get("/Size") for view in (old, new))
    return type(before) is int and type(after) is int and after < before


def _holds_unnamed(old: View, new: View) -> bool:
    """Whether the revision's octets hold an object that its section does not name."""
    file = new.file
    section = file.sections[new.index]
    before = max(each.end for each in file.sections[: old.index + 1])  # a linearised file ends in its oldest
    if section.start < before:
        return False  # of a linearised file
    known: list[tuple[int, int]] = []
    for _, place in section.places():
        if before <= place.offset < section.start:
            with suppress(PdfBroken):
                known.append((place.offset, file.object_at(place.offset)[2]))
    position = before
    for start, end in (*sorted(known), (section.start, section.start)):
        if position < start and _OBJECT.search(file.data, position, start):
            return True
        position = max(position, end)
    return False


def _holds_others(new: View, number: int) -> bool:
    """Whether an object stream written now is where an older table says that some object stands."""
    place = new.place(number)
    if place is None or place.offset < 0:
        return False
    written = new.written()
    with suppress(PdfBroken):
        holder = new.get(new.reference(number))
        if isinstance(holder, Stream) and holder.entries.get("/Type") == "/ObjStm":
            members = new.file.members(place.offset)[1]
            places = ((member, new.place(member)) for member in members)
            return any(found is not None and found.stream == number and m not in written for m, found in places)
    return False
