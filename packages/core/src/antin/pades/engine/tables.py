"""What a revision does to older ones by its tables alone, without naming the object that changes.

An object packed in a stream changes with the stream, and one whose number lies behind /Size is missing for those who
heed it (ISO 32000-2 7.5.5, 7.5.7).
"""

from contextlib import suppress

from antin.pdf import PdfBroken, Stream, View


def changes_unnamed(old: View, new: View) -> bool:
    """Whether objects that the newer revision does not speak of are other ones in it. Raises PdfTooHeavy."""
    return _lowers_size(old, new) or any(_holds_others(new, number) for number in new.written())


def _lowers_size(old: View, new: View) -> bool:
    """Of the newest trailers; what is no number is not heeded by anybody."""
    before, after = (view.file.sections[view.index].trailer.get("/Size") for view in (old, new))
    return type(before) is int and type(after) is int and after < before


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
