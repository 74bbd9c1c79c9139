"""Saying that certificates are revoked: lists (RFC 5280 5) and OCSP answers (RFC 6960), in DER of our own.

A list: `revoked_entry` when a certificate is revoked, `build_crl` when a list is due. An answer:
`read_ocsp_request`, `CertIdMatcher`, then `ocsp_response` or `ocsp_error`. Time and keys are arguments.
"""

from antin.revocation.cert_ids import CertId, CertIdMatcher
from antin.revocation.certificate_lists import Linter, build_crl
from antin.revocation.entries import revoked_entry
from antin.revocation.errors import CrlLintFailed, OcspRequestMalformed, RevocationKeyWrong, RuleBroken
from antin.revocation.ocsp_requests import MAX_REQUEST_OCTETS, OcspRequest, read_ocsp_request, request_of_path
from antin.revocation.ocsp_responses import GOOD, UNKNOWN, CertificateStatus, OcspError, ocsp_error, ocsp_response
from antin.revocation.reasons import RevocationReason

__all__ = [
    "GOOD", "MAX_REQUEST_OCTETS", "UNKNOWN", "CertId", "CertIdMatcher", "CertificateStatus", "CrlLintFailed", "Linter",
    "OcspError", "OcspRequest", "OcspRequestMalformed", "RevocationKeyWrong", "RevocationReason", "RuleBroken",
    "build_crl", "ocsp_error", "ocsp_response", "read_ocsp_request", "request_of_path", "revoked_entry",
]
