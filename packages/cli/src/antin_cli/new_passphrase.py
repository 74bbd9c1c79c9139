"""A passphrase for a file that is about to be made: given like any other, or typed twice."""

from collections.abc import Callable
from typing import Any, TypeVar

from antin_cli.errors import ValueWrong
from antin_cli.frame import option, together
from antin_cli.output import note
from antin_cli.shared import Passphrase, asked
from antin_cli.texts import say
from antin_cli.values import FilePath, Text

# Below this a passphrase is guessed in hours; what people choose is theirs, but they are told.
SHORT = 8

F = TypeVar("F", bound=Callable[..., Any])
new_passphrase_options: Callable[[F], F] = together(
    option("--new-passphrase-file", type=FilePath(), help_code="option.new_passphrase_file"),
    option("--new-passphrase-env", type=Text("name"), help_code="option.new_passphrase_env"),
)


def new_passphrase(source: Passphrase) -> str:
    """The passphrase, not empty. Raises ValueWrong: empty, or typed differently the second time; PassphraseNotGiven."""
    given = source.given()
    if given is None:
        given = asked("ask.new_passphrase")
        if given != asked("ask.again"):
            given = ""
    if not given:
        raise ValueWrong(name=say("ask.new_passphrase"), value="", expected=say("expected.passphrase"))
    if len(given) < SHORT:
        note(say("said.passphrase_short"))
    return given
