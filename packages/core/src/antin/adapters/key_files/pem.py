"""PEM text with one key and any number of certificates, in any order."""

import base64
import binascii
import re

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from antin.adapters.key_files.errors import KeyFileUnreadable, PassphraseMissing, PassphraseWrong
from antin.adapters.key_files.work import check_work

_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_KEY_LABELS = {b"PRIVATE KEY", b"ENCRYPTED PRIVATE KEY", b"RSA PRIVATE KEY", b"EC PRIVATE KEY"}
_CERTIFICATE_LABEL = b"CERTIFICATE"


def read_pem(data: bytes, passphrase: bytes | None) -> tuple[object, list[bytes]]:
    """The key, and the certificates in DER as they stand.

    Raises KeyFileUnreadable, PassphraseWrong, PassphraseMissing.
    """
    blocks = list(_BLOCK.finditer(data))
    keys = [block for block in blocks if block[1] in _KEY_LABELS]
    if len(keys) != 1:
        raise KeyFileUnreadable(reason="no key" if not keys else "several keys")
    certificates = [_decoded(block[2]) for block in blocks if block[1] == _CERTIFICATE_LABEL]
    return _key(keys[0], passphrase), certificates


def _key(block: re.Match[bytes], passphrase: bytes | None) -> object:
    is_encrypted = block[1] == b"ENCRYPTED PRIVATE KEY" or b"ENCRYPTED" in block[2]
    if is_encrypted and not passphrase:
        raise PassphraseMissing
    if block[1] == b"ENCRYPTED PRIVATE KEY":
        check_work(_decoded(block[2]))
    try:
        return load_pem_private_key(block[0], passphrase if is_encrypted else None)
    except (ValueError, TypeError) as error:
        raise (PassphraseWrong if is_encrypted else KeyFileUnreadable(reason="key")) from error
    except UnsupportedAlgorithm as error:
        raise KeyFileUnreadable(reason="algorithm") from error


def _decoded(body: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyFileUnreadable(reason="base64") from error
