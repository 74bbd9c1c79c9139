"""Signed attributes, written in DER.

What is signed is the DER of the SET OF (tag 31), not the [0] form in the SignerInfo (RFC 5652 5.4).
"""

from datetime import datetime
from typing import Protocol

from antin import oids
from antin.cms.algorithms import digest_identifier, digest_of
from antin.der import object_identifier, octet_string, sequence, set_of, x509_time


class SignatureAlgorithm(Protocol):
    """What the writers need to know of an algorithm; `antin.keys.SignatureAlgorithm` is one.

    identifier_der: its AlgorithmIdentifier; digest_name: hashlib's name of its digest.
    """

    @property
    def identifier_der(self) -> bytes: ...

    @property
    def digest_name(self) -> str: ...


def attribute(oid: str, value: bytes) -> bytes:
    """An Attribute with the one value given as DER (RFC 5652 5.3)."""
    return sequence(object_identifier(oid), set_of(value))


def signed_attributes(
    *, algorithm: SignatureAlgorithm, message_digest: bytes, certificate: bytes,
    content_type: str = oids.CMS_DATA, signing_time: datetime | None = None,
) -> bytes:
    """The bytes to be signed: content-type, message-digest, signing-certificate-v2, algorithm protection.

    algorithm: its digest made `message_digest` and will be used over these bytes too.
    certificate: DER of the signer's, named by its SHA-256 (RFC 5035 3).
    signing_time: aware; leave out in PAdES, where /M tells it (EN 319 142-1 6.3).
    """
    parts = [
        attribute(oids.CONTENT_TYPE, object_identifier(content_type)),
        attribute(oids.MESSAGE_DIGEST, octet_string(message_digest)),
        attribute(oids.SIGNING_CERTIFICATE_V2, signing_certificate_v2(certificate)),
        attribute(oids.CMS_ALGORITHM_PROTECTION, _algorithm_protection(algorithm)),
    ]
    if signing_time is not None:
        parts.append(attribute(oids.SIGNING_TIME, x509_time(signing_time)))
    return set_of(*parts)


def signing_certificate_v2(certificate: bytes) -> bytes:
    """SigningCertificateV2 naming one certificate by SHA-256, the default and so not written (RFC 5035 4).

    No issuerSerial: the SignerInfo's identifier says it (RFC 5035 5.4.1.1).
    """
    return sequence(sequence(sequence(octet_string(digest_of("sha256", certificate)))))


def _algorithm_protection(algorithm: SignatureAlgorithm) -> bytes:
    """CMSAlgorithmProtection: digest algorithm, and the signature's under an implicit [1] (RFC 6211 2)."""
    return sequence(digest_identifier(algorithm.digest_name), b"\xa1" + algorithm.identifier_der[1:])
