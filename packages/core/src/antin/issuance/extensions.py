"""The extensions of a profile, as the library's objects; `antin.lints.expected` writes them a second time."""

from collections.abc import Iterator

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from antin.keys import key_identifier
from antin.lints.model import Decision
from antin.profiles import Issuer, KeyUsage, Presence, Profile


def extensions(decision: Decision) -> Iterator[tuple[x509.ExtensionType, bool]]:
    """Each with whether it is critical, in the order written."""
    content, profile = decision.content, decision.profile
    yield x509.BasicConstraints(profile.is_authority, profile.path_length), True
    yield _key_usage(profile), True
    if profile.extended_key_usage:
        purposes = [x509.ObjectIdentifier(oid) for oid in profile.extended_key_usage]
        yield x509.ExtendedKeyUsage(purposes), profile.is_extended_key_usage_critical
    yield x509.SubjectKeyIdentifier(key_identifier(content.public_key_info)), False
    if isinstance(decision.issuer, Issuer):
        yield _authority_key_identifier(decision.issuer), False
    if profile.policies:
        yield _policies(profile, decision.addresses.cps), False
    if content.email:
        yield x509.SubjectAlternativeName([x509.RFC822Name(content.email)]), False
    yield from _pointers(decision)
    if profile.has_no_check:
        yield x509.OCSPNoCheck(), False


def _key_usage(profile: Profile) -> x509.KeyUsage:
    usages = profile.key_usage
    return x509.KeyUsage(
        digital_signature=KeyUsage.DIGITAL_SIGNATURE in usages, content_commitment=KeyUsage.NON_REPUDIATION in usages,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=KeyUsage.KEY_CERT_SIGN in usages, crl_sign=KeyUsage.CRL_SIGN in usages,
        encipher_only=False, decipher_only=False,
    )


def _authority_key_identifier(issuer: Issuer) -> x509.AuthorityKeyIdentifier:
    certificate = x509.load_der_x509_certificate(issuer.certificate)
    stated = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(stated.value)


def _policies(profile: Profile, cps: str) -> x509.CertificatePolicies:
    return x509.CertificatePolicies([
        x509.PolicyInformation(x509.ObjectIdentifier(oid), [cps] if cps else None) for oid in profile.policies
    ])


def _pointers(decision: Decision) -> Iterator[tuple[x509.ExtensionType, bool]]:
    rules, addresses = decision.profile.addresses, decision.addresses
    if addresses.crl and rules.crl is not Presence.ABSENT:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(addresses.crl)], None, None, None)
        yield x509.CRLDistributionPoints([place]), False
    accesses = [
        x509.AccessDescription(method, x509.UniformResourceIdentifier(address))
        for method, presence, address in (
            (AuthorityInformationAccessOID.OCSP, rules.ocsp, addresses.ocsp),
            (AuthorityInformationAccessOID.CA_ISSUERS, rules.ca_issuers, addresses.ca_issuers),
        ) if address and presence is not Presence.ABSENT
    ]
    if accesses:
        yield x509.AuthorityInformationAccess(accesses), False
