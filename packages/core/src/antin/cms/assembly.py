"""SignedData put together in DER (RFC 5652 5), and unsigned attributes added to one of ours."""

from collections.abc import Sequence

from antin import oids
from antin.cms.algorithms import digest_identifier
from antin.cms.attributes import SignatureAlgorithm, attribute
from antin.cms.certificates import read_certificate
from antin.cms.errors import SignedDataBroken
from antin.der import (
    MalformedEncoding,
    Tlv,
    children,
    context,
    encode,
    integer,
    object_identifier,
    octet_string,
    read_one,
    sequence,
    set_of,
)

_SIGNED_ATTRIBUTES, _UNSIGNED_ATTRIBUTES = 0xA0, 0xA1


def signed_data(
    *, algorithm: SignatureAlgorithm, signed_attributes: bytes, signature: bytes, certificate: bytes,
    other_certificates: Sequence[bytes] = (), content: bytes | None = None, content_type: str = oids.CMS_DATA,
) -> bytes:
    """ContentInfo with one signer, identified by issuer and serial number; DER.

    signed_attributes: exactly the bytes that were signed. content: None makes it detached.
    other_certificates: DER; the set is sorted and holds each once. Raises SignedDataBroken: no certificate.
    """
    digest = digest_identifier(algorithm.digest_name)
    encapsulated = b"" if content is None else context(0, octet_string(content))
    plain = content_type == oids.CMS_DATA
    return sequence(
        object_identifier(oids.CMS_SIGNED_DATA),
        context(0, sequence(
            integer(1 if plain else 3),
            set_of(digest),
            sequence(object_identifier(content_type), encapsulated),
            context(0, b"".join(sorted({certificate, *other_certificates}))),
            set_of(_signer_info(algorithm, signed_attributes, signature, certificate)),
        )),
    )


def _signer_info(
    algorithm: SignatureAlgorithm, signed_attributes: bytes, signature: bytes, certificate: bytes,
) -> bytes:
    fields = read_certificate(certificate)
    return sequence(
        integer(1),
        sequence(fields.issuer, integer(fields.serial)),
        digest_identifier(algorithm.digest_name),
        bytes((_SIGNED_ATTRIBUTES,)) + signed_attributes[1:],
        algorithm.identifier_der,
        octet_string(signature),
    )


def add_unsigned_attribute(encoded: bytes, *, oid: str, value: bytes) -> bytes:
    """The same SignedData with one more unsigned attribute at its only signer; nothing else moves.

    encoded: DER as `signed_data` makes it. value: DER of the one attribute value, e.g. a time-stamp token.
    Raises SignedDataBroken: not DER, or not exactly one signer.
    """
    try:
        return _with_unsigned_attribute(encoded, attribute(oid, value))
    except MalformedEncoding as error:
        raise SignedDataBroken(reason="not DER") from error


def _with_unsigned_attribute(encoded: bytes, added: bytes) -> bytes:
    content_type, wrapped = _parts(read_one(encoded), 2)
    *before, signers = children(_parts(wrapped, 1)[0])
    *fields, last = children(_parts(signers, 1)[0])
    if last.tag == _UNSIGNED_ATTRIBUTES:
        attributes = [each.encoded for each in children(last)]
    else:
        fields, attributes = [*fields, last], []
    signer = sequence(
        *(each.encoded for each in fields),
        encode(_UNSIGNED_ATTRIBUTES, b"".join(sorted([*attributes, added]))),
    )
    return sequence(
        content_type.encoded,
        context(0, sequence(*(each.encoded for each in before), set_of(signer))),
    )


def _parts(value: Tlv, count: int) -> tuple[Tlv, ...]:
    parts = tuple(children(value))
    if len(parts) != count:
        raise SignedDataBroken(reason="unexpected number of parts")
    return parts
