"""Whoever holds the certificate can find its issuer and its status (EN 319 412-2 4.3.11, 4.4.1)."""

from collections.abc import Iterator
from datetime import date

from antin import oids
from antin.der import object_identifier
from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(
    id="etsi-319412-2-4.4.1", demands="addresses of the issuer's certificate and of the status are stated",
    since=date(2020, 7, 1),
)


def check(certificate: Certificate) -> Iterator[Finding]:
    """caIssuers, and OCSP or a CRL; a root has neither, a responder with nocheck no status."""
    if certificate.is_self_issued:
        return
    methods = certificate.access_methods
    if object_identifier(oids.AD_CA_ISSUERS) not in methods:
        yield RULE.finding("no caIssuers")
    has_list = object_identifier(oids.CRL_DISTRIBUTION_POINTS) in certificate.extensions
    has_no_status = object_identifier(oids.OCSP_NO_CHECK) in certificate.extensions
    if not (has_list or has_no_status or object_identifier(oids.AD_OCSP) in methods):
        yield RULE.finding("neither OCSP nor CRL")
