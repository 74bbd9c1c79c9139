"""SignedData as the incumbent's program wrote it in 2019: SHA-1, three attributes, the leaf alone,
indefinite lengths.
"""

from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from antin import cms, oids
from antin.der import (
    Tlv,
    children,
    encode,
    integer,
    null,
    object_identifier,
    octet_string,
    read_one,
    sequence,
    set_of,
    utc_time,
)
from antin_testkit.key_holders import RSA_CERTIFICATE, RSA_KEY

END = b"\x00\x00"


def old_signature(sha1_digest: bytes, *, at: datetime) -> bytes:
    """In definite lengths."""
    sha1 = sequence(object_identifier(oids.SHA1), null())
    attributes = set_of(
        cms.attribute(oids.CONTENT_TYPE, object_identifier(oids.CMS_DATA)),
        cms.attribute(oids.SIGNING_TIME, utc_time(at)),
        cms.attribute(oids.MESSAGE_DIGEST, octet_string(sha1_digest)),
    )
    fields = cms.read_certificate(RSA_CERTIFICATE)
    signer = sequence(
        integer(1), sequence(fields.issuer, integer(fields.serial)), sha1, b"\xa0" + attributes[1:],
        sequence(object_identifier(oids.RSA_ENCRYPTION), null()),
        octet_string(RSA_KEY.sign(attributes, padding.PKCS1v15(), hashes.SHA1())),
    )
    body = sequence(
        integer(1),
        set_of(sha1),
        sequence(object_identifier(oids.CMS_DATA)),
        encode(0xA0, RSA_CERTIFICATE),
        set_of(signer),
    )
    return sequence(object_identifier(oids.CMS_SIGNED_DATA), encode(0xA0, body))


def in_indefinite_lengths(definite: bytes) -> bytes:
    """The same SignedData as BER; its certificates keep their own encoding."""
    outer, wrapped = children(read_one(definite))
    *head, certificates, signers = children(next(children(wrapped)))
    parts = [indefinite(each) for each in head] + [
        b"\xa0\x80" + certificates.content + END,
        indefinite(signers),
    ]
    body = b"\x30\x80" + b"".join(parts) + END
    return b"\x30\x80" + outer.encoded + b"\xa0\x80" + body + END + END


def indefinite(value: Tlv) -> bytes:
    """The same value with every constructed length indefinite and every octet string in two segments."""
    if value.tag == 0x04:
        half = len(value.content) // 2
        return b"\x24\x80" + octet_string(value.content[:half]) + octet_string(value.content[half:]) + END
    if not value.is_constructed:
        return value.encoded
    return bytes((value.tag, 0x80)) + b"".join(indefinite(each) for each in children(value)) + END
