"""Damage: real signed files with octets lost, turned, doubled, or taken from elsewhere."""

import random
import re
from collections.abc import Callable

from attacks.materials import certified, clean, countersigned, signed

from antin import pades

_SOURCES: dict[str, Callable[[], bytes]] = {
    "signed": signed, "packed": lambda: signed("object-streams"), "office": lambda: signed("libreoffice"),
    "certified": lambda: certified(2), "twice": lambda: countersigned(signed(), box=pades.Box(20, 200, 60, 20)),
}
_WORDS = (
    b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"%%EOF", b"<<", b">>", b"[", b"]",
    b"/Root", b"/Prev", b"/Size", b"/Kids", b"/Parent", b"/Contents", b"/ByteRange", b"/Length", b"/Type", b" R", b"/W",
)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some octets are others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(1, len(data))]


def beheaded(data: bytes, chance: random.Random) -> bytes:
    """The beginning is missing."""
    return data[chance.randrange(1, len(data)) :]


def holed(data: bytes, chance: random.Random) -> bytes:
    """A piece is missing."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 4000) :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    """A piece is there many times."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randint(1, 600)]
    return data[:start] + piece * chance.randint(2, 40) + data[start:]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Two pieces changed places."""
    places = sorted(chance.sample(range(len(data)), 3))
    return data[: places[0]] + data[places[1] : places[2]] + data[places[0] : places[1]] + data[places[2] :]


def blanked(data: bytes, chance: random.Random) -> bytes:
    """A piece is zero, as after a failed copy."""
    start = chance.randrange(len(data))
    length = chance.randint(1, 3000)
    return data[:start] + b"\0" * min(length, len(data) - start) + data[start + length :]


def misnumbered(data: bytes, chance: random.Random) -> bytes:
    """Some numbers are others."""
    values = [b"0", b"-1", b"1", b"4294967296", b"99999999999999999999", b"2147483647", b"1e9", b"0.5"]
    found = list(re.finditer(rb"(?<![\w.])\d+(?![\w.])", data))
    for each in sorted(chance.sample(found, min(6, len(found))), key=lambda each: -each.start()):
        data = data[: each.start()] + chance.choice(values) + data[each.end() :]
    return data


def misworded(data: bytes, chance: random.Random) -> bytes:
    """Some words of the syntax are others."""
    for _ in range(6):
        word = chance.choice(_WORDS)
        places = [each.start() for each in re.finditer(re.escape(word), data)]
        if places:
            place = chance.choice(places)
            data = data[:place] + chance.choice(_WORDS) + data[place + len(word) :]
    return data


def transferred(data: bytes, chance: random.Random) -> bytes:
    """As a text transfer leaves it: every line end is another."""
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n"]))


_WAYS = (
    flipped, cut, beheaded, holed, doubled, shuffled, blanked, misnumbered, misworded,
)


def _made(source: Callable[[], bytes], way: Callable[[bytes, random.Random], bytes], seed: int) -> bytes:
    return way(source(), random.Random(seed))


FILES: dict[str, Callable[[], bytes]] = {
    f"damage-{way.__name__}-{name}-{seed}": lambda s=source, w=way, n=seed: _made(s, w, n)
    for way in _WAYS for name, source in _SOURCES.items() for seed in range(3)
}
FILES |= {
    f"damage-transferred-{name}": lambda s=source: _made(s, transferred, 1) for name, source in _SOURCES.items()
}
FILES |= {
    "damage-empty": lambda: b"",
    "damage-header-only": lambda: b"%PDF-1.7\n",
    "damage-header-word": lambda: b"%PDF-",
    "damage-end-only": lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF\n",
    "damage-zeros": lambda: b"%PDF-1.7\n" + bytes(1 << 20),
    "damage-octets-before": lambda: b"x" * 900 + signed(),
    "damage-octets-far-before": lambda: b"x" * 5000 + signed(),
    "damage-two-files": lambda: clean() + signed(),
    "damage-signed-behind-signed": lambda: signed() + signed("pdf-1.4"),
    "damage-version-unknown": lambda: signed().replace(b"%PDF-1.7", b"%PDF-9.9", 1),
    "damage-zip-header": lambda: b"PK\3\4" + signed(),
    "damage-sixteen-bit-text": lambda: clean().decode("latin-1").encode("utf-16"),
}
