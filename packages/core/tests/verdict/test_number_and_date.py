"""Number and date of a signed document: who answers for them."""

import re

import pytest

from antin import pades
from antin.adapters import pdf_pages
from antin.adapters.pdf_pages_apart import content_from
from antin.verdict import Verdict
from antin.verdict.visible import VisibleContent
from antin_testkit.official_documents import Layout, official_document
from antin_testkit.paths import Authority
from antin_testkit.pdf_revisions import append_revision, object_of
from antin_testkit.signed_documents import judged_file, signed_pdf

ROOT = Authority("CA gốc thử nghiệm")
LEADER, SEAL = ROOT.issue("Trần Văn Ước"), ROOT.issue("ỦY BAN NHÂN DÂN TỈNH AN GIANG", serial=8)
STRANGER = Authority("Gốc lạ").issue("Kẻ mạo danh")
LISTS = [ROOT.crl()]
TO_COME = official_document(Layout("Số: #h(14mm)/QĐ-UBND", "An Giang, ngày #h(9mm) tháng 11 năm 2026"))


def visible(pdf: bytes) -> VisibleContent | None:
    return content_from(pdf_pages.answer_to(pdf))


def told(data: bytes) -> tuple[str | None, str | None, bool | None]:
    document = judged(data).document
    return document.number, document.date, document.text_is_signed


def judged(data: bytes) -> Verdict:
    return judged_file(data, ROOT, crls=LISTS, visible=visible)


def stamped(pdf: bytes, text: str, left: float, certificate: bytes = SEAL) -> bytes:
    """As văn thư's program does it: a signature of its own draws the number, another the day."""
    field = pades.FieldSpec(box=pades.Box(left, 31.0, 8.0, 6.0))
    return signed_pdf(certificate, pdf, field=field, appearance=pades.Appearance((text,), size_pt=12))


class TestNumberAndDate:
    def test_typed_before_signing_are_signed(self) -> None:
        assert told(signed_pdf(LEADER, official_document())) == ("123/QĐ-UBND", "2026-11-26", True)

    def test_are_those_of_a_file_nobody_signed_and_not_signed(self) -> None:
        assert told(official_document()) == ("123/QĐ-UBND", "2026-11-26", False)

    def test_are_not_known_when_nobody_reads_the_pages(self) -> None:
        document = judged_file(signed_pdf(LEADER, official_document()), ROOT, crls=LISTS).document

        assert (document.number, document.date, document.text_is_signed) == (None, None, None)

    def test_stamped_by_van_thu_after_the_leader_count(self) -> None:
        by_leader = signed_pdf(LEADER, TO_COME)
        numbered = stamped(by_leader, "123", 48.5)
        issued = stamped(numbered, "26", 141.0)

        assert told(by_leader) == (None, None, None)
        assert told(issued) == ("123/QĐ-UBND", "2026-11-26", True)
        assert judged(issued).document.changed_after_issue is False

    def test_stamped_by_a_stranger_do_not_replace_what_is_signed(self) -> None:
        signed = signed_pdf(LEADER, official_document())
        field = pades.FieldSpec(box=pades.Box(38.0, 30.0, 40.0, 8.0))
        over = pades.Appearance(("Số: 999/QĐ-UBND",), size_pt=12)

        covered = signed_pdf(STRANGER, signed, field=field, appearance=over)

        assert told(covered) == ("123/QĐ-UBND", "2026-11-26", True)

    def test_of_an_unknown_signer_are_shown_without_a_word_for_them(self) -> None:
        assert told(signed_pdf(STRANGER, official_document())) == ("123/QĐ-UBND", "2026-11-26", None)

    def test_changed_afterwards_are_shown_and_flagged(self) -> None:
        signed = signed_pdf(LEADER, official_document())
        changed = enlarged(signed)

        verdict = judged(changed)

        assert verdict.document.changed_after_issue is True
        assert (verdict.document.number, verdict.document.text_is_signed) == ("123/QĐ-UBND", False)


def enlarged(pdf: bytes) -> bytes:
    """The file with its first page enlarged, by appending."""
    number = next(int(each) for each in re.findall(rb"(\d+) 0 obj\s*<<\s*/Type\s*/Page\b", pdf))
    page = object_of(pdf, number).rstrip()[:-2] + b" /UserUnit 1.5 >>"
    return append_revision(pdf, {number: page})


class TestTheJson:
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_carries_them(self, language: str) -> None:
        document = judged(signed_pdf(LEADER, official_document())).as_json(language)["document"]  # type: ignore[arg-type]

        assert isinstance(document, dict)
        assert (document["number"], document["date"], document["text_is_signed"]) == ("123/QĐ-UBND", "2026-11-26", True)
