"""antin form blank"""

from pathlib import Path

from antin_cli.errors import OptionsApart, OutputNotWritten
from antin_cli.frame import framed, option
from antin_cli.output import check_free, line, write_file
from antin_cli.shared import force_option
from antin_cli.texts import say
from antin_cli.values import LAWS, FilePath, OneOf, Text


@framed("form.blank")
@option("--law", required=True, type=OneOf(*LAWS), help_code="form.law")
@option("--form", "number", type=Text("number"), help_code="form.form")
@option("--all", "folder", type=FilePath("folder"), help_code="form.all")
@option("--out", type=FilePath(), help_code="form.out")
@force_option
def command(law: str, number: str | None, folder: Path | None, out: Path | None, force: bool) -> int:
    """One form, or all of a law set, as DOCX."""
    from antin.casework import law_set
    from antin.documents import blank, file_name

    if (number is None) == (folder is None) or (folder and out):
        raise OptionsApart(names="--form, --all, --out")
    if number is not None:
        targets = {law_set(law).form(number).number: out or Path(file_name(number))}
    else:
        assert folder is not None
        _make(folder)
        targets = {each.number: folder / file_name(each.number) for each in law_set(law).forms}
    for target in targets.values():
        check_free(target, force=force)
    for each, target in targets.items():
        write_file(target, blank(law, each), force=force)
        line(f"{say('said.written')}: {target}")
    return 0


def _make(folder: Path) -> None:
    from antin.messages.system_reasons import system_reason

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritten(path=folder, **system_reason(error)) from error
