"""SignedData read from BER, as old and foreign programs write it (RFC 5652 5)."""

from antin import oids
from antin.cms import ber
from antin.cms.algorithms import read_algorithm
from antin.cms.errors import SignedDataBroken
from antin.cms.model import Attribute, SignedData, SignerIdentifier, SignerInfo
from antin.der import Tlv

MAX_SIZE = 64 * 1024 * 1024
_SEQUENCE, _SET, _IMPLICIT_0, _IMPLICIT_1, _PRIMITIVE_0 = 0x30, 0x31, 0xA0, 0xA1, 0x80


def read(data: bytes) -> SignedData:
    """The SignedData inside a ContentInfo; zero octets after it are ignored.

    Raises SignedDataBroken: too large, truncated, another content type, or any other fault.
    """
    if len(data) > MAX_SIZE:
        raise SignedDataBroken(reason="too large")
    outer = ber.children(_expect(ber.read_one(data), _SEQUENCE))
    if len(outer) != 2 or ber.dotted(outer[0]) != oids.CMS_SIGNED_DATA:
        raise SignedDataBroken(reason="not SignedData")
    inner = ber.children(_expect(outer[1], _IMPLICIT_0))
    if len(inner) != 1:
        raise SignedDataBroken(reason="not SignedData")
    return _signed_data(ber.children(_expect(inner[0], _SEQUENCE)))


def _signed_data(fields: tuple[Tlv, ...]) -> SignedData:
    if not 4 <= len(fields) <= 6:
        raise SignedDataBroken(reason="number of fields")
    ber.number(fields[0])
    _expect(fields[1], _SET)
    content_type, content = _encapsulated(fields[2])
    optional = fields[3:-1]
    if [each.tag for each in optional] not in ([], [_IMPLICIT_0], [_IMPLICIT_1], [_IMPLICIT_0, _IMPLICIT_1]):
        raise SignedDataBroken(reason="unexpected field")
    return SignedData(
        content_type, content,
        certificates=_sequences(optional, _IMPLICIT_0), crls=_sequences(optional, _IMPLICIT_1),
        signer_infos=tuple(_signer_info(each) for each in ber.children(_expect(fields[-1], _SET))),
    )


def _encapsulated(value: Tlv) -> tuple[str, bytes | None]:
    parts = ber.children(_expect(value, _SEQUENCE))
    if not 1 <= len(parts) <= 2:
        raise SignedDataBroken(reason="content")
    if len(parts) == 1:
        return ber.dotted(parts[0]), None
    wrapped = ber.children(_expect(parts[1], _IMPLICIT_0))
    if len(wrapped) != 1:
        raise SignedDataBroken(reason="content")
    return ber.dotted(parts[0]), ber.octets(wrapped[0])


def _sequences(optional: tuple[Tlv, ...], tag: int) -> tuple[bytes, ...]:
    """Plain certificates or lists; attribute certificates and other formats carry tags of their own."""
    found = (part for field in optional if field.tag == tag for part in ber.children(field))
    return tuple(part.encoded for part in found if part.tag == _SEQUENCE)


def _signer_info(value: Tlv) -> SignerInfo:
    fields = list(ber.children(_expect(value, _SEQUENCE)))
    signed = next((each for each in fields if each.tag == _IMPLICIT_0), None)
    unsigned = next((each for each in fields if each.tag == _IMPLICIT_1), None)
    # The key identifier, too, may stand under a constructed [0]; its place tells it from the attributes.
    if signed is not None and fields.index(signed) == 1:
        signed = next((each for each in fields[2:] if each.tag == _IMPLICIT_0), None)
    plain = [each for each in fields if each is not signed and each is not unsigned]
    expected = [*plain[:3], signed, *plain[3:], unsigned]
    if len(plain) != 5 or [each for each in expected if each is not None] != fields:
        raise SignedDataBroken(reason="signer fields")
    ber.number(plain[0])
    return SignerInfo(
        identifier=_identifier(plain[1]), digest_algorithm=read_algorithm(plain[2]),
        signature_algorithm=read_algorithm(plain[3]), signature=ber.octets(plain[4]),
        signed_attributes=_attributes(signed), unsigned_attributes=_attributes(unsigned),
        signed_attributes_encoded=_signed_forms(signed),
    )


def _identifier(value: Tlv) -> SignerIdentifier:
    if value.tag in (_PRIMITIVE_0, _IMPLICIT_0):
        return SignerIdentifier(subject_key_identifier=_implicit_octets(value))
    parts = ber.children(_expect(value, _SEQUENCE))
    if len(parts) != 2:
        raise SignedDataBroken(reason="signer identifier")
    return SignerIdentifier(issuer=parts[0].encoded, serial=ber.number(parts[1]))


def _implicit_octets(value: Tlv) -> bytes:
    return ber.octets(Tlv(value.tag & 0x20 | 0x04, value.content, value.encoded))


def _attributes(field: Tlv | None) -> tuple[Attribute, ...]:
    return () if field is None else tuple(_attribute(each) for each in ber.children(field))


def _attribute(value: Tlv) -> Attribute:
    parts = ber.children(_expect(value, _SEQUENCE))
    if len(parts) != 2:
        raise SignedDataBroken(reason="attribute")
    values = ber.children(_expect(parts[1], _SET))
    return Attribute(ber.dotted(parts[0]), tuple(each.encoded for each in values))


def _signed_forms(field: Tlv | None) -> tuple[bytes, ...]:
    """As it stands but for the tag (what most signers signed), and the DER that RFC 5652 5.4 asks for."""
    if field is None:
        return ()
    as_it_stands = ber.with_tag(field, _SET)
    return tuple(dict.fromkeys((as_it_stands, ber.definite(Tlv(_SET, field.content, field.encoded)))))


def _expect(value: Tlv, tag: int) -> Tlv:
    if value.tag != tag:
        raise SignedDataBroken(reason=f"tag {value.tag:02x} where {tag:02x} was expected")
    return value
