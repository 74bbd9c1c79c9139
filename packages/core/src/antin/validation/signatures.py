"""Does a key's signature stand over these bytes? Algorithm identifiers, public keys, the arithmetic.

RSA with PKCS#1 v1.5 and PSS (RFC 4055), ECDSA (RFC 5758), Ed25519 and Ed448 (RFC 8410), DSA (RFC 3279).
"""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_der_public_key

from antin import oids
from antin.der import MalformedEncoding, Tlv, null, object_identifier, read_one, sequence
from antin.errors import AntinError
from antin.validation.encoding import (
    BIT_STRING,
    at_least,
    count,
    dotted,
    exactly,
    expect,
    integer,
    only,
    parts,
)

MAX_RSA_BITS, MAX_DSA_BITS = 8192, 4096

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "md5": hashes.MD5, "sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256,
    "sha384": hashes.SHA384, "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256, "sha3_384": hashes.SHA3_384, "sha3_512": hashes.SHA3_512,
}
_DIGESTS = {
    oids.MD5: "md5", oids.SHA1: "sha1", oids.SHA224: "sha224", oids.SHA256: "sha256", oids.SHA384: "sha384",
    oids.SHA512: "sha512", oids.SHA3_256: "sha3_256", oids.SHA3_384: "sha3_384", oids.SHA3_512: "sha3_512",
}
_FIXED = {
    oids.MD5_WITH_RSA: ("rsa_pkcs1", "md5"), oids.SHA1_WITH_RSA: ("rsa_pkcs1", "sha1"),
    oids.SHA224_WITH_RSA: ("rsa_pkcs1", "sha224"), oids.SHA256_WITH_RSA: ("rsa_pkcs1", "sha256"),
    oids.SHA384_WITH_RSA: ("rsa_pkcs1", "sha384"), oids.SHA512_WITH_RSA: ("rsa_pkcs1", "sha512"),
    oids.ECDSA_WITH_SHA1: ("ecdsa", "sha1"), oids.ECDSA_WITH_SHA224: ("ecdsa", "sha224"),
    oids.ECDSA_WITH_SHA256: ("ecdsa", "sha256"), oids.ECDSA_WITH_SHA384: ("ecdsa", "sha384"),
    oids.ECDSA_WITH_SHA512: ("ecdsa", "sha512"),
    oids.ED25519: ("ed25519", "sha512"), oids.ED448: ("ed448", "shake256"),
    oids.DSA_WITH_SHA1: ("dsa", "sha1"), oids.DSA_WITH_SHA224: ("dsa", "sha224"),
    oids.DSA_WITH_SHA256: ("dsa", "sha256"),
}

_PSS_OID = object_identifier(oids.RSASSA_PSS)


class AlgorithmNotSupported(AntinError):
    """A signature algorithm or a key of a kind or size that is not computed with (`name`)."""

    code = "certificate_algorithm_unsupported"


@dataclass(frozen=True)
class SignatureScheme:
    """family: rsa_pkcs1, rsa_pss, ecdsa, ed25519, ed448 or dsa; digests by hashlib's name; salt in octets."""

    family: str
    digest: str
    mask_digest: str = ""
    salt_length: int = 0


@dataclass(frozen=True)
class PublicKey:
    """A key ready to verify, and its DER, complete with parameters. bits: its size as strength is told.

    is_for_pss: its SubjectPublicKeyInfo leaves it to RSASSA-PSS alone (RFC 4055 1.2).
    """

    key: PublicKeyTypes
    encoded: bytes
    family: str
    bits: int
    is_for_pss: bool = False


@lru_cache(maxsize=256)
def signature_scheme(identifier: bytes) -> SignatureScheme:
    """What an AlgorithmIdentifier means. Raises AlgorithmNotSupported, MalformedEncoding."""
    fields = at_least(1, parts(read_one(identifier)))
    oid = dotted(fields[0])
    if oid == oids.RSASSA_PSS:
        return _pss(fields[1:])
    if oid not in _FIXED:
        raise AlgorithmNotSupported(name=oid)
    if any(each.encoded != null() for each in fields[1:]):
        raise MalformedEncoding(reason="signature algorithm parameters")
    return SignatureScheme(*_FIXED[oid])


def _pss(parameters: list[Tlv]) -> SignatureScheme:
    """RSASSA-PSS-params with its defaults (RFC 4055 3.1)."""
    fields = {each.tag: only(each) for each in parts(parameters[0])} if parameters else {}
    digest = _digest(fields[0xA0]) if 0xA0 in fields else "sha1"
    mask_digest = "sha1"
    if 0xA1 in fields:
        mask = parts(fields[0xA1])
        if len(mask) != 2 or dotted(mask[0]) != oids.MGF1:
            raise AlgorithmNotSupported(name="RSASSA-PSS")
        mask_digest = _digest(mask[1])
    salt_length = count(fields[0xA2]) if 0xA2 in fields else 20
    if salt_length > 1024 or (0xA3 in fields and integer(fields[0xA3]) != 1):
        raise AlgorithmNotSupported(name="RSASSA-PSS")
    return SignatureScheme("rsa_pss", digest, mask_digest, salt_length)


