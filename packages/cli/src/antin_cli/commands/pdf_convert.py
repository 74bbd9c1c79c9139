"""antin pdf convert"""

from collections.abc import Callable
from pathlib import Path

from antin_cli.errors import OptionsApart, OutputIsInput
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_input
from antin_cli.output import Targets, check_free, write_file
from antin_cli.per_file import Told, each_file
from antin_cli.shared import force_option, json_option
from antin_cli.texts import say
from antin_cli.values import FilePath


@framed("pdf.convert")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="pdf.convert.files")
@option("--out", type=FilePath(), help_code="pdf.convert.out")
@force_option
@json_option
def command(files: tuple[Path, ...], out: Path | None, force: bool, as_json: bool) -> int:
    """Each document as PDF/A beside itself; the exit code is that of the worst."""
    if out is not None and (len(files) > 1 or any(path.is_dir() for path in files)):
        raise OptionsApart(names="--out")
    return each_file(files, _look(out, force=force), as_json=as_json)


def _look(out: Path | None, *, force: bool) -> Callable[[Path], Told]:
    from antin.adapters.office_conversion import MAX_OCTETS, office_format, pdf_of_office

    targets = Targets()

    def look(path: Path) -> Told:
        target = out or path.with_suffix(".pdf")
        data = read_input(path, MAX_OCTETS)
        office_format(data)  # its own errors first
        if target.exists() and target.samefile(path):
            raise OutputIsInput(path=path)
        targets.require_new(target)
        check_free(target, force=force)
        write_file(target, pdf_of_office(data), force=force)
        targets.add(target)
        return Told(
            [f"{say('said.converted')}: {target}"],
            lambda: {"file": str(path), "written": str(target), "conformance": "PDF/A-2b"},
        )

    return look
