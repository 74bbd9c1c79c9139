"""What a look is drawn from: what a person or organisation keeps, and what is known of one document."""

from dataclasses import dataclass
from datetime import date, datetime

from antin.pades.looks.kinds import KINDS, LookKind, Size
from antin.pades.parts import Colour


@dataclass(frozen=True)
class Look:
    """How a signature is to be seen.

    image: PNG or JPEG of signature, seal or initials. size_mm: None takes the kind's; a seal's is its diameter twice.
    has_labels: whether lines say what they are, as in “Ký bởi: ...”. colour: None takes the usual one.
    """

    kind: LookKind
    image: bytes | None = None
    size_mm: Size | None = None
    has_labels: bool = True
    colour: Colour | None = None

    @property
    def size(self) -> Size:
        """Width and height in millimetres."""
        return self.size_mm or KINDS[self.kind].size_mm


@dataclass(frozen=True)
class Facts:
    """Of one document and its signing; empty parts are not known.

    at: of signing, aware. number: of the document, as the look is to show it. issued_on: the day it is dated.
    copy_form: Sao y, Sao lục or Trích sao. arrival: the number of an incoming document. initials: letters in place
    of a picture. address: of the page where the document can be verified.
    day_left, month_left: where day and month begin in a date with blanks, as shares of the box; both or none.
    """

    name: str = ""
    agency: str = ""
    at: datetime | None = None
    number: str = ""
    issued_on: date | None = None
    copy_form: str = ""
    arrival: str = ""
    comment: str = ""
    initials: str = ""
    address: str = ""
    day_left: float | None = None
    month_left: float | None = None
