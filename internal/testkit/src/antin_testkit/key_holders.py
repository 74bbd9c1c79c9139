"""Holders of keys of every kind we sign with, with self-signed certificates; made once, no clock read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from antin import oids
from antin.cms.algorithms import digest_identifier
from antin.der import context, integer, null, object_identifier, sequence

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Algorithm:
    identifier_der: bytes
    digest_name: str


@dataclass(frozen=True)
class KeyHolder:
    certificate: bytes
    algorithm: Algorithm
    sign: Callable[[bytes], bytes]
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @property
    def public_key_info(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @property
    def certificate_pem(self) -> bytes:
        return x509.load_der_x509_certificate(self.certificate).public_bytes(Encoding.PEM)


def certificate_of(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, name: str, serial: int) -> bytes:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(AT - timedelta(days=1)).not_valid_after(AT + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_CERTIFICATE = certificate_of(RSA_KEY, "Nguyễn Thị Ánh", 0x2E7ACA)
EC_CERTIFICATE = certificate_of(EC_KEY, "Trần Văn Ước", 2**150 + 7)
HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
RSA_OIDS = {"sha256": oids.SHA256_WITH_RSA, "sha384": oids.SHA384_WITH_RSA, "sha512": oids.SHA512_WITH_RSA}
EC_OIDS = {
    "sha256": oids.ECDSA_WITH_SHA256,
    "sha384": oids.ECDSA_WITH_SHA384,
    "sha512": oids.ECDSA_WITH_SHA512,
}


def pkcs1(digest: str) -> KeyHolder:
    identifier = sequence(object_identifier(RSA_OIDS[digest]), null())
    return KeyHolder(
        RSA_CERTIFICATE, Algorithm(identifier, digest),
        lambda data: RSA_KEY.sign(data, padding.PKCS1v15(), HASHES[digest]),
        RSA_KEY,
    )


def pss(digest: str) -> KeyHolder:
    size = HASHES[digest].digest_size
    mask = sequence(object_identifier(oids.MGF1), digest_identifier(digest))
    parameters = sequence(context(0, digest_identifier(digest)), context(1, mask), context(2, integer(size)))
    padding_ = padding.PSS(padding.MGF1(HASHES[digest]), size)
    return KeyHolder(
        RSA_CERTIFICATE, Algorithm(sequence(object_identifier(oids.RSASSA_PSS), parameters), digest),
        lambda data: RSA_KEY.sign(data, padding_, HASHES[digest]), RSA_KEY,
    )


def ecdsa(digest: str) -> KeyHolder:
    return KeyHolder(
        EC_CERTIFICATE, Algorithm(sequence(object_identifier(EC_OIDS[digest])), digest),
        lambda data: EC_KEY.sign(data, ec.ECDSA(HASHES[digest])), EC_KEY,
    )


KEY_HOLDERS = {f"{make.__name__}-{digest}": make(digest) for make in (pkcs1, pss, ecdsa) for digest in HASHES}
