"""What does not end, or goes down too far: nesting, strings, numbers, white space, words without objects."""

from collections.abc import Callable
from itertools import product

from antin_testkit.pdf_revisions import stream
from hostile.writing import CATALOG, PAGE, PAGES, file_of

MANY = 8 << 20
_UNITS = {
    "array": b"[", "array-ends": b"]", "dictionary": b"<<", "dictionary-ends": b">>", "key-and-dictionary": b"/A<<",
    "text": b"(", "text-ends": b")", "digits": b"<", "hexadecimal": b"4", "names": b"/", "comments": b"%",
    "spaces": b" ", "zeros": b"\0", "line-ends": b"\r", "numbers": b"1 ", "references": b"4 0 R ",
    "objects": b"4 0 obj\n", "nulls": b"null ",
    "ends": b"endobj\n", "streams": b"stream\n", "tables": b"xref\n", "trailers": b"trailer\n<<>>\n",
    "pointers": b"startxref\n9\n%%EOF\n", "headers": b"%PDF-1.7\n", "minus": b"-", "dots": b".", "escapes": b"(\\",
    "nines": b"9", "empty-arrays": b"[]", "one-key": b"/A 1 ",
}


def repeated(unit: bytes, size: int) -> bytes:
    return unit * (size // len(unit))


def bare(unit: bytes) -> bytes:
    """Nothing but that, behind a header."""
    return b"%PDF-1.7\n" + repeated(unit, MANY)


def before_the_pointer(unit: bytes) -> bytes:
    """Eight megabytes of it, and an end that points into it."""
    return b"%PDF-1.7\n" + repeated(unit, MANY) + b"\nstartxref\n9\n%%EOF\n"


def in_an_object(number: int, unit: bytes) -> bytes:
    """A megabyte of it in the catalogue, the page, the signature or the form."""
    usual = {1: CATALOG, 2: PAGES, 4: PAGE, 8: b"<< /Type /Sig >>", 6: b"<< /Fields [7 0 R] >>"}
    return file_of({number: usual[number][:-2] + b" /X " + repeated(unit, 1 << 20) + b" >>"})


def in_the_trailer(unit: bytes) -> bytes:
    return file_of(trailer=b"/X " + repeated(unit, 1 << 20))


def nested(opening: bytes, inner: bytes, closing: bytes, depth: int) -> bytes:
    """Rightly closed, but this deep."""
    return file_of({1: CATALOG[:-2] + b" /X " + opening * depth + inner + closing * depth + b" >>"})


_NUMBERS = {
    "negative": b"-1", "two-to-31": b"2147483648", "two-to-63": b"9223372036854775808", "forty-digits": b"9" * 40,
    "5000-digits": b"9" * 5000, "real": b"1.5", "tiny": b"0." + b"0" * 400 + b"1", "words": b"1e400",
}
_NUMBERED: dict[str, Callable[[bytes], bytes]] = {
    "count": lambda value: file_of({2: PAGES.replace(b"/Count 1", b"/Count " + value)}),
    "length": lambda value: file_of({5: b"<< /Length %b >>\nstream\nBT ET\nendstream" % value}),
    "byte-range": lambda value: file_of({8: b"<< /Type /Sig /ByteRange [0 %b %b %b] /Contents <00> >>" % (
        value, value, value)}),
    "pointer": lambda value: file_of(startxref=value),
    "previous": lambda value: file_of(trailer=b"/Prev " + value),
    "table-stream": lambda value: file_of(trailer=b"/XRefStm " + value),
    "rotation": lambda value: file_of({4: PAGE[:-2] + b" /Rotate %b /UserUnit %b >>" % (value, value)}),
    "box": lambda value: file_of({4: PAGE[:-2] + b" /MediaBox [0 0 %b %b] >>" % (value, value)}),
    "flags": lambda value: file_of({6: b"<< /Fields [7 0 R] /SigFlags %b /Ff %b >>" % (value, value)}),
    "permission": lambda value: file_of({8: b"<< /Type /Sig /ByteRange [0 10 20 30] /Contents <00> /Reference [<<"
                                            b" /TransformMethod /DocMDP /TransformParams << /P %b >> >>] >>" % value}),
}

FILES: dict[str, Callable[[], bytes]] = {
    **{f"endless-{name}": lambda u=unit: bare(u) for name, unit in _UNITS.items()},
    **{f"endless-{name}-with-end": lambda u=unit: before_the_pointer(u) for name, unit in _UNITS.items()},
    **{f"endless-{name}-in-object-{number}": lambda n=number, u=_UNITS[name]: in_an_object(n, u)
       for number, name in product((1, 8), ("array", "dictionary", "key-and-dictionary", "text", "hexadecimal",
        "numbers", "references", "one-key",
        "escapes", "nines", "empty-arrays"))},
    **{f"endless-{name}-in-trailer": lambda u=_UNITS[name]: in_the_trailer(u) for name in (
        "array", "dictionary", "numbers", "one-key", "comments", "spaces", "nines")},
    **{f"nested-{name}-{depth}": lambda o=opening, c=closing, d=depth: nested(o, b"1", c, d)
       for name, opening, closing in (("array", b"[", b"]"), ("dictionary", b"<</A ", b">>"))
       for depth in (90, 1000, 100_000)},
    "nested-text": lambda: nested(b"(", b"x", b")", 100_000),
    **{f"number-{place}-{name}": lambda m=make, v=value: m(v)
       for place, make in _NUMBERED.items() for name, value in _NUMBERS.items()},
    "endless-stream": lambda: file_of({5: b"<< /Length 9 >>\nstream\n" + b"x" * MANY}),
    "endless-content": lambda: file_of({5: stream(b"q " * (MANY // 2))}),
    "endless-name": lambda: file_of({1: CATALOG[:-2] + b" /" + b"a" * MANY + b" 1 >>"}),
    "endless-escaped-name": lambda: file_of({1: CATALOG[:-2] + b" /" + b"#61" * (1 << 20) + b" 1 >>"}),
    "endless-octal-text": lambda: file_of({1: CATALOG[:-2] + b" /X (" + b"\\101" * (1 << 20) + b") >>"}),
}
