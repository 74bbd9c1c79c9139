"""antin form list"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from antin_cli.frame import framed, option
from antin_cli.output import json_line, line
from antin_cli.shared import json_option
from antin_cli.values import LAWS, OneOf, Text

if TYPE_CHECKING:
    from antin.casework.forms import Field, Form


@framed("form.list")
@option("--law", "laws", multiple=True, type=OneOf(*LAWS), help_code="form.law")
@option("--form", "number", type=Text("number"), help_code="form.form")
@json_option
def command(laws: tuple[str, ...], number: str | None, as_json: bool) -> int:
    """Forms with titles; of one form, the keys of its blanks, too."""
    from antin.casework import law_set

    for name in laws or LAWS:
        law = law_set(name)
        for form in law.forms if number is None else (law.form(number),):
            if as_json:
                json_line(_described(form, with_fields=number is not None))
                continue
            line(f"{name}  {form.number}  {form.title}")
            for each in _fields(form) if number is not None else ():
                line(each)
    return 0


def _fields(form: "Form") -> Iterator[str]:
    for each in (*form.head, *form.fields):
        marks = " *" if each.required else ""
        codes = f" ({', '.join(choice.code for choice in each.choices)})" if each.choices else ""
        yield f"    {each.key}{marks}  {each.label}{codes}"
    if form.columns:
        keys = dict.fromkeys(key for column in form.columns for key in column.fields)
        yield f"    rows[]: {', '.join(keys)}"


def _described(form: "Form", *, with_fields: bool) -> dict[str, object]:
    told: dict[str, object] = {"law": form.law_set, "form": form.number, "title": form.title, "kind": str(form.kind)}
    if with_fields:
        told["head"] = [_field(each) for each in form.head]
        told["fields"] = [_field(each) for each in form.fields]
        told["columns"] = [{"label": each.label, "fields": list(each.fields)} for each in form.columns]
    return told


def _field(each: "Field") -> dict[str, object]:
    return {
        "key": each.key, "label": each.label, "kind": str(each.kind), "required": each.required,
        "choices": {choice.code: choice.text for choice in each.choices},
    }
