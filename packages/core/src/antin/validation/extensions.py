"""The extensions of certificates and lists that decide something, read into plain data (RFC 5280 4.2, 5.2).

Every reader takes the content of extnValue and raises MalformedEncoding.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from antin.der import MalformedEncoding, Tlv, read_one
from antin.validation import encoding
from antin.validation.encoding import (
    at_least,
    boolean,
    count,
    dotted,
    exactly,
    named_bits,
    octets,
    only,
    parts,
)
from antin.validation.general_names import GeneralName, NameForm, general_name, general_names
from antin.validation.names import DistinguishedName, distinguished_name, relative_name_below

DIGITAL_SIGNATURE, NON_REPUDIATION, KEY_CERT_SIGN, CRL_SIGN = 0, 1, 5, 6
ALL_REASONS = frozenset(range(1, 9))


@dataclass(frozen=True)
class Extension:
    """One extension as it stands; `value` is the content of extnValue."""

    oid: str
    is_critical: bool
    value: bytes


@dataclass(frozen=True)
class BasicConstraints:
    """RFC 5280 4.2.1.9. path_length: None when there is no limit."""

    is_ca: bool = False
    path_length: int | None = None


@dataclass(frozen=True)
class PolicyConstraints:
    """RFC 5280 4.2.1.11: numbers of certificates that may still follow; None when absent."""

    require_explicit_policy: int | None = None
    inhibit_policy_mapping: int | None = None


@dataclass(frozen=True)
class AuthorityKeyIdentifier:
    """RFC 5280 4.2.1.1; empty parts are not stated."""

    key_identifier: bytes = b""
    issuers: tuple[GeneralName, ...] = ()
    serial: int | None = None


@dataclass(frozen=True)
class Subtrees:
    """RFC 5280 4.2.1.10: bases of the permitted and of the excluded subtrees; IP bases as networks."""

    permitted: tuple[GeneralName, ...] = ()
    excluded: tuple[GeneralName, ...] = ()


@dataclass(frozen=True)
class DistributionPoint:
    """RFC 5280 4.2.1.13. names: full names, empty when absent; relative: to the list's issuer."""

    names: tuple[GeneralName, ...] = ()
    relative: Tlv | None = None
    reasons: frozenset[int] = ALL_REASONS
    crl_issuers: tuple[GeneralName, ...] = ()


def extensions(value: Tlv) -> Mapping[str, Extension]:
    """Extensions by their type. Raises MalformedEncoding: one stands twice (RFC 5280 4.2)."""
    found: dict[str, Extension] = {}
    for each in at_least(1, parts(value)):
        fields = at_least(2, parts(each))
        oid = dotted(fields[0])
        if oid in found or len(fields) > 3:
            raise MalformedEncoding(reason=f"extension {oid}")
        is_critical = boolean(fields[1]) if len(fields) == 3 else False
        found[oid] = Extension(oid, is_critical, octets(fields[-1]))
    return found


def has_unknown_critical(found: Mapping[str, Extension], known: Container[str]) -> bool:
    """Whether a critical extension stands there that is not among the known ones."""
    return any(each.is_critical and oid not in known for oid, each in found.items())


def basic_constraints(value: bytes) -> BasicConstraints:
    """BasicConstraints."""
    fields = parts(read_one(value))
    is_ca = bool(fields) and fields[0].tag == encoding.BOOLEAN and boolean(fields.pop(0))
    path_length = count(fields.pop(0)) if fields else None
    if fields:
        raise MalformedEncoding(reason="basicConstraints")
    return BasicConstraints(is_ca, path_length)


def key_usage(value: bytes) -> frozenset[int]:
    """KeyUsage: the bits that are set, of which there must be one (RFC 5280 4.2.1.3)."""
    usages = named_bits(read_one(value))
    if not usages:
        raise MalformedEncoding(reason="keyUsage")
    return usages


def object_identifiers(value: bytes) -> frozenset[str]:
    """ExtKeyUsageSyntax: one or more purposes."""
    return frozenset(dotted(each) for each in at_least(1, parts(read_one(value))))


def certificate_policies(value: bytes) -> frozenset[str]:
    """CertificatePolicies, without qualifiers. Raises MalformedEncoding: one stands twice (4.2.1.4)."""
    listed = [dotted(at_least(1, parts(each))[0]) for each in at_least(1, parts(read_one(value)))]
    if len(set(listed)) != len(listed):
        raise MalformedEncoding(reason="certificatePolicies")
    return frozenset(listed)


def policy_mappings(value: bytes) -> Mapping[str, frozenset[str]]:
    """PolicyMappings: issuer domain policy → subject domain policies."""
    found: dict[str, set[str]] = {}
    for each in at_least(1, parts(read_one(value))):
        issuer, subject = exactly(2, parts(each))
        found.setdefault(dotted(issuer), set()).add(dotted(subject))
    return {issuer: frozenset(subjects) for issuer, subjects in found.items()}


