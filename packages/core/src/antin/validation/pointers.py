"""Where a certificate says that more about it can be fetched."""

from collections.abc import Iterable
from dataclasses import dataclass

from antin import oids
from antin.validation.certificate import Certificate
from antin.validation.general_names import GeneralName, NameForm


@dataclass(frozen=True)
class Pointers:
    """http and https addresses, in the order given. lists: of the CRLs. answers: of OCSP responders."""

    issuers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def pointers_of(certificate: Certificate) -> Pointers:
    """What authorityInfoAccess and cRLDistributionPoints point to (RFC 5280 4.2.1.13, 4.2.2.1)."""
    access = certificate.access_locations
    return Pointers(
        _addresses(name for method, name in access if method == oids.AD_CA_ISSUERS),
        _addresses(name for point in certificate.crl_distribution_points for name in point.names),
        _addresses(name for method, name in access if method == oids.AD_OCSP),
    )


def _addresses(names: Iterable[GeneralName]) -> tuple[str, ...]:
    texts = (str(name.value) for name in names if name.form is NameForm.URI)
    return tuple(dict.fromkeys(text for text in texts if text.lower().startswith(("http://", "https://"))))
