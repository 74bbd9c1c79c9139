"""The syntax of objects: one regular expression a token, one loop an object, no recursion (ISO 32000-2 7.2, 7.3).

Strict where leniency would let two programs see two documents: a dictionary's keys are names, containers close in
order. What writers of good faith get wrong is taken: odd hexadecimal digits, line ends of any kind.
"""

import re

from antin.pdf.errors import PdfBroken
from antin.pdf.objects import MAX_DEPTH, Name, Ref, Repeated, Value, same
from antin.pdf.work import Work

GAP = rb"(?:[\x00\t\n\x0c\r ]++|%[^\r\n]*+)*+"
_SPACE = rb"(?:[\x00\t\n\x0c\r ]++|%[^\r\n]*+)++"
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_TOKEN = re.compile(
    GAP + rb"(?:"
    rb"((\d{1,10})" + _SPACE + rb"(\d{1,5})" + _SPACE + rb"R" + _END + rb")"  # 1: reference, of 2 and 3
    rb"|([+-]?+\d++" + rb"(?![.\d]))"                                          # 4: integer
    rb"|([+-]?+(?:\d++\.\d*+|\.\d++)" + rb"(?![.\d]))"                           # 5: real
    rb"|(/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*+)"                                   # 6: name
    rb"|(<<)|(>>)|(\[)|(\])"                                                   # 7 to 10
    rb"|\(([^()\\\r]*+)\)"                                                     # 11: plain string
    rb"|(\()"                                                                  # 12: string with more in it
    rb"|<([0-9A-Fa-f\x00\t\n\x0c\r ]*+)>"                                      # 13: hexadecimal string
    rb"|(true|false|null)" + _END +                                            # 14
    rb")"
)
_REF, _INT, _REAL, _NAME, _OPEN, _CLOSE, _BEGIN, _FINISH, _PLAIN, _STRING, _HEX, _WORD = (
    1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
)
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PIECE = re.compile(rb"[^()\\\r]++|\\(?:[0-7]{1,3}|\r\n|[\s\S])|\r\n?|[()]")
_ESCAPES = {
    b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\x0c",
    b"\\\r\n": b"", b"\\\n": b"", b"\\\r": b"",
}
_MAX_DIGITS, _MAX_NAME = 40, 4096
_CHARGED_AT = 4096


def parse(data: bytes, position: int, work: Work) -> tuple[Value, int]:
    """The object at a position and where it ends. Raises PdfBroken, PdfTooHeavy."""
    match = _TOKEN.match
    outer: list[tuple[list[Value], bool]] = []
    inside: list[Value] | None = None
    is_dictionary = False
    tokens = 0
    value: Value
    while True:
        found = match(data, position)
        if found is None:
            raise PdfBroken(reason="object syntax")
        position = found.end()
        kind = found.lastindex
        tokens += 1
        if tokens == _CHARGED_AT:
            work.charge(tokens)
            tokens = 0
        if kind == _NAME:
            value = _name(found[6])
        elif kind == _REF:
            value = Ref(int(found[2]), int(found[3]))
        elif kind == _INT:
            value = _integer(found[4])
        elif kind in (_OPEN, _BEGIN):
            if inside is not None:
                outer.append((inside, is_dictionary))
                if len(outer) > MAX_DEPTH:
                    raise PdfBroken(reason="nested too deep")
            inside, is_dictionary = [], kind == _OPEN
            continue
        elif kind in (_CLOSE, _FINISH):
            if inside is None or is_dictionary != (kind == _CLOSE):
                raise PdfBroken(reason="unbalanced brackets")
            value = _dictionary(inside) if is_dictionary else inside
            inside, is_dictionary = outer.pop() if outer else (None, False)
        elif kind == _PLAIN:
            value = found[11]
        elif kind == _STRING:
            value, position = _string(data, position, work)
        elif kind == _HEX:
            value = _hexadecimal(found[13])
        elif kind == _REAL:
            value = float(found[5]) if len(found[5]) <= _MAX_DIGITS else 0.0
        else:
            value = _WORDS[found[14]]
        if inside is None:
            work.charge(tokens)
            return value, position
        inside.append(value)


def _name(written: bytes) -> Name:
    if len(written) > _MAX_NAME:
        raise PdfBroken(reason="name too long")
    if b"#" in written:
        written = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), written)
    return Name(written, "latin-1")


def _integer(written: bytes) -> int:
    if len(written) > _MAX_DIGITS:
        raise PdfBroken(reason="number too long")
    return int(written)


def _dictionary(items: list[Value]) -> dict[str, Value]:
    keys = items[::2]
    if len(items) % 2 or not all(type(key) is Name for key in keys):
        raise PdfBroken(reason="dictionary syntax")
    found = dict(zip(keys, items[1::2], strict=True))
    if len(found) == len(keys) or all(same(found[key], value) for key, value in zip(keys, items[1::2], strict=True)):
        return found
    return Repeated(found)


def _hexadecimal(written: bytes) -> bytes:
    digits = written.translate(None, b"\x00\t\n\x0c\r ")
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode())


def _string(data: bytes, position: int, work: Work) -> tuple[bytes, int]:
    """A string with escapes or brackets in it, from after its first bracket."""
    parts: list[bytes] = []
    depth = 1
    for pieces, found in enumerate(_PIECE.finditer(data, position)):
        if found.start() != position:
            break
        position, piece = found.end(), found[0]
        if pieces % _CHARGED_AT == _CHARGED_AT - 1:
            work.charge(_CHARGED_AT)
        if piece == b")":
            depth -= 1
            if not depth:
                return b"".join(parts), position
        elif piece == b"(":
            depth += 1
        elif piece[:1] == b"\\":
            piece = _ESCAPES[piece] if piece in _ESCAPES else _unescaped(piece)
        elif piece[:1] == b"\r":
            piece = b"\n"
        parts.append(piece)
    raise PdfBroken(reason="string without end")


def _unescaped(piece: bytes) -> bytes:
    return bytes((int(piece[1:], 8) & 255,)) if piece[1:2].isdigit() and piece[1:2] < b"8" else piece[1:]
