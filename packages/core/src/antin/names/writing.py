"""Subject names of our certificates, in the order measured in certificates of G2: C, L, O, OU…, CN."""

import re
from collections.abc import Sequence

from antin import oids
from antin.der import object_identifier, printable_string, sequence, set_of, utf8_string
from antin.names.errors import CountryUnknown, NameEmpty, NameTooDeep
from antin.names.texts import allowed_text

MAX_LEVELS = 8
_COUNTRY = re.compile(r"[A-Z]{2}")


def subject_name(
    *, common_name: str, organisation_path: Sequence[str], locality: str = "", country: str = "VN",
) -> bytes:
    """A Name in DER; texts in NFC as UTF8String, the country as PrintableString (RFC 5280 4.1.2.4).

    organisation_path: highest first: it becomes O, those below it OU. locality: province or city; empty: none.
    Raises a child of NameNotAllowed.
    """
    if not organisation_path:
        raise NameEmpty(attribute="O")
    if len(organisation_path) > MAX_LEVELS:
        raise NameTooDeep(attribute="OU", limit=MAX_LEVELS)
    if not _COUNTRY.fullmatch(country):
        raise CountryUnknown(attribute="C")
    highest, *below = organisation_path
    return sequence(
        _part(oids.COUNTRY_NAME, printable_string(country)),
        _text_part(oids.LOCALITY_NAME, "L", locality) if locality else b"",
        _text_part(oids.ORGANIZATION_NAME, "O", highest),
        *(_text_part(oids.ORGANIZATIONAL_UNIT_NAME, "OU", unit) for unit in below),
        _text_part(oids.COMMON_NAME, "CN", common_name),
    )


def _text_part(oid: str, attribute: str, text: str) -> bytes:
    return _part(oid, utf8_string(allowed_text(attribute, text)))


def _part(oid: str, value: bytes) -> bytes:
    return set_of(sequence(object_identifier(oid), value))
