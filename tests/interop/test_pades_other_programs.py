"""What we sign, pdfsig, pyHanko, PDFBox and qpdf accept: PDF files of many origins, or a refusal with its reason."""

import logging
import re
import subprocess
from collections.abc import Callable
from functools import cache, partial
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
from antin_testkit.paths import Authority
from antin_testkit.time_stamping import StampingService

VECTORS = Path(__file__).parents[1] / "vectors/pdf"
JAVA = Path(__file__).parent / "java/Verify.java"
JARS = [f"/usr/share/java/{each}.jar" for each in (
    "pdfbox2", "fontbox2", "commons-logging", "bcpkix", "bcutil", "bcprov",
)]
REFUSED = {
    "encrypted-user-password": "pdf_password_needed", "broken-startxref": "pdf_broken", "xfa": "pdf_has_xfa",
    "certified-no-changes": "pdf_changes_forbidden", "junk-before-header": "pdf_broken",
}
SIGNED = sorted({path.stem for path in VECTORS.glob("*.pdf")} - set(REFUSED))
ONLY_INVISIBLE = {"certified-fill-forms"}
PLACES = {
    "invisible": pades.FieldSpec(), "visible": pades.FieldSpec(page=-1, box=pades.Box(20, 20, 70, 25)),
}
STAMPED = ("libreoffice", "pdf-lib", "encrypted-aes-128-linearized", "weasyprint-pdf-ua-1")
TEXT = pades.Appearance(("Ký bởi: Nguyễn Thị Ánh", "Thời gian ký: 2026-11-24T10:00:00+07:00"))


def signed(
    pdf: bytes, field: pades.FieldSpec, holder: KeyHolder = KEY_HOLDERS["pkcs1-sha256"], *,
    certifies: int | None = None, stamp: Callable[[bytes], bytes] | None = None,
) -> bytes:
    prepared = pades.prepare(
        pdf, field=field, signatory=pades.Signatory(holder.certificate, holder.algorithm), appearance=TEXT,
        statement=pades.Statement(AT, reason="Ban hành", location="Việt Nam"), level=pades.Level.T,
        certifies=certifies,
    )
    value = holder.sign(prepared.to_be_signed)
    return pades.complete(prepared, value, time_stamp_token=stamp(value) if stamp else None)


@cache
def source(name: str) -> bytes:
    return (VECTORS / f"{name}.pdf").read_bytes()


@cache
def once(name: str, place: str) -> bytes:
    return signed(source(name), PLACES[place])


@cache
def twice(name: str) -> bytes:
    """A visible signature after an invisible one, of another kind of key."""
    second = pades.FieldSpec() if name in ONLY_INVISIBLE else PLACES["visible"]
    return signed(once(name, "invisible"), second, KEY_HOLDERS["ecdsa-sha256"])


@cache
def certified() -> bytes:
    return signed(source("fpdf2"), PLACES["visible"], certifies=2)


SERVICE = StampingService(Authority("CA gốc thử nghiệm"), at=AT)


@cache
def stamped(name: str, level: str) -> bytes:
    """B-T, with validation data B-LT, with a time-stamp of the document B-LTA."""
    pdf = signed(source(name), PLACES["visible"], stamp=SERVICE.stamp)
    if level != "B-T":
        data = pades.ValidationData((SERVICE.certificate, SERVICE.root.certificate), (SERVICE.root.crl(),))
        pdf = pades.add_validation_data(pdf, data)
    if level == "B-LTA":
        prepared = pades.prepare_time_stamp(pdf)
        pdf = pades.complete_time_stamp(prepared, SERVICE.stamp_digest(prepared.digest))
    return pdf


FILES: dict[str, Callable[[], bytes]] = {
    **{
        f"{name}-{place}": partial(once, name, place) for name in SIGNED for place in PLACES
        if not (place == "visible" and name in ONLY_INVISIBLE)
    },
    **{f"{name}-twice": partial(twice, name) for name in SIGNED},
    **{f"{name}-{level}": partial(stamped, name, level) for name in STAMPED for level in ("B-T", "B-LT", "B-LTA")},
    "fpdf2-certified": certified,
}


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
    roots = [asn1_x509.Certificate.load(each) for each in (
        *(holder.certificate for holder in holders), SERVICE.root.certificate,
    )]
    context = ValidationContext(trust_roots=roots, moment=AT, best_signature_time=AT)
    return [
        validate_pdf_signature(each, context, key_usage_settings=KeyUsageConstraints(key_usage=set()))
        for each in reader.embedded_regular_signatures[-len(holders) :]
    ]


def test_the_files_are_of_many_origins() -> None:
    assert len(SIGNED) >= 25


@pytest.fixture(scope="module")
def said_by_pdfbox(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """What PDFBox and BouncyCastle say of all files, asked once: by file, a line for each signature."""
    folder = tmp_path_factory.mktemp("signed")
    for name, make in FILES.items():
        (folder / f"{name}.pdf").write_bytes(make())
    done = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", ":".join(JARS), JAVA, folder],
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    return {name: [line[1:] for line in lines if line[0] == f"{name}.pdf"] for name in FILES}


@pytest.mark.parametrize("name", FILES)
class TestASignedFile:
    def test_is_valid_and_whole_for_pdfsig(self, name: str, tmp_path: Path) -> None:
        said = said_by_pdfsig(FILES[name](), tmp_path).split("Signature #")[1:]

        ours = [each for each in said if "ETSI.CAdES.detached" in each]
        assert ours and all("Signature is Valid" in each for each in ours)
        assert ("Not total document signed" in said[-1]) is name.endswith("-B-LT")

    def test_is_valid_and_whole_for_pyhanko(self, name: str) -> None:
        made = FILES[name]()
        first, *later = judged_by_pyhanko(
            made, *(KEY_HOLDERS[each] for each in ("pkcs1-sha256", "ecdsa-sha256")[: 1 + name.endswith("-twice")]),
        )

        assert first.bottom_line and all(each.bottom_line for each in later)
        is_extended = name.endswith(("-B-LT", "-B-LTA"))
        assert (later or [first])[-1].coverage is (
            SignatureCoverageLevel.ENTIRE_REVISION if is_extended else SignatureCoverageLevel.ENTIRE_FILE
        )

    def test_is_whole_and_good_for_pdfbox(self, name: str, said_by_pdfbox: dict[str, list[list[str]]]) -> None:
        said = said_by_pdfbox[name]

        assert said and {each[3] for each in said} == {"good"}
        assert [each[2] for each in said].count("whole") == (0 if name.endswith("-B-LT") else 1)
        assert ("ETSI.RFC3161" in {each[1] for each in said}) is name.endswith("-B-LTA")

    def test_is_sound_for_qpdf(self, name: str, tmp_path: Path) -> None:
        said = said_by_qpdf(FILES[name](), tmp_path)

        assert said.returncode == 0, said.stderr


def test_pdfbox_tells_a_changed_octet(tmp_path: Path) -> None:
    pdf = once("pdf-1.4", "invisible")
    (tmp_path / "changed.pdf").write_bytes(pdf.replace(b"Trang 1", b"Trang 7"))

    done = subprocess.run(["java", "-cp", ":".join(JARS), JAVA, tmp_path], capture_output=True, text=True, timeout=60)

    assert "bad" in done.stdout


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
