"""Text as searched: without marks, đ as d, lower case, single spaces; the same on every database."""

import unicodedata

_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})


def folded(text: str) -> str:
    """What a search compares. Vietnamese with marks and without give the same."""
    parts = unicodedata.normalize("NFD", text.translate(_LETTERS).casefold())
    bare = "".join(each for each in parts if not unicodedata.combining(each))
    return " ".join(bare.split())


def name_order(full_name: str) -> str:
    """The key by which people sort: given name (tên) first, then the rest; marks decide last."""
    words = unicodedata.normalize("NFC", full_name).split()
    if not words:
        return ""
    ordered = " ".join([words[-1], *words[:-1]])
    return f"{folded(ordered)}\x1f{ordered}"
