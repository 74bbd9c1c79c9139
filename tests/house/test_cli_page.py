"""docs/reference/cli.md shows the help that the program gives; run this file to write it anew."""

import os
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from antin_cli.__main__ import main
from antin_cli.commands import GROUPS
from antin_cli.exits import Exit

PAGE = Path(__file__).parents[2] / "docs/reference/cli.md"
COMMANDS = ["", *(f"{group} {name}" for group, names in GROUPS.items() for name in names)]


def help_of(command: str) -> str:
    """The block of one command: Vietnamese, then English."""
    title = f"### antin {command}".rstrip()
    return f"{title}\n\n```\n{_said(command, 'vi')}```\n\n```\n{_said(command, 'en')}```"


def _said(command: str, language: str) -> str:
    written = StringIO()
    with patch.dict(os.environ, {"COLUMNS": "102"}), redirect_stdout(written):
        main(["--lang", language, *command.split(), "--help"])
    return written.getvalue()


def block(command: str) -> re.Pattern[str]:
    name = re.escape(command or "antin")
    return re.compile(rf"(<!-- help {name} -->\n)(.*?)(<!-- /help {name} -->)", re.DOTALL)


@pytest.mark.parametrize("command", COMMANDS)
class TestTheHelpOnThePage:
    def test_is_what_the_program_says(self, command: str) -> None:
        written = block(command).search(PAGE.read_text(encoding="utf-8"))

        assert written is not None
        assert written[2].strip() == help_of(command).strip()


class TestThePage:
    def test_shows_no_command_that_is_gone(self) -> None:
        shown = re.findall(r"<!-- help (.+?) -->", PAGE.read_text(encoding="utf-8"))

        assert shown == [command or "antin" for command in COMMANDS]

    def test_names_every_exit_code(self) -> None:
        page = PAGE.read_text(encoding="utf-8")

        assert all(f"| {int(code)} |" in page for code in Exit)


if __name__ == "__main__":
    kept = PAGE.read_text(encoding="utf-8").partition("<!-- help ")[0].rstrip()
    blocks = [
        f"<!-- help {each or 'antin'} -->\n{help_of(each)}\n<!-- /help {each or 'antin'} -->" for each in COMMANDS
    ]
    PAGE.write_text("\n\n".join([kept, *blocks]) + "\n", encoding="utf-8")
