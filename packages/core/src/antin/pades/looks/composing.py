"""A look and the facts of a document as an appearance: a function for each kind, in a table."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone

from antin.casework.marks import mark_value
from antin.pades.appearance import Appearance
from antin.pades.errors import LookIncomplete
from antin.pades.looks.facts import Facts, Look
from antin.pades.looks.kinds import KINDS, LookKind, Need
from antin.pades.parts import BLACK, RED, Align, Area, Code, Frame, Line, Part, Picture, Text
from antin.pades.wording import annex_lines, copy_lines, signature_lines

_VIETNAM = timezone(timedelta(hours=7))
_MARK_PT, _NUMBER_PT, _DATE_PT = (float(mark_value(f"{each}_size_pt")) for each in ("mark", "number", "date"))
_EDGE = 0.04


def appearance_of(look: Look, facts: Facts) -> Appearance:
    """Raises LookIncomplete: something that the kind shows is not known."""
    missing = [need for need in KINDS[look.kind].needs if not _is_known(need, look, facts)]
    if look.kind is LookKind.INITIALS and not (look.image or facts.initials):
        missing.append(Need.IMAGE)
    if missing:
        raise LookIncomplete(kind=look.kind, missing=", ".join(missing))
    return _COMPOSERS[look.kind](look, facts)


def written_day(day: date) -> str:
    """As the decree writes it: ngày 05 tháng 02 năm 2026; days below 10 and months 1, 2 have a zero."""
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year:04}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def _is_known(need: Need, look: Look, facts: Facts) -> bool:
    return bool(look.image if need is Need.IMAGE else getattr(facts, need))


def _picture(look: Look, _: Facts) -> Appearance:
    """To the edges of the box, so that a seal has its real size."""
    return Appearance(parts=(Picture(_image(look)),))


def _number(look: Look, facts: Facts) -> Appearance:
    return _line(look, facts.number, _NUMBER_PT, Align.CENTRE)


def _date(look: Look, facts: Facts) -> Appearance:
    """The whole date, or only day and month where the document left blanks for them."""
    day = facts.issued_on or date.min
    if facts.day_left is None or facts.month_left is None:
        return _line(look, written_day(day), _DATE_PT, Align.CENTRE, is_italic=True)
    blanks = ((facts.day_left, f"{day.day:02}"), (facts.month_left, _month(day)))
    return Appearance(parts=tuple(
        Text((text,), Area(left, 0, 1 - left), _DATE_PT, colour=look.colour or BLACK, is_italic=True)
        for left, text in blanks
    ))


def _line(look: Look, text: str, size_pt: float, align: Align, *, is_italic: bool = False) -> Appearance:
    colour = look.colour or BLACK
    return Appearance(parts=(Text((text,), size_pt=size_pt, colour=colour, align=align, is_italic=is_italic),))


def _appendix(_: Look, facts: Facts) -> Appearance:
    return _mark(annex_lines(document_number=facts.number, at=_at(facts)))


def _copy(_: Look, facts: Facts) -> Appearance:
    return _mark(copy_lines(form=facts.copy_form, agency=facts.agency, at=_at(facts)))


def _mark(lines: tuple[str, ...]) -> Appearance:
    """Upright, black, of the size that the decree names, and of no other."""
    return Appearance(parts=(Text(lines, size_pt=_MARK_PT, least_pt=_MARK_PT, align=Align.RIGHT),))


def _incoming(look: Look, facts: Facts) -> Appearance:
    """The agency above; ĐẾN beside number and day of arrival."""
    colour = look.colour or RED
    rows = (f"Số: {facts.arrival}", f"Ngày: {_at(facts).astimezone(_VIETNAM):%d/%m/%Y}")
    parts: tuple[Part, ...] = (
        Frame(colour), Line((0, 0.34), (1, 0.34), colour), Line((0.32, 0.34), (0.32, 1), colour),
        Text((facts.agency.upper(),), Area(_EDGE, 0, 1 - 2 * _EDGE, 0.34), 10, colour=colour, align=Align.CENTRE),
        Text(("ĐẾN",), Area(0, 0.34, 0.32, 0.66), 13, colour=colour, align=Align.CENTRE),
        *(
            Text((row,), Area(0.32 + _EDGE, 0.34 + 0.33 * place, 0.68 - 2 * _EDGE, 0.33), 11, colour=colour)
            for place, row in enumerate(rows)
        ),
    )
    return Appearance(parts=parts)


def _comment(look: Look, facts: Facts) -> Appearance:
    colour = look.colour or BLACK
    signed = f"{facts.name}, {_at(facts).astimezone(_VIETNAM):%d/%m/%Y %H:%M}"
    return Appearance(parts=(
        Text((facts.comment,), Area(0, 0, 1, 0.7), 12, colour=colour),
        Text((signed,), Area(0, 0.7, 1, 0.3), 10, colour=colour, align=Align.RIGHT, is_italic=True),
    ))


def _initials(look: Look, facts: Facts) -> Appearance:
    if look.image:
        return _picture(look, facts)
    return _line(look, facts.initials, 10, Align.CENTRE, is_italic=True)


def _signature(look: Look, facts: Facts) -> Appearance:
    lines = signature_lines(name=facts.name, agency=facts.agency, at=_at(facts), has_labels=look.has_labels)
    return Appearance(lines, look.image)


def _code(look: Look, facts: Facts) -> Appearance:
    return Appearance(parts=(Code(facts.address),))


def _image(look: Look) -> bytes:
    return look.image or b""


def _at(facts: Facts) -> datetime:
    assert facts.at is not None
    return facts.at


_COMPOSERS: Mapping[LookKind, Callable[[Look, Facts], Appearance]] = {
    LookKind.LEADER: _picture, LookKind.SEAL: _picture, LookKind.NUMBER: _number, LookKind.DATE: _date,
    LookKind.APPENDIX: _appendix, LookKind.COPY: _copy, LookKind.INCOMING: _incoming, LookKind.COMMENT: _comment,
    LookKind.INITIALS: _initials, LookKind.SIGNATURE: _signature, LookKind.CODE: _code,
}
