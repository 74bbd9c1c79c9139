"""Options that several commands share, and what they make: trust, a fetcher, a passphrase."""

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from getpass import GetPassWarning
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from antin_cli.errors import OptionsApart, PassphraseNotGiven, ValueWrong
from antin_cli.frame import option, together
from antin_cli.inputs import read_small
from antin_cli.texts import say
from antin_cli.values import FilePath, OneOf, Text, Url

if TYPE_CHECKING:
    from antin.adapters.http import Fetcher
    from antin.adapters.trust_files import Trust

F = TypeVar("F", bound=Callable[..., Any])
TRUST_SETS = ("official-duty", "public", "pilot")
ORIGINS_FILE = "origins.txt"

json_option = option("--json", "as_json", is_flag=True, help_code="option.json")
resume_option = option("--resume", type=FilePath(), help_code="option.resume")
force_option = option("--force", is_flag=True, help_code="option.force")
trust_options: Callable[[F], F] = together(
    option("--trust", multiple=True, type=FilePath("path"), help_code="option.trust"),
    option("--trust-set", "trust_sets", multiple=True, type=OneOf(*TRUST_SETS), help_code="option.trust_set"),
    option("--offline", is_flag=True, help_code="option.offline"),
    option("--allow", "allowed", multiple=True, type=Url(), help_code="option.allow"),
)
passphrase_options: Callable[[F], F] = together(
    option("--passphrase-file", type=FilePath(), help_code="option.passphrase_file"),
    option("--passphrase-env", type=Text("name"), help_code="option.passphrase_env"),
)


@dataclass(frozen=True)
class Trusting:
    """Whom to trust, and whether and where to ask."""

    trust: tuple[Path, ...]
    trust_sets: tuple[str, ...]
    offline: bool
    allowed: tuple[str, ...]

    def load(self) -> "Trust":
        """Anchors and intermediates of files, folders and sets; sets named take the place of the default ones."""
        from antin.adapters.trust_files import DEFAULT_SETS, load_sets, load_trust

        return load_trust(self.trust) + load_sets(self.trust_sets or DEFAULT_SETS, trust_folder())

    def fetcher(self) -> "Fetcher | None":
        """None when offline: no socket is opened."""
        if self.offline:
            return None
        from antin.adapters.http import Fetcher

        return Fetcher(allow=(*self.allowed, *allowed_origins()))


def trusting_of(options: dict[str, Any]) -> Trusting:
    """Takes the options of `trust_options` out of a command's arguments."""
    return Trusting(
        options.pop("trust"), options.pop("trust_sets"), options.pop("offline"), options.pop("allowed"),
    )


def trust_folder() -> Path:
    """Where this machine's owner keeps trust sets."""
    from antin.adapters.trust_files import trust_folder as folder_of

    return folder_of(os.environ)


def allowed_origins() -> tuple[str, ...]:
    """Addresses of status services that may be asked though they are not public: ANTIN_ALLOW, and those that a
    pilot installation on this machine wrote beside its root.
    """
    try:
        kept = (trust_folder() / "pilot" / ORIGINS_FILE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        kept = ""
    return tuple(
        each for each in f"{os.environ.get('ANTIN_ALLOW', '')} {kept}".split()
        if each.startswith(("http://", "https://"))
    )


@dataclass(frozen=True)
class Passphrase:
    """Where a passphrase comes from; never from an argument's value, which other users of a machine can see.

    name: of the options that say it, `--<name>-file` and `--<name>-env`.
    """

    file: Path | None
    variable: str | None
    name: str = "passphrase"

    @property
    def is_given(self) -> bool:
        """Whether a file or a variable was named."""
        return self.file is not None or self.variable is not None

    def given(self) -> str | None:
        """From the file (its first line) or the variable; None when neither was named.

        Raises OptionsApart, InputUnreadable, ValueWrong.
        """
        if self.file is not None and self.variable is not None:
            raise OptionsApart(names=f"--{self.name}-file, --{self.name}-env")
        if self.file is not None:
            lines = read_small(self.file, 64 * 1024, may_be_pipe=True).decode("utf-8", "surrogateescape").splitlines()
            return lines[0] if lines else ""
        if self.variable is None:
            return None
        if self.variable not in os.environ:
            raise ValueWrong(name=f"--{self.name}-env", value=self.variable, expected=say("expected.variable"))
        return os.environ[self.variable]


def asked(question: str) -> str:
    """What a person types unseen. Raises PassphraseNotGiven: nobody is there, or it could not be kept unseen."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return str(click.prompt(say(question), hide_input=True, default="", show_default=False, err=True))
    except (click.Abort, GetPassWarning) as error:
        raise PassphraseNotGiven from error


def confirmed(question: str, **fields: object) -> bool:
    """Whether a person says yes; nobody there is no. fields: of the question."""
    yes = {"c", "có", "co", "y", "yes"}
    try:
        answer = str(click.prompt(say(question, **fields), default="", show_default=False, err=True))
    except click.Abort:
        return False
    return answer.strip().lower() in yes
