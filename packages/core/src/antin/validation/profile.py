"""Faults of form: what RFC 5280 4 demands of those who issue, and section 6 does not ask of a path.

Two tables. A certificate that contradicts itself is always refused. What only breaks a rule for issuers is
remarked, and refused under a strict policy: the RFC asks certificate users to handle some of it gracefully
(4.1.2.2), and certificates in use carry such faults.
"""

from collections.abc import Callable, Iterator, Mapping

from antin import oids
from antin.validation.certificate import Certificate
from antin.validation.extensions import KEY_CERT_SIGN
from antin.validation.indications import Reason

Check = Callable[[Certificate], bool]


def _critical(oid: str) -> Check:
    return lambda each: oid in each.extensions and each.extensions[oid].is_critical


def _not_critical(oid: str) -> Check:
    return lambda each: oid in each.extensions and not each.extensions[oid].is_critical


def _only_for_authorities(oid: str) -> Check:
    return lambda each: not each.is_ca and oid in each.extensions


# The clause of RFC 5280 → whether the certificate breaks it.
CONTRADICTIONS: Mapping[str, Check] = {
    "4.1.2.5 validity runs backwards": lambda each: each.not_after < each.not_before,
    "4.1.2.6 CA without a name": lambda each: each.is_ca and each.subject.is_empty,
    "4.1.2.6 no name at all": lambda each: each.subject.is_empty and not each.subject_alt_names,
    "4.2.1.1 authority key identifier critical": _critical(oids.AUTHORITY_KEY_IDENTIFIER),
    "4.2.1.2 subject key identifier critical": _critical(oids.SUBJECT_KEY_IDENTIFIER),
    "4.2.1.3 keyCertSign without cA": lambda each: (
        not each.is_ca and each.key_usage is not None and KEY_CERT_SIGN in each.key_usage
    ),
    "4.2.1.5 policy mappings without cA": _only_for_authorities(oids.POLICY_MAPPINGS),
    "4.2.1.6 subjectAltName not critical, subject empty": lambda each: (
        each.subject.is_empty and _not_critical(oids.SUBJECT_ALT_NAME)(each)
    ),
    "4.2.1.10 name constraints without cA": _only_for_authorities(oids.NAME_CONSTRAINTS),
    "4.2.2.1 authority information access critical": _critical(oids.AUTHORITY_INFO_ACCESS),
}
FAULTS_OF_ISSUERS: Mapping[str, Check] = {
    "4.1.2.2 serial not positive": lambda each: each.serial <= 0,
    "4.1.2.2 serial longer than 20 octets": lambda each: each.serial.bit_length() // 8 + 1 > 20,
    "4.2.1.1 no authority key identifier": lambda each: (
        not each.is_self_issued and not each.authority_key_identifier.key_identifier
    ),
    "4.2.1.2 CA without subject key identifier": lambda each: each.is_ca and not each.subject_key_identifier,
    "4.2.1.3 CA without key usage": lambda each: each.is_ca and each.key_usage is None,
    "4.2.1.6 subjectAltName empty": lambda each: (
        oids.SUBJECT_ALT_NAME in each.extensions and not each.subject_alt_names
    ),
    "4.2.1.9 basic constraints of a CA not critical": lambda each: (
        each.is_ca and _not_critical(oids.BASIC_CONSTRAINTS)(each)
    ),
    "4.2.1.9 path length without cA": lambda each: (
        each.basic_constraints is not None and not each.is_ca
        and each.basic_constraints.path_length is not None
    ),
    "4.2.1.10 name constraints not critical": _not_critical(oids.NAME_CONSTRAINTS),
    "4.2.1.11 policy constraints not critical": _not_critical(oids.POLICY_CONSTRAINTS),
    "4.2.1.14 inhibitAnyPolicy not critical": _not_critical(oids.INHIBIT_ANY_POLICY),
}


def contradictions(certificate: Certificate) -> Iterator[Reason]:
    """The clauses by which the certificate contradicts itself."""
    return _broken(CONTRADICTIONS, certificate)


def faults_of_issuer(certificate: Certificate) -> Iterator[Reason]:
    """The clauses for issuers that the certificate breaks."""
    return _broken(FAULTS_OF_ISSUERS, certificate)


def _broken(clauses: Mapping[str, Check], certificate: Certificate) -> Iterator[Reason]:
    for clause, is_broken in clauses.items():
        if is_broken(certificate):
            yield Reason("profile_fault", fields={"clause": clause, "subject": certificate.subject.shown})
