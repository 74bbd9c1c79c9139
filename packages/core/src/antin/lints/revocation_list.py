"""A certificate revocation list as the rules see it (RFC 5280 5.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from antin import oids
from antin.der import MalformedEncoding, Tlv, children, read_one
from antin.lints import reading
from antin.lints.errors import LintSubjectUnreadable

_EXTENSIONS = 0xA0
_TIME_TAGS = {reading.UTC_TIME, reading.GENERALIZED_TIME}


@dataclass(frozen=True)
class CertificateRevocationList:
    """version 2 is written 1; next_update None: not said. entries: each in DER, in the order written."""

    encoded: bytes
    version: int
    inner_algorithm: bytes
    outer_algorithm: bytes
    issuer: bytes
    this_update: datetime
    next_update: datetime | None
    entries: tuple[Tlv, ...]
    extensions: reading.Extensions
    signature: bytes

    @classmethod
    def read(cls, encoded: bytes) -> "CertificateRevocationList":
        """Raises LintSubjectUnreadable: not a list in DER."""
        try:
            revocation_list = _read(encoded)
            _touch(revocation_list)
        except (MalformedEncoding, ValueError) as error:
            raise LintSubjectUnreadable(kind="CRL", reason="structure") from error
        return revocation_list

    def revoked(self) -> Iterator["RevokedEntry"]:
        """The entries, read one by one, so that a list of a million does not stand in memory twice."""
        return (_entry(each) for each in self.entries)


@dataclass(frozen=True)
class RevokedEntry:
    """One revoked certificate; reason: the number of CRLReason, None: not said (RFC 5280 5.3.1)."""

    serial: int
    revoked_at: datetime
    reason: int | None


def _read(encoded: bytes) -> CertificateRevocationList:
    to_be_signed, outer_algorithm, signature = reading.parts(read_one(encoded))
    fields = list(reading.parts(to_be_signed))
    version = reading.number(fields.pop(0)) if fields[:1] and fields[0].tag == reading.INTEGER else 0
    algorithm, issuer, this_update, *rest = fields
    next_update = reading.time(rest.pop(0)) if rest and rest[0].tag in _TIME_TAGS else None
    entries = reading.parts(rest.pop(0)) if rest and rest[0].tag == reading.SEQUENCE else ()
    listed = reading.parts(rest.pop(0), _EXTENSIONS) if rest else ()
    if rest or len(listed) > 1:
        raise MalformedEncoding(reason="trailing fields")
    return CertificateRevocationList(
        encoded=encoded, version=version, inner_algorithm=algorithm.encoded, outer_algorithm=outer_algorithm.encoded,
        issuer=issuer.encoded, this_update=reading.time(this_update), next_update=next_update, entries=entries,
        extensions=reading.extensions(listed[0]) if listed else {}, signature=reading.bits(signature),
    )


def _touch(revocation_list: CertificateRevocationList) -> None:
    """Read every entry once, so that a broken one is found here and not inside a rule."""
    for _ in revocation_list.revoked():
        pass
    for extension in revocation_list.extensions.values():
        read_one(extension.value)


def _entry(value: Tlv) -> RevokedEntry:
    serial, revoked_at, *listed = children(reading.tagged(value, reading.SEQUENCE))
    if len(listed) > 1:
        raise MalformedEncoding(reason="entry")
    reason = reading.extension_value(reading.extensions(listed[0]), oids.CRL_REASON) if listed else None
    return RevokedEntry(
        serial=reading.number(serial), revoked_at=reading.time(revoked_at),
        reason=int.from_bytes(reason.content, "big") if reason else None,
    )
