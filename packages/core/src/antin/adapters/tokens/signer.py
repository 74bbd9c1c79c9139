"""A key on a token as a `Signer`: each value is checked before it is handed on, and no PIN is tried twice."""

import base64

from antin.adapters.tokens.errors import (
    FINAL,
    TokenKeyAbsent,
    TokenMechanismUnsupported,
    TokenSignatureWrong,
)
from antin.adapters.tokens.mechanisms import Way, input_of, value_of, ways_of
from antin.adapters.tokens.model import Contents, TokenKey
from antin.adapters.tokens.module import NO_SUCH_WAY, READER_S, SIGN_S, TokenModule, error_of
from antin.adapters.tokens.process import WorkerFault
from antin.errors import AntinError
from antin.keys import (
    KeyAlgorithmMismatch,
    KeyKindUnsupported,
    KeySignatureWrong,
    PublicKeyMalformed,
    SigningAlgorithm,
    check_signature,
    public_key_thumbprint,
)


class TokenSigner:
    """The private key of a certificate, on a token that is logged in.

    Raises TokenMechanismUnsupported: the token cannot sign so.
    """

    def __init__(
        self, module: TokenModule, key: TokenKey, contents: Contents, *, public_key_info: bytes,
        algorithm: SigningAlgorithm,
    ) -> None:
        self.algorithm, self.public_key_info = algorithm, public_key_info
        self._module, self._key = module, key
        self._ways = ways_of(algorithm, contents.mechanisms)
        self._end: AntinError | None = None

    def sign(self, data: bytes) -> bytes:
        """The signature value over the data.

        Raises PinRefused: of a key that asks each time; TokenRemoved, TokenFailed, TokenTimedOut, TokenWorkerDied,
        TokenMechanismUnsupported, TokenSignatureWrong. After a PIN that was refused or a token that is gone every
        further call raises the same, and the token is left alone.
        """
        if self._end is not None:
            raise self._end
        try:
            value = value_of(self.public_key_info, self._given(data))
            check_signature(self.public_key_info, algorithm=self.algorithm, signature=value, data=data)
        except FINAL as error:
            self._end = error
            raise
        except (KeySignatureWrong, KeyAlgorithmMismatch) as error:
            raise TokenSignatureWrong from error
        return value

    def _given(self, data: bytes) -> bytes:
        """By the first way that the key takes; the others are not offered again."""
        while self._ways:
            try:
                return self._by(self._ways[0], data)
            except WorkerFault as fault:
                if fault.name not in NO_SUCH_WAY:
                    raise error_of(fault) from fault
                self._ways.pop(0)
        raise TokenMechanismUnsupported(name=self.algorithm.name)

    def _by(self, way: Way, data: bytes) -> bytes:
        given = input_of(way, self.algorithm.digest_name, data)
        told = self._module.process.ask(
            "sign", within_s=READER_S if self._key.always_asks else SIGN_S, key=self._key.number,
            mechanism=way.mechanism, parameter=way.parameter, data=base64.b64encode(given).decode("ascii"),
        )
        return base64.b64decode(told)

    def __repr__(self) -> str:
        return f"TokenSigner({self.algorithm.name})"


def key_of(keys: tuple[TokenKey, ...], public_key_info: bytes, identifier: str) -> TokenKey:
    """The private key of a certificate: the same public key; of those whose public key the token does not tell, the
    one of the same identifier. Raises TokenKeyAbsent.
    """
    same = [each for each in keys if _is_same(each.public_key_info, public_key_info)]
    named = [each for each in keys if each.public_key_info is None and identifier and each.identifier == identifier]
    for each in (*same, *named):
        return each
    raise TokenKeyAbsent


def _is_same(one: bytes | None, other: bytes) -> bool:
    try:
        return one is not None and public_key_thumbprint(one) == public_key_thumbprint(other)
    except (PublicKeyMalformed, KeyKindUnsupported):
        return one == other
