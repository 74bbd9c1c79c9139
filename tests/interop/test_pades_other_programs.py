"""What we sign, pdfsig, pyHanko and qpdf accept: PDF files of many origins, or a refusal with its reason."""

import logging
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from antin import pades
from antin_testkit.key_holders import AT, KEY_HOLDERS, KeyHolder

VECTORS = Path(__file__).parents[1] / "vectors/pdf"
REFUSED = {
    "encrypted-user-password": "pdf_password_needed", "broken-startxref": "pdf_broken", "xfa": "pdf_has_xfa",
    "certified-no-changes": "pdf_changes_forbidden",
}
SIGNED = sorted({path.stem for path in VECTORS.glob("*.pdf")} - set(REFUSED))
ONLY_INVISIBLE = {"certified-fill-forms"}
PLACES = {
    "invisible": pades.FieldSpec(), "visible": pades.FieldSpec(page=-1, box=pades.Box(20, 20, 70, 25)),
}
CASES = [
    (name, place)
    for name in SIGNED
    for place in PLACES
    if not (place == "visible" and name in ONLY_INVISIBLE)
]
TEXT = pades.Appearance(("Ký bởi: Nguyễn Thị Ánh", "Thời gian ký: 2026-11-24T10:00:00+07:00"))


def signed(pdf: bytes, field: pades.FieldSpec, holder: KeyHolder = KEY_HOLDERS["pkcs1-sha256"]) -> bytes:
    prepared = pades.prepare(
        pdf, field=field, signatory=pades.Signatory(holder.certificate, holder.algorithm), appearance=TEXT,
        statement=pades.Statement(AT, reason="Ban hành", location="Việt Nam"), level=pades.Level.T,
    )
    return pades.complete(prepared, holder.sign(prepared.to_be_signed))


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def said_by_pdfsig(pdf: bytes, folder: Path) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, timeout=60).stdout


def said_by_qpdf(pdf: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, timeout=60)


def judged_by_pyhanko(pdf: bytes, *holders: KeyHolder) -> list[object]:
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    roots = [asn1_x509.Certificate.load(holder.certificate) for holder in holders]
    context = ValidationContext(trust_roots=roots, moment=AT, best_signature_time=AT)
    return [
        validate_pdf_signature(each, context, key_usage_settings=KeyUsageConstraints(key_usage=set()))
        for each in reader.embedded_signatures[-len(holders) :]
    ]


@pytest.mark.parametrize(("name", "place"), CASES)
class TestASignedFile:
    def test_is_valid_and_whole_for_pdfsig(self, name: str, place: str, tmp_path: Path) -> None:
        said = said_by_pdfsig(signed((VECTORS / f"{name}.pdf").read_bytes(), PLACES[place]), tmp_path)

        last = said.split("Signature #")[-1]
        assert "Signature is Valid" in last and "Total document signed" in last and "Not total" not in last
        assert "ETSI.CAdES.detached" in last

    def test_is_valid_and_whole_for_pyhanko(self, name: str, place: str) -> None:
        holder = KEY_HOLDERS["pkcs1-sha256"]

        (status,) = judged_by_pyhanko(signed((VECTORS / f"{name}.pdf").read_bytes(), PLACES[place]), holder)

        assert status.bottom_line and status.coverage is SignatureCoverageLevel.ENTIRE_FILE

    def test_is_sound_for_qpdf(self, name: str, place: str, tmp_path: Path) -> None:
        said = said_by_qpdf(signed((VECTORS / f"{name}.pdf").read_bytes(), PLACES[place]), tmp_path)

        assert said.returncode == 0, said.stderr


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_a_file_that_cannot_be_signed_is_refused_with_its_reason(name: str, code: str) -> None:
    with pytest.raises((pades.PdfUnreadable, pades.SigningRefused)) as refused:
        signed((VECTORS / f"{name}.pdf").read_bytes(), PLACES["invisible"])

    assert refused.value.code == code


@pytest.mark.parametrize("kind", sorted(KEY_HOLDERS))
def test_every_kind_of_key_is_accepted(kind: str, tmp_path: Path) -> None:
    holder = KEY_HOLDERS[kind]
    pdf = signed((VECTORS / "pdf-1.4.pdf").read_bytes(), PLACES["invisible"], holder)

    (status,) = judged_by_pyhanko(pdf, holder)

    assert status.bottom_line
    if not kind.startswith("pss"):  # poppler's NSS does not verify PSS in CMS
        assert "Signature is Valid" in said_by_pdfsig(pdf, tmp_path)


class TestSeveralSignatures:
    def test_all_stay_valid(self, tmp_path: Path) -> None:
        holders = [KEY_HOLDERS["pkcs1-sha256"], KEY_HOLDERS["ecdsa-sha384"], KEY_HOLDERS["pkcs1-sha512"]]
        pdf = (VECTORS / "object-streams.pdf").read_bytes()
        for index, holder in enumerate(holders):
            pdf = signed(pdf, pades.FieldSpec(box=pades.Box(20, 20 + 40 * index, 60, 30)), holder)

        statuses = judged_by_pyhanko(pdf, *holders)

        assert all(status.bottom_line for status in statuses)
        assert said_by_pdfsig(pdf, tmp_path).count("Signature is Valid") == 3

    def test_stay_valid_in_a_certified_form(self, tmp_path: Path) -> None:
        certified = (VECTORS / "certified-fill-forms.pdf").read_bytes()
        pdf = signed(certified, pades.FieldSpec("thu_truong", must_exist=True))

        (status,) = judged_by_pyhanko(pdf, KEY_HOLDERS["pkcs1-sha256"])

        assert status.bottom_line
        reader = PdfFileReader(BytesIO(pdf))
        first = reader.embedded_signatures[0]
        first.compute_integrity_info()
        assert first.summarise_integrity_info()["docmdp_ok"] is True
        assert len(re.findall("Signature is Valid", said_by_pdfsig(pdf, tmp_path))) == 2
