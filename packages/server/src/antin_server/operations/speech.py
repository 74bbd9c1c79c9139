"""What commands say on the console: texts of the catalogue, in the language of the operator."""

import os

import click

from antin.errors import AntinError
from antin.messages import Language, message, message_of


def language() -> Language:
    """ANTIN_LANG, if it is a language of ours; else Vietnamese."""
    return "en" if os.environ.get("ANTIN_LANG", "").lower().startswith("en") else "vi"


def text(code: str, /, **fields: object) -> str:
    """The text of a code."""
    return message(code, language(), **fields).text


def say(code: str, /, **fields: object) -> None:
    """One line on standard output, at once."""
    click.echo(text(code, **fields))


def complain(error: AntinError) -> None:
    """One line on standard error: what is wrong, and what to do."""
    told = message_of(error, language())
    click.echo(f"{told.text} {told.hint}".strip(), err=True)
