"""By what an OCSP question names a certificate, and whether it names one of ours (RFC 6960 4.1.1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from antin import oids
from antin.der import integer, null, object_identifier, octet_string, sequence
from antin.revocation.certificates import signing_certificate
from antin.revocation.errors import RuleBroken

# The hashes that are answered, by hashlib's name; an answer repeats the one of the question.
HASHES: Mapping[str, str] = {
    oids.SHA1: "sha1", oids.SHA256: "sha256", oids.SHA384: "sha384", oids.SHA512: "sha512",
}


@dataclass(frozen=True)
class CertId:
    """hash_oid: dotted; the two hashes are of the issuer's name (DER) and key (the bits, without their header).

    encoded: as it stood in the question; empty: as we write it. It plays no part in comparing.
    """

    hash_oid: str
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: int
    encoded: bytes = field(default=b"", compare=False, repr=False)

    @property
    def der(self) -> bytes:
        """The encoding that an answer repeats."""
        return self.encoded or sequence(
            sequence(object_identifier(self.hash_oid), null()), octet_string(self.issuer_name_hash),
            octet_string(self.issuer_key_hash), integer(self.serial),
        )


class CertIdMatcher:
    """Tells the certificates of one issuer; both the name and the key must be the issuer's.

    Raises RuleBroken: not a certificate.
    """

    def __init__(self, issuer_certificate: bytes) -> None:
        issuer = signing_certificate(issuer_certificate)
        self._hashes = {
            oid: (_digest(name, issuer.subject), _digest(name, issuer.key_octets)) for oid, name in HASHES.items()
        }

    def matches(self, asked: CertId) -> bool:
        """Whether the issuer is the one asked about; under a hash that is not in HASHES nobody can tell."""
        return self._hashes.get(asked.hash_oid) == (asked.issuer_name_hash, asked.issuer_key_hash)

    def cert_id(self, serial: int, *, hash_oid: str = oids.SHA1) -> CertId:
        """The name of one of the issuer's certificates, as most programs ask. Raises RuleBroken: unknown hash."""
        if hash_oid not in self._hashes:
            raise RuleBroken(rule="RFC 6960 4.3: the CertID is made with SHA-1 or SHA-2")
        return CertId(hash_oid, *self._hashes[hash_oid], serial)


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()
