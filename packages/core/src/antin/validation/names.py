"""X.500 names, compared as RFC 5280 7.1 demands."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from antin import oids
from antin.der import MalformedEncoding, Tlv, read_one
from antin.validation.encoding import SET, dotted, exactly, parts

Attribute = tuple[str, str | bytes]
RelativeName = frozenset[Attribute]

_CODECS = {
    0x0C: "utf-8", 0x12: "ascii", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii",
    0x1C: "utf-32-be", 0x1E: "utf-16-be",
}
_LABELS = {
    oids.COMMON_NAME: "CN", oids.COUNTRY_NAME: "C", oids.LOCALITY_NAME: "L", oids.ORGANIZATION_NAME: "O",
    oids.ORGANIZATIONAL_UNIT_NAME: "OU", oids.USER_ID: "UID", oids.STATE_OR_PROVINCE_NAME: "ST",
    oids.EMAIL_ADDRESS: "emailAddress", oids.SERIAL_NUMBER: "serialNumber", oids.DOMAIN_COMPONENT: "DC",
}


@dataclass(frozen=True, eq=False)
class DistinguishedName:
    """A name: its DER, and its relative names in order with values folded for comparison.

    Two names are equal when case, needless blanks and the string type are all that differs.
    """

    encoded: bytes
    relative_names: tuple[RelativeName, ...]
    text: str
    emails: tuple[str, ...] = ()
    common_name: str = ""
    _hash: int = field(default=0, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DistinguishedName) and self.relative_names == other.relative_names

    def __hash__(self) -> int:
        return self._hash

    @property
    def shown(self) -> str:
        """The common name, as people know the holder; without one, the whole name."""
        return self.common_name or self.text

    @property
    def is_empty(self) -> bool:
        """Whether the name is the empty sequence."""
        return not self.relative_names

    def lies_within(self, base: "DistinguishedName") -> bool:
        """Whether `base` is this name or one of its ancestors (RFC 5280 4.2.1.10)."""
        return self.relative_names[: len(base.relative_names)] == base.relative_names


@lru_cache(maxsize=1024)
def distinguished_name(encoded: bytes) -> DistinguishedName:
    """A name from its DER. Raises MalformedEncoding."""
    return name_of(read_one(encoded))


def name_of(value: Tlv) -> DistinguishedName:
    """A name from its RDNSequence. Raises MalformedEncoding."""
    relative_names, shown, emails, common_name = [], [], [], ""
    for relative in parts(value):
        attributes = _attributes(relative)
        relative_names.append(frozenset((oid, fold(text)) for oid, text in attributes))
        shown.append("+".join(f"{_LABELS.get(oid, oid)}={_printed(text)}" for oid, text in attributes))
        emails += [text for oid, text in attributes if oid == oids.EMAIL_ADDRESS and isinstance(text, str)]
        common_names = (_printed(each) for oid, each in attributes if oid == oids.COMMON_NAME)
        common_name = next(common_names, common_name)
    folded = tuple(relative_names)
    text = ", ".join(reversed(shown))
    return DistinguishedName(value.encoded, folded, text, tuple(emails), common_name, hash(folded))


def relative_name_below(base: DistinguishedName, relative: Tlv) -> DistinguishedName:
    """The name one step below `base` (RFC 5280 4.2.1.13, nameRelativeToCRLIssuer; the tag is implicit)."""
    attributes = _attributes(relative, relative.tag)
    folded = (*base.relative_names, frozenset((oid, fold(text)) for oid, text in attributes))
    return DistinguishedName(b"", folded, "", _hash=hash(folded))


def fold(value: str | bytes) -> str | bytes:
    """A value as it is compared: NFKC, case folded, blanks squeezed (RFC 4518, as RFC 5280 7.1 uses it)."""
    if isinstance(value, bytes):
        return value
    if value.isascii():
        return " ".join(value.lower().split())
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).split())


def _attributes(relative: Tlv, tag: int = SET) -> list[Attribute]:
    found: list[Attribute] = []
    for attribute in parts(relative, tag):
        kind, value = exactly(2, parts(attribute))
        found.append((dotted(kind), _text(value)))
    if not found:
        raise MalformedEncoding(reason="empty relative name")
    return found


def _text(value: Tlv) -> str | bytes:
    """The text of a directory string; the encoding itself when the value is of another type."""
    codec = _CODECS.get(value.tag)
    if codec is None:
        return value.encoded
    try:
        return value.content.decode(codec)
    except UnicodeDecodeError as error:
        raise MalformedEncoding(reason="text of a name") from error


def _printed(value: str | bytes) -> str:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else "#" + value.hex()
