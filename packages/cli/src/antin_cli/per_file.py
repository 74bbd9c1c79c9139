"""The loop of every command that takes files: each gets its lines, a bad one never stops the rest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from antin.errors import AntinError
from antin_cli.exits import Exit, exit_of, worst
from antin_cli.inputs import files_of
from antin_cli.output import json_line, line, progress
from antin_cli.telling import as_json as error_as_json
from antin_cli.telling import tell


@dataclass(frozen=True)
class Told:
    """What there is to say about one file: lines for people, one object for machines."""

    lines: Iterable[str]
    value: Callable[[], Mapping[str, object]]
    code: Exit = Exit.DONE


def each_file(paths: Iterable[Path], look: Callable[[Path], Told], *, as_json: bool) -> Exit:
    """Look at every file of the paths; gives the worst of the exit codes."""
    codes = set[Exit]()
    with progress() as shown:
        for path in files_of(paths):
            shown.step(str(path))
            try:
                told = look(path)
                lines, value = ([], told.value()) if as_json else (list(told.lines), {})
            except AntinError as error:
                shown.clear()
                codes.add(exit_of(error))
                tell_about(error, path, as_json=as_json)
                continue
            shown.clear()
            codes.add(told.code)
            if as_json:
                json_line(value)
            for text in lines:
                line(text)
    return worst(codes)


def tell_about(error: AntinError, path: Path, *, as_json: bool) -> None:
    """An error about one file."""
    if as_json:
        json_line(error_as_json(error, str(path)))
    else:
        tell(error, about=str(path))
