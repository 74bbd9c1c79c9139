"""A hostile document costs itself only."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from antin import pades
from antin.adapters.trust_files import Trust
from antin.verdict.returned import Expected
from antin_server.signing.errors import DocumentTooHeavy, DocumentUnopenable
from antin_server.signing.services import Circumstances, apart, page_draw, stranger_check
from antin_testkit.official_documents import official_document
from antin_testkit.paths import AT, Authority
from antin_testkit.signed_documents import signed_pdf

PDF = (Path(__file__).parents[4] / "tests/vectors/pdf/libreoffice.pdf").read_bytes()


def nested(depth: int, *, ending: bytes = b"0 0 600 800 re f " * 10) -> bytes:
    """A page whose drawing calls a form ten times, which calls another ten times, and so on to the ending."""
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    bodies.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    )
    calls = b"/F Do " * 10
    bodies.append(b"<</Length %d>>stream\n%b\nendstream" % (len(calls), calls))
    for number in range(5, 5 + depth):
        inner = calls if number < 4 + depth else ending
        bodies.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>stream\n%b\n"
            b"endstream" % (number + 1, len(inner), inner)
        )
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)


def page(width: str) -> bytes:
    """A PDF whose only page is as wide and high as this says."""
    return nested(1).replace(b"[0 0 600 800]/Contents", f"[0 0 {width} {width}]/Contents".encode())


class TestAPage:
    def test_is_drawn(self) -> None:
        assert page_draw(PDF, 1).startswith(b"\x89PNG")

    def test_that_never_ends_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(apart, "LIMITS", replace(apart.LIMITS, cpu_s=1))

        with pytest.raises(DocumentTooHeavy):
            page_draw(nested(9), 1)

        assert page_draw(PDF, 1).startswith(b"\x89PNG")

    @pytest.mark.parametrize("width", ["1e30", "99999999999", "0.0000001", "-5"])
    def test_of_any_size_is_small_enough_or_refused(self, width: str) -> None:
        try:
            picture = page_draw(page(width), 1)
        except (DocumentTooHeavy, DocumentUnopenable):
            return

        assert int.from_bytes(picture[16:20]) * int.from_bytes(picture[20:24]) <= 4_000 * 4_000

    def test_that_is_not_there_is_told(self) -> None:
        with pytest.raises(DocumentUnopenable):
            page_draw(PDF, 999)

    def test_is_drawn_again_after_the_process_apart_was_ended(self) -> None:
        page_draw(PDF, 1)
        process = apart._WORKERS._process
        assert process is not None
        process.kill()
        process.wait(timeout=10)

        assert page_draw(PDF, 1).startswith(b"\x89PNG")


class TestTheProcessApart:
    def test_knows_no_password_of_the_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        page_draw(PDF, 1)
        process = apart._WORKERS._process
        assert process is not None

        told = Path(f"/proc/{process.pid}/environ").read_bytes()

        assert b"ANTIN" not in told and b"DJANGO" not in told


class TestADocumentThatComesBack:
    """From another program, signed once more."""

    def told(self, colour: str) -> dict[str, object]:
        """What is said of a new signature whose looks are a picture of one colour over a page that was signed."""
        root = Authority("Gốc")
        sent = signed_pdf(root.issue("Nguyễn Thị Ánh"), PDF)
        drawn = BytesIO()
        Image.new("RGBA", (8, 8), colour).save(drawn, "PNG")
        back = signed_pdf(
            root.issue("Uỷ ban nhân dân tỉnh"), sent, field=pades.FieldSpec(page=1, box=pades.Box(20, 20, 150, 90)),
            appearance=pades.Appearance(image=drawn.getvalue()),
        )
        trust = Trust((root.anchor,))
        return dict(json.loads(apart.done_apart("returned", sent, back, Expected(1, None), AT, trust, ())))

    def test_is_refused_when_its_looks_cover_what_was_signed(self) -> None:
        refusal = self.told("#ffffff")["refusal"]

        assert isinstance(refusal, dict) and refusal["code"] == "returned_changed"
        assert "che nội dung đã ký" in refusal["vi"]["text"]

    def test_is_taken_when_they_let_it_be_seen(self) -> None:
        assert "refusal" not in self.told("#ffffff00")


@pytest.mark.django_db
class TestThePublicPage:
    def test_says_so_when_a_file_is_too_heavy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(apart, "LIMITS", replace(apart.LIMITS, cpu_s=1))
        endless = b"%PDF-1.7\n1 0 obj\n[" + b"1 " * 15_000_000 + b"]\nendobj\nstartxref\n9\n%%EOF"

        answer = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", endless)})

        assert answer.status_code == 400
        assert "quá nhiều bộ nhớ" in answer.content.decode()

    def test_says_so_when_memory_gives_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where it gives out is chance: while the file is parsed, which is a verdict; after it, which is none; or not
        at all, when what is free already is enough.
        """
        monkeypatch.setattr(apart, "LIMITS", replace(apart.LIMITS, memory=1))

        answer = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", PDF + bytes(30 * 1024 * 1024))})

        page = answer.content.decode()
        expected = (
            "tốn quá nhiều thời gian hoặc bộ nhớ", "tốn quá nhiều bộ nhớ", "chưa có chữ ký số", "không có chữ ký số",
            "Không mở được",
        )
        assert answer.status_code in (200, 400)
        assert any(each in page for each in expected), page[page.index("<main") :]

    def test_takes_a_large_file(self) -> None:
        big = nested(1, ending=Random(7).randbytes(60 * 1024 * 1024))

        assert Client().post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", big)}).status_code == 200


@pytest.mark.django_db
class TestADocumentToCheck:
    def told(self, data: bytes) -> dict[str, object]:
        document = stranger_check(name="a.pdf", data=data, circumstances=Circumstances(AT, (), "vi"))["document"]
        assert isinstance(document, dict)
        return document

    def test_tells_its_number_and_date(self) -> None:
        told = self.told(official_document())

        assert (told["number"], told["date"], told["text_is_signed"]) == ("123/QĐ-UBND", "2026-11-26", False)

    def test_gets_its_verdict_when_its_pages_never_end(self) -> None:
        began = monotonic()

        told = self.told(nested(9, ending=b"BT /F1 1 Tf (x) Tj ET "))

        assert told["number"] is None
        assert monotonic() - began < 30
