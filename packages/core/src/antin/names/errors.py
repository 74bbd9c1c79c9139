"""Why a name is refused or cannot be read."""

from antin.errors import AntinError


class NameNotAllowed(AntinError):
    """The parent of every part of a name that must not be certified (`attribute`: CN, O, OU, L or C)."""

    code = "name_not_allowed"


class NameEmpty(NameNotAllowed):
    """A part that must say something and does not."""

    code = "name_empty"


class NameTooLong(NameNotAllowed):
    """A part longer than X.520 allows (`limit` characters)."""

    code = "name_too_long"


class NameCharacterRefused(NameNotAllowed):
    """A control, invisible, private or unassigned character (`character`, as U+0000)."""

    code = "name_character_refused"


class NameTooDeep(NameNotAllowed):
    """More levels of organisation than any agency has (`limit`)."""

    code = "name_too_deep"


class CountryUnknown(NameNotAllowed):
    """Not two capital letters (ISO 3166)."""

    code = "name_country_unknown"


class NameMalformed(AntinError):
    """Bytes that are no DER Name (RFC 5280 4.1.2.4)."""

    code = "name_malformed"
