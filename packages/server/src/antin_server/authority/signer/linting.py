"""pkilint as a further linter of every twin: what it calls a warning or worse stops the certificate."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from antin.issuance import Prepared, SelfIssued
from antin.lints import Finding, Severity

# The twin of a root is signed by a throw-away key, so it does not look self-signed; the root itself does.
_OF_A_ROOT = frozenset({"pkix.authority_key_identifier_extension_absent"})


def pkilint(prepared: Prepared) -> Iterator[Finding]:
    """The findings of pkilint's PKIX rules at WARNING and above, as errors."""
    from pkilint import validation
    from pkilint.loader import RFC5280CertificateDocumentLoader

    excused = _OF_A_ROOT if isinstance(prepared.issuer, SelfIssued) else frozenset()
    document = RFC5280CertificateDocumentLoader().load_der_document(prepared.twin, "twin")
    for result in _validator().validate(document.root):
        for each in result.finding_descriptions:
            if each.finding.code in excused:
                continue
            if each.finding.severity <= validation.ValidationFindingSeverity.WARNING:
                yield Finding(f"pkilint:{each.finding.code}", Severity.ERROR, str(each.message or ""))


@cache
def _validator() -> Any:
    from pkilint.pkix import certificate, extension, name

    decoding = certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS)
    return certificate.create_pkix_certificate_validator_container(decoding, [
        certificate.create_issuer_validator_container([]),
        certificate.create_validity_validator_container(),
        certificate.create_subject_validator_container([]),
        certificate.create_extensions_validator_container([]),
        certificate.create_spki_validator_container([]),
    ])
