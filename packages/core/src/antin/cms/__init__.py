"""CMS SignedData (RFC 5652): written in strict DER, read from bounded BER, verified.

To sign: `signed_attributes` gives the bytes to be signed; the key may be on another machine; `signed_data`
puts the value in. To check: `read`, then `verify_signature`.
"""

from antin.cms.algorithms import AlgorithmIdentifier
from antin.cms.assembly import add_unsigned_attribute, signed_data
from antin.cms.attributes import SignatureAlgorithm, attribute, signed_attributes, signing_certificate_v2
from antin.cms.certificates import CertificateFields, read_certificate
from antin.cms.errors import (
    AlgorithmMismatch,
    ContentMissing,
    MessageDigestWrong,
    SignatureAlgorithmUnsupported,
    SignatureInvalid,
    SignatureUnverifiable,
    SignatureValueWrong,
    SignedAttributesWrong,
    SignedDataBroken,
    SignerCertificateMissing,
    SigningCertificateWrong,
)
from antin.cms.model import Attribute, SignedData, SignerIdentifier, SignerInfo
from antin.cms.reader import read
from antin.cms.verification import VerifiedSignature, only_signer, signer_certificate, verify_signature

__all__ = [
    "AlgorithmIdentifier", "AlgorithmMismatch", "Attribute", "CertificateFields", "ContentMissing",
    "MessageDigestWrong", "SignatureAlgorithm", "SignatureAlgorithmUnsupported", "SignatureInvalid",
    "SignatureUnverifiable", "SignatureValueWrong", "SignedAttributesWrong", "SignedData", "SignedDataBroken",
    "SignerCertificateMissing", "SignerIdentifier", "SignerInfo", "SigningCertificateWrong",
    "VerifiedSignature", "add_unsigned_attribute", "attribute", "only_signer", "read", "read_certificate",
    "signed_attributes", "signed_data", "signer_certificate", "signing_certificate_v2", "verify_signature",
]
