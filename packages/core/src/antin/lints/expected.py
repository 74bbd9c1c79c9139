"""The extensions that a profile demands, written in DER by our own hand.

Certificates are built by a library; this second, independent writing is what they are compared with.
"""

from antin import oids
from antin.der import (
    bit_string,
    boolean,
    context,
    ia5_string,
    integer,
    null,
    object_identifier,
    octet_string,
    sequence,
)
from antin.keys import key_identifier
from antin.lints import reading
from antin.lints.certificate import Certificate
from antin.lints.model import Decision
from antin.lints.reading import Extension, Extensions
from antin.profiles import Issuer, KeyUsage, Presence

_MAIL, _URI = 1, 6


def expected_extensions(decision: Decision) -> Extensions:
    """By the DER of their OIDs.

    Raises ProfileUnknown; LintSubjectUnreadable: the issuer's certificate; PublicKeyMalformed.
    """
    content, profile, addresses = decision.content, decision.profile, decision.addresses
    wanted: dict[str, Extension | None] = {
        oids.BASIC_CONSTRAINTS: Extension(True, _basic_constraints(decision)),
        oids.KEY_USAGE: Extension(True, _key_usage(profile.key_usage)),
        oids.SUBJECT_KEY_IDENTIFIER: Extension(False, octet_string(key_identifier(content.public_key_info))),
        oids.EXTENDED_KEY_USAGE: _extended_key_usage(decision),
        oids.AUTHORITY_KEY_IDENTIFIER: _authority_key_identifier(decision),
        oids.CERTIFICATE_POLICIES: _policies(profile.policies, addresses.cps),
        oids.SUBJECT_ALT_NAME: _present(content.email, _name(_MAIL, content.email)),
        oids.CRL_DISTRIBUTION_POINTS: _present(
            _allowed(profile.addresses.crl, addresses.crl), _distribution_point(addresses.crl)
        ),
        oids.AUTHORITY_INFO_ACCESS: _authority_info_access(decision),
        oids.OCSP_NO_CHECK: Extension(False, null()) if profile.has_no_check else None,
    }
    return {object_identifier(oid): extension for oid, extension in wanted.items() if extension is not None}


def _present(text: str, value: bytes) -> Extension | None:
    return Extension(False, value) if text else None


def _allowed(presence: Presence, address: str) -> str:
    return "" if presence is Presence.ABSENT else address


def _basic_constraints(decision: Decision) -> bytes:
    if not decision.profile.is_authority:
        return sequence()
    length = decision.profile.path_length
    return sequence(boolean(True), b"" if length is None else integer(length))


def _key_usage(usages: frozenset[KeyUsage]) -> bytes:
    """A named bit list without trailing zeros (X.690 11.2.2)."""
    highest = max(usage.value for usage in usages)
    value = sum(1 << (highest - usage.value) for usage in usages)
    unused = 7 - highest % 8
    return bit_string((value << unused).to_bytes(highest // 8 + 1, "big"), unused_bits=unused)


def _extended_key_usage(decision: Decision) -> Extension | None:
    purposes = decision.profile.extended_key_usage
    if not purposes:
        return None
    value = sequence(*(object_identifier(oid) for oid in purposes))
    return Extension(decision.profile.is_extended_key_usage_critical, value)


def _authority_key_identifier(decision: Decision) -> Extension | None:
    """The issuer's own subject key identifier; a root needs none (RFC 5280 4.2.1.1)."""
    if not isinstance(decision.issuer, Issuer):
        return None
    issuer = Certificate.read(decision.issuer.certificate)
    stated = reading.extension_value(issuer.extensions, oids.SUBJECT_KEY_IDENTIFIER)
    identifier = stated.content if stated else key_identifier(issuer.public_key_info)
    return Extension(False, sequence(context(0, identifier, constructed=False)))


def _policies(policies: tuple[str, ...], cps: str) -> Extension | None:
    if not policies:
        return None
    qualifiers = sequence(sequence(object_identifier(oids.CPS_URI), ia5_string(cps))) if cps else b""
    return Extension(False, sequence(*(sequence(object_identifier(oid), qualifiers) for oid in policies)))


def _name(kind: int, text: str) -> bytes:
    return sequence(_general_name(kind, text))


def _general_name(kind: int, text: str) -> bytes:
    return context(kind, text.encode("utf-8"), constructed=False)


def _distribution_point(address: str) -> bytes:
    return sequence(sequence(context(0, context(0, _general_name(_URI, address)))))


def _authority_info_access(decision: Decision) -> Extension | None:
    rules, addresses = decision.profile.addresses, decision.addresses
    accesses = [
        sequence(object_identifier(method), _general_name(_URI, address))
        for method, address in (
            (oids.AD_OCSP, _allowed(rules.ocsp, addresses.ocsp)),
            (oids.AD_CA_ISSUERS, _allowed(rules.ca_issuers, addresses.ca_issuers)),
        ) if address
    ]
    return Extension(False, sequence(*accesses)) if accesses else None
