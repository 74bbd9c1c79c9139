"""Public keys as DER SubjectPublicKeyInfo (RFC 5280 4.1.2.7): reading, naming, telling apart."""

import hashlib
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from antin import oids
from antin.der import MalformedEncoding, children, object_identifier, read_one
from antin.keys.errors import KeyKindUnsupported, PublicKeyMalformed
from antin.keys.kinds import PrivateKey, PublicKey

MAX_KEY_OCTETS = 8 * 1024
_KINDS = {object_identifier(oids.RSA_ENCRYPTION): "RSA", object_identifier(oids.EC_PUBLIC_KEY): "EC"}
_REFUSED_KINDS = {
    object_identifier(oid): name for oid, name in (
        (oids.RSASSA_PSS, "RSASSA-PSS"), (oids.DSA, "DSA"), (oids.ED25519, "Ed25519"), (oids.ED448, "Ed448"),
    )
}


@lru_cache(maxsize=256)  # one issuance asks for its two keys a dozen times; a key read is never changed
def load_public_key(public_key_info: bytes) -> PublicKey:
    """The key, ready to use. Raises PublicKeyMalformed; KeyKindUnsupported: neither RSA nor a named curve."""
    if len(public_key_info) > MAX_KEY_OCTETS:
        raise PublicKeyMalformed
    _check_kind(public_key_info)
    try:
        key = load_der_public_key(public_key_info)
    except UnsupportedAlgorithm as error:
        raise KeyKindUnsupported(name="curve") from error
    except (ValueError, TypeError, OverflowError) as error:
        raise PublicKeyMalformed from error
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise KeyKindUnsupported(name=type(key).__name__)
    return key


def _check_kind(public_key_info: bytes) -> None:
    """rsaEncryption or ecPublicKey: RSASSA-PSS-only keys carry limits that nothing here would keep."""
    try:
        algorithm, _ = children(read_one(public_key_info))
        identifier, *parameters = children(algorithm)
    except (MalformedEncoding, ValueError) as error:
        raise PublicKeyMalformed from error
    if identifier.encoded not in _KINDS:
        raise KeyKindUnsupported(name=_REFUSED_KINDS.get(identifier.encoded, identifier.encoded.hex()))
    if _KINDS[identifier.encoded] == "EC" and (not parameters or parameters[0].tag != 0x06):
        raise KeyKindUnsupported(name="curve")


def public_key_info(key: PublicKey | PrivateKey) -> bytes:
    """The DER of a key; of a private one, its public half."""
    public = key.public_key() if isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) else key
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def public_key_thumbprint(public_key_info_der: bytes) -> str:
    """SHA-256 of the key in its usual encoding, hex: two encodings of one key (compressed points) are one.

    Raises PublicKeyMalformed, KeyKindUnsupported.
    """
    return hashlib.sha256(public_key_info(load_public_key(public_key_info_der))).hexdigest()


def key_identifier(public_key_info_der: bytes) -> bytes:
    """The first 160 bits of the SHA-256 of the subjectPublicKey bits (RFC 7093 2 method 1).

    Raises PublicKeyMalformed.
    """
    try:
        _, bits = children(read_one(public_key_info_der))
    except (MalformedEncoding, ValueError) as error:
        raise PublicKeyMalformed from error
    return hashlib.sha256(bits.content[1:]).digest()[:20]
