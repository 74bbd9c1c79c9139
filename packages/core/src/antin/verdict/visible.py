"""What a person sees on the pages of a file, as plain data. Reading it from a PDF is an adapter's work."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class VisibleWord:
    """Letters that stand together. Points from the top left of the page as displayed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class VisiblePage:
    """A page as displayed, with what its annotations draw. width, height: points.

    image_share: of the page's surface, 0 to 1. has_visible_text: letters that are drawn, not only selectable.
    """

    width: float
    height: float
    words: tuple[VisibleWord, ...] = ()
    image_share: float = 0.0
    has_visible_text: bool = False


@dataclass(frozen=True)
class VisibleContent:
    """The first pages of a file, and the program that made it, as the file says."""

    pages: tuple[VisiblePage, ...] = ()
    producer: str = ""


# Gives what a PDF shows; None when that cannot be told. It keeps its own bounds and never raises.
ReadVisible = Callable[[bytes], VisibleContent | None]

MIN_IMAGE_SHARE = 0.6
_SCANNERS = re.compile(
    r"scan|camscanner|naps2|twain|paperstream|konica|minolta|ricoh|xerox|kyocera|canon|epson|fujitsu|sharp mx"
    r"|brother|hp (officejet|laserjet|digital sending)|office lens|vflat", re.IGNORECASE,
)
_PRINTERS = re.compile(
    r"print to pdf|pdf24|pdfcreator|cutepdf|dopdf|bullzip|foxit (pdf |reader )?(phantompdf )?printer|acrobat distiller"
    r"|gpl ghostscript|primopdf|novapdf|pdf-xchange (standard|lite|printer)", re.IGNORECASE,
)


# What programs draw where somebody signed.
_DRAWN_SIGNATURE = re.compile(
    r"ký bởi:|người ký:|thời gian ký:|digitally signed by|signature not verified", re.IGNORECASE,
)


def copy_code(content: VisibleContent) -> str:
    """What a file without signature is: the code of the catalogue, empty when it is nothing particular."""
    if is_scan(content):
        return "scanned_copy"
    if shows_signature(content):
        return "signature_only_drawn"
    return "printed_copy" if is_printed(content) else ""


def shows_signature(content: VisibleContent) -> bool:
    """Whether a page shows what programs draw for a digital signature."""
    texts = (" ".join(word.text for word in page.words) for page in content.pages)
    return any(_DRAWN_SIGNATURE.search(unicodedata.normalize("NFC", text)) for text in texts)


def is_scan(content: VisibleContent) -> bool:
    """Whether the pages are pictures: covered by images, with no letters drawn or made by a scanner."""
    is_by_scanner = bool(_SCANNERS.search(content.producer))
    return bool(content.pages) and all(
        each.image_share >= MIN_IMAGE_SHARE and (is_by_scanner or not each.has_visible_text) for each in content.pages
    )


def is_printed(content: VisibleContent) -> bool:
    """Whether the file came out of a printer driver, which keeps no signature of what was printed."""
    return bool(_PRINTERS.search(content.producer))
