"""Personal numbers at rest: encrypted (AES-256-GCM), and an index that finds them without opening them."""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from antin.errors import AntinError
from antin_server.common.secret_files import secret

_NONCE = 12
_MARK = "s1."  # the version of the form; a new form gets a new mark


class SealBroken(AntinError):
    """A sealed value that this installation's key does not open: damaged, or sealed elsewhere."""

    code = "seal_broken"


def sealed(text: str) -> str:
    """The text, encrypted; a new value each time."""
    nonce = secrets.token_bytes(_NONCE)
    encrypted = AESGCM(_key("seal")).encrypt(nonce, text.encode(), _MARK.encode())
    return _MARK + base64.urlsafe_b64encode(nonce + encrypted).decode()


def opened(value: str) -> str:
    """What was sealed. Raises SealBroken."""
    try:
        if not value.startswith(_MARK):
            raise SealBroken()
        data = base64.urlsafe_b64decode(value[len(_MARK):])
        return AESGCM(_key("seal")).decrypt(data[:_NONCE], data[_NONCE:], _MARK.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise SealBroken() from error


def blind_index(text: str) -> str:
    """A keyed fingerprint (hex, 256 bits) by which equal texts are found."""
    return hmac.new(_key("index"), text.encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    root = secret(settings.ANTIN_HOME / "secrets", "sealing")
    return hashlib.sha256(f"{purpose}\x00{root}".encode()).digest()
