"""What somebody should know of a document before signing it: hidden or overlaid content, programs, things that move.

It warns and forbids nothing: a form, a scan with letters below it, or an attachment may be meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from antin.pades.engine.prescan import Found, found_in
from antin.pades.looks.page_text import PageText
from antin.pades.looks.placing import covers_text
from antin.pdf import PdfFile

_MAX_TEXT, _MAX_TOLD = 60, 50
_OVER_WORDS = {"caution_annotation": "caution_annotation_over_text", "caution_field": "caution_field_over_text"}


@dataclass(frozen=True)
class Caution:
    """A code of the catalogue. page: from 1, 0: of the whole document. text: some of the words it is about."""

    code: str
    page: int = 0
    text: str = ""

    @property
    def fields(self) -> Mapping[str, object]:
        """For the text of the catalogue."""
        return {"page": self.page, "text": self.text}


def cautions(pdf: bytes, pages: Sequence[PageText] = ()) -> tuple[Caution, ...]:
    """In the order of pages; at most _MAX_TOLD. pages: words as an adapter reads them, with those that nobody sees;
    without them nothing is said about words; where they leave out pages, that is.

    Raises what opening a file raises: NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded,
    PdfEncryptionUnsupported.
    """
    by_number = {each.number: each for each in pages}
    told = {_of_words(each, by_number): None for each in found_in(PdfFile(pdf))}
    told |= {each: None for page in pages for each in _unseen(page)}
    if pages and pages[-1].number > len(pages):
        told[Caution("caution_pages_not_read", pages[-1].number)] = None
    shown = [each for each in told if each.code != "caution_field"]
    return tuple(sorted(shown, key=lambda each: each.page)[:_MAX_TOLD])


def _of_words(found: Found, pages: Mapping[int, PageText]) -> Caution:
    """What is over words says so; a field that is not is what forms are made of."""
    page = pages.get(found.page)
    if page is not None and found.box is not None and found.code in _OVER_WORDS:
        covered = covers_text(found.box, page)
        if covered:
            return Caution(_OVER_WORDS[found.code], found.page, _shown([each.text for each in covered]))
    return Caution(found.code, found.page)


def _unseen(page: PageText) -> Iterator[Caution]:
    for code in dict.fromkeys(code for code, _ in page.unseen):
        words = [text for each, text in page.unseen if each == code]
        yield Caution(f"caution_{code}", page.number, _shown(words))


def _shown(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}…"
