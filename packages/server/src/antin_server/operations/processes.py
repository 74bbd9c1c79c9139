"""The processes of an installation, as data: who is started in which mode, and how."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from antin_server.common.models import Mode  # Django is not set up yet where this module is first needed


@dataclass(frozen=True)
class Process:
    """One process. name: the command of `antin-server` that runs it. options: what follows."""

    name: str
    options: tuple[str, ...] = ()

    def command(self) -> list[str]:
        """The argument list; the interpreter that runs now runs it too."""
        return [sys.executable, "-m", "antin_server", self.name, *self.options]


@dataclass(frozen=True)
class Addresses:
    """Where the two servers listen."""

    host: str = "127.0.0.1"
    web_port: int = 8000
    va_port: int = 8001
    ports: dict[str, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ports", {"web": self.web_port, "va": self.va_port})


def wanted(mode: "Mode | None", addresses: Addresses) -> tuple[Process, ...]:
    """Who runs. Before the set-up: the page for it. A registration office has no signer and no va."""
    web = Process("web", ("--host", addresses.host, "--port", str(addresses.web_port)))
    if mode is None:
        return (web,)
    common = (web, Process("worker"), Process("clock"))
    if mode == "registration_office":
        return common
    va = Process("va", ("--host", addresses.host, "--port", str(addresses.va_port)))
    return (Process("signer"), va, *common)


def log_file(home: Path, name: str) -> Path:
    """Where what a process writes to its console goes."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{name}.log"


def environment_of_child() -> dict[str, str]:
    """The child's environment: this one's, and by whom it was started."""
    return {**os.environ, "ANTIN_SUPERVISOR": str(os.getpid()), "PYTHONUNBUFFERED": "1"}
