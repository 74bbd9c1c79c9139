"""docs/reference/phan-mem-ky.md tells what the code does; run this file to rewrite its tables."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from antin.agentwire import PARAMETERS, wire_value
from antin.messages import message
from antin.verdict.returned import ReturnedRefused
from antin_server.config.environment import SETTINGS
from antin_server.signing import errors

PAGE = Path(__file__).parents[2] / "docs/reference/phan-mem-ky.md"


def refusals() -> Iterator[str]:
    yield from ("| mã | lời |", "|---|---|")
    ours = (each for name, each in vars(errors).items() if name.startswith("Agent"))
    for each in sorted({*ReturnedRefused.__subclasses__(), *ours}, key=lambda each: str(each.code)):
        yield f"| `{each.code}` | {message(each.code).text} |"


def parameters() -> Iterator[str]:
    yield from ("| tham số | giá trị | biết từ | chắc | ý nghĩa |", "|---|---|---|---|---|")
    for each in PARAMETERS:
        yield f"| `{each.name}` | {each.value} | `{each.evidence}` | `{each.confidence}` | {each.meaning} |"


TABLES = {"refusals": refusals, "parameters": parameters}


def block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


@pytest.mark.parametrize("name", TABLES)
def test_the_table_says_what_the_code_does(name: str) -> None:
    written = block(name).search(PAGE.read_text(encoding="utf-8"))

    assert written is not None
    assert written[2] == "".join(f"{line}\n" for line in TABLES[name]()), "run: script/docs"


def test_the_settings_begin_with_the_values_of_the_protocol() -> None:
    defaults = {each.name: each.default for each in SETTINGS}

    assert defaults["ANTIN_TOKEN_WAIT_S"] == str(wire_value("work_s"))
    assert defaults["ANTIN_TOKEN_PLACE_MM"] == str(wire_value("place_mm"))


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for name, lines in TABLES.items():
        rows = "".join(f"{each}\n" for each in lines())
        text = block(name).sub(lambda found, rows=rows: found[1] + rows + found[3], text)
    PAGE.write_text(text, encoding="utf-8")
