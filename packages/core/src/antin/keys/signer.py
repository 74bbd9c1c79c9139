"""The signer port: whoever holds the private key, in this process, a file, a token or another machine."""

from typing import Protocol

from antin.keys.algorithms import DIGEST_NAMES, SigningAlgorithm, algorithm_of_key, sign_with
from antin.keys.errors import KeyAlgorithmMismatch
from antin.keys.kinds import PrivateKey
from antin.keys.public_keys import public_key_info


class Signer(Protocol):
    """A key that signs; nobody asks where it is."""

    @property
    def algorithm(self) -> SigningAlgorithm:
        """What it signs with."""
        ...

    @property
    def public_key_info(self) -> bytes:
        """DER of its SubjectPublicKeyInfo."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The signature value over the data, hashed with `algorithm.digest_name`."""
        ...


class LocalSigner:
    """A key in memory. algorithm: RSA PKCS#1 v1.5 or ECDSA unless said otherwise.

    Raises KeyAlgorithmMismatch: the key cannot sign so; KeyKindUnsupported: another curve.
    """

    def __init__(self, private_key: PrivateKey, *, algorithm: SigningAlgorithm | None = None) -> None:
        public_key = private_key.public_key()
        possible = {
            algorithm_of_key(public_key, pss=pss, digest_name=digest_name)
            for pss in (False, True) for digest_name in DIGEST_NAMES
        }
        self.algorithm = algorithm or algorithm_of_key(public_key)
        if self.algorithm not in possible:
            raise KeyAlgorithmMismatch(name=self.algorithm.name)
        self.public_key_info = public_key_info(public_key)
        self._private_key = private_key

    def sign(self, data: bytes) -> bytes:
        """The signature value over the data."""
        return sign_with(self._private_key, self.algorithm, data)

    def __repr__(self) -> str:
        return f"LocalSigner({self.algorithm.name})"
