"""The report on documents signed: for spreadsheets, and on paper."""

import csv
import re
import subprocess
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from antin.documents import RowOutcome, SignedRow, signing_report, signing_table

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
SIGNED = SignedRow(
    "văn bản/quyết định.pdf", RowOutcome.SIGNED, "ab" * 32, "cd" * 32, certificate="Nguyễn Thị Ánh (2E7ACA)",
    level="B-T", at=AT,
)
REFUSED = SignedRow("x.pdf", RowOutcome.REFUSED, reason='Không phải "PDF", hỏng')


def cells(*rows: SignedRow) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(signing_table(rows, language="vi")).decode("utf-8-sig"), newline="")))


class TestTheTable:
    def test_begins_with_a_mark_that_spreadsheets_need(self) -> None:
        assert b"".join(signing_table([], language="vi")).startswith('\ufeff"Tên tệp",'.encode())

    def test_has_a_line_for_each_document(self) -> None:
        _, signed, refused = cells(SIGNED, REFUSED)

        assert signed == [
            "văn bản/quyết định.pdf", "Đã ký", "", "Nguyễn Thị Ánh (2E7ACA)", "B-T", "25/11/2026 09:30:00", "ab" * 32,
            "cd" * 32,
        ]
        assert refused[:3] == ["x.pdf", "Không ký được", 'Không phải "PDF", hỏng']

    @pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
    def test_holds_no_formula(self, name: str) -> None:
        assert cells(SignedRow(name, RowOutcome.NOT_BEGUN))[1][0] == f"'{name}"

    def test_holds_no_formula_where_semicolons_separate(self) -> None:
        table = b"".join(signing_table([SignedRow("x;=1+1;.pdf", RowOutcome.NOT_BEGUN)], language="vi"))

        _, row = csv.reader(StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";")
        assert row[0].startswith("x;=1+1;.pdf")

    def test_takes_names_that_are_no_text(self) -> None:
        assert cells(SignedRow("a\udcff.pdf", RowOutcome.NOT_BEGUN))[1][0] == "a\\udcff.pdf"


class TestThePaper:
    def test_shows_every_document_and_its_digests(self, tmp_path: Path) -> None:
        path = tmp_path / "r.pdf"
        path.write_bytes(signing_report([SIGNED, REFUSED], language="vi", at=AT))

        shown = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
        text = re.sub(r"\s", "", shown.stdout)
        assert "Đãký:1;Khôngkýđược:1;Chưaký:0" in text and "vănbản/quyếtđịnh.pdf" in text
        assert "ab" * 32 in text and "cd" * 32 in text

    def test_is_the_same_for_the_same(self) -> None:
        assert signing_report([SIGNED], language="en", at=AT) == signing_report([SIGNED], language="en", at=AT)

    @pytest.mark.parametrize("name", ["x" * 200 + ".pdf", "#let x = 1 $a$ *b* \u202e\U0001f600.pdf", "a\udcff.pdf"])
    def test_takes_any_name(self, name: str) -> None:
        assert signing_report([SignedRow(name, RowOutcome.SIGNED)], language="vi", at=AT).startswith(b"%PDF")
