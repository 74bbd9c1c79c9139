"""What was typed wrongly, told as the `antin` command tells it: texts of the catalogue, a hint, exit code 64."""

from pathlib import Path
from typing import Any

import click

from antin.messages import message
from antin_server.operations.speech import language

WRONG_USE = 64


class OptionsApart(click.UsageError):
    """Options that exclude each other, or need each other. message: their names."""


class ValueRefused(click.BadParameter):
    """A value that an option or argument cannot have. expected: in words, in the language of the operator."""

    def __init__(self, value: object, expected: str, param: click.Parameter | None) -> None:
        super().__init__(expected, param=param)
        self.value = value


class WholeNumber(click.ParamType[Any]):
    """A whole number within bounds, both inclusive."""

    name = "integer"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises ValueRefused."""
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) < 10 and self.least <= int(text) <= self.most:
            return int(text)
        raise ValueRefused(value, f"{self.least}..{self.most}", param)


class ExistingFile(click.ParamType[Any]):
    """A file that can be read, as a path."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path. Raises ValueRefused."""
        try:
            with Path(value).open("rb"):
                return Path(value)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise ValueRefused(value, message("expected_existing_file", language()).text, param) from error


def complain_of_use(error: click.ClickException) -> None:
    """What is wrong and where help is, on standard error."""
    code, fields = _told(error)
    click.echo(f"antin-server: {message(code, language(), **fields).text}", err=True)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "antin-server"
    click.echo(f"  {message('help_is_there', language(), command=path).text}", err=True)


def _told(error: click.ClickException) -> tuple[str, dict[str, object]]:
    """The code of the catalogue for a fault of click's, with its fields."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return "command_missing", {"known": _known(error)}
        case click.exceptions.NoSuchCommand():
            return "command_unknown", {"name": error.command_name, "known": _known(error)}
        case click.NoSuchOption():
            return "option_unknown", {"name": error.option_name}
        case click.MissingParameter():
            return "argument_missing", {"name": _name(error.param)}
        case click.BadParameter():
            value = getattr(error, "value", "")
            return "value_wrong", {"name": _name(error.param), "value": value, "expected": error.message}
        case click.BadOptionUsage():
            return "option_use_wrong", {"name": error.option_name}
        case OptionsApart():
            return "options_apart", {"names": error.message}
        case _:
            return "argument_unexpected", {"arguments": error.message.partition("(")[2].rstrip(")") or error.message}


def _known(error: click.UsageError) -> str:
    group = error.ctx.command if error.ctx else None
    return ", ".join(group.list_commands(error.ctx)) if isinstance(group, click.Group) and error.ctx else ""


def _name(param: click.Parameter | None) -> str:
    """An option by its longest name, an argument by what stands for it in help."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return str(param.human_readable_name) if param else ""
