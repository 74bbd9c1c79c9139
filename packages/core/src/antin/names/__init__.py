"""X.500 names: written one way, read from anybody, shown honestly."""

from antin.names.errors import (
    CountryUnknown,
    NameCharacterRefused,
    NameEmpty,
    NameMalformed,
    NameNotAllowed,
    NameTooDeep,
    NameTooLong,
)
from antin.names.reading import NamePart, common_name, name_parts, shown
from antin.names.texts import LIMITS
from antin.names.writing import MAX_LEVELS, subject_name

__all__ = [
    "LIMITS", "MAX_LEVELS", "CountryUnknown", "NameCharacterRefused", "NameEmpty", "NameMalformed",
    "NameNotAllowed", "NamePart", "NameTooDeep", "NameTooLong", "common_name", "name_parts", "shown",
    "subject_name",
]
