"""Level B-T: a token made by openssl, put in by us, accepted by pyHanko and pdfsig."""

import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from antin import cms, pades
from antin_testkit.key_holders import AT, KEY_HOLDERS

VECTORS = Path(__file__).parents[1] / "vectors/pdf"
CONFIG = """
[tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """openssl as a time-stamping authority in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "TSA thử nghiệm")])
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
            .not_valid_before(now - timedelta(days=900)).not_valid_after(now + timedelta(days=900))
            .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .add_extension(x509.KeyUsage(True, *[False] * 8), critical=True).sign(key, hashes.SHA256())
        )
        (folder / "tsa.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))
        (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    def token(self, data: bytes) -> bytes:
        (self.folder / "data").write_bytes(data)
        self.run("-query", "-data", "data", "-sha256", "-cert", "-out", "query")
        self.run(
            "-reply",
            "-config",
            "tsa.cnf",
            "-section",
            "tsa",
            "-queryfile",
            "query",
            "-token_out",
            "-out",
            "token",
        )
        return (self.folder / "token").read_bytes()

    def run(self, *arguments: str) -> None:
        subprocess.run(
            ["openssl", "ts", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=60
        )


@pytest.fixture()
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture()
def stamped(authority: Authority) -> bytes:
    holder = KEY_HOLDERS["pkcs1-sha256"]
    prepared = pades.prepare(
        (VECTORS / "typst-pdf-a-2b.pdf").read_bytes(), field=pades.FieldSpec(), level=pades.Level.T,
        signatory=pades.Signatory(holder.certificate, holder.algorithm), statement=pades.Statement(AT),
    )
    value = holder.sign(prepared.to_be_signed)
    return pades.complete(prepared, value, time_stamp_token=authority.token(value))


class TestAStampedSignature:
    def test_is_valid_with_its_time_for_pyhanko(self, stamped: bytes, authority: Authority) -> None:
        (signature,) = PdfFileReader(BytesIO(stamped)).embedded_signatures
        roots = [KEY_HOLDERS["pkcs1-sha256"].certificate, authority.certificate.public_bytes(Encoding.DER)]
        context = ValidationContext(trust_roots=[asn1_x509.Certificate.load(each) for each in roots])

        status = validate_pdf_signature(
            signature, context, key_usage_settings=KeyUsageConstraints(key_usage=set())
        )

        assert status.timestamp_validity.valid and status.timestamp_validity.trusted
        assert status.bottom_line

    def test_is_valid_for_pdfsig(self, stamped: bytes, tmp_path: Path) -> None:
        (tmp_path / "signed.pdf").write_bytes(stamped)

        said = subprocess.run(
            ["pdfsig", "-nocert", tmp_path / "signed.pdf"], capture_output=True, text=True, timeout=60
        )

        assert "Signature is Valid" in said.stdout

    def test_shows_its_token_to_us(self, stamped: bytes) -> None:
        found = pades.read(stamped)
        signer = cms.read(found.signatures[0].contents).signer_infos[0]

        (token,) = signer.time_stamp_tokens
        assert pades.verify(found, found.signatures[0])
        assert cms.verify_signature(cms.read(token)).certificate_reference == "sha256"
