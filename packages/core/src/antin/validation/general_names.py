"""GeneralName (RFC 5280 4.2.1.6): who a certificate, a list or a constraint speaks of."""

from dataclasses import dataclass
from enum import IntEnum

from antin.der import MalformedEncoding, Tlv
from antin.validation.encoding import SEQUENCE, at_least, dotted, only, parts
from antin.validation.names import DistinguishedName, name_of


class NameForm(IntEnum):
    """The choices of GeneralName, by their tag number."""

    OTHER = 0
    RFC822 = 1
    DNS = 2
    X400 = 3
    DIRECTORY = 4
    EDI_PARTY = 5
    URI = 6
    IP = 7
    REGISTERED_ID = 8


_TEXT_FORMS = (NameForm.RFC822, NameForm.DNS, NameForm.URI)
_CONSTRUCTED_FORMS = (NameForm.OTHER, NameForm.X400, NameForm.DIRECTORY, NameForm.EDI_PARTY)


@dataclass(frozen=True)
class GeneralName:
    """value: text of mail, DNS and URI names; octets of IP addresses; a DistinguishedName; else the encoding.

    type_id: the type of an otherName in dotted form, empty for the other forms.
    """

    form: NameForm
    value: str | bytes | DistinguishedName
    type_id: str = ""


def general_names(value: Tlv, tag: int = SEQUENCE) -> tuple[GeneralName, ...]:
    """GeneralNames, of which there must be one or more. Raises MalformedEncoding."""
    return tuple(general_name(each) for each in at_least(1, parts(value, tag)))


def general_name(value: Tlv) -> GeneralName:
    """One name from its implicitly tagged value. Raises MalformedEncoding."""
    number = value.tag & 0x1F
    if value.tag & 0xC0 != 0x80 or number > NameForm.REGISTERED_ID:
        raise MalformedEncoding(reason="general name")
    form = NameForm(number)
    if value.is_constructed != (form in _CONSTRUCTED_FORMS):
        raise MalformedEncoding(reason="general name")
    if form in _TEXT_FORMS:
        return GeneralName(form, _ascii(value.content))
    if form is NameForm.DIRECTORY:
        return GeneralName(form, name_of(only(value)))
    if form is NameForm.IP:
        return GeneralName(form, value.content)
    if form is NameForm.OTHER:
        return GeneralName(form, value.encoded, dotted(at_least(2, parts(value, value.tag))[0]))
    return GeneralName(form, value.encoded)


def _ascii(content: bytes) -> str:
    try:
        return content.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedEncoding(reason="text of a general name") from error
