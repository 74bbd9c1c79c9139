"""What a person asks for when documents are signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from antin import pades
from antin_cli.errors import OptionsApart
from antin_cli.inputs import read_small
from antin_cli.long_term import LEVELS
from antin_cli.looks import LookWishes
from antin_cli.texts import say


@dataclass(frozen=True)
class Wishes:
    """Where and how a signature is to stand. lines: None: the usual ones."""

    field: str | None
    page: int
    box: pades.Box | None
    lines: tuple[str, ...]
    image: bytes | None
    reason: str
    location: str
    tsa: str | None
    level: pades.Level
    looks: LookWishes
    certifies: int | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Wishes":
        """From the options of the command. Raises OptionsApart, InputUnreadable."""
        box, image = options["box"], options["image"]
        is_placed = box is not None or options["field"] is not None or options["place"] is not None
        if (options["visible"] or image) and not is_placed:
            raise OptionsApart(names="--visible, --image, --box, --field")
        tsa, named = options["tsa"], options["level"]
        if (named is not None) and (named != "b") != (tsa is not None):
            raise OptionsApart(names="--level, --tsa")
        level = LEVELS[named] if named else pades.Level.T if tsa else pades.Level.B
        return cls(
            options["field"], options["page"] or 1, pades.Box(*box) if box else None, options["visible"],
            read_small(image) if image else None, options["reason"], options["location"], tsa, level,
            LookWishes.of(options), options["certify"],
        )

    def field_spec(self) -> pades.FieldSpec:
        """Where the signature goes, before the words of a document are asked."""
        return pades.FieldSpec(self.field, self.page, self.box, must_exist=self.field is not None)

    def said_where(self) -> str:
        """Where every signature will stand, in words; empty where the words of each document say it."""
        if self.looks.is_placed:
            return ""
        if self.field is not None:
            return say("review.field", field=self.field)
        if self.box is None:
            return say("review.unseen")
        box = ",".join(f"{each:g}" for each in (self.box.x, self.box.y, self.box.width, self.box.height))
        return say("review.where", page=self._said_page(), box=box)

    def _said_page(self) -> str:
        if self.page > 0:
            return say("review.page", page=self.page)
        return say("review.last_page") if self.page == -1 else say("review.page_from_end", page=-self.page)
