"""Make the PDF files of this folder anew: `.venv/bin/python tests/vectors/pdf/make_vectors.py [NAME …]`.

Needs soffice, chromium, qpdf and the development environment. Files of other programs change with their
versions and clocks; those written here byte by byte (`hand_made.py`) do not. ORIGINS.md says which program
made which file.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import hand_made
import typst
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner, fields
from pyhanko_certvalidator.registry import SimpleCertificateStore

HERE = Path(__file__).parent
TEXT = (
    "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
    "Số: 01/QĐ-UBND",
    "Quyết định về việc cấp chứng thư số chữ ký số công vụ",
)
ODF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document office:version="1.3" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    + "".join(f"<text:p>{line}</text:p>" for line in TEXT)
    + "</office:text></office:body></office:document>"
)
PAGE = "<!doctype html><meta charset=utf-8><title>Quyết định</title>" + "".join(f"<p>{line}" for line in TEXT)


def run(*arguments: str | Path) -> None:
    subprocess.run([str(each) for each in arguments], check=True, capture_output=True, timeout=120)


def made_by(program: Callable[[Path, Path], None], source: bytes, suffix: str) -> bytes:
    """What a program makes of a source file in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / f"source{suffix}", Path(folder) / "source.pdf"
        given.write_bytes(source)
        program(given, made)
        return made.read_bytes()


def libreoffice() -> bytes:
    profile = "-env:UserInstallation=file:///tmp/antin-vectors-soffice"
    return made_by(
        lambda given, made: run(
            "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", made.parent, given
        ),
        ODF.encode(),
        ".fodt",
    )


def chromium() -> bytes:
    return made_by(
        lambda given, made: run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={made}",
            "--no-pdf-header-footer",
            given.as_uri(),
        ),
        PAGE.encode(),
        ".html",
    )


def typst_pdf_a() -> bytes:
    source = (
        '#set text(lang: "vi")\n'
        '#set document(title: "Quyết định", date: datetime(year: 2026, month: 11, day: 24))\n'
    )
    return made_by(
        lambda given, made: Path(made).write_bytes(
            typst.compile(str(given), format="pdf", pdf_standards=["a-2b"])
        ),
        (source + "\n\n".join(TEXT)).encode(),
        ".typ",
    )


def by_qpdf(source: bytes, *options: str) -> bytes:
    return made_by(
        lambda given, made: run("qpdf", "--deterministic-id", *options, given, made), source, ".in.pdf"
    )


def encrypted(user: str, owner: str) -> bytes:
    return made_by(
        lambda given, made: run("qpdf", "--encrypt", user, owner, "256", "--", given, made),
        hand_made.plain(),
        ".in.pdf",
    )


def signed_by_pyhanko(source: bytes, field: str, *, permission: fields.MDPPerm | None = None) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Người ký thử (vectors)")])
    start = datetime(2026, 11, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(2026)
        .not_valid_before(start).not_valid_after(start + timedelta(days=3650))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True).sign(key, hashes.SHA256())
    )
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(
            key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        cert_registry=SimpleCertificateStore(),
    )
    metadata = PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=permission is not None,
        **({} if permission is None else {"docmdp_permissions": permission}),
    )
    return PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(source))).getvalue()


VECTORS: dict[str, Callable[[], bytes]] = {
    "libreoffice": libreoffice,
    "chromium": chromium,
    "typst-pdf-a-2b": typst_pdf_a,
    "linearized": lambda: by_qpdf(hand_made.plain(pages=3), "--linearize"),
    "object-streams": lambda: by_qpdf(hand_made.plain(pages=2), "--object-streams=generate"),
    "pdf-1.4": lambda: hand_made.plain(version="1.4"),
    "pdf-2.0": lambda: hand_made.plain(version="2.0"),
    "form-fields": hand_made.form,
    "rotated": hand_made.rotated,
    "already-signed": lambda: signed_by_pyhanko(hand_made.plain(), "Người lập"),
    "certified-no-changes": lambda: signed_by_pyhanko(
        hand_made.plain(), "Certified", permission=fields.MDPPerm.NO_CHANGES
    ),
    "certified-fill-forms": lambda: signed_by_pyhanko(
        hand_made.form(), "Certified", permission=fields.MDPPerm.FILL_FORMS
    ),
    "encrypted-user-password": lambda: encrypted("người đọc", "owner"),
    "encrypted-owner-only": lambda: encrypted("", "owner"),
    "hybrid-xref": hand_made.hybrid,
    "broken-startxref": hand_made.broken_startxref,
    "junk-before-header": hand_made.junk_before_header,
    "xfa": hand_made.xfa,
}


def main(names: list[str]) -> None:
    for name in names or VECTORS:
        (HERE / f"{name}.pdf").write_bytes(VECTORS[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
