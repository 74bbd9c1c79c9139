"""antin form fill"""

import json
from collections.abc import Mapping
from datetime import timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli import clock, language
from antin_cli.errors import ValueWrong
from antin_cli.exits import Exit
from antin_cli.frame import framed, option
from antin_cli.inputs import read_small
from antin_cli.output import check_free, line, note, write_file
from antin_cli.shared import force_option
from antin_cli.texts import say
from antin_cli.values import LAWS, FilePath, OneOf, Text

if TYPE_CHECKING:
    from antin.casework.forms import Form

_HANOI = timezone(timedelta(hours=7))


@framed("form.fill")
@option("--law", required=True, type=OneOf(*LAWS), help_code="form.law")
@option("--form", "number", required=True, type=Text("number"), help_code="form.form")
@option("--values", "source", required=True, type=FilePath(), help_code="form.values")
@option("--out", type=FilePath(), help_code="form.out")
@option("--unchecked", is_flag=True, help_code="form.unchecked")
@force_option
def command(law: str, number: str, source: Path, out: Path | None, **options: Any) -> int:
    """The form with its answers, once they are right by the rules."""
    from antin.casework import law_set
    from antin.documents import file_name, filled

    form, target = law_set(law).form(number), out or Path(file_name(number))
    check_free(target, force=options["force"])
    values, rows = _read(source)
    if not options["unchecked"]:
        faults = _faults(form, values)
        for each in faults:
            note(each)
        if faults:
            return Exit.NOT_VALID
    keys = {each.key for each in form.fields}
    head = {key: value for key, value in values.items() if key not in keys}
    write_file(target, filled(law, number, values, rows=rows, head=head), force=options["force"])
    line(f"{say('said.written')}: {target}")
    return Exit.DONE


def _faults(form: "Form", values: Mapping[str, str]) -> list[str]:
    """What is wrong, a line each, in the order of the paper."""
    from antin.casework import Circumstances, check_form
    from antin.messages import message

    checked = check_form(form, values, Circumstances(clock.now().astimezone(_HANOI).date()))
    return [f"{each.field}: {message(each.code, language.current(), **each.said).text}" for each in checked.errors]


def _read(source: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Values and rows. Raises ValueWrong: not such a file."""
    wrong = ValueWrong(name="--values", value=source, expected=say("expected.json_object"))
    try:
        found = json.loads(read_small(source))
    except (ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(found, dict):
        raise wrong
    rows = found.pop("rows", [])
    if not isinstance(rows, list) or not all(isinstance(each, dict) and _is_text(each) for each in rows):
        raise wrong
    if not _is_text(found):
        raise wrong
    return found, rows


def _is_text(values: Mapping[object, object]) -> bool:
    return all(isinstance(each, str) for each in values.values())
