"""How a token is asked for a signature: PKCS#11 v2.40 mechanisms (2.1 RSA, 2.3 ECDSA), best first."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from antin import oids
from antin.adapters.tokens.errors import TokenMechanismUnsupported, TokenSignatureWrong
from antin.der import null, object_identifier, octet_string, sequence
from antin.keys import SigningAlgorithm
from antin.keys.public_keys import load_public_key

RSA_PKCS, RSA_PKCS_PSS, ECDSA = 0x1, 0xD, 0x1041
_SHA_RSA_PKCS = {"sha256": 0x40, "sha384": 0x41, "sha512": 0x42}
_SHA_RSA_PKCS_PSS = {"sha256": 0x43, "sha384": 0x44, "sha512": 0x45}
_ECDSA_SHA = {"sha256": 0x1044, "sha384": 0x1045, "sha512": 0x1046}
_SHA = {"sha256": 0x250, "sha384": 0x260, "sha512": 0x270}
_MGF1 = {"sha256": 2, "sha384": 3, "sha512": 4}
_OIDS = {"sha256": oids.SHA256, "sha384": oids.SHA384, "sha512": oids.SHA512}


@dataclass(frozen=True)
class Way:
    """One mechanism. parameter: of CK_RSA_PKCS_PSS_PARAMS. takes: data, digest or digest_info."""

    mechanism: int
    takes: str
    parameter: tuple[int, int, int] | None = None


def ways_of(algorithm: SigningAlgorithm, offered: frozenset[int]) -> list[Way]:
    """The ways that the token offers, the one with less to go wrong first.

    Raises TokenMechanismUnsupported: there is none.
    """
    found = [each for each in _ways(algorithm) if each.mechanism in offered]
    if not found:
        raise TokenMechanismUnsupported(name=algorithm.name)
    return found


def _ways(algorithm: SigningAlgorithm) -> Iterator[Way]:
    digest = algorithm.digest_name
    if algorithm.name.startswith("ecdsa-"):
        yield Way(ECDSA, "digest")  # every token with curves has it; the combined ones are rare
        yield Way(_ECDSA_SHA[digest], "data")
    elif algorithm.name.startswith("rsa-pss-"):
        parameter = (_SHA[digest], _MGF1[digest], hashlib.new(digest).digest_size)
        yield Way(_SHA_RSA_PKCS_PSS[digest], "data", parameter)
        yield Way(RSA_PKCS_PSS, "digest", parameter)
    else:
        yield Way(_SHA_RSA_PKCS[digest], "data")
        yield Way(RSA_PKCS, "digest_info")


def input_of(way: Way, digest_name: str, data: bytes) -> bytes:
    """What the mechanism is given; a DigestInfo is that of RFC 8017 9.2."""
    if way.takes == "data":
        return data
    digest = hashlib.new(digest_name, data).digest()
    if way.takes == "digest":
        return digest
    return sequence(sequence(object_identifier(_OIDS[digest_name]), null()), octet_string(digest))


def value_of(public_key_info: bytes, given: bytes) -> bytes:
    """The signature value as CMS wants it: a token gives r and s of ECDSA side by side, CMS wants them in DER.

    Raises TokenSignatureWrong: not twice as long as the curve's field.
    """
    key = load_public_key(public_key_info)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return given
    half = (key.curve.key_size + 7) // 8
    if len(given) != 2 * half:
        raise TokenSignatureWrong
    return encode_dss_signature(int.from_bytes(given[:half], "big"), int.from_bytes(given[half:], "big"))
