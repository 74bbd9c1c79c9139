"""Whom this installation trusts, and whose a certificate is."""

import base64
from collections.abc import Collection
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from antin.adapters.trust_files import DEFAULT_SETS, Trust, load_sets
from antin.adapters.trust_files.loading import sorted_out
from antin.validation import Certificate
from antin.verdict.holders import is_organisation_certificate
from antin_server.accounts import selectors as accounts
from antin_server.accounts.models import Agency, Person
from antin_server.authority import selectors as authority
from antin_server.common.folding import folded


def installation_trust() -> Trust:
    """Official-duty roots and those of pilots kept beside the data, and the root of this very installation."""
    trust = load_sets(DEFAULT_SETS, settings.ANTIN_HOME / "trust")
    own = [each for each in (authority.root_certificate(), authority.issuing_certificate()) if each]
    return trust + sorted_out(own, source="pilot")


def chains_of_email(email: str, *, at: datetime) -> str:
    """The effective certificates of a person for the signing page: base64 chains, a comma inside, a space between."""
    found = authority.certificates_of_email(email)
    usable = [each for each in found if authority.state_at(each, at=at) == "effective"]
    return " ".join(
        ",".join(base64.b64encode(der).decode() for der in authority.chain_of(each.serial)) for each in usable
    )


def is_own_certificate(certificate: Certificate) -> bool:
    """Whether this installation issued it."""
    return authority.certificate_by_sha256(certificate.sha256) is not None


def is_certificate_of(certificate: Certificate, person_id: int, *, may_be_agency: bool, at: datetime) -> bool:
    """Whether a certificate is of this person: by its e-mail address, or, when it names none, by the name.

    may_be_agency: the seal of the person's own agency, or of one in which the person holds a role, will do.
    """
    person = accounts.person(person_id)
    if person is None:
        return False
    addresses = _addresses(certificate)
    if is_organisation_certificate(certificate):
        return may_be_agency and _is_of_agencies(certificate, addresses, person, at=at)
    if addresses:
        return person.email.lower() in addresses
    return folded(certificate.subject.common_name) == folded(person.full_name)


def is_seal_of(certificate: Certificate, agency_id: int, *, at: datetime) -> bool:
    """Whether an organisation's certificate is of this very agency: by its e-mail address or by its name."""
    if not is_organisation_certificate(certificate):
        return False
    return _is_of_one(certificate, _addresses(certificate), Agency.objects.filter(pk=agency_id), at=at)


def _is_of_agencies(certificate: Certificate, addresses: Collection[str], person: Person, *, at: datetime) -> bool:
    agencies = {each.agency for each in accounts.roles_held(person.pk, at=at)}
    agencies |= {person.agency} if person.agency else set()
    return _is_of_one(certificate, addresses, agencies, at=at)


def _is_of_one(
    certificate: Certificate, addresses: Collection[str], agencies: Collection[Agency], *, at: datetime,
) -> bool:
    if any(each.email and each.email.lower() in addresses for each in agencies):
        return True
    names = {folded(accounts.agency_name(each.pk, at=at)) for each in agencies} - {""}
    return folded(certificate.subject.common_name) in names


def _addresses(certificate: Certificate) -> frozenset[str]:
    """The e-mail addresses that a certificate names, lower case (RFC 5280 4.1.2.6, 4.2.1.6)."""
    try:
        read = x509.load_der_x509_certificate(certificate.encoded)
        named = [str(each.value) for each in read.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]
        alternative = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        named += alternative.get_values_for_type(x509.RFC822Name)
    except x509.ExtensionNotFound:
        pass
    except ValueError:  # a certificate that this library does not take
        return frozenset()
    return frozenset(each.strip().lower() for each in named)

