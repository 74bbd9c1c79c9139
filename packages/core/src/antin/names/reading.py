"""Names read from DER, ours and anybody's, and shown to people without letting them be fooled."""

from dataclasses import dataclass
from functools import lru_cache

from antin import oids
from antin.der import MalformedEncoding, Tlv, children, object_identifier, read_one
from antin.names.errors import NameMalformed
from antin.names.texts import is_visible

UTF8_STRING, PRINTABLE_STRING, TELETEX_STRING, IA5_STRING, UNIVERSAL_STRING, BMP_STRING = (
    0x0C, 0x13, 0x14, 0x16, 0x1C, 0x1E,
)
_ENCODINGS = {
    UTF8_STRING: "utf-8", PRINTABLE_STRING: "ascii", TELETEX_STRING: "latin-1", IA5_STRING: "ascii",
    UNIVERSAL_STRING: "utf-32-be", BMP_STRING: "utf-16-be",
}
_LABELS = {
    object_identifier(oid): label for oid, label in (
        (oids.COMMON_NAME, "CN"), (oids.COUNTRY_NAME, "C"), (oids.LOCALITY_NAME, "L"),
        (oids.STATE_OR_PROVINCE_NAME, "ST"), (oids.ORGANIZATION_NAME, "O"), (oids.ORGANIZATIONAL_UNIT_NAME, "OU"),
        (oids.SERIAL_NUMBER, "serialNumber"), (oids.USER_ID, "UID"), (oids.DOMAIN_COMPONENT, "DC"),
        (oids.EMAIL_ADDRESS, "emailAddress"),
    )
}
_ESCAPED = set(',+"\\<>;=#')


@dataclass(frozen=True)
class NamePart:
    """One attribute: its label (CN, O, …; an unknown type: its OID in DER, hex), string tag and text."""

    label: str
    tag: int
    text: str


@lru_cache(maxsize=256)  # several rules take the same two names apart
def name_parts(name_der: bytes) -> tuple[NamePart, ...]:
    """The attributes in the order encoded. Raises NameMalformed."""
    try:
        return tuple(
            _part(attribute)
            for relative in _children(read_one(name_der), 0x30)
            for attribute in _children(relative, 0x31)
        )
    except (MalformedEncoding, ValueError) as error:
        raise NameMalformed from error


def _children(value: Tlv, tag: int) -> tuple[Tlv, ...]:
    if value.tag != tag:
        raise NameMalformed
    return tuple(children(value))


def _part(attribute: Tlv) -> NamePart:
    oid, value = _children(attribute, 0x30)
    label = _LABELS.get(oid.encoded, oid.encoded.hex())
    if value.tag not in _ENCODINGS:
        return NamePart(label, value.tag, "#" + value.encoded.hex())
    return NamePart(label, value.tag, value.content.decode(_ENCODINGS[value.tag]))


def common_name(name_der: bytes) -> str:
    """The text of the last CN; empty: there is none. Raises NameMalformed."""
    return next((part.text for part in reversed(name_parts(name_der)) if part.label == "CN"), "")


def shown(name_der: bytes) -> str:
    """`C=VN, L=Hà Nội, O=…, CN=…` in the order encoded, as RFC 4514 escapes it.

    Invisible characters come as \\XX of their UTF-8, so nothing in a name can hide. Raises NameMalformed.
    """
    return ", ".join(f"{part.label}={_escaped(part.text)}" for part in name_parts(name_der))


def _escaped(text: str) -> str:
    inside = "".join(_escaped_character(character) for character in text)
    if text.startswith(" "):
        inside = "\\" + inside
    if text.endswith(" ") and len(text) > 1:
        inside = inside[:-1] + "\\ "
    return inside


def _escaped_character(character: str) -> str:
    if character in _ESCAPED:
        return "\\" + character
    if is_visible(character):
        return character
    return "".join(f"\\{octet:02X}" for octet in character.encode("utf-8", "surrogatepass"))