def policy_constraints(value: bytes) -> PolicyConstraints:
    """PolicyConstraints, which must not be empty."""
    fields = {each.tag: count(each, each.tag) for each in at_least(1, parts(read_one(value)))}
    if not fields.keys() <= {0x80, 0x81}:
        raise MalformedEncoding(reason="policyConstraints")
    return PolicyConstraints(fields.get(0x80), fields.get(0x81))


def inhibit_any_policy(value: bytes) -> int:
    """InhibitAnyPolicy."""
    return count(read_one(value))


def authority_key_identifier(value: bytes) -> AuthorityKeyIdentifier:
    """AuthorityKeyIdentifier."""
    fields = {each.tag: each for each in parts(read_one(value))}
    if not fields.keys() <= {0x80, 0xA1, 0x82} or (0xA1 in fields) != (0x82 in fields):
        raise MalformedEncoding(reason="authorityKeyIdentifier")
    return AuthorityKeyIdentifier(
        fields[0x80].content if 0x80 in fields else b"",
        general_names(fields[0xA1], 0xA1) if 0xA1 in fields else (),
        encoding.integer(fields[0x82], 0x82) if 0x82 in fields else None,
    )


def subject_key_identifier(value: bytes) -> bytes:
    """SubjectKeyIdentifier."""
    return octets(read_one(value))


def subject_alt_names(value: bytes) -> tuple[GeneralName, ...]:
    """SubjectAltName; an empty one, which some issuers write, says nothing."""
    names = tuple(general_name(each) for each in parts(read_one(value)))
    if any(name.form is NameForm.IP and len(_octets_of(name)) not in (4, 16) for name in names):
        raise MalformedEncoding(reason="iPAddress")
    return names


def name_constraints(value: bytes) -> Subtrees:
    """NameConstraints: subtrees with minimum 0 and no maximum, of which there must be one."""
    fields = {each.tag: each for each in at_least(1, parts(read_one(value)))}
    if not fields.keys() <= {0xA0, 0xA1}:
        raise MalformedEncoding(reason="nameConstraints")
    permitted, excluded = (
        tuple(_base(each) for each in at_least(1, parts(fields[tag], tag))) if tag in fields else ()
        for tag in (0xA0, 0xA1)
    )
    return Subtrees(permitted, excluded)


def _base(subtree: Tlv) -> GeneralName:
    fields = at_least(1, parts(subtree))
    if [count(each, 0x80) for each in fields[1:]] not in ([], [0]):
        raise MalformedEncoding(reason="subtree with minimum or maximum")
    base = general_name(fields[0])
    if base.form is NameForm.IP:
        network(_octets_of(base))
    return base


def network(base: bytes) -> IPv4Network | IPv6Network:
    """The network an iPAddress constraint means: address and mask (RFC 5280 4.2.1.10).

    Raises MalformedEncoding: of another size, or a mask with gaps.
    """
    half = len(base) // 2
    mask = int.from_bytes(base[half:], "big")
    ones = mask.bit_count()
    if len(base) not in (8, 32) or mask != ((1 << ones) - 1) << (8 * half - ones):
        raise MalformedEncoding(reason="iPAddress constraint")
    return ip_network((base[:half], ones), strict=False)


def _octets_of(name: GeneralName) -> bytes:
    assert isinstance(name.value, bytes)
    return name.value


def distribution_points(value: bytes) -> tuple[DistributionPoint, ...]:
    """CRLDistributionPoints, of which there must be one."""
    return tuple(_distribution_point(each) for each in at_least(1, parts(read_one(value))))


def _distribution_point(value: Tlv) -> DistributionPoint:
    fields = {each.tag: each for each in parts(value)}
    if not fields.keys() <= {0xA0, 0x81, 0xA2} or not fields.keys() & {0xA0, 0xA2}:
        raise MalformedEncoding(reason="distributionPoint")
    names, relative = distribution_point_name(only(fields[0xA0])) if 0xA0 in fields else ((), None)
    return DistributionPoint(
        names, relative,
        named_bits(fields[0x81], 0x81) & ALL_REASONS if 0x81 in fields else ALL_REASONS,
        general_names(fields[0xA2], 0xA2) if 0xA2 in fields else (),
    )


def distribution_point_name(value: Tlv) -> tuple[tuple[GeneralName, ...], Tlv | None]:
    """DistributionPointName: full names, or a name relative to the issuer of the list."""
    if value.tag == 0xA0:
        return general_names(value, 0xA0), None
    if value.tag == 0xA1:
        relative_name_below(distinguished_name(b"\x30\x00"), value)  # refuses what is no relative name
        return (), value
    raise MalformedEncoding(reason="distributionPointName")


def access_locations(value: bytes) -> tuple[tuple[str, GeneralName], ...]:
    """AuthorityInfoAccess: method and location, in the order given."""
    pairs = (exactly(2, parts(each)) for each in at_least(1, parts(read_one(value))))
    return tuple((dotted(method), general_name(location)) for method, location in pairs)


def directory_names(names: tuple[GeneralName, ...]) -> tuple[DistinguishedName, ...]:
    """The X.500 names among general names."""
    return tuple(name.value for name in names if isinstance(name.value, DistinguishedName))
