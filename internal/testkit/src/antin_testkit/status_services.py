"""An authority with its OCSP responder and its time-stamping unit, certified by another library than ours.

Keys of P-256 are always the same ones, so that what is made with them can be compared byte for byte.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from antin.keys import LocalSigner, PrivateKey

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@cache
def key_of(label: str, kind: str) -> PrivateKey:
    """rsa: made once per process; p256: derived from the label, good for tests only."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    return ec.derive_private_key(int.from_bytes(sha256(label.encode()).digest()) >> 1 | 1, ec.SECP256R1())


@dataclass(frozen=True)
class Holder:
    """A key and its certificate in DER."""

    key: PrivateKey
    certificate: bytes

    @property
    def signer(self) -> LocalSigner:
        return LocalSigner(self.key)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def pem(self) -> bytes:
        return x509.load_der_x509_certificate(self.certificate).public_bytes(Encoding.PEM)


@dataclass(frozen=True)
class StatusServices:
    """The authority `root`, a person's certificate `person` (serial 0x1234), a responder and a stamping unit."""

    root: Holder
    person: Holder
    responder: Holder
    stamper: Holder


PERSON_SERIAL = 0x1234


@cache
def status_services(kind: str = "p256", *, at: datetime = AT) -> StatusServices:
    """Certified from 30 days before to 300 days after `at`. kind: p256 or rsa."""
    root = _certified("Ấn Tín gốc thử nghiệm", kind, at, None, 1, _authority())
    below = (
        _certified("Nguyễn Thị Ánh", kind, at, root, PERSON_SERIAL, _person()),
        _certified("Ấn Tín OCSP", kind, at, root, 0x51, _extended(ExtendedKeyUsageOID.OCSP_SIGNING, critical=False)),
        _certified("Ấn Tín TSA", kind, at, root, 0x52, _extended(ExtendedKeyUsageOID.TIME_STAMPING, critical=True)),
    )
    return StatusServices(root, *below)


Extensions = list[tuple[x509.ExtensionType, bool]]


def _usage(**usages: bool) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )
    return x509.KeyUsage(**{each: usages.get(each, False) for each in every})


def _authority() -> Extensions:
    return [(x509.BasicConstraints(True, None), True), (_usage(key_cert_sign=True, crl_sign=True), True)]


def _person() -> Extensions:
    return [(_usage(digital_signature=True, content_commitment=True), True)]


def _extended(usage: x509.ObjectIdentifier, *, critical: bool) -> Extensions:
    found: Extensions = [(_usage(digital_signature=True), True), (x509.ExtendedKeyUsage([usage]), critical)]
    return found if critical else [*found, (x509.OCSPNoCheck(), False)]


def _certified(
    common_name: str, kind: str, at: datetime, issuer: Holder | None, serial: int, extensions: Extensions,
) -> Holder:
    key = key_of(common_name, kind)
    name = x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, common_name),
    ])
    above = x509.load_der_x509_certificate(issuer.certificate).subject if issuer else name
    issuing_key = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(above).public_key(key.public_key())
        .serial_number(serial).not_valid_before(at - 30 * DAY).not_valid_after(at + 300 * DAY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False,
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    certificate = builder.sign(issuing_key, hashes.SHA256(), ecdsa_deterministic=kind == "p256" or None)
    return Holder(key, certificate.public_bytes(Encoding.DER))
