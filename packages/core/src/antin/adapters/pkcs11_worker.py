"""One PKCS#11 module in a process of its own: whatever the vendor's library does, it does it here.

Run by `antin.adapters.tokens` as `python -m antin.adapters.pkcs11_worker`; it knows nothing else of ours, so that it
starts quickly. python-pkcs11 is not thread-safe and does one thing at a time.

One question and one answer per line, JSON in ASCII, octets as base64. A question: `{"ask": …, …}`. An answer:
`{"told": …}`, or `{"error": name of python-pkcs11's exception, "text": …, "flags": CKF_… of the token or null}`.
The PIN comes over the pipe and never leaves.
"""

import base64
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass

# What a library may fail with beside PKCS11Error: an unknown number in an enumeration, a length that cannot be.
UNREADABLE = (pkcs11.PKCS11Error, KeyError, ValueError, MemoryError, OverflowError)
_KINDS = {KeyType.RSA: "rsa", KeyType.EC: "ec"}


class Cryptoki:
    """The module, and the one session with a PIN."""

    def __init__(self) -> None:
        self._library: Any = None
        self._session: Any = None
        self._slot: Any = None
        self._pin: str | None = None
        self._keys: dict[int, Any] = {}

    def load(self, module: str) -> dict[str, Any]:
        """Load and initialise. What the library says of itself."""
        self._library = pkcs11.lib(module)
        version = ".".join(map(str, self._library.library_version))
        return {
            "manufacturer": self._library.manufacturer_id, "description": self._library.library_description,
            "version": version,
        }

    def tokens(self) -> list[dict[str, Any]]:
        """Every slot with a token that was initialised."""
        return list(self._tokens())

    def look(self, slot: int) -> dict[str, Any]:
        """What the token shows without a PIN: certificates, the identifiers of keys, mechanisms."""
        with self._opened(slot) as session:
            return {
                "certificates": list(_certificates(session)), "keys": sorted(_key_identifiers(session)),
                "mechanisms": sorted(map(int, self._slot_of(slot).get_mechanisms())),
            }

    def login(self, slot: int, pin: str | None) -> list[dict[str, Any]]:
        """Open the session that signs; the private keys in it. pin None: it is typed on the reader, or not needed."""
        self._slot = self._slot_of(slot)
        token = self._slot.get_token()
        has_reader = bool(token.flags & pkcs11.TokenFlag.PROTECTED_AUTHENTICATION_PATH)
        self._session = token.open(user_pin=pkcs11.PROTECTED_AUTH if pin is None and has_reader else pin)
        self._pin = pin
        found = self._session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        self._keys = dict(enumerate(each for each in found if hasattr(each, "sign")))
        return [{"number": number, **_private_key(key, self._session)} for number, key in self._keys.items()]

    def sign(self, key: int, mechanism: int, parameter: list[int] | None, data: str) -> str:
        """The signature value as the token gives it. A key that asks for its PIN each time is given it."""
        private = self._keys[key]
        again = self._pin if _attribute(private, Attribute.ALWAYS_AUTHENTICATE) else None
        value = private.sign(
            base64.b64decode(data), mechanism=Mechanism(mechanism), pin=again,
            mechanism_param=tuple(parameter) if parameter else None,
        )
        return _text(value)

    def flags(self, slot: int | None) -> int | None:
        """The token's flags now; None: it is gone."""
        try:
            asked = self._slot if slot is None else self._slot_of(slot)
            return int(asked.get_token().flags) if asked is not None else None
        except (*UNREADABLE, StopIteration):
            return None

    def farewell(self) -> None:
        """Log out and let the library put its things away."""
        with suppress(*UNREADABLE):
            if self._session is not None:
                self._session.close()
        with suppress(*UNREADABLE):
            if self._library is not None:
                self._library.finalize()

    def _tokens(self) -> Iterator[dict[str, Any]]:
        for slot in self._library.get_slots(token_present=True):
            try:
                token = slot.get_token()
            except UNREADABLE:  # a card that this library does not know, or that was pulled just now
                continue
            if token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED:
                yield {
                    "slot": slot.slot_id, "label": token.label, "serial": token.serial.decode("utf-8", "replace"),
                    "manufacturer": token.manufacturer_id, "model": token.model, "flags": int(token.flags),
                }

    def _slot_of(self, number: int) -> Any:
        return next(each for each in self._library.get_slots() if each.slot_id == number)

    def _opened(self, slot: int) -> Any:
        return self._slot_of(slot).get_token().open()


