"""A PKCS#11 module as the rest of the program knows it: loaded in its worker, its tokens, a login, its keys."""

import base64
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import rsa

from antin import oids
from antin.adapters.tokens import errors
from antin.adapters.tokens.model import Contents, ModuleInfo, PinState, Token, TokenCertificate, TokenKey
from antin.adapters.tokens.process import ModuleProcess, WorkerFault
from antin.der import MalformedEncoding, bit_string, object_identifier, read_one, sequence
from antin.errors import AntinError
from antin.keys import public_key_info

LOAD_S, LOOK_S, LOGIN_S, SIGN_S = 30.0, 60.0, 60.0, 60.0
READER_S = 180.0  # a person types on the reader
_GONE = {
    "TokenNotPresent", "TokenNotRecognised", "DeviceRemoved", "SessionHandleInvalid", "SessionClosed", "SlotIDInvalid",
    "UserNotLoggedIn", "ObjectHandleInvalid", "KeyHandleInvalid",
}
_WRONG_PIN = {"PinIncorrect", "PinInvalid", "PinLenRange"}
_NO_PIN = {"PinExpired", "UserPinNotInitialized"}
NO_SUCH_WAY = {
    "MechanismInvalid", "MechanismParamInvalid", "FunctionNotSupported", "KeyTypeInconsistent", "KeySizeRange",
}


class TokenModule:
    """One library, loaded in a process of its own; a context manager that ends it.

    Raises TokenModuleUnusable, TokenTimedOut, TokenWorkerDied.
    """

    def __init__(self, path: Path, *, load_s: float = LOAD_S) -> None:
        self.path = path
        if not path.is_file():
            raise errors.TokenModuleUnusable(path=path, reason="not a file")
        self.process = ModuleProcess(path)
        try:
            self.info = ModuleInfo(**self.process.ask("load", within_s=load_s, module=str(path)))
        except WorkerFault as fault:
            self.close()
            raise errors.TokenModuleUnusable(path=path, reason=_shortened(fault)) from fault
        except BaseException:  # whatever stops the caller ends the process
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Log out and end the process."""
        self.process.close()

    def tokens(self) -> tuple[Token, ...]:
        """The tokens plugged in now. Raises TokenFailed, TokenTimedOut, TokenWorkerDied."""
        try:
            return tuple(_token(each) for each in self.process.ask("tokens", within_s=LOOK_S))
        except WorkerFault as fault:
            raise errors.TokenFailed(reason=fault.name) from fault

    def contents(self, token: Token) -> Contents:
        """What a token shows without its PIN. Raises TokenRemoved, TokenFailed, TokenTimedOut, TokenWorkerDied."""
        told = self._asked("look", LOOK_S, slot=token.slot)
        keys = set(told["keys"])
        certificates = (
            TokenCertificate(
                each["id"], each["label"], base64.b64decode(each["value"]), bool(each["id"]) and each["id"] in keys,
            )
            for each in told["certificates"]
        )
        return Contents(tuple(certificates), frozenset(told["mechanisms"]))

    def login(self, token: Token, pin: str | None, *, is_typed: bool = True) -> tuple[TokenKey, ...]:
        """Give the PIN, once; the private keys. pin None: it is typed on the reader, or none is needed. is_typed: by
        a person, now; a last try is left to one.

        Raises PinWrong, PinWrongFinalTry, PinLocked, PinNotSet, PinFinalTry, TokenRemoved, TokenFailed,
        TokenTimedOut, TokenWorkerDied.
        """
        if token.pin.is_locked:
            raise errors.PinLocked
        if token.pin.is_final_try and not is_typed:
            raise errors.PinFinalTry
        within_s = READER_S if token.pin.typed_on_reader else LOGIN_S
        return tuple(_key(each) for each in self._asked("login", within_s, slot=token.slot, pin=pin))

    def _asked(self, deed: str, within_s: float, **fields: object) -> Any:
        try:
            return self.process.ask(deed, within_s=within_s, **fields)
        except WorkerFault as fault:
            raise error_of(fault) from fault


def error_of(fault: WorkerFault) -> AntinError:
    """What a fault means to a person."""
    pin = PinState.of_flags(fault.flags or 0)
    if fault.name == "PinLocked" or (fault.name in _WRONG_PIN and pin.is_locked):
        return errors.PinLocked()
    if fault.name in _WRONG_PIN:
        return errors.PinWrongFinalTry() if pin.is_final_try else errors.PinWrong()
    if fault.name in _NO_PIN:
        return errors.PinNotSet()
    if fault.name in _GONE or fault.flags is None:
        return errors.TokenRemoved()
    return errors.TokenFailed(reason=fault.name)


def _shortened(fault: WorkerFault) -> str:
    """The last part of what the system said, without our path: `invalid ELF header`."""
    return fault.text.rpartition(": ")[2][:200] or fault.name


def _token(told: Mapping[str, Any]) -> Token:
    shown = {name: told[name].strip("\0 ") for name in ("label", "serial", "manufacturer", "model")}
    return Token(slot=told["slot"], pin=PinState.of_flags(told["flags"]), **shown)


def _key(told: Mapping[str, Any]) -> TokenKey:
    info = None
    if told["public"] is not None:
        with suppress(ValueError, MalformedEncoding):
            info = _PUBLIC[told["kind"]]([base64.b64decode(each) for each in told["public"]])
    return TokenKey(told["number"], told["id"], told["label"], info, told["always_asks"])


def _rsa_info(parts: Sequence[bytes]) -> bytes:
    modulus, exponent = (int.from_bytes(each, "big") for each in parts)
    return public_key_info(rsa.RSAPublicNumbers(exponent, modulus).public_key())


def _ec_info(parts: Sequence[bytes]) -> bytes:
    """CKA_EC_POINT is an OCTET STRING with the point; some tokens leave the wrapping out."""
    parameters, point = parts
    with suppress(MalformedEncoding):
        wrapped = read_one(point)
        point = wrapped.content if wrapped.tag == 0x04 else point
    return sequence(sequence(object_identifier(oids.EC_PUBLIC_KEY), parameters), bit_string(point))


_PUBLIC: Mapping[str, Callable[[Sequence[bytes]], bytes]] = {"rsa": _rsa_info, "ec": _ec_info}
