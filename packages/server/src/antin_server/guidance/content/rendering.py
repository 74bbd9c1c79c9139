"""Markdown to HTML: no raw HTML, headings with anchors, tables that fold, links resolved."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from antin_server.common.folding import folded
from antin_server.guidance.content.links import LinkUnknown
from antin_server.guidance.content.model import Part

Resolve = Callable[[str], str]

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
# The library refuses javascript: and the like; ours are refused by `links.resolved`, which knows each scheme.
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]


@dataclass(frozen=True)
class Rendered:
    """A body ready for a page. broken: links that lead nowhere, shown as plain words."""

    html: str
    parts: tuple[Part, ...]
    broken: tuple[str, ...]


def rendered(text: str, resolve: Resolve) -> Rendered:
    """Render one page.

    1. Parse. 2. Give each heading its anchor. 3. Resolve links, dropping those that lead nowhere.
    4. Wrap tables. 5. Gather the plain words of each part, for the search.
    """
    tokens = _MARKDOWN.parse(text)
    _anchor(tokens)
    broken = tuple(_resolve_links(tokens, resolve))
    tokens = list(_with_folding_tables(tokens))
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Rendered(html, tuple(_parts(tokens)), broken)


def slug_of(heading: str) -> str:
    """The anchor of a heading: folded words joined by hyphens."""
    return "-".join(re.findall(r"\w+", folded(heading)))


def _anchor(tokens: list[Token]) -> None:
    seen: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            anchor = slug_of(_words(inline))
            seen[anchor] = seen.get(anchor, 0) + 1
            opening.attrSet("id", anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}")


def _resolve_links(tokens: list[Token], resolve: Resolve) -> Iterator[str]:
    for token in tokens:
        dropped = False
        for child in token.children or ():
            if child.type == "link_open":
                target = str(child.attrGet("href"))
                try:
                    child.attrSet("href", resolve(target))
                    dropped = False
                except LinkUnknown:
                    dropped = True
                    yield target
            if child.type in ("link_open", "link_close") and dropped:
                child.tag, child.attrs = "span", {}


def _with_folding_tables(tokens: list[Token]) -> Iterator[Token]:
    """A table scrolls inside the page when it is too wide, and folds into cards on a telephone (`data-label`)."""
    labels: list[str] = []
    column = 0
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "table_open":
            labels = []
            token.attrSet("class", "fold")
            wrapper = Token("table_wrapper", "div", 1, block=True)
            wrapper.attrs = {"class": "table-scroll"}
            yield wrapper
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            _aligned(token)
        if token.type == "th_open" and following is not None:
            token.attrSet("scope", "col")
            labels.append(_words(following))
        elif token.type == "td_open":
            if column < len(labels) and labels[column]:
                token.attrSet("data-label", labels[column])
            column += 1
        yield token
        if token.type == "table_close":
            yield Token("table_wrapper", "div", -1, block=True)


def _aligned(cell: Token) -> None:
    """Columns of numbers get a class: a style inside the page is against its own security policy."""
    style = cell.attrs.pop("style", "")
    if "right" in str(style):
        cell.attrSet("class", "number")


def _parts(tokens: list[Token]) -> Iterator[Part]:
    anchor, heading, level = "", "", 1
    words: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "heading_open":
            yield Part(anchor, heading, level, " ".join(words))
            anchor, level, words = str(token.attrGet("id")), int(token.tag[1:]), []
        elif token.type == "inline":
            if before is not None and before.type == "heading_open":
                heading = _words(token)
            else:
                words.append(_words(token))
    yield Part(anchor, heading, level, " ".join(words))


def _words(inline: Token) -> str:
    kept = (" " if each.type in ("softbreak", "hardbreak") else each.content for each in inline.children or ())
    return "".join(kept)
