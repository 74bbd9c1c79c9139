"""An officer's approval: a detached CMS signature over the canonical bytes of an order.

Whether the certificate is an officer's, and whether enough different officers approved, is for the signer's
own registry to say.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from antin import cms, oids
from antin.cms import SignatureInvalid, SignatureUnverifiable, SignedDataBroken
from antin.keys import Signer
from antin.orders.errors import ApprovalAlgorithmWrong, ApprovalKeyWrong, ApprovalNotGenuine
from antin.orders.reading import read_order

MAX_APPROVAL_OCTETS = 256 * 1024
SMALLEST_RSA_BITS = 2048
_DIGEST = "sha256"
_SIGNATURE_DIGESTS = {"sha256", "sha384", "sha512"}


@dataclass(frozen=True)
class Approval:
    """certificate: DER, whose key approved. signing_time: aware, as the officer's machine says."""

    certificate: bytes
    signing_time: datetime


def approve(
    order_bytes: bytes, *, signer: Signer, certificate: bytes, chain: Sequence[bytes] = (), at: datetime,
) -> bytes:
    """The approval, as DER of a detached SignedData that was read back and verified.

    1. Read the order: nothing else is ever signed. 2. The key must be the certificate's and sign over
    SHA-256. 3. Sign. 4. Verify what was made.
    at: aware, whole seconds. Raises OrderMalformed, ApprovalKeyWrong, ApprovalAlgorithmWrong.
    """
    read_order(order_bytes)                                                                    # 1
    if cms.read_certificate(certificate).public_key_info != signer.public_key_info:            # 2
        raise ApprovalKeyWrong
    if signer.algorithm.digest_name != _DIGEST:
        raise ApprovalAlgorithmWrong(name=signer.algorithm.digest_name)
    attributes = cms.signed_attributes(                                                        # 3
        algorithm=signer.algorithm, message_digest=hashlib.sha256(order_bytes).digest(), certificate=certificate,
        signing_time=at,
    )
    approval = cms.signed_data(
        algorithm=signer.algorithm, signed_attributes=attributes, signature=signer.sign(attributes),
        certificate=certificate, other_certificates=chain,
    )
    read_approval(approval, order_bytes)                                                       # 4
    return approval


def read_approval(data: bytes, order_bytes: bytes) -> Approval:
    """Who approved this order, once the signature holds.

    Raises OrderMalformed; ApprovalNotGenuine: not one detached signature over these bytes, with the signed
    time in it, by SHA-256 and a key that can be relied on.
    """
    read_order(order_bytes)
    if len(data) > MAX_APPROVAL_OCTETS:
        raise ApprovalNotGenuine(reason="too large")
    try:
        return _genuine(data, order_bytes)
    except (SignedDataBroken, SignatureInvalid, SignatureUnverifiable) as error:
        raise ApprovalNotGenuine(reason=error.code) from error


def _genuine(data: bytes, order_bytes: bytes) -> Approval:
    signed = cms.read(data)
    signer = cms.only_signer(signed)
    if signed.content is not None or signed.content_type != oids.CMS_DATA:
        raise ApprovalNotGenuine(reason="not detached")
    if not signer.signed_attributes or signer.signing_time is None:
        raise ApprovalNotGenuine(reason="no signing time")
    verified = cms.verify_signature(signed, content=order_bytes)
    if verified.digest_name != _DIGEST or verified.signature_digest_name not in _SIGNATURE_DIGESTS:
        raise ApprovalNotGenuine(reason=f"digest {verified.digest_name}")
    if verified.scheme.startswith("rsa") and verified.key_bits < SMALLEST_RSA_BITS:
        raise ApprovalNotGenuine(reason=f"RSA {verified.key_bits}")
    return Approval(verified.certificate, signer.signing_time)
