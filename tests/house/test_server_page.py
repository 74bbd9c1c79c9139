"""docs/reference/antin-server.md is what the program itself says; run this file to rewrite it."""

from collections.abc import Iterator
from pathlib import Path

import click

from antin_server.operations.commands import main

PAGE = Path(__file__).parents[2] / "docs/reference/antin-server.md"
HEAD = """# `antin-server`: các lệnh / commands

Trang này do chính chương trình viết ra (`script/docs`) và được so lại khi kiểm thử.
*In English:* this page is written by the program itself; texts of commands are Vietnamese, errors and progress follow
`ANTIN_LANG` (`vi`, `en`).

Mã thoát: 0 xong; 1 không làm được (một dòng nói vì sao và việc cần làm); 64 gõ lệnh sai, như `antin` (một dòng nói sai
ở đâu, một dòng chỉ `--help`); 130 bị ngắt. `check`: 1 khi có điều chưa ổn.
Mọi thiết lập là biến môi trường `ANTIN_*` (xem [settings.md](settings.md)). Tiến trình, thư mục, giao thức: xem
[operations.md](operations.md).
"""


def page() -> str:
    return "\n".join((HEAD, *sections(main, click.Context(main, info_name="antin-server", max_content_width=100))))


def sections(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = 100
    yield f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from sections(below, click.Context(below, parent=context, info_name=name, max_content_width=100))


class TestThePageOfTheServersCommands:
    def test_says_what_the_program_says(self) -> None:
        assert PAGE.read_text(encoding="utf-8") == page(), "run: script/docs"

    def test_knows_a_sentence_for_every_command_and_option(self) -> None:
        wanting, context = [], click.Context(main)
        for command in (main.get_command(context, name) for name in main.list_commands(context)):
            assert command is not None
            options = [each for each in command.params if isinstance(each, click.Option)]
            wanting += [f"{command.name} {each.name}" for each in options if not each.help]
            wanting += [] if command.help else [command.name]

        assert wanting == []


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
