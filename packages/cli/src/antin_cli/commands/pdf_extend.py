"""antin pdf extend"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from antin_cli import clock
from antin_cli.errors import LevelNotReached, OptionsApart
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_input
from antin_cli.output import check_free, write_file
from antin_cli.per_file import Told, each_file
from antin_cli.shared import force_option, json_option, trust_options, trusting_of
from antin_cli.texts import say
from antin_cli.values import FilePath, OneOf, Url

EXTENDED = ".extended.pdf"


@framed("pdf.extend")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="pdf.extend.files")
@option("--level", type=OneOf("lt", "lta"), default="lta", help_code="pdf.extend.level")
@option("--tsa", type=Url(), help_code="pdf.extend.tsa")
@option("--out", type=FilePath(), help_code="pdf.sign.out")
@option("--crl", "lists", multiple=True, type=FilePath("path"), help_code="option.crl")
@trust_options
@force_option
@json_option
def command(files: tuple[Path, ...], out: Path | None, force: bool, as_json: bool, **options: Any) -> int:
    """Each signed document with what keeps it checkable; the exit code is that of the worst."""
    if out is not None and (len(files) > 1 or any(path.is_dir() for path in files)):
        raise OptionsApart(names="--out")
    return each_file(files, _look(options, out, force=force), as_json=as_json)


def _look(options: dict[str, Any], out: Path | None, *, force: bool) -> Callable[[Path], Told]:
    from antin import pades
    from antin.adapters.evidence_files import read_lists
    from antin.pdf import MAX_SIZE
    from antin.validation import Evidence
    from antin_cli.limits import bounded
    from antin_cli.long_term import LEVELS, Climb

    trusting, wanted, now = trusting_of(options), LEVELS[options["level"]], clock.now()
    if (wanted is pades.Level.LTA) != (options["tsa"] is not None) or (trusting.offline and options["tsa"]):
        raise OptionsApart(names="--level, --tsa, --offline")
    climb = Climb(trusting, options["tsa"], now, Evidence(crls=read_lists(options["lists"]), gathered_at=now))

    def look(path: Path) -> Told:
        target = out or path.with_name(path.stem + EXTENDED)
        check_free(target, force=force)
        signed = read_input(path, MAX_SIZE)
        with bounded(len(signed)):
            is_signed = bool(pades.read(signed).signatures)
        if not is_signed:
            raise LevelNotReached(reason=say("said.no_signature"))
        raised = climb.preserved(signed)
        if wanted is pades.Level.LTA:
            raised = climb.stamped(raised)
        write_file(target, raised, force=force)
        return Told(
            [f"{say('said.written')}: {target} ({wanted})"],
            lambda: {"file": str(path), "written": str(target), "level": str(wanted)},
        )

    return look
