"""The number and symbol of a document: `123/QĐ-UBND`, `30/2020/NĐ-CP`, `456/UBND-KGVX`, `45-QĐ/TU`
(NĐ 30/2020/NĐ-CP Phụ lục I.II.3; HD 36-HD/VPTW for the Party's).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from antin.casework.document_types import (
    DOCUMENT_TYPES,
    ISSUER_SYMBOLS,
    LETTER,
    DocumentType,
    Issuers,
    IssuerSymbol,
)

MAX_LENGTH = 60
# Hyphens of every kind; Icelandic letters and a Croatian one that old fonts show as Đ, đ.
_LOOKALIKES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u2044": "/", "\u2215": "/",
})
_PART = r"[A-Za-zĐđ&]+[0-9]{0,3}"
_NUMBER = re.compile(rf"([0-9]{{1,6}}[A-Za-z]?)(?:/((?:19|20)[0-9]{{2}}))?([/-])({_PART}(?:[-/.]{_PART}){{0,5}})")
_LABEL = re.compile(r"^\s*(?:luật|nghị quyết|pháp lệnh)?\s*số\s*:?", re.IGNORECASE)
_TYPES = {each.letters.upper(): each for each in DOCUMENT_TYPES}
_SYMBOLS = {each.letters.upper(): each for each in ISSUER_SYMBOLS}


@dataclass(frozen=True)
class DocumentNumber:
    """A number read into its parts. text: as it is written today. year: 0 when it states none.

    type: None when its letters are not of the decree. issuer: None when the letters name nobody known.
    """

    text: str
    number: str
    year: int
    symbol: str
    type: DocumentType | None
    issuer: IssuerSymbol | None


@dataclass(frozen=True)
class NumberAnswer:
    """What can be said to somebody who has a number and no file: a code of the catalogue and its fields."""

    code: str
    number: DocumentNumber | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def plain_letters(text: str) -> str:
    """The text in NFC, what only looks like a hyphen, a slash or the letter Đ replaced."""
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES)


def document_number(text: str) -> DocumentNumber | None:
    """The number that a text is, with or without the word Số; None when it is none. Never raises."""
    written = "".join(_LABEL.sub("", plain_letters(text[: 4 * MAX_LENGTH])).split())
    found = _NUMBER.fullmatch(written)
    if found is None or len(written) > MAX_LENGTH:
        return None
    number, year, _, symbol = found.groups()
    kind, issuer = _kind_and_issuer(re.split(r"[-/.]", symbol))
    return DocumentNumber(written, number, int(year or 0), symbol, kind, issuer)


def number_answer(text: str, *, on: date) -> NumberAnswer:
    """What a number on paper tells, and where to ask for the electronic original.

    A number proves nothing: anybody can print it. on: the day in Vietnam.
    """
    number = document_number(text)
    if number is None:
        return NumberAnswer("number_not_understood")
    if number.year > on.year:
        return NumberAnswer("number_from_the_future", number, {"number": number.text, "year": number.year})
    kind = number.type.name if number.type else "?"
    fields: dict[str, object] = {"number": number.text, "type": kind}
    if number.issuer is None:
        return NumberAnswer("number_of_unknown_issuer", number, {**fields, "symbol": number.symbol})
    fields["issuer"] = number.issuer.name
    if number.issuer.until and number.year > number.issuer.until:
        return NumberAnswer("number_of_abolished_issuer", number, {**fields, "until": number.issuer.until})
    return NumberAnswer(_ASKED[number.issuer.issuers], number, fields)


_ASKED = {
    Issuers.NATIONAL: "number_of_national_issuer",
    Issuers.PROVINCIAL: "number_of_provincial_issuer",
    Issuers.COUNCIL_OR_COMMITTEE: "number_of_council_or_committee",
    Issuers.PARTY: "number_of_party_issuer",
}


def _kind_and_issuer(parts: list[str]) -> tuple[DocumentType | None, IssuerSymbol | None]:
    """Type first, then issuer; a letter (công văn) begins with its issuer."""
    kind = _TYPES.get(parts[0].upper())
    if kind is not None and len(parts) > 1:
        return kind, _issuer(parts[1])
    issuer = _issuer(parts[0])
    return (LETTER if issuer and not _is_of_the_assembly(issuer) else kind), issuer


def _issuer(letters: str) -> IssuerSymbol | None:
    """By its letters; the term stands behind those of the National Assembly (QH15)."""
    return _SYMBOLS.get(letters.upper()) or _SYMBOLS.get(letters.upper().rstrip("0123456789"))


def _is_of_the_assembly(issuer: IssuerSymbol) -> bool:
    """Whether the number is of a law or resolution, which names no type (Luật 80/2015)."""
    return issuer.letters in {"QH", "UBTVQH"}
