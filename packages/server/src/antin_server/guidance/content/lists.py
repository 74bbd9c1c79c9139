"""Read the lists beside the pages: what each form is for, programs, attachments of the 2020 page."""

import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from antin.casework import LAW_SETS, law_set
from antin_server.guidance.content.model import Attachment, FormNote, Software


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def form_notes(language: str) -> Mapping[str, FormNote]:
    """By "law/number". The title is the law's own in Vietnamese, a gloss in English."""
    listed = _read("forms.toml")
    notes = {}
    for law in LAW_SETS.values():
        for form in (*law.forms, *law.internal_forms):
            about = listed[law.id][form.number]
            title = form.title if language == "vi" else about["title_en"]
            notes[f"{law.id}/{form.number}"] = FormNote(title, **about[language])
    return notes


def software(language: str) -> tuple[Software, ...]:
    """Every program, in the order of the file."""
    return tuple(_program(each, language) for each in _read("software.toml")["software"])


def _program(about: dict[str, Any], language: str) -> Software:
    source = _said(about["source"], language)
    is_address = source.startswith(("https://", "http://"))
    return Software(
        id=about["id"],
        name=_own(about, "name", language),
        group=about["group"],
        version=about["version"].replace("{antin}", version("antin")),
        version_2020=about.get("version_2020", ""),
        system=_own(about, "system", language),
        publisher=about["publisher"],
        about=about[language],
        source=source.partition("://")[2] if is_address else source,
        source_address=source if is_address else "",
        sha256=about.get("sha256", ""),
        sha256_note=_said(about.get("sha256_note", ""), language),
    )


def attachments(language: str) -> tuple[Attachment, ...]:
    """The files of the 2020 page, in its order; a form's title is what it leads to."""
    return tuple(_attachment(each, language) for each in _read("attachments.toml")["attachment"])


def _attachment(about: dict[str, Any], language: str) -> Attachment:
    form = about.get("form", "")
    law, _, number = form.partition("/")
    return Attachment(
        name=about["name"],
        title=about.get(language) or law_set(law).form(number).title,
        form=form,
        is_archive=about.get("archive", False),
        guide=about.get("guide", ""),
        software=about.get("software", ""),
    )


def _own(about: Mapping[str, str], key: str, language: str) -> str:
    return about.get(f"{key}_{language}") or about[key]


def _said(text: str | Mapping[str, str], language: str) -> str:
    return text if isinstance(text, str) else text[language]
