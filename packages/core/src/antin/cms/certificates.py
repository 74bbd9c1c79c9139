"""The fields of a certificate that finding and using a signer's certificate needs."""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_der_public_key

from antin import oids
from antin.cms import ber
from antin.cms.errors import SignatureAlgorithmUnsupported, SignedDataBroken
from antin.der import Tlv


@dataclass(frozen=True)
class CertificateFields:
    """issuer, subject, public_key_info: DER; subject_key_identifier: empty when not stated."""

    encoded: bytes
    issuer: bytes
    serial: int
    subject: bytes
    public_key_info: bytes
    subject_key_identifier: bytes = b""

    def public_key(self) -> PublicKeyTypes:
        """The key, ready to verify. Raises SignatureAlgorithmUnsupported: of an unknown kind."""
        try:
            return load_der_public_key(self.public_key_info)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise SignatureAlgorithmUnsupported(name="public key") from error


@lru_cache(maxsize=256)
def read_certificate(encoded: bytes) -> CertificateFields:
    """The fields of a DER certificate (RFC 5280 4.1). Raises SignedDataBroken."""
    outer = ber.children(ber.read_one(encoded))
    fields = list(ber.children(outer[0])) if outer else []
    if fields and fields[0].tag == 0xA0:
        del fields[0]
    if len(outer) != 3 or len(fields) < 6:
        raise SignedDataBroken(reason="certificate")
    return CertificateFields(
        encoded=encoded, serial=ber.number(fields[0]), issuer=fields[2].encoded, subject=fields[4].encoded,
        public_key_info=fields[5].encoded,
        subject_key_identifier=next((_key_identifier(each) for each in fields[6:] if each.tag == 0xA3), b""),
    )


def _key_identifier(extensions: Tlv) -> bytes:
    for listed in ber.children(extensions)[:1]:
        for extension in ber.children(listed):
            parts = ber.children(extension)
            if len(parts) >= 2 and ber.dotted(parts[0]) == oids.SUBJECT_KEY_IDENTIFIER:
                return ber.octets(ber.read_one(ber.octets(parts[-1])))
    return b""
