"""Objects as octets (ISO 32000-2 7.3)."""

import re
from decimal import Decimal

from antin.pdf.objects import Name, Ref, Stream, Value

_IRREGULAR = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")
_PLAIN = re.compile(rb"[ -'*-\[\]-~]*")


class Verbatim(bytes):
    """Octets written as they are: a slot to be filled later, or an object serialised already."""


def text_string(text: str) -> bytes:
    """A text string: printable ASCII as it is, anything else as UTF-16 (ISO 32000-2 7.9.2.2)."""
    is_plain = text.isascii() and text.isprintable()
    return text.encode("ascii") if is_plain else b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass")


def serialised(value: Value) -> bytes:
    """An object as octets. Streams are written with the /Length of their content."""
    if isinstance(value, Verbatim):
        return bytes(value)
    if isinstance(value, Ref):
        return b"%d %d R" % value
    if isinstance(value, Name):
        return b"/" + _IRREGULAR.sub(lambda found: b"#%02X" % found[0][0], value[1:].encode("latin-1"))
    if isinstance(value, bytes):
        return b"(%b)" % value if _PLAIN.fullmatch(value) else b"<%b>" % value.hex().upper().encode()
    if isinstance(value, dict):
        pairs = (b"%b %b" % (serialised(Name(key)), serialised(each)) for key, each in value.items())
        return b"<<%b>>" % b" ".join(pairs)
    if isinstance(value, list):
        return b"[%b]" % b" ".join(serialised(each) for each in value)
    if isinstance(value, Stream):
        content = value.raw
        entries = {**value.entries, "/Length": len(content)}
        return b"%b\nstream\n%b\nendstream" % (serialised(entries), content)
    if value is None or isinstance(value, bool):
        return {None: b"null", True: b"true", False: b"false"}[value]
    return _number(value)


def _number(value: float) -> bytes:
    if isinstance(value, int) or value.is_integer():
        return b"%d" % int(value)
    return format(Decimal(repr(value)), "f").encode()  # every digit: what is written again must stay equal
