"""The twin: a complete certificate by a throw-away key of the same kind as the issuer's.

The library writes it; its to-be-signed part is what the issuer will sign.
"""

from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from antin.der import bit_string, context, integer, sequence
from antin.issuance.errors import ContentNotAllowed, ContentSubjectNotAllowed
from antin.issuance.extensions import extensions
from antin.keys import RSA_PSS_SHA256, PrivateKey, PublicKey, SigningAlgorithm, load_public_key
from antin.keys.algorithms import rsa_padding, sign_with
from antin.lints.certificate import Certificate
from antin.lints.model import Decision
from antin.profiles import Content, SelfIssued

_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512,
}


def new_twin(decision: Decision, algorithm: SigningAlgorithm) -> bytes:
    """A certificate (DER) of this content, signed by a throw-away key. The content was checked before.

    Raises ContentNotAllowed: the library refuses to write it.
    """
    content = decision.content
    subject = _library_name(content)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(_issuer_name(decision, subject))
        .public_key(load_public_key(content.public_key_info)).serial_number(content.serial)
        .not_valid_before(content.not_before).not_valid_after(content.not_after)
    )
    key = throw_away_key(decision)
    padding = rsa_padding(algorithm) if isinstance(key, rsa.RSAPrivateKey) else None
    try:
        for extension, is_critical in extensions(decision):
            builder = builder.add_extension(extension, is_critical)
        certificate = builder.sign(key, _HASHES[algorithm.digest_name](), rsa_padding=padding)
    except (ValueError, TypeError, x509.ExtensionNotFound) as error:
        raise ContentNotAllowed(reason="cannot be written") from error
    return certificate.public_bytes(Encoding.DER)


def twin_of(to_be_signed: bytes, decision: Decision, algorithm: SigningAlgorithm) -> bytes:
    """A fresh twin around stored bytes, for taking up work after a crash."""
    signature = sign_with(throw_away_key(decision), algorithm, to_be_signed)
    return sequence(to_be_signed, algorithm.identifier_der, bit_string(signature))


def throw_away_key(decision: Decision) -> PrivateKey:
    """A key of the kind of the issuer's that nobody keeps: it lives and dies with the process."""
    if isinstance(decision.issuer, SelfIssued):
        issuer_key = decision.content.public_key_info
    else:
        issuer_key = Certificate.read(decision.issuer.certificate).public_key_info
    key = load_public_key(issuer_key)
    return _key_like(_bits_or_curve(key))


def _bits_or_curve(key: PublicKey) -> int | ec.EllipticCurve:
    return key.key_size if isinstance(key, rsa.RSAPublicKey) else key.curve


@lru_cache(maxsize=8)
def _rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _key_like(kind: int | ec.EllipticCurve) -> PrivateKey:
    return _rsa_key(kind) if isinstance(kind, int) else ec.generate_private_key(kind)


def _library_name(content: Content) -> x509.Name:
    """The subject as the library's object, read from a request that nobody signed: it keeps every byte."""
    information = sequence(integer(0), content.subject, content.public_key_info, context(0, b""))
    request = sequence(information, RSA_PSS_SHA256.identifier_der, bit_string(b""))
    try:
        name = x509.load_der_x509_csr(request).subject
        written = name.public_bytes()
    except (ValueError, TypeError) as error:
        raise ContentSubjectNotAllowed from error
    if written != content.subject:
        raise ContentSubjectNotAllowed
    return name


def _issuer_name(decision: Decision, subject: x509.Name) -> x509.Name:
    if isinstance(decision.issuer, SelfIssued):
        return subject
    return x509.load_der_x509_certificate(decision.issuer.certificate).subject
