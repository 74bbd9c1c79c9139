"""Why a key, a signature by it, or a request for a certificate is refused."""

from antin.errors import AntinError


class PublicKeyMalformed(AntinError):
    """Bytes that are no SubjectPublicKeyInfo, or one with impossible numbers (a point off its curve)."""

    code = "public_key_malformed"


class WeakKey(AntinError):
    """The parent of every key that must not be certified (TT 15/2025, ETSI TS 119 312, CA/B BR 6.1.6)."""

    code = "weak_key"


class KeyKindUnsupported(WeakKey):
    """Not RSA and not on a NIST curve of 256 to 521 bits (`name`)."""

    code = "key_kind_unsupported"


class KeyTooShort(WeakKey):
    """An RSA modulus below 2048 bits (`bits`)."""

    code = "key_too_short"


class KeyTooLong(WeakKey):
    """An RSA modulus so long that checking signatures with it is an attack (`bits`)."""

    code = "key_too_long"


class KeyExponentUnsafe(WeakKey):
    """An RSA exponent that is even, or not between 2^16 and 2^256 (FIPS 186-5 A.1.1)."""

    code = "key_exponent_unsafe"


class KeyKnownBroken(WeakKey):
    """A modulus whose factors are known or quickly found (`reason`: small_factor, roca, close_primes)."""

    code = "key_known_broken"


class KeyAlgorithmMismatch(AntinError):
    """An algorithm that the key cannot sign with: a fault of the caller."""

    code = "key_algorithm_mismatch"


class KeySignatureWrong(AntinError):
    """The signature was not made over this data by this key with this algorithm."""

    code = "key_signature_wrong"


class RequestMalformed(AntinError):
    """Bytes that are no PKCS#10 request in DER or PEM (`reason`)."""

    code = "request_malformed"


class RequestSignatureWrong(AntinError):
    """The request is not signed by the key that it asks to certify."""

    code = "request_signature_wrong"


class RequestAlgorithmUnsupported(RequestSignatureWrong):
    """The request is signed with an algorithm that proves nothing any more, or that we do not know (`name`)."""

    code = "request_algorithm_unsupported"
