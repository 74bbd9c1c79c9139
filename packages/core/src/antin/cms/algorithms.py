"""What the algorithm identifiers of a signature mean, and computing with them."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from antin import oids
from antin.cms import ber
from antin.cms.errors import (
    AlgorithmMismatch,
    SignatureAlgorithmUnsupported,
    SignatureValueWrong,
    SignedDataBroken,
)
from antin.der import Tlv, null, object_identifier

DIGEST_NAMES = {
    oids.MD5: "md5", oids.SHA1: "sha1", oids.SHA224: "sha224", oids.SHA256: "sha256", oids.SHA384: "sha384",
    oids.SHA512: "sha512", oids.SHA3_256: "sha3_256", oids.SHA3_384: "sha3_384", oids.SHA3_512: "sha3_512",
}
DIGEST_OIDS = {name: oid for oid, name in DIGEST_NAMES.items()}
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "md5": hashes.MD5, "sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256,
    "sha384": hashes.SHA384, "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256, "sha3_384": hashes.SHA3_384, "sha3_512": hashes.SHA3_512,
}
# Signature algorithm → scheme and its own digest; None: the SignerInfo's digest algorithm decides.
_SCHEMES: dict[str, tuple[str, str | None]] = {
    oids.RSA_ENCRYPTION: ("rsa_pkcs1", None),
    oids.MD5_WITH_RSA: ("rsa_pkcs1", "md5"),
    oids.SHA1_WITH_RSA: ("rsa_pkcs1", "sha1"),
    oids.SHA224_WITH_RSA: ("rsa_pkcs1", "sha224"),
    oids.SHA256_WITH_RSA: ("rsa_pkcs1", "sha256"),
    oids.SHA384_WITH_RSA: ("rsa_pkcs1", "sha384"),
    oids.SHA512_WITH_RSA: ("rsa_pkcs1", "sha512"),
    oids.EC_PUBLIC_KEY: ("ecdsa", None),
    oids.ECDSA_WITH_SHA1: ("ecdsa", "sha1"),
    oids.ECDSA_WITH_SHA224: ("ecdsa", "sha224"),
    oids.ECDSA_WITH_SHA256: ("ecdsa", "sha256"),
    oids.ECDSA_WITH_SHA384: ("ecdsa", "sha384"),
    oids.ECDSA_WITH_SHA512: ("ecdsa", "sha512"),
    oids.ED25519: ("ed25519", "sha512"),
}


@dataclass(frozen=True)
class AlgorithmIdentifier:
    """An OID in dotted form and the DER of its parameters (empty: absent)."""

    oid: str
    parameters: bytes = b""

    def is_same_as(self, other: "AlgorithmIdentifier") -> bool:
        """Equal, with absent and NULL parameters taken as one (RFC 5754 2)."""
        return self.oid == other.oid and (self.parameters or null()) == (other.parameters or null())

    @property
    def digest_name(self) -> str:
        """The hashlib name of a digest algorithm. Raises SignatureAlgorithmUnsupported."""
        name = DIGEST_NAMES.get(self.oid)
        if name is None:
            raise SignatureAlgorithmUnsupported(name=self.oid)
        return name


@dataclass(frozen=True)
class Scheme:
    """A signature algorithm made out; `family` is rsa_pkcs1, rsa_pss, ecdsa or ed25519, salt in octets."""

    family: str
    digest_name: str
    mask_digest_name: str = ""
    salt_length: int = 0


def read_algorithm(value: Tlv) -> AlgorithmIdentifier:
    """An AlgorithmIdentifier under any tag. Raises SignedDataBroken."""
    parts = ber.children(value)
    if not 1 <= len(parts) <= 2:
        raise SignedDataBroken(reason="algorithm identifier")
    return AlgorithmIdentifier(ber.dotted(parts[0]), parts[1].encoded if len(parts) == 2 else b"")


def digest_identifier(digest_name: str) -> bytes:
    """The AlgorithmIdentifier of a digest, parameters absent (RFC 5754 2).

    Raises SignatureAlgorithmUnsupported.
    """
    if digest_name not in DIGEST_OIDS:
        raise SignatureAlgorithmUnsupported(name=digest_name)
    oid = object_identifier(DIGEST_OIDS[digest_name])
    return b"\x30" + bytes((len(oid),)) + oid


def digest_of(digest_name: str, data: bytes) -> bytes:
    """The digest of the data by a name of DIGEST_NAMES."""
    return hashlib.new(digest_name, data, usedforsecurity=False).digest()


def scheme_of(signature: AlgorithmIdentifier, digest: AlgorithmIdentifier) -> Scheme:
    """What the two identifiers of a SignerInfo mean together. Raises SignatureAlgorithmUnsupported."""
    if signature.oid == oids.RSASSA_PSS:
        return _pss(signature)
    if signature.oid not in _SCHEMES:
        raise SignatureAlgorithmUnsupported(name=signature.oid)
    family, own_digest = _SCHEMES[signature.oid]
    return Scheme(family, own_digest or digest.digest_name)


def _pss(identifier: AlgorithmIdentifier) -> Scheme:
    """RSASSA-PSS-params with its defaults (RFC 4055 3.1)."""
    parameters = ber.read_one(identifier.parameters or b"\x30\x00")
    fields = {part.tag: _only(part) for part in ber.children(parameters)}
    digest, mask_digest = "sha1", "sha1"
    if 0xA0 in fields:
        digest = read_algorithm(fields[0xA0]).digest_name
    if 0xA1 in fields:
        mask = read_algorithm(fields[0xA1])
        if mask.oid != oids.MGF1:
            raise SignatureAlgorithmUnsupported(name=mask.oid)
        mask_digest = read_algorithm(ber.read_one(mask.parameters)).digest_name
    salt_length = ber.number(fields[0xA2]) if 0xA2 in fields else 20
    if not 0 <= salt_length <= 1024 or (0xA3 in fields and ber.number(fields[0xA3]) != 1):
        raise SignatureAlgorithmUnsupported(name="RSASSA-PSS parameters")
    return Scheme("rsa_pss", digest, mask_digest, salt_length)


def _only(value: Tlv) -> Tlv:
    parts = ber.children(value)
    if len(parts) != 1:
        raise SignedDataBroken(reason="RSASSA-PSS parameters")
    return parts[0]


def check_value(
    key: PublicKeyTypes, scheme: Scheme, signature: bytes, *, data: bytes = b"", digest: bytes = b"",
) -> None:
    """Check a signature value over `data`, or over its digest when only that is at hand.

    Raises SignatureValueWrong; AlgorithmMismatch: the key is of another kind than the scheme;
    SignatureAlgorithmUnsupported: the library cannot compute it.
    """
    try:
        _check_value(key, scheme, signature, data, digest)
    except InvalidSignature as error:
        raise SignatureValueWrong from error
    except (UnsupportedAlgorithm, ValueError) as error:
        raise SignatureAlgorithmUnsupported(name=f"{scheme.family} {scheme.digest_name}") from error


def _check_value(key: PublicKeyTypes, scheme: Scheme, signature: bytes, data: bytes, digest: bytes) -> None:
    own_hash = _HASHES[scheme.digest_name]()
    over = digest or data
    algorithm = utils.Prehashed(own_hash) if digest else own_hash
    match scheme.family, key:
        case "rsa_pkcs1", rsa.RSAPublicKey():
            key.verify(signature, over, padding.PKCS1v15(), algorithm)
        case "rsa_pss", rsa.RSAPublicKey():
            mask = padding.MGF1(_HASHES[scheme.mask_digest_name]())
            key.verify(signature, over, padding.PSS(mask, scheme.salt_length), algorithm)
        case "ecdsa", ec.EllipticCurvePublicKey():
            key.verify(signature, over, ec.ECDSA(algorithm))
        case "ed25519", ed25519.Ed25519PublicKey() if not digest:
            key.verify(signature, over)
        case _:
            raise AlgorithmMismatch
