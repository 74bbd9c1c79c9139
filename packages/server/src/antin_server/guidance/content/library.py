"""Everything at once, per language, read at the first question and kept for the life of the process."""

from functools import cache

from antin_server.guidance.content import lists
from antin_server.guidance.content.model import Library, Page
from antin_server.guidance.content.pages import page_of, texts


@cache
def library(language: str) -> Library:
    """What is written in "vi" or "en"; a language we do not write gets the Vietnamese. Raises PageBroken."""
    if language not in ("vi", "en"):
        return library("vi")
    found = texts(language)
    pages: dict[str, Page] = {}
    broken: list[str] = []
    for slug, text in found.items():
        pages[slug], lost = page_of(slug, language, text, found)
        broken += (f"{language}/{slug}: {target}" for target in lost)
    return Library(
        language,
        pages,
        lists.form_notes(language),
        lists.software(language),
        lists.attachments(language),
        tuple(broken),
    )
