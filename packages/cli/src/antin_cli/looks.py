"""How a signature is seen in one document, and where: as asked, or proposed from its words; and what to know of the
document before it is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from antin import pades
from antin.adapters.page_reading_apart import page_texts_apart
from antin.messages import message
from antin.pades.cautions import Caution, cautions
from antin.pades.errors import PlaceNotFound
from antin.pades.looks import (
    KINDS,
    Facts,
    Ink,
    Look,
    LookKind,
    PageText,
    Proposal,
    appearance_of,
    clean_picture,
    covers_text,
    proposals,
)
from antin_cli import language
from antin_cli.errors import OptionsApart
from antin_cli.inputs import read_small

_MAX_SHOWN = 60
_FACTS = ("number", "copy_form", "agency", "arrival", "comment", "initials", "address")


@dataclass(frozen=True)
class Signer:
    """As a certificate names it. at: of signing."""

    name: str
    agency: str
    at: datetime


@dataclass(frozen=True)
class Placed:
    """field: where a signature goes; appearance: what shows there."""

    field: pades.FieldSpec
    appearance: pades.Appearance | None


@dataclass(frozen=True)
class LookWishes:
    """look: None: lines and image as they were given. is_placed: by the words of the document."""

    look: Look | None
    facts: Facts
    is_placed: bool
    is_scanned: bool

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "LookWishes":
        """From the options of the command. Raises OptionsApart, InputUnreadable, ImageUnreadable and its like."""
        kind, place, size, box = (options[each] for each in ("look", "place", "size", "box"))
        given = {each: options[each] for each in (*_FACTS, "issued", "clean", "size") if options[each]}
        if kind is None and (place or given or options["no_labels"]):
            raise OptionsApart(names="--look, --place, --size, --clean, --number, --issued...")
        if kind is not None and (options["visible"] or (place and (box or options["field"]))):
            raise OptionsApart(names="--look, --place, --box, --field, --visible")
        if kind is not None and not (place or box or options["field"]):
            raise OptionsApart(names="--look, --place, --box, --field")
        facts = Facts(**{each: options[each] for each in _FACTS}, issued_on=options["issued"])
        look = None
        if kind is not None:
            image = read_small(options["image"]) if options["image"] else None
            if image and options["clean"]:
                image = clean_picture(image, Ink(options["clean"]))
            look = Look(LookKind(kind), image, size, has_labels=not options["no_labels"])
        return cls(look, facts, place is not None, not options["no_scan"])


class Seen:
    """One document before it is signed. Its pages are read once, and only when something asks for them."""

    def __init__(self, pdf: bytes, wishes: LookWishes) -> None:
        self._pdf, self._wishes = pdf, wishes
        self._pages: tuple[PageText, ...] | None = None

    def place(self) -> Proposal | None:
        """Where the words of the document put the look; None: it was not asked of them. Raises PlaceNotFound."""
        look = self._wishes.look
        if look is None or not self._wishes.is_placed:
            return None
        found = next(iter(proposals(look.kind, self.pages(), size_mm=look.size_mm)), None)
        if found is None:
            raise PlaceNotFound(kind=look.kind)
        return found

    def cautions(self, place: Proposal | None, box: pades.Box | None, page: int) -> tuple[Caution, ...]:
        """What to know of the document, and words that the signature covers; nothing with --no-scan."""
        if not self._wishes.is_scanned:
            return ()
        look = self._wishes.look
        over = place.over if place else ()
        box, page = (place.box, place.page) if place else (box, page)
        found = cautions(self._pdf, self.pages())
        if not self.pages():
            return (*found, Caution("caution_words_not_read"))
        may_cover = look is not None and KINDS[look.kind].may_cover_text
        if box is None or may_cover:
            return found
        words = [word.text for each in self._numbered(page) for word in covers_text(box, each, over=over)]
        return (*found, Caution("look_covers_text", page, " ".join(words)[:_MAX_SHOWN])) if words else found

    def _numbered(self, page: int) -> list[PageText]:
        """The page of a number from 1, or from -1 backwards; none, when it was not read."""
        number = page if page > 0 or not self.pages() else self.pages()[-1].number + page + 1
        return [each for each in self.pages() if each.number == number]

    def pages(self) -> tuple[PageText, ...]:
        """With the words that nobody sees. Raises PdfUnreadable."""
        if self._pages is None:
            self._pages = page_texts_apart(self._pdf, unseen=self._wishes.is_scanned)
        return self._pages


def placed_by(wishes: LookWishes, field: pades.FieldSpec, signer: Signer, place: Proposal | None) -> Placed | None:
    """The look of this signer in its place; None: no look was asked for. Raises LookIncomplete."""
    if wishes.look is None:
        return None
    facts = replace(
        wishes.facts, name=signer.name, agency=wishes.facts.agency or signer.agency, at=signer.at,
    )
    if place is None:
        return Placed(field, appearance_of(wishes.look, facts))
    facts = replace(facts, day_left=place.day_left, month_left=place.month_left)
    return Placed(replace(field, page=place.page, box=place.box), appearance_of(wishes.look, facts))


def said_place(place: Proposal) -> str:
    """Box and reason in words."""
    box = place.box
    reason = message(place.reason, language.current()).text
    return message(
        "look_placed", language.current(), page=place.page, reason=reason,
        box=f"{box.x:g},{box.y:g},{box.width:g},{box.height:g}",
    ).text


def said_caution(caution: Caution) -> str:
    """In words, with what to do."""
    told = message(caution.code, language.current(), **caution.fields)
    return f"{told.text} {told.hint}".strip()
