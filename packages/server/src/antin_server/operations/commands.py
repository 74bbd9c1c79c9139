"""The commands of `antin-server`: the group, and what happens when one of them cannot go on.

Each command is a few lines in a module of its kind (`*_commands.py`, with COMMANDS); what it needs is imported when
it runs, so that help is quick.
"""

import errno
import os
import shutil
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from antin.errors import AntinError
from antin_server import operations
from antin_server.config import environment
from antin_server.operations.errors import DiskFull, FolderUnwritable
from antin_server.operations.speech import complain
from antin_server.operations.usage import WRONG_USE, complain_of_use

_FIRST = ("process_commands", "keeping_commands")  # in help; the others follow by name
INTERRUPTED = 130  # as shells say it: by signal 2
_FULL = {errno.ENOSPC, errno.EDQUOT}
NEEDED_MB = 200


class Commands(click.Group):
    """Finds commands in the modules beside this one, and turns errors into one line and exit code 1, wrong use 64."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._load()
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._load()
        return self.commands.get(cmd_name)

    def main(self, *arguments: Any, **extra: Any) -> Any:
        """Run, and end the process with its exit code."""
        try:
            code = super().main(*arguments, **{**extra, "standalone_mode": False})
        except click.UsageError as error:
            complain_of_use(error)
            raise SystemExit(WRONG_USE) from error
        except click.Abort as error:
            raise SystemExit(INTERRUPTED) from error
        raise SystemExit(code or 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AntinError as error:
            complain(error)
        except OSError as error:
            complain(_of_system(error))
        except Exception as error:  # a full disk, told by a database, is told as such; all else goes on as it is
            if "disk is full" not in str(error):
                raise
            complain(DiskFull(folder=str(environment.home()), free_mb=0, needed_mb=NEEDED_MB))
        raise SystemExit(1)

    def _load(self) -> None:
        names = [each.name for each in iter_modules(operations.__path__) if each.name.endswith("_commands")]
        for name in (*_FIRST, *sorted(set(names) - set(_FIRST))):
            for command in import_module(f"antin_server.operations.{name}").COMMANDS:
                self.commands.setdefault(command.name, command)


@click.group(cls=Commands, help="Chạy và giữ một bản cài đặt Ấn Tín. Thiết lập bằng biến môi trường ANTIN_*, xem "
                                "docs/reference/settings.md.")
@click.version_option(package_name="antin-server", message="%(version)s", help="In số phiên bản.")
@click.help_option("--help", "-h", help="In trang này.")
def main() -> None:
    """Run and keep an installation of Ấn Tín."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antin_server.config.settings")


def prepare_home() -> None:
    """The data folder is there, writable, and has room. Raises FolderUnwritable, DiskFull."""
    home = environment.home()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise FolderUnwritable(folder=str(home)) if error.errno not in _FULL else _of_system(error) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise FolderUnwritable(folder=str(home))
    free = shutil.disk_usage(home).free // 2**20
    if free < NEEDED_MB:
        raise DiskFull(folder=str(home), free_mb=free, needed_mb=NEEDED_MB)


def _of_system(error: OSError) -> AntinError:
    """A full disk and a closed folder are told as such; anything else is a fault of ours and goes on."""
    home = environment.home()
    if error.errno in _FULL:
        return DiskFull(folder=str(home), free_mb=0, needed_mb=NEEDED_MB)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
        return FolderUnwritable(folder=str(error.filename or home))
    raise error
