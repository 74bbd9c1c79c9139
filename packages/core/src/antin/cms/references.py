"""The signed reference to the signer's certificate, versions 1 and 2 (RFC 2634, RFC 5035)."""

from antin import oids
from antin.cms import ber
from antin.cms.algorithms import digest_of, read_algorithm
from antin.cms.certificates import CertificateFields
from antin.cms.errors import SignedAttributesWrong, SignedDataBroken, SigningCertificateWrong
from antin.cms.model import SignerInfo
from antin.der import Tlv

_DIRECTORY_NAME = 0xA4


def check_signing_certificate(signer: SignerInfo, certificate: CertificateFields) -> str:
    """The digest name of the reference, after comparing it; empty when the signer signed none.

    With both versions present, both must agree and the stronger is named.
    Raises SigningCertificateWrong: another certificate; SignedAttributesWrong: a malformed reference.
    """
    found = ""
    for oid, default_digest in ((oids.SIGNING_CERTIFICATE, "sha1"), (oids.SIGNING_CERTIFICATE_V2, "sha256")):
        value = signer.signed_value(oid)
        if value is not None:
            found = _check_reference(_first_reference(value), default_digest, certificate)
    return found


def _first_reference(value: bytes) -> tuple[Tlv, ...]:
    """The fields of the first ESSCertID: the signer's own stands first (RFC 5035 5.4)."""
    try:
        return ber.children(ber.children(ber.children(ber.read_one(value))[0])[0])
    except (SignedDataBroken, IndexError) as error:
        raise SignedAttributesWrong(reason="signing-certificate") from error


def _check_reference(fields: tuple[Tlv, ...], default_digest: str, certificate: CertificateFields) -> str:
    digest_name = default_digest
    if default_digest != "sha1" and fields and fields[0].tag == 0x30:
        digest_name, fields = read_algorithm(fields[0]).digest_name, fields[1:]
    if not 1 <= len(fields) <= 2:
        raise SignedAttributesWrong(reason="signing-certificate")
    if ber.octets(fields[0]) != digest_of(digest_name, certificate.encoded):
        raise SigningCertificateWrong
    if len(fields) == 2:
        _check_issuer_serial(fields[1], certificate)
    return digest_name


def _check_issuer_serial(value: Tlv, certificate: CertificateFields) -> None:
    """IssuerSerial; a name form other than one directoryName is taken as saying nothing about the issuer."""
    parts = ber.children(value)
    if len(parts) < 2 or ber.number(parts[1]) != certificate.serial:
        raise SigningCertificateWrong
    names = ber.children(parts[0])
    if len(names) == 1 and names[0].tag == _DIRECTORY_NAME and names[0].content != certificate.issuer:
        raise SigningCertificateWrong
