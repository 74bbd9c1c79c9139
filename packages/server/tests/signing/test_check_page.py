"""The public page on which anybody checks documents."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from antin import oids
from antin.der import object_identifier, sequence, set_of, utf8_string
from antin_server.signing import selectors
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


@pytest.mark.django_db
class TestThePage:
    def test_reads_number_and_date_of_what_was_brought(self) -> None:
        page = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("Quyết định.pdf", ISSUED)}).content.decode()

        assert "Chưa kết luận được" in page  # nobody here knows this root
        assert "123/QĐ-UBND" in page and "26/11/2026" in page
        assert "Quyết định.pdf" in page
