"""The report on checked files, made from the JSON of their verdicts."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from antin.adapters.trust_files import Trust
from antin.documents import verdict_report
from antin.verdict import judge
from antin_testkit.official_documents import official_document
from antin_testkit.paths import AT, Authority
from antin_testkit.signed_documents import judged_file, signed_pdf

ROOT = Authority("CA gốc thử nghiệm")
SIGNED = judged_file(signed_pdf(ROOT.issue("Trần Văn Ước"), official_document()), ROOT, crls=[ROOT.crl()])


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


class TestTheReport:
    @pytest.mark.parametrize(("language", "told"), [
        ("vi", ("Hợp lệ", "Trần Văn Ước", "Đạt", "TOTAL-PASSED", "Chứng thư hiện nay còn hiệu lực")),
        ("en", ("Valid", "Trần Văn Ước", "Met", "TOTAL-PASSED", "Certificate now good")),
    ])
    def test_says_what_the_verdict_says(self, language: Any, told: tuple[str, ...]) -> None:
        report = verdict_report([SIGNED.as_json(language)], language=language, at=AT)

        text = text_of(report)
        assert [each for each in told if each not in text] == []
        assert SIGNED.sha256 in text.replace(" ", "")

    def test_is_the_same_octets_for_the_same_verdicts(self) -> None:
        made = [verdict_report([SIGNED.as_json()], language="vi", at=AT) for _ in range(2)]

        assert made[0] == made[1]

    def test_is_pdf_a_with_its_one_font_inside(self) -> None:
        report = verdict_report([SIGNED.as_json()], language="vi", at=AT)

        with pikepdf.open(BytesIO(report)) as pdf:
            metadata = pdf.open_metadata()
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
            fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontDescriptor" in each]
            assert fonts
            assert all("Tinos" in str(each.BaseFont) and "/FontFile2" in each.FontDescriptor for each in fonts)

    def test_takes_any_file_with_any_name(self) -> None:
        names = ("😀\x00\n#panic()\\ *b* $x$ [", "", "漢字.pdf", "a" * 3_000)
        verdicts = [
            judge(b"xin chao", file=each, at=AT, trust=Trust(), offline=True).as_json() for each in names
        ]

        text = text_of(verdict_report(verdicts, language="vi", at=AT))

        assert "#panic()" in text and "??.pdf" in text
