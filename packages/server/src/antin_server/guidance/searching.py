"""Find words in guidance, forms, programs and old attachments; marks may be left out. Pure: text in, places out."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from antin_server.common.folding import folded

MAXIMUM_QUERY = 200
MAXIMUM_WORDS = 12
_WORD = re.compile(r"\w+")
_SNIPPET_WORDS = 28
_LEAD_WORDS = 6
_BEGINNING = 4  # Vietnamese words are short: "thu" is a word of its own and not the beginning of "thuế"

WHOLE, BEGUN = 1.0, 0.6  # how much a word counts that is the one asked for, or begins like it
IN_TITLE, IN_BODY = 6.0, 1.0
ALL_IN_TITLE, AS_PHRASE, AS_TYPED = 12.0, 8.0, 3.0


@dataclass(frozen=True)
class Word:
    """A word of a text: folded, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. where: what kind of thing, in words. weight: its worth next to others.

    also: other words for it, found like its title and never shown.
    """

    title: str
    address: str
    where: str
    body: str
    weight: float = 1.0
    also: str = ""

    @cached_property
    def title_words(self) -> tuple[Word, ...]:
        """The words of the title, and the others for it."""
        return words_of(f"{self.title} {self.also}")

    @cached_property
    def body_words(self) -> tuple[Word, ...]:
        """The words of the text."""
        return words_of(self.body)


@dataclass(frozen=True)
class Piece:
    """A stretch of a snippet; is_match: it is what was asked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True)
class Hit:
    """Something found. snippet: the place in the text, in pieces."""

    title: str
    address: str
    where: str
    snippet: tuple[Piece, ...]
    score: float


def words_of(text: str) -> tuple[Word, ...]:
    """Every word with its place. Numbers are words; "05" and "5" are the same."""
    return tuple(Word(_plain(found[0]), found.start(), found.end()) for found in _WORD.finditer(text))


def found(entries: Iterable[Entry], query: str, *, maximum: int = 40) -> tuple[Hit, ...]:
    """The entries that hold every word asked for, best first; when none does, those that hold most.

    Scores: whole words before beginnings, titles before text, phrases before scattered words, and what was typed
    with its marks before what only folds to the same. Equal scores keep the order of the entries.
    """
    typed = unicodedata.normalize("NFC", query)[:MAXIMUM_QUERY]
    asked = [word.folded for word in words_of(typed)][:MAXIMUM_WORDS]
    if not asked:
        return ()
    judged = [(entry, *_judged(entry, asked, typed)) for entry in entries]
    most = max((count for _, count, _ in judged), default=0)
    if most == 0 or (most < len(asked) and most < (len(asked) + 1) // 2):
        return ()
    kept = [(entry, score) for entry, count, score in judged if count == most]
    kept.sort(key=lambda each: -each[1])
    return tuple(_hit(entry, asked, score) for entry, score in kept[:maximum])


def _judged(entry: Entry, asked: Sequence[str], typed: str) -> tuple[int, float]:
    """How many of the words asked for are here, and what that is worth."""
    count, score, titled = 0, 0.0, 0
    for word in asked:
        in_title, in_body = _best(entry.title_words, word), _best(entry.body_words, word)
        count += bool(in_title or in_body)
        titled += bool(in_title)
        score += IN_TITLE * in_title + IN_BODY * in_body
    if count == 0:
        return 0, 0.0
    score += ALL_IN_TITLE * (titled == len(asked))
    score += AS_PHRASE * _has_phrase(entry.title_words, asked) + AS_PHRASE / 2 * _has_phrase(entry.body_words, asked)
    if typed.casefold().strip() in f"{entry.title} {entry.body}".casefold():
        score += AS_TYPED
    return count, score * entry.weight


def _best(words: Sequence[Word], asked: str) -> float:
    if any(word.folded == asked for word in words):
        return WHOLE
    return BEGUN if any(_matches(word, asked) for word in words) else 0.0


def _has_phrase(words: Sequence[Word], asked: Sequence[str]) -> bool:
    if len(asked) < 2:
        return False
    plain = [word.folded for word in words]
    return any(plain[start : start + len(asked)] == list(asked) for start in range(len(plain) - len(asked) + 1))


def _hit(entry: Entry, asked: Sequence[str], score: float) -> Hit:
    return Hit(entry.title, entry.address, entry.where, _snippet(entry, asked), score)


def _snippet(entry: Entry, asked: Sequence[str]) -> tuple[Piece, ...]:
    """The stretch of the text with most of the words, these marked."""
    words = entry.body_words
    if not words:
        return ()
    matched = [any(_matches(word, each) for each in asked) for word in words]
    start = _densest(matched)
    shown = range(start, min(start + _SNIPPET_WORDS, len(words)))
    begin, end = words[shown[0]].start, words[shown[-1]].end
    pieces = [Piece("… ")] if start else []
    at = begin
    for place in shown:
        if matched[place]:
            word = words[place]
            pieces += [Piece(entry.body[at : word.start]), Piece(entry.body[word.start : word.end], is_match=True)]
            at = word.end
    pieces.append(Piece(entry.body[at:end] + (" …" if shown[-1] + 1 < len(words) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _densest(matched: Sequence[bool]) -> int:
    """Where to begin so that most matches are seen, a little before the first of them."""
    places = [place for place, is_match in enumerate(matched) if is_match]
    if not places:
        return 0
    best = max(places, key=lambda place: (sum(matched[place : place + _SNIPPET_WORDS - _LEAD_WORDS]), -place))
    return max(0, best - _LEAD_WORDS)


def _matches(word: Word, asked: str) -> bool:
    return word.folded == asked or (len(asked) >= _BEGINNING and word.folded.startswith(asked))


def _plain(word: str) -> str:
    bare = folded(word)
    return bare.lstrip("0") or "0" if bare.isdigit() else bare