def _certificates(session: Any) -> Iterator[dict[str, str]]:
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        value = _attribute(each, Attribute.VALUE)
        if value:
            yield {"id": _identifier(each), "label": _label(each), "value": _text(value)}


def _key_identifiers(session: Any) -> set[str]:
    """Those of private keys, and of public ones: most tokens hide the private until the PIN is given."""
    kinds = (ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY)
    return {_identifier(each) for kind in kinds for each in session.get_objects({Attribute.CLASS: kind})}


def _private_key(key: Any, session: Any) -> dict[str, Any]:
    identifier = _attribute(key, Attribute.ID) or b""
    kind = _KINDS.get(_attribute(key, Attribute.KEY_TYPE), "")
    return {
        "id": identifier.hex(), "label": _label(key), "kind": kind,
        "always_asks": bool(_attribute(key, Attribute.ALWAYS_AUTHENTICATE)),
        "public": _rsa_numbers(key) if kind == "rsa" else _point(session, identifier) if kind == "ec" else None,
    }


def _rsa_numbers(key: Any) -> list[str] | None:
    numbers = [_attribute(key, each) for each in (Attribute.MODULUS, Attribute.PUBLIC_EXPONENT)]
    return [_text(each) for each in numbers] if all(numbers) else None


def _point(session: Any, identifier: bytes) -> list[str] | None:
    """Curve (DER of its name) and point of the public key beside a private one."""
    wanted = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: identifier}
    for each in session.get_objects(wanted):
        parts = [_attribute(each, part) for part in (Attribute.EC_PARAMS, Attribute.EC_POINT)]
        if all(parts):
            return [_text(part) for part in parts]
    return None


def _attribute(each: Any, attribute: Attribute) -> Any:
    try:
        return each[attribute]
    except UNREADABLE:
        return None


def _identifier(each: Any) -> str:
    return (_attribute(each, Attribute.ID) or b"").hex()


def _label(each: Any) -> str:
    return str(_attribute(each, Attribute.LABEL) or "")


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def answer(cryptoki: Cryptoki, question: dict[str, Any]) -> dict[str, Any]:
    """The answer to one question."""
    asked = question.pop("ask")
    deeds: dict[str, Callable[..., Any]] = {
        each.__name__: each for each in (cryptoki.load, cryptoki.tokens, cryptoki.look, cryptoki.login, cryptoki.sign)
    }
    try:
        return {"told": deeds[asked](**question)}
    except StopIteration:
        return {"error": "TokenNotPresent", "text": "", "flags": None}
    except Exception as error:  # noqa: BLE001 - the door of the vendor's library: each fault is an answer
        return {"error": type(error).__name__, "text": str(error), "flags": cryptoki.flags(question.get("slot"))}


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks any more."""
    cryptoki = Cryptoki()
    for line in questions:
        answers.write(json.dumps(answer(cryptoki, json.loads(line))).encode("ascii") + b"\n")
        answers.flush()
    cryptoki.farewell()


def _kept(number: int, mode: str) -> IO[bytes]:
    """A stream of ours under another number: what the library prints or reads must not mix with the questions."""
    kept = os.fdopen(os.dup(number), mode)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, number)
    os.close(nowhere)
    return kept


if __name__ == "__main__":
    # Ctrl-C reaches every process at the terminal; whoever asked decides what is still to be done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout.flush()
    serve(_kept(0, "rb"), _kept(1, "wb"))
