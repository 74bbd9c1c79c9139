"""The shapes of what is written in this folder. Texts are in the language of the page that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SECTIONS = (1, 2, 3, 4, 5)
"""The five sections of the 2020 page, in its order; section 0 holds pages about the portal itself."""

LANGUAGES = ("vi", "en")


class State(StrEnum):
    """What the portal itself does of the matter of a page."""

    OPEN = "open"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Confidence(StrEnum):
    """How far a source was read."""

    READ = "read"  # the text itself
    RESTATED = "restated"  # through another document that restates it
    UNSURE = "unsure"  # not compared with any text


@dataclass(frozen=True)
class Source:
    """Where a statement comes from."""

    text: str
    confidence: Confidence


@dataclass(frozen=True)
class Link:
    """Words and the address they lead to, ready for a page."""

    text: str
    address: str


@dataclass(frozen=True)
class Part:
    """A stretch of a page under one heading. anchor: its place on the page; empty for what stands before the first.

    words: plain text, for the search.
    """

    anchor: str
    heading: str
    level: int
    words: str


@dataclass(frozen=True)
class Page:
    """One page of guidance. section, order: its place on the home page; order 0 leads its section.

    state, today: what is open here, and what to do today when not all is. html: the body, safe to print as it is.
    also: other words by which people look for it; found, never shown.
    """

    slug: str
    language: str
    title: str
    section: int
    order: int
    summary: str
    audience: str
    state: State
    today: str
    reviewed: date
    next: Link | None
    sources: tuple[Source, ...]
    has_forms_table: bool
    html: str
    parts: tuple[Part, ...]
    also: str = ""

    @property
    def headings(self) -> tuple[Part, ...]:
        """The parts of the second level: what stands in the contents of the page."""
        return tuple(part for part in self.parts if part.level == 2)


@dataclass(frozen=True)
class FormNote:
    """A form in plain words: what it is for, who signs it, where it goes."""

    title: str
    purpose: str
    signer: str
    send_to: str


@dataclass(frozen=True)
class Software:
    """A program that people need. Empty version or sha256: see the publisher; nothing is guessed.

    source: words; source_address: a link, or empty. sha256_note: how to check when there is no number.
    """

    id: str
    name: str
    group: str
    version: str
    version_2020: str
    system: str
    publisher: str
    about: str
    source: str
    source_address: str
    sha256: str
    sha256_note: str


@dataclass(frozen=True)
class Attachment:
    """A file of the 2020 page. Exactly one of form ("law/number"), is_archive, guide, software says where it leads."""

    name: str
    title: str
    form: str
    is_archive: bool
    guide: str
    software: str


@dataclass(frozen=True)
class Library:
    """Everything in one language. broken: links whose target does not exist, as "page: link"; none on a good day."""

    language: str
    pages: Mapping[str, Page]
    forms: Mapping[str, FormNote]
    software: tuple[Software, ...]
    attachments: tuple[Attachment, ...]
    broken: tuple[str, ...]

    def of_section(self, section: int) -> tuple[Page, ...]:
        """The pages of a section, the leading one first."""
        return tuple(sorted((page for page in self.pages.values() if page.section == section), key=lambda p: p.order))
