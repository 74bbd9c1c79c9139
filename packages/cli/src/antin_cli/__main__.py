"""`antin`: where a run begins and ends. Every fault becomes one message and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from antin_cli import language
from antin_cli.exits import INTERRUPTED, PIPE_CLOSED, Exit

if TYPE_CHECKING:
    import click

    from antin.errors import AntinError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code. arguments: without the program's name; None: those of the process."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    _prepare_streams()
    language.use(language.chosen(arguments, os.environ))
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has enough; Python must not complain about it once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the last door: a fault of ours is told in one line
        return _internal(error)


def _run(arguments: Sequence[str]) -> int:
    import click

    from antin.errors import AntinError
    from antin_cli.commands import root

    try:
        result = root.main(list(arguments), prog_name="antin", standalone_mode=False)
        return int(result or 0)
    except SystemExit as error:
        raise BrokenPipeError from error  # click ends the process itself for nothing else when asked not to
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        return _told(_of_click(error))
    except AntinError as error:
        return _told(error)


def _told(error: "AntinError") -> int:
    from antin_cli.exits import exit_of
    from antin_cli.telling import tell

    tell(error)
    return exit_of(error)


def _of_click(error: "click.ClickException") -> "AntinError":
    """click's faults in our words."""
    import click

    from antin_cli import errors
    from antin_cli.commands import root
    from antin_cli.values import shown_name

    context = getattr(error, "ctx", None)
    known = ", ".join(getattr(context.command, "members", root.members)) if context else ""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return errors.CommandMissing(known=known)
        case click.NoSuchOption():
            return errors.OptionUnknown(name=error.option_name)
        case click.MissingParameter():
            return errors.ArgumentMissing(name=shown_name(error.param))
        case click.BadParameter():
            return errors.ValueWrong(name=shown_name(error.param), value="", expected=error.message)
        case click.BadOptionUsage():
            return errors.OptionUseWrong(name=error.option_name)
        case click.exceptions.NoSuchCommand():
            return errors.CommandUnknown(name=error.command_name, known=known)
        case _:
            return errors.ArgumentUnexpected(arguments=error.message.partition("(")[2].rstrip(")") or error.message)


def _internal(error: Exception) -> int:
    from antin.messages import message
    from antin_cli.output import note

    if os.environ.get("ANTIN_DEBUG") == "1":
        raise error
    text = message("internal", language.current()).text
    note(f"antin: {text} ({type(error).__name__})")
    return Exit.FAULT


def _prepare_streams() -> None:
    """Letters that an old terminal cannot show become question marks instead of a fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
