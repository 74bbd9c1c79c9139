"""A choice among a few: made by a person at a terminal, by its number."""

import sys
from collections.abc import Sequence

import click

from antin_cli.errors import ChoiceNotMade
from antin_cli.output import note
from antin_cli.texts import say

ATTEMPTS = 3


def chosen(question: str, labels: Sequence[str], *, option: str) -> int:
    """The place of the one chosen; the only one without asking. option: what chooses where nobody is asked.

    Raises ChoiceNotMade: nobody is at a terminal, or no number of the list was typed.
    """
    if len(labels) == 1:
        return 0
    if sys.stdin.isatty() and sys.stderr.isatty():
        for number, label in enumerate(labels, 1):
            note(f"  {number}. {label}")
        for _ in range(ATTEMPTS):
            typed = _typed(question)
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(labels):
                return int(typed) - 1
    raise ChoiceNotMade(option=option, known="; ".join(labels))


def _typed(question: str) -> str:
    try:
        return str(click.prompt(say(question), default="", show_default=False, err=True)).strip()
    except click.Abort:
        return ""
