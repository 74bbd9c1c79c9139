"""A certificate, read once into what path validation asks of it (RFC 5280 4.1)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from antin import oids
from antin.der import MalformedEncoding, Tlv, read_one
from antin.validation import extensions as read
from antin.validation.encoding import integer, only, parts, signature_value, time
from antin.validation.extensions import (
    AuthorityKeyIdentifier,
    BasicConstraints,
    DistributionPoint,
    Extension,
    PolicyConstraints,
    Subtrees,
    extensions,
)
from antin.validation.general_names import GeneralName
from antin.validation.names import DistinguishedName, distinguished_name
from antin.validation.signatures import lacks_parameters

MAX_OCTETS = 65_536
_REMEMBERED_OCTETS = 8_192

# Extension → the field of Certificate it fills, and its reader.
_READERS: Mapping[str, tuple[str, Callable[[bytes], Any]]] = {
    oids.BASIC_CONSTRAINTS: ("basic_constraints", read.basic_constraints),
    oids.KEY_USAGE: ("key_usage", read.key_usage),
    oids.EXTENDED_KEY_USAGE: ("extended_key_usage", read.object_identifiers),
    oids.CERTIFICATE_POLICIES: ("policies", read.certificate_policies),
    oids.POLICY_MAPPINGS: ("policy_mappings", read.policy_mappings),
    oids.POLICY_CONSTRAINTS: ("policy_constraints", read.policy_constraints),
    oids.INHIBIT_ANY_POLICY: ("inhibit_any_policy", read.inhibit_any_policy),
    oids.NAME_CONSTRAINTS: ("name_constraints", read.name_constraints),
    oids.SUBJECT_ALT_NAME: ("subject_alt_names", read.subject_alt_names),
    oids.SUBJECT_KEY_IDENTIFIER: ("subject_key_identifier", read.subject_key_identifier),
    oids.AUTHORITY_KEY_IDENTIFIER: ("authority_key_identifier", read.authority_key_identifier),
    oids.CRL_DISTRIBUTION_POINTS: ("crl_distribution_points", read.distribution_points),
    oids.FRESHEST_CRL: ("freshest_crl", read.distribution_points),
    oids.AUTHORITY_INFO_ACCESS: ("access_locations", read.access_locations),
}
# Known and of no consequence for a path: critical ones need not stop it.
PROCESSED = frozenset(_READERS) | {oids.ISSUER_ALT_NAME}


@dataclass(frozen=True, eq=False)
class Certificate:
    """The parts of a certificate. Times are aware UTC; signature_algorithm, public_key_info: DER.

    extensions: all of them, as they stand. After them, what those say that decide something: None or empty
    where the extension is absent. key_usage: bits. extended_key_usage, policies: dotted, None: any.
    """

    encoded: bytes
    to_be_signed: bytes
    version: int
    serial: int
    signature_algorithm: bytes
    issuer: DistinguishedName
    subject: DistinguishedName
    not_before: datetime
    not_after: datetime
    public_key_info: bytes
    signature: bytes
    extensions: Mapping[str, Extension] = field(repr=False)
    basic_constraints: BasicConstraints | None = None
    key_usage: frozenset[int] | None = None
    extended_key_usage: frozenset[str] | None = None
    policies: frozenset[str] | None = None
    policy_mappings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    policy_constraints: PolicyConstraints = field(default_factory=PolicyConstraints)
    inhibit_any_policy: int | None = None
    name_constraints: Subtrees = field(default_factory=Subtrees)
    subject_alt_names: tuple[GeneralName, ...] = ()
    subject_key_identifier: bytes = b""
    authority_key_identifier: AuthorityKeyIdentifier = field(default_factory=AuthorityKeyIdentifier)
    crl_distribution_points: tuple[DistributionPoint, ...] = ()
    freshest_crl: tuple[DistributionPoint, ...] = ()
    access_locations: tuple[tuple[str, GeneralName], ...] = ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the DER, hex."""
        return hashlib.sha256(self.encoded).hexdigest()

    @property
    def is_self_issued(self) -> bool:
        """Whether subject and issuer are one name (RFC 5280 6.1)."""
        return self.subject == self.issuer

    @property
    def is_ca(self) -> bool:
        """Whether basicConstraints says cA."""
        return self.basic_constraints is not None and self.basic_constraints.is_ca

    def may(self, usage: int) -> bool:
        """Whether KeyUsage, if there, lets the key be used so."""
        return self.key_usage is None or usage in self.key_usage


def read_certificate(encoded: bytes) -> Certificate:
    """A certificate from its DER; its signature is not looked at.

    Raises MalformedEncoding: not a certificate, larger than MAX_OCTETS, or an extension that decides
    something cannot be read.
    """
    if len(encoded) > MAX_OCTETS:
        raise MalformedEncoding(reason=f"certificate of {len(encoded)} octets")
    return _remembered(encoded) if len(encoded) <= _REMEMBERED_OCTETS else _read(encoded)


def readable_certificates(encodings: Iterable[bytes]) -> Iterator[Certificate]:
    """Those of the certificates that can be read; a broken one beside the right one does no harm."""
    for encoded in encodings:
        try:
            yield read_certificate(encoded)
        except MalformedEncoding:
            continue


def _read(encoded: bytes) -> Certificate:
    outer = parts(read_one(encoded))
    if len(outer) != 3:
        raise MalformedEncoding(reason="certificate")
    to_be_signed, algorithm, signature = outer
    fields = parts(to_be_signed)
    version = integer(only(fields.pop(0))) + 1 if fields and fields[0].tag == 0xA0 else 1
    if len(fields) < 6 or fields[1].encoded != algorithm.encoded:
        raise MalformedEncoding(reason="the two signature algorithms differ")
    serial, _, issuer, validity, subject, key_info, *others = fields
    found = _extensions(version, others)
    not_before, not_after = _validity(validity)
    lacks_parameters(key_info.encoded)  # refuses what is no key at all
    return Certificate(
        encoded, to_be_signed.encoded, version, integer(serial), algorithm.encoded,
        distinguished_name(issuer.encoded), distinguished_name(subject.encoded), not_before, not_after,
        key_info.encoded, signature_value(signature), found,
        **dict(_value(oid, each.value) for oid, each in found.items() if oid in _READERS),
    )


def _value(oid: str, value: bytes) -> tuple[str, Any]:
    name, reader = _READERS[oid]
    return name, reader(value)


_remembered = lru_cache(maxsize=256)(_read)


def _validity(value: Tlv) -> tuple[datetime, datetime]:
    times = parts(value)
    if len(times) != 2:
        raise MalformedEncoding(reason="validity")
    return time(times[0]), time(times[1])


def _extensions(version: int, others: list[Tlv]) -> Mapping[str, Extension]:
    """What follows the key: unique identifiers (from version 2) and extensions (version 3), in that order."""
    tags = [each.tag for each in others]
    allowed = {1: [], 2: [0x81, 0x82], 3: [0x81, 0x82, 0xA3]}.get(version)
    if allowed is None or tags != [tag for tag in allowed if tag in tags]:
        raise MalformedEncoding(reason=f"version {version} with fields it does not have")
    return extensions(only(others[-1])) if tags and tags[-1] == 0xA3 else {}
