"""Read the pages: a TOML head between lines of +++, then Markdown."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from antin.errors import AntinError
from antin_server.guidance.content.links import LinkUnknown, resolved
from antin_server.guidance.content.model import Confidence, Link, Page, Source, State
from antin_server.guidance.content.rendering import rendered

_FENCE = "+++\n"


class PageBroken(AntinError):
    """A page (`page`) whose head cannot be read (`reason`): a fault of ours, found by a test."""

    code = "guidance_page_broken"


def texts(language: str) -> Mapping[str, str]:
    """The raw text of each page of a language, by slug, in alphabetical order."""
    folder = files(__package__).joinpath(language)
    found = (file for file in folder.iterdir() if file.name.endswith(".md"))
    return {
        file.name.removesuffix(".md"): file.read_text(encoding="utf-8")
        for file in sorted(found, key=lambda file: file.name)
    }


def page_of(slug: str, language: str, text: str, slugs: Iterable[str]) -> tuple[Page, tuple[str, ...]]:
    """A page, and its links that lead nowhere. Raises PageBroken."""
    try:
        empty, head, body = text.split(_FENCE, 2)
        about = tomllib.loads(head)
    except ValueError as error:
        raise PageBroken(page=f"{language}/{slug}", reason=str(error)) from error
    if empty:
        raise PageBroken(page=f"{language}/{slug}", reason="text before the head")
    resolve = _Resolver(slugs)
    made = rendered(body, resolve)
    try:
        page = _page(slug, language, about, made.html, made.parts, resolve)
    except (KeyError, ValueError) as error:
        raise PageBroken(page=f"{language}/{slug}", reason=str(error)) from error
    return page, (*made.broken, *resolve.broken)


class _Resolver:
    """Resolves links among these pages; `broken` gathers those of the head."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs = frozenset(slugs)
        self.broken: list[str] = []

    def __call__(self, target: str) -> str:
        return resolved(target, self.slugs)

    def link(self, given: Mapping[str, str] | None) -> Link | None:
        """The link of a head; None when there is none or it leads nowhere."""
        if given is None:
            return None
        try:
            return Link(given["text"], self(given["link"]))
        except LinkUnknown:
            self.broken.append(given["link"])
            return None


def _page(
    slug: str, language: str, about: dict[str, Any], html: str, parts: tuple[Any, ...], resolve: _Resolver
) -> Page:
    return Page(
        slug=slug,
        language=language,
        title=about["title"],
        section=about["section"],
        order=about["order"],
        summary=about["summary"],
        audience=about["audience"],
        state=State(about["state"]),
        today=about.get("today", ""),
        reviewed=about["reviewed"],
        next=resolve.link(about.get("next")),
        sources=tuple(
            Source(each["text"], Confidence(each["confidence"])) for each in about.get("sources", ())
        ),
        has_forms_table=about.get("forms_table", False),
        html=html,
        parts=parts,
        also=about.get("also", ""),
    )
