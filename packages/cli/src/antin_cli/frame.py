"""The command line's frame on click: commands loaded when they are run, help in the language spoken, faults as
errors of ours.

A command's help, and that of its options and arguments, is a code of `antin_cli.texts`.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

import click

from antin_cli.texts import say

F = TypeVar("F", bound=Callable[..., Any])
HELP_NAMES = ("-h", "--help")


class Option(click.Option):
    """An option whose help is a code."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and help in the language spoken."""
        names = ", ".join(sorted(self.opts, key=len))
        takes = "" if self.is_flag or self.count else f" {self.make_metavar(ctx)}"
        return names + takes, say(self.help or "")


class Argument(click.Argument):
    """An argument with help, as a code."""

    def __init__(self, names: Sequence[str], *, help_code: str, **attributes: Any) -> None:
        super().__init__(names, **attributes)
        self.help_code = help_code


class _Framed(click.Command):
    """What commands and groups share."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help with our words."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.__class__ = Option
            found.help = "option.help"
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line: what to type."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{say('usage')}: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The options' place, then arguments as they are named."""
        return [f"[{say('options.metavar')}]", *(
            piece for each in self.get_params(ctx) for piece in each.get_usage_pieces(ctx)
        )]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or ""))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the arguments are."""
        rows = [
            (each.make_metavar(ctx), say(each.help_code)) for each in self.get_params(ctx)
            if isinstance(each, Argument)
        ]
        if rows:
            with formatter.section(say("arguments")):
                formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the options are."""
        records = [each.get_help_record(ctx) for each in self.get_params(ctx) if not isinstance(each, Argument)]
        with formatter.section(say("options")):
            formatter.write_dl([each for each in records if each is not None])


class Command(_Framed):
    """One command."""


class LazyGroup(_Framed, click.Group):
    """Commands by name, each `module:attribute`, imported when run; in a list only their texts are needed."""

    def __init__(self, name: str, *, members: Mapping[str, str], path: str = "", **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.members, self.path = members, path

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(self.members)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self.members:
            return None
        module, _, attribute = self.members[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The options' place, then which command."""
        return [f"[{say('options.metavar')}]", say("command.metavar"), "..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands with the first sentence of their help."""
        super().format_options(ctx, formatter)
        rows = [(name, say(f"{self.path}{name}").partition("\n\n")[0]) for name in self.members]
        with formatter.section(say("commands")):
            formatter.write_dl(rows)


def framed(code: str) -> Callable[[F], Command]:
    """A command by the code of its help, such as `pdf.verify`; its name is the last part."""

    def decorated(function: F) -> Command:
        parameters = list(reversed(getattr(function, "__click_params__", [])))
        return Command(
            code.rpartition(".")[2], callback=function, params=[*parameters, language_option()], help=code,
            context_settings=CONTEXT, no_args_is_help=False,
        )

    return decorated


CONTEXT: dict[str, Any] = {"help_option_names": list(HELP_NAMES), "max_content_width": 100}


def option(*names: str, help_code: str, **attributes: Any) -> Callable[[F], F]:
    """An option. help_code: of its help."""
    return click.option(*names, cls=Option, help=help_code, **attributes)


def argument(name: str, *, help_code: str, **attributes: Any) -> Callable[[F], F]:
    """An argument. help_code: of its help."""
    return click.argument(name, cls=Argument, help_code=help_code, **attributes)


def together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, shown in the order given."""

    def decorated(function: F) -> F:
        for each in reversed(decorators):
            function = each(function)
        return function

    return decorated


def language_option() -> Option:
    """--lang, already used when arguments are read; here it is checked and told."""
    from antin_cli.values import OneOf

    return Option(["--lang"], type=OneOf("vi", "en"), expose_value=False, is_eager=True, help="option.lang")
