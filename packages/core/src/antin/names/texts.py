"""What a text inside a name may be: one spelling, visible, and no longer than X.520 allows."""

import unicodedata

from antin.names.errors import NameCharacterRefused, NameEmpty, NameTooLong

# X.520 upper bounds (RFC 5280 A.1), in characters.
LIMITS = {"CN": 64, "O": 64, "OU": 64, "L": 128}
# Control, format (zero width, direction), surrogate, private use, unassigned, line and paragraph separators.
_REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def allowed_text(attribute: str, text: str) -> str:
    """The text in NFC with single spaces.

    Raises NameCharacterRefused, NameEmpty, NameTooLong.
    """
    for character in text:
        if unicodedata.category(character) in _REFUSED_CATEGORIES:
            raise NameCharacterRefused(attribute=attribute, character=f"U+{ord(character):04X}")
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    if not clean:
        raise NameEmpty(attribute=attribute)
    if len(clean) > LIMITS[attribute]:
        raise NameTooLong(attribute=attribute, limit=LIMITS[attribute])
    return clean


def is_visible(character: str) -> bool:
    """Whether a person sees the character for what it is."""
    return unicodedata.category(character) not in _REFUSED_CATEGORIES
