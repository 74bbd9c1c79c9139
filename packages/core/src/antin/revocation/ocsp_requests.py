"""OCSP questions (RFC 6960 4.1), read from strict DER and bounded in every direction."""

import hashlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from antin import oids
from antin.der import MalformedEncoding, Tlv, null, object_identifier, read_one, sequence
from antin.der.values import at_least, boolean, dotted, exactly, integer, octets, only, parts
from antin.revocation.cert_ids import HASHES, CertId
from antin.revocation.errors import OcspRequestMalformed

MAX_REQUEST_OCTETS = 16 * 1024
MAX_QUESTIONS = 20
MAX_SERIAL_OCTETS = 32  # numbers that break the rule of 20 exist, and get an answer
MAX_HASH_OCTETS = 64
NONCE_ECHOED, NONCE_ALLOWED = 32, 128  # octets (RFC 9654 2.1)

_VERSION, _REQUESTOR, _EXTENSIONS, _SIGNATURE = 0xA0, 0xA1, 0xA2, 0xA0
_KNOWN = {
    oids.OCSP_NONCE, oids.OCSP_ACCEPTABLE_RESPONSES, oids.OCSP_PREFERRED_SIGNATURE_ALGORITHMS,
    oids.OCSP_SERVICE_LOCATOR,
}
_SIZES = {oid: hashlib.new(name, usedforsecurity=False).digest_size for oid, name in HASHES.items()}


@dataclass(frozen=True)
class OcspRequest:
    """certificates: asked about, in the order to answer. nonce: to be repeated in the answer; None: none."""

    certificates: tuple[CertId, ...]
    nonce: bytes | None = None


def request_of_path(text: str) -> bytes:
    """The question in the last part of a GET address: base64, percent-encoded or already not (RFC 6960 A.1).

    Raises OcspRequestMalformed.
    """
    if len(text) > 4 * MAX_REQUEST_OCTETS:
        raise OcspRequestMalformed(reason="size")
    try:
        return b64decode(unquote_to_bytes(text), validate=True)
    except (Base64Error, ValueError) as error:
        raise OcspRequestMalformed(reason="base64") from error


def read_ocsp_request(data: bytes) -> OcspRequest:
    """One to twenty questions. A signature of the asker is not looked at: everybody gets the same answers.

    A nonce of 33 to 128 octets is allowed and not repeated (RFC 9654 2.1).
    Raises OcspRequestMalformed: anything that is not just such a request.
    """
    plain = _plain(data)
    if plain is not None:
        return OcspRequest((plain,))
    if len(data) > MAX_REQUEST_OCTETS:
        raise OcspRequestMalformed(reason="size")
    try:
        return _read(data)
    except MalformedEncoding as error:
        raise OcspRequestMalformed(reason=str(error.fields["reason"])) from error


def _read(data: bytes) -> OcspRequest:
    to_be_signed, *signature = at_least(1, parts(read_one(data)))
    if len(signature) > 1 or (signature and signature[0].tag != _SIGNATURE):
        raise OcspRequestMalformed(reason="fields")
    fields = parts(to_be_signed)
    if fields and fields[0].tag == _VERSION and integer(only(fields.pop(0))) != 0:
        raise OcspRequestMalformed(reason="version")
    if fields and fields[0].tag == _REQUESTOR:
        only(fields.pop(0))
    listed, *others = at_least(1, fields)
    extensions = dict(_extensions(others, _EXTENSIONS))
    questions = parts(listed)
    if not 1 <= len(questions) <= MAX_QUESTIONS:
        raise OcspRequestMalformed(reason="number of questions")
    return OcspRequest(tuple(_question(each) for each in questions), _nonce(extensions.get(oids.OCSP_NONCE)))


def _question(value: Tlv) -> CertId:
    identifier, *others = at_least(1, parts(value))
    dict(_extensions(others, _VERSION))
    algorithm, name_hash, key_hash, serial = exactly(4, parts(identifier))
    kind, *parameters = at_least(1, parts(algorithm))
    if [each.encoded for each in parameters] not in ([], [null()]):
        raise OcspRequestMalformed(reason="hash parameters")
    oid, hashes = dotted(kind), (octets(name_hash), octets(key_hash))
    sizes = {len(each) for each in hashes}
    if (oid in _SIZES and sizes != {_SIZES[oid]}) or max(sizes) > MAX_HASH_OCTETS:
        raise OcspRequestMalformed(reason="hash size")
    if len(serial.content) > MAX_SERIAL_OCTETS:
        raise OcspRequestMalformed(reason="serial number")
    return CertId(oid, *hashes, integer(serial), identifier.encoded)


def _extensions(fields: list[Tlv], tag: int) -> Iterator[tuple[str, bytes]]:
    """Under an explicit tag, each once; a critical one that nobody knows makes the question unanswerable."""
    if not fields:
        return
    if len(fields) > 1 or fields[0].tag != tag:
        raise OcspRequestMalformed(reason="fields")
    seen: set[str] = set()
    for each in parts(only(fields[0])):
        kind, *critical, value = at_least(2, parts(each))
        oid = dotted(kind)
        if len(critical) > 1 or oid in seen:
            raise OcspRequestMalformed(reason="extension")
        if critical and boolean(critical[0]) and oid not in _KNOWN:
            raise OcspRequestMalformed(reason="critical extension")
        seen.add(oid)
        yield oid, octets(value)


def _nonce(value: bytes | None) -> bytes | None:
    if value is None:
        return None
    nonce = octets(read_one(value))
    if not 1 <= len(nonce) <= NONCE_ALLOWED:
        raise OcspRequestMalformed(reason="nonce size")
    return nonce if len(nonce) <= NONCE_ECHOED else None


# The question that nearly everybody asks: one certificate, no extension. Read by place, ten times faster.
# Its first ten octets are five nested headers, which its length alone decides.
_HEADERS = {
    size: bytes(octet for depth in range(1, 6) for octet in (0x30, size - 2 * depth)) for size in range(10, 130)
}
_ALGORITHMS = {
    sequence(object_identifier(oid), parameters): oid for oid in HASHES for parameters in (b"", null())
}


def _plain(data: bytes) -> CertId | None:
    """The one question of a plain request; None: something else, well formed or not."""
    size = len(data)
    if size < 32 or data[:10] != _HEADERS.get(size):
        return None
    place = 12 + data[11]
    oid = _ALGORITHMS.get(data[10:place])
    if oid is None:
        return None
    digest = _SIZES[oid]
    header = bytes((0x04, digest))
    name, key = place + 2, place + digest + 4
    serial = data[key + digest :]
    if data[place:name] != header or data[key - 2 : key] != header or not _is_usual_serial(serial):
        return None
    return CertId(
        oid, data[name : name + digest], data[key : key + digest], int.from_bytes(serial[2:], "big"), data[8:],
    )


def _is_usual_serial(value: bytes) -> bool:
    """A positive INTEGER of at most 20 octets in its shortest form."""
    size = len(value) - 2
    if not 1 <= size <= 20 or value[0] != 0x02 or value[1] != size or value[2] >= 0x80:
        return False
    return size == 1 or value[2] != 0 or value[3] >= 0x80
