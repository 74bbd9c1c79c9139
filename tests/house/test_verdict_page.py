"""docs/reference/verdict.md tells what the code does; run this file to rewrite its tables."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from antin import pdf
from antin.adapters import pdf_pages, pdf_pages_apart
from antin.pades.engine import validation_data
from antin.verdict import MAX_SIGNATURES, judging, time_stamps
from antin.verdict.findings import meaning_of_code
from antin.verdict.kinds import Kind
from antin.verdict.model import CertificateState
from antin.verdict.schema import verdict_schema
from antin_testkit.json_schema import misfits
from antin_testkit.signed_documents import PLAIN, judged_file

SCHEMA = Path(__file__).parents[2] / "docs/reference/verdict.schema.json"
PAGE = Path(__file__).parents[2] / "docs/reference/verdict.md"
MEBIBYTE = 1 << 20


def table(*rows: tuple[object, ...]) -> str:
    head, *rest = (f"| {' | '.join(map(str, row))} |" for row in rows)
    return "\n".join((head, "|" + "---|" * len(rows[0]), *rest))


def codes() -> str:
    text = files("antin.messages").joinpath("catalogue/verdict.toml").read_text(encoding="utf-8")
    rows = [(f"`{code}`", entry["vi"], _meaning(code)) for code, entry in tomllib.loads(text).items()]
    return table(("mã", "lời", "nghĩa"), *rows)


def _meaning(code: str) -> str:
    meaning = meaning_of_code(code)
    return f"`{meaning.outcome}`, `{meaning.indication}` / `{meaning.sub_indication}`" if meaning else "lưu ý"


def bounds() -> str:
    return table(
        ("việc", "nhiều nhất"),
        ("chữ ký được xét của một tệp", MAX_SIGNATURES),
        ("byte được băm cho một tệp", f"{judging.MAX_HASHED_OCTETS // MEBIBYTE} MiB"),
        ("dấu thời gian của một chữ ký", time_stamps.MAX_TOKENS),
        ("cỡ tệp", f"{pdf.MAX_SIZE // MEBIBYTE} MiB"),
        ("tệp được đọc số và ngày", f"{pdf_pages_apart.MAX_OCTETS // MEBIBYTE} MiB"),
        ("đọc số và ngày", f"{pdf_pages.MAX_PAGES} trang đầu, {pdf_pages_apart.WALL_S:g} giây và thêm theo cỡ tệp, "
         f"{pdf_pages.MEMORY // MEBIBYTE} MiB ngoài lúc khởi động"),
        ("dữ liệu kiểm tra lâu dài trong tệp",
         f"{validation_data.MAX_STREAMS} mục, {validation_data.MAX_OCTETS // MEBIBYTE} MiB"),
    )


def kinds() -> str:
    names = {
        Kind.PDF: "PDF", Kind.EMPTY: "tệp rỗng", Kind.IMAGE: "ảnh (JPEG, PNG, TIFF, HEIC, GIF, WebP, BMP…)",
        Kind.ZIP: "ZIP", Kind.ARCHIVE: "RAR, 7z, gzip…", Kind.OFFICE: "Word, Excel, PowerPoint, RTF",
        Kind.OPEN_DOCUMENT: "OpenDocument", Kind.ASIC: "gói ASiC", Kind.SIGNED_XML: "XML có chữ ký",
        Kind.XML: "XML khác", Kind.TEXT: "chữ thường, trang web", Kind.CMS: "P7S, P7M",
        Kind.SIGNED_MAIL: "thư S/MIME có chữ ký", Kind.MAIL: "thư điện tử", Kind.CERTIFICATE: "chứng thư số",
        Kind.OTHER: "không biết",
    }
    return table(("`kind`", "tệp"), *((f"`{kind}`", names[kind]) for kind in Kind))


TABLES = {"codes": codes, "bounds": bounds, "kinds": kinds}


def block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


@pytest.mark.parametrize("name", TABLES)
class TestATableOfThePage:
    def test_says_what_the_code_does(self, name: str) -> None:
        written = block(name).search(PAGE.read_text(encoding="utf-8"))

        assert written is not None
        assert written[2].strip() == TABLES[name]()


def names_of(schema: dict[str, Any]) -> Iterator[str]:
    """Every key that a schema names, at any depth."""
    for key, within in schema.get("properties", {}).items():
        yield key
        yield from names_of(within)
    for within in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())):
        yield from names_of(within)


class TestTheSchema:
    def test_is_written_from_the_code(self) -> None:
        assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run: python tests/house/test_verdict_page.py"

    def test_has_every_key_and_word_explained_on_the_page(self) -> None:
        page = PAGE.read_text(encoding="utf-8")

        assert sorted({name for name in names_of(verdict_schema()) if not re.search(rf"\b{name}\b", page)}) == []
        assert [state for state in CertificateState if f"`{state}`" not in page] == []

    def test_tells_a_value_that_does_not_fit(self) -> None:
        told = json.loads(json.dumps(judged_file(PLAIN).as_json()))

        told["outcome"], told["surprise"] = "perhaps", 1
        told["document"]["date"] = "26/11/2026"
        del told["sha256"]

        assert sorted(each.split(":")[0] for each in misfits(told, verdict_schema())) == [
            "$", "$", "$.document.date", "$.outcome",
        ]


class TestThePage:
    def test_names_every_field_of_the_json(self) -> None:
        told = judged_file(PLAIN).as_json()

        page = PAGE.read_text(encoding="utf-8")
        document = told["document"]
        assert isinstance(document, dict)
        assert [name for name in (*told, *document) if name not in page] == []


def schema_text() -> str:
    return json.dumps(verdict_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for each, make in TABLES.items():
        text = block(each).sub(lambda match, make=make: f"{match[1]}{make()}\n{match[3]}", text)
    PAGE.write_text(text, encoding="utf-8")
    SCHEMA.write_text(schema_text(), encoding="utf-8")
