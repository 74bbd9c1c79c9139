"""The options of commands that work with a token."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from antin_cli.errors import OptionsApart
from antin_cli.frame import option, together
from antin_cli.shared import Passphrase
from antin_cli.values import FilePath, Text

F = TypeVar("F", bound=Callable[..., Any])
module_option: Callable[[F], F] = option(
    "--module", "modules", multiple=True, type=FilePath(), help_code="option.module",
)
token_options: Callable[[F], F] = together(
    option("--token", "use_token", is_flag=True, help_code="option.token"),
    module_option,
    option("--token-name", type=Text("name"), help_code="option.token_name"),
    option("--token-cert", type=Text(), help_code="option.token_cert"),
    option("--pin-file", type=FilePath(), help_code="option.pin_file"),
    option("--pin-env", type=Text("name"), help_code="option.pin_env"),
)


@dataclass(frozen=True)
class TokenWishes:
    """Which token, which certificate on it, and where the PIN comes from. None: whatever is there, or asked for."""

    modules: tuple[Path, ...]
    token: str | None
    certificate: str | None
    pin: Passphrase

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "TokenWishes | None":
        """From the options of the command; None without --token. Raises OptionsApart: the others without it."""
        names = {
            "--module": "modules", "--token-name": "token_name", "--token-cert": "token_cert",
            "--pin-file": "pin_file", "--pin-env": "pin_env",
        }
        if not options["use_token"]:
            alone = [name for name, place in names.items() if options[place]]
            if alone:
                raise OptionsApart(names=", ".join((*alone, "--token")))
            return None
        pin = Passphrase(options["pin_file"], options["pin_env"], "pin")
        return cls(options["modules"], options["token_name"], options["token_cert"], pin)
