"""Encrypted files that the empty password opens: strings and streams, read and written (ISO 32000-2 7.6).

The ciphers and the derivation of keys are pyHanko's.
"""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus, CryptFilter, SecurityHandler, StandardSecurityHandler

from antin.pdf.errors import PdfBroken, PdfEncryptionUnsupported, PdfPasswordNeeded
from antin.pdf.objects import Name, Ref, Stream, Value, entries_of
from antin.pdf.writing import Verbatim


class Decryption:
    """The opened encryption of a file."""

    def __init__(self, handler: SecurityHandler) -> None:
        self._handler = handler

    def strings(self, value: Value, owner: Ref) -> Value:
        """An object with its strings decrypted, but for the /Contents of signatures, which are not encrypted."""
        return _mapped(value, _Key(self._handler.get_string_filter(), owner).decrypted)

    def encrypted_strings(self, value: Value, owner: Ref) -> Value:
        """The way back, for an object to be written."""
        return _mapped(value, _Key(self._handler.get_string_filter(), owner).encrypted)

    def stream(self, data: bytes, stream: Stream) -> bytes:
        """The content of a stream of the file, decrypted. Raises PdfBroken."""
        if stream.owner is None:
            return data
        return _Key(self._stream_filter(stream.entries), stream.owner).decrypted(data)

    def encrypted_stream(self, data: bytes, entries: dict[str, Any], owner: Ref) -> bytes:
        """The content of a stream to be written, encrypted."""
        return _Key(self._stream_filter(entries), owner).encrypted(data)

    def _stream_filter(self, entries: dict[str, Any]) -> CryptFilter:
        filters, parameters = (_listed(entries.get(key)) for key in ("/Filter", "/DecodeParms"))
        if "/Crypt" in filters:
            index = filters.index("/Crypt")
            settings = entries_of(parameters[index]) if index < len(parameters) else {}
            name = settings.get("/Name", "/Identity")
        elif entries.get("/Type") == "/Metadata" and not self._handler.encrypt_metadata:
            name = "/Identity"
        else:
            return self._handler.get_stream_filter()
        return self._handler.get_stream_filter(generic.NameObject(name))


class _Key:
    """One object's key, derived when first needed."""

    def __init__(self, crypt_filter: CryptFilter, owner: Ref) -> None:
        self._filter, self._owner = crypt_filter, owner
        self._derived: bytes | None = None

    def decrypted(self, data: bytes) -> bytes:
        """Raises PdfBroken."""
        try:
            return bytes(self._filter.decrypt(self._key(), data))
        except Exception as error:  # what a cipher raises at damaged data is of many kinds
            raise PdfBroken(reason="encrypted data") from error

    def encrypted(self, data: bytes) -> bytes:
        """The same, unreadable."""
        return bytes(self._filter.encrypt(self._key(), data))

    def _key(self) -> bytes:
        if self._derived is None:
            self._derived = bytes(self._filter.derive_object_key(*self._owner))
        return self._derived


def decryption_of(encrypt: Value, file_identifier: bytes) -> Decryption:
    """What opens a file with this /Encrypt dictionary (references followed) and first half of /ID.

    Raises PdfPasswordNeeded, PdfEncryptionUnsupported, PdfBroken.
    """
    if not isinstance(encrypt, dict):
        raise PdfBroken(reason="encryption dictionary")
    try:
        handler = SecurityHandler.build(_generic(encrypt))
        if not isinstance(handler, StandardSecurityHandler):
            raise PdfEncryptionUnsupported
        status = handler.authenticate(b"", file_identifier).status
    except PdfEncryptionUnsupported:
        raise
    except Exception as error:  # pyHanko answers a strange dictionary with nearly any exception there is
        raise PdfEncryptionUnsupported from error
    if status == AuthStatus.FAILED:
        raise PdfPasswordNeeded
    return Decryption(handler)


def _mapped(value: Value, change: Any) -> Value:
    if isinstance(value, bytes):
        return value if isinstance(value, Verbatim) else change(value)
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    if isinstance(value, Stream):
        value.entries = _mapped(value.entries, change)
        return value
    if isinstance(value, dict):
        is_signature = "/ByteRange" in value
        return {
            key: each if is_signature and key == "/Contents" else _mapped(each, change) for key, each in value.items()
        }
    return value


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _generic(value: Value) -> Any:
    """As pyHanko holds objects."""
    if isinstance(value, dict):
        return generic.DictionaryObject({generic.NameObject(key): _generic(each) for key, each in value.items()})
    if isinstance(value, list):
        return generic.ArrayObject([_generic(each) for each in value])
    if isinstance(value, Name):
        return generic.NameObject(value)
    if isinstance(value, bytes):
        return generic.ByteStringObject(value)
    if isinstance(value, bool):
        return generic.BooleanObject(value)
    if isinstance(value, int):
        return generic.NumberObject(value)
    return generic.FloatObject(value) if isinstance(value, float) else generic.NullObject()
