"""The signature algorithms that our keys use, and checking a signature by one of them."""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from antin import oids
from antin.der import context, integer, null, object_identifier, sequence
from antin.keys.errors import KeyAlgorithmMismatch, KeyKindUnsupported, KeySignatureWrong
from antin.keys.kinds import PrivateKey, PublicKey
from antin.keys.public_keys import load_public_key


@dataclass(frozen=True)
class SigningAlgorithm:
    """A name for people and logs, the DER AlgorithmIdentifier, and hashlib's name of the digest."""

    name: str
    identifier_der: bytes
    digest_name: str


_DIGESTS = {"sha256": (oids.SHA256, 32), "sha384": (oids.SHA384, 48), "sha512": (oids.SHA512, 64)}
DIGEST_NAMES = tuple(_DIGESTS)
_RSA_OIDS = {"sha256": oids.SHA256_WITH_RSA, "sha384": oids.SHA384_WITH_RSA, "sha512": oids.SHA512_WITH_RSA}


def _pss_identifier(digest_name: str) -> bytes:
    """RSASSA-PSS with a digest, MGF1 over the same, salt as long as the digest (RFC 4055 3.1)."""
    oid, octets = _DIGESTS[digest_name]
    digest = sequence(object_identifier(oid), null())
    mask = sequence(object_identifier(oids.MGF1), digest)
    parameters = sequence(context(0, digest), context(1, mask), context(2, integer(octets)))
    return sequence(object_identifier(oids.RSASSA_PSS), parameters)


def _rsa(digest_name: str) -> SigningAlgorithm:
    identifier = sequence(object_identifier(_RSA_OIDS[digest_name]), null())
    return SigningAlgorithm(f"rsa-{digest_name}", identifier, digest_name)


def _pss(digest_name: str) -> SigningAlgorithm:
    return SigningAlgorithm(f"rsa-pss-{digest_name}", _pss_identifier(digest_name), digest_name)


RSA_SHA256, RSA_SHA384, RSA_SHA512 = map(_rsa, _DIGESTS)
RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512 = map(_pss, _DIGESTS)
ECDSA_SHA256 = SigningAlgorithm("ecdsa-sha256", sequence(object_identifier(oids.ECDSA_WITH_SHA256)), "sha256")
ECDSA_SHA384 = SigningAlgorithm("ecdsa-sha384", sequence(object_identifier(oids.ECDSA_WITH_SHA384)), "sha384")
ECDSA_SHA512 = SigningAlgorithm("ecdsa-sha512", sequence(object_identifier(oids.ECDSA_WITH_SHA512)), "sha512")

_RSA = (RSA_SHA256, RSA_SHA384, RSA_SHA512)
_PSS = (RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512)
ALGORITHMS = {each.name: each for each in (*_RSA, *_PSS, ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512)}
_OF_CURVES = {"secp256r1": ECDSA_SHA256, "secp384r1": ECDSA_SHA384, "secp521r1": ECDSA_SHA512}
_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512,
}


def algorithm_for(public_key_info: bytes, *, pss: bool = False, digest_name: str = "sha256") -> SigningAlgorithm:
    """What a key signs with. pss: RSASSA-PSS for an RSA key (TT 15/2025); digest_name: for an RSA key, by hashlib's
    name. Curves know nothing of either: each has the digest that fits it.

    Raises PublicKeyMalformed, KeyKindUnsupported.
    """
    return algorithm_of_key(load_public_key(public_key_info), pss=pss, digest_name=digest_name)


def algorithm_of_key(key: PublicKey, *, pss: bool = False, digest_name: str = "sha256") -> SigningAlgorithm:
    """The same for a key already read. Raises KeyKindUnsupported."""
    if isinstance(key, rsa.RSAPublicKey):
        return next(each for each in (_PSS if pss else _RSA) if each.digest_name == digest_name)
    if key.curve.name not in _OF_CURVES:
        raise KeyKindUnsupported(name=key.curve.name)
    return _OF_CURVES[key.curve.name]


def sign_with(key: PrivateKey, algorithm: SigningAlgorithm, data: bytes) -> bytes:
    """The signature value; ECDSA is deterministic (RFC 6979), so equal data gives equal bytes.

    Raises KeyAlgorithmMismatch.
    """
    digest = _HASHES[algorithm.digest_name]()
    if isinstance(key, rsa.RSAPrivateKey) and algorithm in (*_RSA, *_PSS):
        return key.sign(data, rsa_padding(algorithm), digest)
    if isinstance(key, ec.EllipticCurvePrivateKey) and _OF_CURVES.get(key.curve.name) == algorithm:
        return key.sign(data, ec.ECDSA(digest, deterministic_signing=True))
    raise KeyAlgorithmMismatch(name=algorithm.name)


def rsa_padding(algorithm: SigningAlgorithm) -> padding.PSS | padding.PKCS1v15:
    """How an RSA algorithm pads."""
    if algorithm in _PSS:
        digest = _HASHES[algorithm.digest_name]()
        return padding.PSS(padding.MGF1(digest), digest.digest_size)
    return padding.PKCS1v15()


def check_signature(
    public_key_info: bytes, *, algorithm: SigningAlgorithm, signature: bytes, data: bytes,
) -> None:
    """Check a signature value.

    Raises KeySignatureWrong; KeyAlgorithmMismatch: the key is of another kind; PublicKeyMalformed.
    """
    key = load_public_key(public_key_info)
    try:
        _verify(key, algorithm, signature, data)
    except (InvalidSignature, ValueError) as error:
        raise KeySignatureWrong from error
    except UnsupportedAlgorithm as error:
        raise KeyAlgorithmMismatch(name=algorithm.name) from error


def _verify(key: PublicKey, algorithm: SigningAlgorithm, signature: bytes, data: bytes) -> None:
    digest = _HASHES[algorithm.digest_name]()
    if isinstance(key, rsa.RSAPublicKey) and algorithm in (*_RSA, *_PSS):
        key.verify(signature, data, rsa_padding(algorithm), digest)
    elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm in _OF_CURVES.values():
        key.verify(signature, data, ec.ECDSA(digest))
    else:
        raise KeyAlgorithmMismatch(name=algorithm.name)
