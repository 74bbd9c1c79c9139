"""Does a signature hold? Arithmetic only; whether to trust the certificate is validation's question.

The procedure (RFC 5652 5.4 and 5.6, RFC 5035, RFC 6211):
1. Find the signer's certificate by the identifier in the SignerInfo.
2. With signed attributes: content-type must name the content, message-digest must be the content's digest.
3. Algorithm protection, when present, must repeat the algorithms used.
4. The signed certificate reference, when present, must be the certificate of step 1.
5. The signature value must verify over the attributes (or over the content, when there are none).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest

from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from antin import oids
from antin.cms import ber
from antin.cms.algorithms import Scheme, check_value, digest_of, read_algorithm, scheme_of
from antin.cms.certificates import CertificateFields, read_certificate
from antin.cms.errors import (
    AlgorithmMismatch,
    ContentMissing,
    MessageDigestWrong,
    SignatureValueWrong,
    SignedAttributesWrong,
    SignedDataBroken,
    SignerCertificateMissing,
)
from antin.cms.model import SignedData, SignerInfo
from antin.cms.references import check_signing_certificate
from antin.der import object_identifier


@dataclass(frozen=True)
class VerifiedSignature:
    """What held: the certificate (DER) whose key made it, and with which algorithms.

    scheme: rsa_pkcs1, rsa_pss, ecdsa or ed25519. digest_name: of the content. signature_digest_name: inside
    the signature (the same but in odd files). certificate_reference: digest of the signed one, empty: none.
    """

    certificate: bytes
    scheme: str
    digest_name: str
    signature_digest_name: str
    key_bits: int
    certificate_reference: str


def verify_signature(
    signed: SignedData, signer: SignerInfo | None = None, *,
    content: bytes | None = None, digest: bytes | None = None, certificates: Sequence[bytes] = (),
) -> VerifiedSignature:
    """Check one signer of a SignedData; `signer` may be left out when there is only one.

    content, or its digest under `signer.digest_name`: what a detached signature signs; none when attached.
    certificates: DER, at hand besides those inside.
    Raises a child of SignatureInvalid: it is false; of SignatureUnverifiable: cannot be computed;
    SignedDataBroken: no single signer, or a broken certificate or attribute.
    """
    signer = signer or only_signer(signed)
    certificate = signer_certificate(signed, signer, certificates=certificates)  # 1
    digest = _content_digest(signed, signer, content, digest)
    scheme = scheme_of(signer.signature_algorithm, signer.digest_algorithm)
    key = certificate.public_key()
    if not signer.signed_attributes:
        reference = ""
        _check_plain_value(key, scheme, signer, signed, digest)  # 5
    else:
        _check_content_attributes(signer, signed.content_type, digest)  # 2
        _check_algorithm_protection(signer)  # 3
        reference = check_signing_certificate(signer, certificate)  # 4
        _check_attributes_value(key, scheme, signer)  # 5
    return VerifiedSignature(
        certificate=certificate.encoded, scheme=scheme.family, digest_name=signer.digest_name,
        signature_digest_name=scheme.digest_name, key_bits=getattr(key, "key_size", 256),
        certificate_reference=reference,
    )


def only_signer(signed: SignedData) -> SignerInfo:
    """The one signer. Raises SignedDataBroken: none or several (EN 319 142-1 asks for one)."""
    if len(signed.signer_infos) != 1:
        raise SignedDataBroken(reason=f"{len(signed.signer_infos)} signers")
    return signed.signer_infos[0]


def signer_certificate(
    signed: SignedData, signer: SignerInfo, *, certificates: Sequence[bytes] = (),
) -> CertificateFields:
    """The certificate that the signer is identified by, among those inside and at hand.

    Raises SignerCertificateMissing.
    """
    wanted = signer.identifier
    for encoded in (*signed.certificates, *certificates):
        fields = _readable(encoded)
        if fields is None:
            continue
        if wanted.subject_key_identifier:
            if fields.subject_key_identifier == wanted.subject_key_identifier:
                return fields
        elif fields.serial == wanted.serial and _is_same_name(fields.issuer, wanted.issuer):
            return fields
    raise SignerCertificateMissing


def _is_same_name(one: bytes, other: bytes) -> bool:
    """Equal as encoded, or once both are brought to definite lengths."""
    return one == other or ber.definite(ber.read_one(one)) == ber.definite(ber.read_one(other))


def _readable(encoded: bytes) -> CertificateFields | None:
    """A broken certificate beside the right one does no harm."""
    try:
        return read_certificate(encoded)
    except SignedDataBroken:
        return None


def _content_digest(
    signed: SignedData, signer: SignerInfo, content: bytes | None, digest: bytes | None,
) -> bytes:
    given = digest if digest is not None or content is None else digest_of(signer.digest_name, content)
    if signed.content is None:
        if given is None:
            raise ContentMissing
        return given
    attached = digest_of(signer.digest_name, signed.content)
    if given is not None and given != attached:
        raise MessageDigestWrong
    return attached


def _check_content_attributes(signer: SignerInfo, content_type: str, digest: bytes) -> None:
    if signer.signed_value(oids.CONTENT_TYPE) != object_identifier(content_type):
        raise SignedAttributesWrong(reason="content-type")
    stated = signer.signed_value(oids.MESSAGE_DIGEST)
    if stated is None:
        raise SignedAttributesWrong(reason="message-digest")
    if not compare_digest(ber.octets(ber.read_one(stated)), digest):
        raise MessageDigestWrong


def _check_algorithm_protection(signer: SignerInfo) -> None:
    value = signer.signed_value(oids.CMS_ALGORITHM_PROTECTION)
    if value is None:
        return
    parts = ber.children(ber.read_one(value))
    if [each.tag for each in parts] != [0x30, 0xA1]:
        raise SignedAttributesWrong(reason="algorithm protection")
    digest, signature = (read_algorithm(each) for each in parts)
    if not (digest.is_same_as(signer.digest_algorithm) and signature.is_same_as(signer.signature_algorithm)):
        raise AlgorithmMismatch


def _check_attributes_value(key: PublicKeyTypes, scheme: Scheme, signer: SignerInfo) -> None:
    *others, last = signer.signed_attributes_encoded
    for form in others:
        try:
            return check_value(key, scheme, signer.signature, data=form)
        except SignatureValueWrong:
            continue
    return check_value(key, scheme, signer.signature, data=last)


def _check_plain_value(
    key: PublicKeyTypes, scheme: Scheme, signer: SignerInfo, signed: SignedData, digest: bytes,
) -> None:
    """Without attributes the value is over the content itself, allowed for plain data only (RFC 5652 5.3)."""
    if signed.content_type != oids.CMS_DATA:
        raise SignedAttributesWrong(reason="absent")
    if scheme.digest_name != signer.digest_name:
        raise AlgorithmMismatch
    check_value(key, scheme, signer.signature, digest=digest)
