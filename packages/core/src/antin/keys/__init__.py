"""Keys: the signer port, the algorithms, the strength, and requests for certificates.

A private key is used through a `Signer`; `LocalSigner` holds one in memory. Nothing here reads a file or a token.
"""

from antin.keys.algorithms import (
    ALGORITHMS,
    ECDSA_SHA256,
    ECDSA_SHA384,
    ECDSA_SHA512,
    RSA_PSS_SHA256,
    RSA_SHA256,
    SigningAlgorithm,
    algorithm_for,
    check_signature,
)
from antin.keys.errors import (
    KeyAlgorithmMismatch,
    KeyExponentUnsafe,
    KeyKindUnsupported,
    KeyKnownBroken,
    KeySignatureWrong,
    KeyTooLong,
    KeyTooShort,
    PublicKeyMalformed,
    RequestAlgorithmUnsupported,
    RequestMalformed,
    RequestSignatureWrong,
    WeakKey,
)
from antin.keys.kinds import KeyKind, PrivateKey, PublicKey, new_private_key
from antin.keys.public_keys import key_identifier, load_public_key, public_key_info, public_key_thumbprint
from antin.keys.requests import CertificateRequest, build_request
from antin.keys.signer import LocalSigner, Signer
from antin.keys.strength import check_key_strength

__all__ = [
    "ALGORITHMS", "ECDSA_SHA256", "ECDSA_SHA384", "ECDSA_SHA512", "RSA_PSS_SHA256", "RSA_SHA256",
    "CertificateRequest", "KeyAlgorithmMismatch", "KeyExponentUnsafe", "KeyKind", "KeyKindUnsupported",
    "KeyKnownBroken", "KeySignatureWrong", "KeyTooLong", "KeyTooShort", "LocalSigner", "PrivateKey", "PublicKey",
    "PublicKeyMalformed", "RequestAlgorithmUnsupported", "RequestMalformed", "RequestSignatureWrong", "Signer",
    "SigningAlgorithm", "WeakKey", "algorithm_for", "build_request", "check_key_strength", "check_signature",
    "key_identifier", "load_public_key", "new_private_key", "public_key_info", "public_key_thumbprint",
]
