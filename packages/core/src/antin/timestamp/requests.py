"""Asking for a time-stamp (RFC 3161 2.4.1): written for any service, read strictly by ours."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from antin import oids
from antin.der import (
    MalformedEncoding,
    Tlv,
    boolean,
    integer,
    null,
    object_identifier,
    octet_string,
    read_one,
    sequence,
)
from antin.der import values as read
from antin.timestamp.errors import TimeStampRuleBroken
from antin.timestamp.failures import Failure, RequestRefused

MAX_REQUEST_OCTETS = 4096
MAX_NONCE_OCTETS = 64

# The digests that may be stamped, by hashlib's name, and their sizes.
DIGESTS: Mapping[str, int] = {
    name: hashlib.new(name).digest_size
    for name in ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
}
_OIDS = {
    "sha256": oids.SHA256, "sha384": oids.SHA384, "sha512": oids.SHA512,
    "sha3_256": oids.SHA3_256, "sha3_384": oids.SHA3_384, "sha3_512": oids.SHA3_512,
}
_NAMES = {oid: name for name, oid in _OIDS.items()}


@dataclass(frozen=True)
class TimeStampRequest:
    """imprint: DER of the messageImprint, which the token repeats. policy: dotted, empty: any. nonce: None: none."""

    digest_name: str
    digest: bytes
    imprint: bytes
    policy: str = ""
    nonce: int | None = None
    wants_certificate: bool = False


def time_stamp_request(
    digest: bytes, digest_name: str, *, nonce: int | None, certificate: bool = True, policy: str = "",
) -> bytes:
    """The request in DER. digest_name: one of DIGESTS. certificate: ask for the service's certificates.

    Raises TimeStampRuleBroken: another digest, or not of its size.
    """
    if DIGESTS.get(digest_name) != len(digest):
        raise TimeStampRuleBroken(rule=f"a digest of a size and kind that may be stamped, not {digest_name}")
    algorithm = sequence(object_identifier(_OIDS[digest_name]), null())  # NULL: as every service expects it
    return sequence(
        integer(1), sequence(algorithm, octet_string(digest)),
        object_identifier(policy) if policy else b"", b"" if nonce is None else integer(nonce),
        boolean(True) if certificate else b"",
    )


def read_request(data: bytes) -> TimeStampRequest:
    """A request that may be granted, but for its policy. Raises RequestRefused with the failure to answer."""
    if len(data) > MAX_REQUEST_OCTETS:
        raise RequestRefused(Failure.BAD_DATA_FORMAT)
    try:
        return _read(data)
    except MalformedEncoding as error:
        raise RequestRefused(Failure.BAD_DATA_FORMAT) from error


def _read(data: bytes) -> TimeStampRequest:
    version, imprint, *others = read.at_least(2, read.parts(read_one(data)))
    if read.integer(version) != 1:
        raise RequestRefused(Failure.BAD_REQUEST)
    fields = _by_tag(others)
    policy = read.dotted(fields[read.OBJECT_IDENTIFIER]) if read.OBJECT_IDENTIFIER in fields else ""
    wants_certificate = read.BOOLEAN in fields and read.boolean(fields[read.BOOLEAN])
    digest_name, digest = _imprint(imprint)
    nonce = _nonce(fields[read.INTEGER]) if read.INTEGER in fields else None
    if _EXTENSIONS in fields:
        raise RequestRefused(Failure.UNACCEPTED_EXTENSION)
    return TimeStampRequest(digest_name, digest, imprint.encoded, policy, nonce, wants_certificate)


_EXTENSIONS = 0xA0
_ORDER = (read.OBJECT_IDENTIFIER, read.INTEGER, read.BOOLEAN, _EXTENSIONS)


def _by_tag(fields: list[Tlv]) -> dict[int, Tlv]:
    """reqPolicy, nonce, certReq, extensions: each at most once and in this order."""
    tags = [each.tag for each in fields]
    if tags != [tag for tag in _ORDER if tag in tags]:
        raise MalformedEncoding(reason="fields of a time-stamp request")
    return dict(zip(tags, fields, strict=True))


def _imprint(value: Tlv) -> tuple[str, bytes]:
    algorithm, digest = read.exactly(2, read.parts(value))
    kind, *parameters = read.at_least(1, read.parts(algorithm))
    name = _NAMES.get(read.dotted(kind))
    if name is None or [each.encoded for each in parameters] not in ([], [null()]):
        raise RequestRefused(Failure.BAD_ALGORITHM)
    if len(read.octets(digest)) != DIGESTS[name]:
        raise RequestRefused(Failure.BAD_DATA_FORMAT)
    return name, digest.content


def _nonce(value: Tlv) -> int:
    if len(value.content) > MAX_NONCE_OCTETS:
        raise RequestRefused(Failure.BAD_REQUEST)
    return read.integer(value)