def _digest(value: Tlv) -> str:
    oid = dotted(at_least(1, parts(value))[0])
    if oid not in _DIGESTS:
        raise AlgorithmNotSupported(name=oid)
    return _DIGESTS[oid]


def digest_name(identifier: Tlv) -> str:
    """hashlib's name of a digest AlgorithmIdentifier. Raises AlgorithmNotSupported, MalformedEncoding."""
    return _digest(identifier)


def complete_key(public_key_info: bytes, issuer_key_info: bytes) -> bytes:
    """The key with DSA parameters taken from the issuer's key where its own are left out (RFC 5280 6.1.4 f).

    Raises MalformedEncoding.
    """
    if not lacks_parameters(public_key_info):
        return public_key_info
    inherited = parts(at_least(2, parts(read_one(issuer_key_info)))[0])
    _, key = exactly(2, parts(read_one(public_key_info)))
    if len(inherited) != 2 or dotted(inherited[0]) != oids.DSA:
        return public_key_info
    return sequence(sequence(*(each.encoded for each in inherited)), key.encoded)


@lru_cache(maxsize=256)
def lacks_parameters(public_key_info: bytes) -> bool:
    """Whether this is a DSA key that inherits its parameters.

    Raises MalformedEncoding: not a SubjectPublicKeyInfo.
    """
    fields = exactly(2, parts(read_one(public_key_info)))
    expect(fields[1], BIT_STRING)
    algorithm = at_least(1, parts(fields[0]))
    return dotted(algorithm[0]) == oids.DSA and (len(algorithm) == 1 or algorithm[1].encoded == null())


@lru_cache(maxsize=256)
def public_key(public_key_info: bytes) -> PublicKey:
    """A key from its SubjectPublicKeyInfo. Raises AlgorithmNotSupported: unknown, broken, or too large."""
    try:
        key = load_der_public_key(public_key_info)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise AlgorithmNotSupported(name="public key") from error
    match key:
        case rsa.RSAPublicKey() if key.key_size <= MAX_RSA_BITS:
            return PublicKey(key, public_key_info, "rsa", key.key_size, _PSS_OID in public_key_info[:32])
        case ec.EllipticCurvePublicKey():
            return PublicKey(key, public_key_info, "ec", key.curve.key_size)
        case dsa.DSAPublicKey() if key.key_size <= MAX_DSA_BITS:
            return PublicKey(key, public_key_info, "dsa", key.key_size)
        case ed25519.Ed25519PublicKey():
            return PublicKey(key, public_key_info, "ed25519", 256)
        case ed448.Ed448PublicKey():
            return PublicKey(key, public_key_info, "ed448", 456)
        case _:
            raise AlgorithmNotSupported(name="public key")


def verifies(key: PublicKey, algorithm: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the signature was made over `data` by this key; algorithm: DER of the AlgorithmIdentifier.

    Raises AlgorithmNotSupported, MalformedEncoding: it cannot be told.
    """
    scheme = signature_scheme(algorithm)
    if key.is_for_pss and scheme.family != "rsa_pss":
        return False
    try:
        _verify(key.key, scheme, signature, data)
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, ValueError) as error:
        raise AlgorithmNotSupported(name=f"{scheme.family} {scheme.digest}") from error
    return True


def _verify(key: PublicKeyTypes, scheme: SignatureScheme, signature: bytes, data: bytes) -> None:
    """Raises InvalidSignature; a key of another family than the algorithm never made the signature."""
    match scheme.family, key:
        case "rsa_pkcs1", rsa.RSAPublicKey():
            key.verify(signature, data, padding.PKCS1v15(), _HASHES[scheme.digest]())
        case "rsa_pss", rsa.RSAPublicKey():
            mask = padding.MGF1(_HASHES[scheme.mask_digest]())
            key.verify(signature, data, padding.PSS(mask, scheme.salt_length), _HASHES[scheme.digest]())
        case "ecdsa", ec.EllipticCurvePublicKey():
            key.verify(signature, data, ec.ECDSA(_HASHES[scheme.digest]()))
        case "dsa", dsa.DSAPublicKey():
            key.verify(signature, data, _HASHES[scheme.digest]())
        case "ed25519", ed25519.Ed25519PublicKey():
            key.verify(signature, data)
        case "ed448", ed448.Ed448PublicKey():
            key.verify(signature, data)
        case _:
            raise InvalidSignature
