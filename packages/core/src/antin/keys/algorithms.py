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

PSS_SALT_OCTETS = 32


@dataclass(frozen=True)
class SigningAlgorithm:
    """A name for people and logs, the DER AlgorithmIdentifier, and hashlib's name of the digest."""

    name: str
    identifier_der: bytes
    digest_name: str


def _pss_identifier() -> bytes:
    """RSASSA-PSS with SHA-256, MGF1 over SHA-256, salt as long as the digest (RFC 4055 3.1)."""
    sha256 = sequence(object_identifier(oids.SHA256), null())
    mask = sequence(object_identifier(oids.MGF1), sha256)
    parameters = sequence(context(0, sha256), context(1, mask), context(2, integer(PSS_SALT_OCTETS)))
    return sequence(object_identifier(oids.RSASSA_PSS), parameters)


RSA_SHA256 = SigningAlgorithm("rsa-sha256", sequence(object_identifier(oids.SHA256_WITH_RSA), null()), "sha256")
RSA_PSS_SHA256 = SigningAlgorithm("rsa-pss-sha256", _pss_identifier(), "sha256")
ECDSA_SHA256 = SigningAlgorithm("ecdsa-sha256", sequence(object_identifier(oids.ECDSA_WITH_SHA256)), "sha256")
ECDSA_SHA384 = SigningAlgorithm("ecdsa-sha384", sequence(object_identifier(oids.ECDSA_WITH_SHA384)), "sha384")
ECDSA_SHA512 = SigningAlgorithm("ecdsa-sha512", sequence(object_identifier(oids.ECDSA_WITH_SHA512)), "sha512")

ALGORITHMS = {each.name: each for each in (RSA_SHA256, RSA_PSS_SHA256, ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512)}
_OF_CURVES = {"secp256r1": ECDSA_SHA256, "secp384r1": ECDSA_SHA384, "secp521r1": ECDSA_SHA512}
_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512,
}


def algorithm_for(public_key_info: bytes, *, pss: bool = False) -> SigningAlgorithm:
    """What a key signs with. pss: RSASSA-PSS for an RSA key (TT 15/2025); curves know nothing of it.

    Raises PublicKeyMalformed, KeyKindUnsupported.
    """
    return algorithm_of_key(load_public_key(public_key_info), pss=pss)


def algorithm_of_key(key: PublicKey, *, pss: bool = False) -> SigningAlgorithm:
    """The same for a key already read. Raises KeyKindUnsupported."""
    if isinstance(key, rsa.RSAPublicKey):
        return RSA_PSS_SHA256 if pss else RSA_SHA256
    if key.curve.name not in _OF_CURVES:
        raise KeyKindUnsupported(name=key.curve.name)
    return _OF_CURVES[key.curve.name]


def sign_with(key: PrivateKey, algorithm: SigningAlgorithm, data: bytes) -> bytes:
    """The signature value; ECDSA is deterministic (RFC 6979), so equal data gives equal bytes.

    Raises KeyAlgorithmMismatch.
    """
    digest = _HASHES[algorithm.digest_name]()
    if isinstance(key, rsa.RSAPrivateKey) and algorithm in (RSA_SHA256, RSA_PSS_SHA256):
        return key.sign(data, rsa_padding(algorithm), digest)
    if isinstance(key, ec.EllipticCurvePrivateKey) and _OF_CURVES.get(key.curve.name) == algorithm:
        return key.sign(data, ec.ECDSA(digest, deterministic_signing=True))
    raise KeyAlgorithmMismatch(name=algorithm.name)


def rsa_padding(algorithm: SigningAlgorithm) -> padding.PSS | padding.PKCS1v15:
    """How an RSA algorithm pads."""
    if algorithm == RSA_PSS_SHA256:
        return padding.PSS(padding.MGF1(hashes.SHA256()), PSS_SALT_OCTETS)
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
    if isinstance(key, rsa.RSAPublicKey) and algorithm in (RSA_SHA256, RSA_PSS_SHA256):
        key.verify(signature, data, rsa_padding(algorithm), digest)
    elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm in _OF_CURVES.values():
        key.verify(signature, data, ec.ECDSA(digest))
    else:
        raise KeyAlgorithmMismatch(name=algorithm.name)
