"""The public page on which anybody checks documents."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from antin import oids
from antin.der import object_identifier, sequence, set_of, utf8_string
from antin.verdict.schema import verdict_schema
from antin_server.common import clock
from antin_server.signing import selectors
from antin_server.signing.services import apart, checking
from antin_testkit.json_schema import misfits
from antin_testkit.official_documents import official_document
from antin_testkit.paths import AT, DAY, Authority, entry, x509_time
from antin_testkit.signed_documents import judged_file, signed_pdf

ROOT = Authority("CA gốc thử nghiệm", not_before=x509_time(AT - 3_000 * DAY))
IN_2024 = datetime(2024, 5, 1, 3, tzinfo=UTC)


def certificate(serial: int, *parts: tuple[str, str]) -> bytes:
    subject = sequence(*(set_of(sequence(object_identifier(oid), utf8_string(text))) for oid, text in parts))
    return ROOT.issue(subject=subject, serial=serial, not_before=x509_time(AT - 2_000 * DAY))


PERSON = certificate(
    7, (oids.ORGANIZATION_NAME, "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"), (oids.COMMON_NAME, "Trần Văn Ước"),
)
SEAL = certificate(8, (oids.COMMON_NAME, "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"))
ISSUED = signed_pdf(SEAL, signed_pdf(PERSON, official_document(), at=IN_2024), at=IN_2024)


def shown(data: bytes, *, crl: bytes | None = None, language: str = "vi") -> str:
    """The page on a file, with this list as the only evidence."""
    verdict = judged_file(data, ROOT, crls=[crl or ROOT.crl()])
    with translation.override(language):
        context = {"verdict": selectors.shown(verdict.as_json("en" if language == "en" else "vi"))}
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_to_string("signing/_verdict.html", context)))


def answer(page: str, question: str, following: str) -> str:
    """What stands on the page between two headings."""
    return page.split(question, 1)[1].split(following, 1)[0].strip()


class TestTheAnswerForPeople:
    def test_names_the_outcome_and_what_to_do_before_all_else(self) -> None:
        page = shown(ISSUED)

        places = [page.index(each) for each in (
            "Hợp lệ", "Cần làm gì", "Có phải văn bản chính thức", "Chữ ký 1", "Chi tiết",
        )]
        assert places == sorted(places)
        assert page.strip().startswith("Hợp lệ")

    def test_tells_who_signed_for_which_agency_and_what_it_is_today(self) -> None:
        page = shown(ISSUED)

        assert answer(page, "Chữ ký của người có thẩm quyền", "Chữ ký của cơ quan") == (
            "Có Trần Văn Ước, ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"
        )
        assert answer(page, "(con dấu)", "Cơ quan vào ngày ký") == "Có ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"
        agency = answer(page, "Cơ quan vào ngày ký", "Số và ngày")
        assert "có, dưới tên này" in agency and "Nay là: Ủy ban nhân dân tỉnh An Giang" in agency
        assert answer(page, "Đủ cả hai chữ ký theo quy định", "Chữ ký 1") == "Có"

    def test_says_no_to_the_seal_of_a_revoked_certificate(self) -> None:
        page = shown(ISSUED, crl=ROOT.crl(entry(8)))

        assert page.strip().startswith("Không hợp lệ")
        assert answer(page, "(con dấu)", "Cơ quan vào ngày ký").startswith("Không")
        assert answer(page, "Đủ cả hai chữ ký theo quy định", "Chữ ký 1").startswith("Không")

    def test_says_that_something_was_changed_afterwards(self) -> None:
        flipped = bytearray(ISSUED)
        flipped[600] ^= 1

        page = shown(bytes(flipped))

        assert page.strip().startswith("Không hợp lệ")
        assert answer(page, "sau khi văn thư phát hành", "Đủ cả hai").startswith("Có")

    def test_speaks_english_too(self) -> None:
        page = shown(ISSUED, language="en")

        assert page.strip().startswith("Valid")
        assert answer(page, "Seal of the agency", "The agency on the day").startswith("Yes")
        assert "Today: Ủy ban nhân dân tỉnh An Giang" in page


class TestTheDetails:
    def test_hold_what_a_technician_asks(self) -> None:
        page = shown(ISSUED)

        details = page.split("Chi tiết")[1].split("Chữ ký 2")[0]
        for each in ("TOTAL-PASSED", "B-B", "thời điểm kiểm tra này", "Khoảng byte được ký", "SHA-256 (mạnh)"):
            assert each in details, each
        assert answer(details, "Chứng thư khi đó", "Chứng thư hiện nay") == "còn hiệu lực"

    def test_hold_every_row_of_the_checklist(self) -> None:
        verdict = judged_file(ISSUED, ROOT, crls=[ROOT.crl()]).as_json()
        page = shown(ISSUED)

        signatures = verdict["signatures"]
        assert isinstance(signatures, list)
        for row in signatures[0]["checks"]:
            assert row["row"] in page and row["text"] in page, row

    def test_tell_a_certificate_that_was_revoked(self) -> None:
        assert "Chứng thư hiện nay bị thu hồi" in shown(ISSUED, crl=ROOT.crl(entry(8))).replace("đã bị", "bị")


def brought(*files: tuple[str, bytes]) -> tuple[int, str]:
    """Status and page for these files, in one upload."""
    answer = Client().post("/kiem-tra/", {"file": [SimpleUploadedFile(name, data) for name, data in files]})
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
class TestThePage:
    def test_reads_number_and_date_of_what_was_brought(self) -> None:
        _, page = brought(("Quyết định.pdf", ISSUED))

        assert "Chưa kết luận được" in page  # nobody here knows this root
        assert "123/QĐ-UBND" in page and "26/11/2026" in page
        assert "Quyết định.pdf" in page

    def test_keeps_nothing_of_a_large_file_on_the_disk(self, settings: Any, tmp_path: Path) -> None:
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

        status, _ = brought(("a.pdf", ISSUED), ("b.pdf", ISSUED))

        assert (status, list(tmp_path.iterdir())) == (200, [])


@pytest.mark.django_db
class TestSeveralFiles:
    def test_each_get_a_line_and_a_place_and_none_stops_the_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(apart, "LIMITS", replace(apart.LIMITS, cpu_s=2))
        endless = b"%PDF-1.7\n1 0 obj\n[" + b"1 " * 40_000_000 + b"]\nendobj\nstartxref\n9\n%%EOF"

        status, page = brought(
            ("ký rồi.pdf", ISSUED), ("nặng.pdf", endless), ("chưa ký.pdf", official_document()),
            ("ảnh.png", b"\x89PNG"),
        )

        assert status == 200
        lines = re.findall(r'<a href="#(tep-\d)" class="file-name">(.*?)</a>', page)
        assert lines == [
            ("tep-1", "ký rồi.pdf"), ("tep-2", "nặng.pdf"), ("tep-3", "chưa ký.pdf"), ("tep-4", "ảnh.png"),
        ]
        assert all(f'id="{place}"' in page for place, _ in lines)
        assert "4 tệp" in page
        counted = re.search(r"hợp lệ \d+, không hợp lệ \d+, chưa kết luận được \d+, chưa kiểm tra \d+", page)
        assert counted and counted[0] == "hợp lệ 0, không hợp lệ 1, chưa kết luận được 2, chưa kiểm tra 1"

    def test_that_are_twenty_are_taken_and_one_more_is_refused_by_name(self) -> None:
        status, page = brought(*[(f"{each}.txt", b"xin chao") for each in range(21)])

        assert (status, page.count("<article")) == (200, 21)
        assert page.count("nhiều nhất 20 tệp") == 2  # in the list, and in its place
        assert "chưa kiểm tra 1" in page and "nhiều nhất 20 tệp" in page.split('id="tep-21"')[1]

    def test_too_large_are_refused_by_name_and_the_others_answered(self, settings: Any) -> None:
        settings.ANTIN_UPLOAD_BYTES = len(ISSUED) - 1

        status, page = brought(("to.pdf", ISSUED), ("b.txt", b"xin chao"))

        assert status == 200 and "chưa kiểm tra 1" in page
        assert "lớn hơn" in page.split('id="tep-1"')[1].split("</article>")[0]

    def test_larger_together_than_a_check_takes_are_turned_away_unread(self, settings: Any) -> None:
        settings.ANTIN_LARGE_UPLOADS = {"/kiem-tra/": 1}
        settings.ANTIN_UPLOAD_BYTES = 1

        with_file = SimpleUploadedFile("a.pdf", bytes(2 * 1024 * 1024))
        answer = Client().post("/kiem-tra/", {"file": with_file})

        assert answer.status_code == 413

    def test_whose_turn_did_not_come_are_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking, "BEGIN_WITHIN_S", 0.0)
        monkeypatch.setattr(checking, "AT_THE_SAME_TIME", 1)

        status, page = brought(*[(f"{each}.pdf", ISSUED) for each in range(4)])

        assert status == 200
        assert "Chưa đến lượt tệp này" in page and "123/QĐ-UBND" in page


@pytest.mark.django_db
class TestANumberOnPaper:
    @pytest.mark.parametrize(("number", "told", "next_step"), [
        ("Số: 30/2020/NĐ-CP", "Nghị định", "vanban.chinhphu.vn"),
        ("vô nghĩa", "không theo dạng", "Chép lại"),
        ("", "không theo dạng", "Chép lại"),
        ("1/2099/NĐ-CP", "2099", "đừng dùng"),
        ("\x00<script>", "không theo dạng", "Chép lại"),
    ])
    def test_gets_its_answer_and_the_next_step(self, number: str, told: str, next_step: str) -> None:
        answer = Client().post("/kiem-tra/", {"number": number})

        page = answer.content.decode()
        assert answer.status_code == 200
        assert told in page and next_step in page, page
        assert "<script>" not in page.split("number-answer")[1].split("</section>")[0]


def handed_out(page: str) -> str:
    return page.split('name="report" value="')[1].split('"')[0]


@pytest.mark.django_db
class TestTheReport:
    def test_is_the_data_with_the_schema_of_the_command(self) -> None:
        _, page = brought(("Quyết định.pdf", ISSUED))

        answer = Client().post("/kiem-tra/bao-cao/", {"report": handed_out(page), "format": "json"})

        told = json.loads(answer.content)
        assert answer.headers["Content-Type"] == "application/json"
        assert list(misfits(told, verdict_schema())) == []
        assert (told["file"], told["document"]["number"]) == ("Quyết định.pdf", "123/QĐ-UBND")

    def test_has_one_line_for_each_of_several_files(self) -> None:
        _, page = brought(("a.pdf", ISSUED), ("b.txt", b"xin chao"))

        answer = Client().post("/kiem-tra/bao-cao/", {"report": handed_out(page), "format": "json"})

        assert [json.loads(line)["file"] for line in answer.content.decode().splitlines()] == ["a.pdf", "b.txt"]

    def test_is_a_pdf_in_the_language_of_the_page(self) -> None:
        _, page = brought(("Quyết định.pdf", ISSUED))

        answer = Client().post("/kiem-tra/bao-cao/", {"report": handed_out(page), "format": "pdf"})

        assert answer.content.startswith(b"%PDF-1.7")
        text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
        assert "Chưa kết luận được" in text and "Quyết định.pdf" in text

    def test_is_made_of_nothing_that_the_portal_did_not_sign(self) -> None:
        _, page = brought(("a.pdf", ISSUED))
        token = handed_out(page)

        for each in ("", "x", token[:-1] + ("A" if token[-1] != "A" else "B"), signing.dumps({"verdicts": []})):
            answer = Client().post("/kiem-tra/bao-cao/", {"report": each})
            assert answer.status_code == 400
            assert "Hãy kiểm tra lại tệp" in answer.content.decode()

    def test_is_gone_after_an_hour(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _, page = brought(("a.pdf", ISSUED))
        later = clock.now() + timedelta(minutes=61)
        monkeypatch.setattr(clock, "now", lambda: later)

        assert Client().post("/kiem-tra/bao-cao/", {"report": handed_out(page)}).status_code == 400
