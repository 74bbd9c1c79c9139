"""A certificate revocation list, read far enough to be judged; entries are walked only when they matter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from antin import oids
from antin.der import MalformedEncoding, Tlv, children, read_one
from antin.validation.encoding import (
    ENUMERATED,
    GENERALIZED_TIME,
    UTC_TIME,
    boolean,
    count,
    integer,
    named_bits,
    only,
    parts,
    signature_value,
    time,
)
from antin.validation.extensions import (
    ALL_REASONS,
    AuthorityKeyIdentifier,
    Extension,
    authority_key_identifier,
    directory_names,
    distribution_point_name,
    extensions,
    has_unknown_critical,
)
from antin.validation.general_names import GeneralName, general_names
from antin.validation.names import DistinguishedName, distinguished_name

REASON_NAMES = {
    0: "unspecified", 1: "key_compromise", 2: "ca_compromise", 3: "affiliation_changed", 4: "superseded",
    5: "cessation_of_operation", 6: "certificate_hold", 8: "remove_from_crl", 9: "privilege_withdrawn",
    10: "aa_compromise",
}
_KNOWN = {
    oids.CRL_NUMBER, oids.DELTA_CRL_INDICATOR, oids.ISSUING_DISTRIBUTION_POINT, oids.AUTHORITY_KEY_IDENTIFIER,
    oids.ISSUER_ALT_NAME, oids.FRESHEST_CRL, oids.AUTHORITY_INFO_ACCESS, oids.EXPIRED_CERTIFICATES_ON_CRL,
}
_KNOWN_IN_ENTRIES = {oids.CRL_REASON, oids.INVALIDITY_DATE, oids.CERTIFICATE_ISSUER}
_TRUE = b"\x01\x01\xff"


@dataclass(frozen=True)
class Scope:
    """IssuingDistributionPoint (RFC 5280 5.2.5): what the list speaks of."""

    names: tuple[GeneralName, ...] = ()
    relative: Tlv | None = None
    only_users: bool = False
    only_authorities: bool = False
    only_attributes: bool = False
    reasons: frozenset[int] = ALL_REASONS
    is_indirect: bool = False


@dataclass(frozen=True)
class Entry:
    """One revoked certificate. issuer: of the certificate, where the entry or one before it says (5.3.3)."""

    serial: int
    at: datetime
    reason: str
    issuer: DistinguishedName | None = None


@dataclass(frozen=True, eq=False)
class RevocationList:
    """number, base_number: None when absent. scope_encoded: the whole extension, empty when absent."""

    encoded: bytes
    to_be_signed: bytes
    signature_algorithm: bytes
    signature: bytes
    issuer: DistinguishedName
    this_update: datetime
    next_update: datetime | None
    extensions: Mapping[str, Extension]
    number: int | None
    base_number: int | None
    scope: Scope
    authority_key_identifier: AuthorityKeyIdentifier
    keeps_expired_since: datetime | None
    revoked: bytes = field(repr=False)

    @property
    def fault(self) -> str:
        """Why RFC 5280 5.2 keeps the list from being used at all; empty: nothing does."""
        number = self.extensions.get(oids.CRL_NUMBER)
        if number is None or number.is_critical:
            return "crl_number"  # 5.2.3: every list carries one, never critical
        if has_unknown_critical(self.extensions, _KNOWN):
            return "critical_extension"
        return "next_update" if self.next_update is None else ""  # 5.1.2.5

    @property
    def scope_encoded(self) -> bytes:
        """The issuing distribution point as encoded, to compare the scopes of two lists."""
        found = self.extensions.get(oids.ISSUING_DISTRIBUTION_POINT)
        return found.value if found is not None else b""

    def entry(self, serial: int, issuer: DistinguishedName) -> Entry | None:
        """The entry for this serial number of this issuer (RFC 5280 6.3.3 i, j); None: not listed.

        Raises MalformedEncoding: entries are broken, or one carries a critical extension nobody knows (5.3).
        """
        if self.scope.is_indirect or _may_hold_critical(self.revoked):
            return self._entries.get((serial, issuer))
        if issuer != self.issuer or (octets := _shortest(serial)) not in self.revoked:
            return None
        reach = len(octets) + 6  # the number stands first in its entry, after a header and a sign octet
        candidates = (_entry(value) for value in self._values() if octets in value.content[:reach])
        return next((each for each in candidates if each.serial == serial), None)

    def entries(self) -> Iterator[Entry]:
        """Every entry as it stands, in the order of the list. Raises MalformedEncoding."""
        return map(_entry, self._values())

    @cached_property
    def _entries(self) -> Mapping[tuple[int, DistinguishedName], Entry]:
        found: dict[tuple[int, DistinguishedName], Entry] = {}
        issuer = self.issuer
        for value in self._values():
            entry = _entry(value)
            issuer = entry.issuer or issuer if self.scope.is_indirect else self.issuer
            found.setdefault((entry.serial, issuer), replace(entry, issuer=issuer))
        return found

    def _values(self) -> Iterator[Tlv]:
        return children(Tlv(0x30, self.revoked, b""))


def read_revocation_list(encoded: bytes) -> RevocationList:
    """A CRL from its DER; its signature is not looked at. Raises MalformedEncoding."""
    outer = parts(read_one(encoded))
    if len(outer) != 3:
        raise MalformedEncoding(reason="certificate list")
    to_be_signed, algorithm, signature = outer
    fields = parts(to_be_signed)
    version = integer(fields.pop(0)) if fields and fields[0].tag == 0x02 else 0
    if version not in (0, 1) or len(fields) < 3 or fields[0].encoded != algorithm.encoded:
        raise MalformedEncoding(reason="certificate list")
    _, issuer, this_update, *others = fields
    next_update = time(others.pop(0)) if others and others[0].tag in (UTC_TIME, GENERALIZED_TIME) else None
    revoked = others.pop(0).content if others and others[0].tag == 0x30 else b""
    found = extensions(only(others.pop(0))) if version and others and others[0].tag == 0xA0 else {}
    if others:
        raise MalformedEncoding(reason="certificate list")
    values = {oid: each.value for oid, each in found.items()}
    return RevocationList(
        encoded, to_be_signed.encoded, algorithm.encoded, signature_value(signature),
        distinguished_name(issuer.encoded), time(this_update), next_update, found,
        _number(values.get(oids.CRL_NUMBER)), _number(values.get(oids.DELTA_CRL_INDICATOR)),
        _scope(values.get(oids.ISSUING_DISTRIBUTION_POINT)),
        authority_key_identifier(values.get(oids.AUTHORITY_KEY_IDENTIFIER, b"\x30\x00")),
        _keeps_expired_since(values.get(oids.EXPIRED_CERTIFICATES_ON_CRL)), revoked,
    )


def _may_hold_critical(entries: bytes) -> bool:
    """Whether a TRUE stands anywhere just behind an object identifier, as in a critical extension."""
    place = entries.find(_TRUE)
    while place >= 0:
        if any(entries[place - size - 2 : place - size] == bytes((0x06, size)) for size in range(1, 33)):
            return True
        place = entries.find(_TRUE, place + 1)
    return False


def _shortest(serial: int) -> bytes:
    """Octets that every encoding of the number holds: what a quick look at a long list searches for."""
    if serial < 0:
        return b""
    return serial.to_bytes(max(1, (serial.bit_length() + 7) // 8), "big")


def _number(value: bytes | None) -> int | None:
    return None if value is None else count(read_one(value))


def _keeps_expired_since(value: bytes | None) -> datetime | None:
    return None if value is None else time(read_one(value), (GENERALIZED_TIME,))


def _scope(value: bytes | None) -> Scope:
    if value is None:
        return Scope()
    fields = {each.tag: each for each in parts(read_one(value))}
    if not fields.keys() <= {0xA0, 0x81, 0x82, 0x83, 0x84, 0x85}:
        raise MalformedEncoding(reason="issuingDistributionPoint")
    names, relative = distribution_point_name(only(fields[0xA0])) if 0xA0 in fields else ((), None)
    users, authorities, indirect, attributes = (
        tag in fields and boolean(fields[tag], tag) for tag in (0x81, 0x82, 0x84, 0x85)
    )
    if users + authorities + attributes > 1:
        raise MalformedEncoding(reason="issuingDistributionPoint")
    reasons = named_bits(fields[0x83], 0x83) & ALL_REASONS if 0x83 in fields else ALL_REASONS
    return Scope(names, relative, users, authorities, attributes, reasons, indirect)


def _entry(value: Tlv) -> Entry:
    fields = parts(value)
    if not 2 <= len(fields) <= 3:
        raise MalformedEncoding(reason="entry of a list")
    found = extensions(fields[2]) if len(fields) == 3 else {}
    if has_unknown_critical(found, _KNOWN_IN_ENTRIES):
        raise MalformedEncoding(reason="critical extension of an entry")
    values = {oid: read_one(each.value) for oid, each in found.items() if oid in _KNOWN_IN_ENTRIES}
    code = integer(values[oids.CRL_REASON], ENUMERATED) if oids.CRL_REASON in values else 0
    stated = general_names(values[oids.CERTIFICATE_ISSUER]) if oids.CERTIFICATE_ISSUER in values else ()
    issuer = next(iter(directory_names(stated)), None)
    return Entry(integer(fields[0]), time(fields[1]), REASON_NAMES.get(code, "unspecified"), issuer)
