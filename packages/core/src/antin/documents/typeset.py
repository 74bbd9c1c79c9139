"""Reports set by typst as PDF/A-2b in the document font; equal input gives equal octets."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any


def typeset(template: str, report: Mapping[str, Any]) -> bytes:
    """A template of this package, which finds the report as JSON in `sys.inputs.report`.

    Characters that the document font does not have are shown as a question mark.
    """
    import typst

    with as_file(files("antin.pades").joinpath("fonts")) as fonts:
        return typst.compile(
            files("antin.documents").joinpath(template).read_bytes(),
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]), format="pdf",
            sys_inputs={"report": json.dumps(_drawable(report), ensure_ascii=False)}, pdf_standards="a-2b",
        )


def _drawable(told: Any) -> Any:
    """The same data, with only characters that the font draws: PDF/A knows no missing ones."""
    if isinstance(told, str):
        return "".join(each if ord(each) in _letters() else " " if each.isspace() else "?" for each in told)
    if isinstance(told, Mapping):
        return {key: _drawable(each) for key, each in told.items()}
    return [_drawable(each) for each in told] if isinstance(told, list) else told


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with as_file(files("antin.pades").joinpath("fonts", "Tinos-Regular.ttf")) as path, TTFont(path) as font:
        return frozenset(each for each in font.getBestCmap() if each >= ord(" "))
