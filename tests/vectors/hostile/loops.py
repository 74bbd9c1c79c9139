"""References that lead back to where they came from, or fan out without end."""

from collections.abc import Callable, Mapping

from antin_testkit.pdf_revisions import stream
from hostile.writing import CATALOG, PAGE, PAGES, file_of, with_object_stream

FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /Rect [0 0 0 0] %b >>"


def chain(count: int, last: bytes) -> Mapping[int, bytes]:
    """Objects from 100 on, each nothing but a reference to the next."""
    return {100 + each: b"%d 0 R" % (101 + each) for each in range(count)} | {100 + count: last}


def doubling(make: Callable[[int], bytes], levels: int, last: bytes) -> Mapping[int, bytes]:
    """Objects from 100 on, each of which names the next twice."""
    return {100 + each: make(101 + each) for each in range(levels)} | {100 + levels: last}


def deep_pages(levels: int) -> bytes:
    nodes = {
        100 + each: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (
            99 + each if each else 2, 101 + each if each < levels - 1 else 4)
        for each in range(levels)
    }
    return file_of({2: b"<< /Type /Pages /Kids [100 0 R] /Count 1 >>", **nodes})


def deep_fields(levels: int) -> bytes:
    nodes = {
        100 + each: b"<< /T (a) /Parent %d 0 R /Kids [%d 0 R] >>" % (99 + each if each else 7, 101 + each)
        for each in range(levels)
    }
    return file_of({7: b"<< /T (a) /FT /Sig /Kids [100 0 R] >>", **nodes, 100 + levels: FIELD % b"/V 8 0 R"})


def two_sections(*, to_itself: bool) -> bytes:
    """Two tables whose /Prev lead to each other, or the last to itself."""
    made = file_of(trailer=b"/Prev 0000000000")
    one, two = int(made[made.rindex(b"startxref\n") + 10 :].split()[0]), len(made)
    section = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\n" % (
        two if to_itself else one)
    out = made + section + b"startxref\n%d\n%%%%EOF\n" % two
    return out.replace(b"/Prev 0000000000", b"/Prev %010d" % two)


def extends(first: bytes, second: bytes) -> bytes:
    """Two object streams that extend each other."""
    content = b"1 0 2 60 " + CATALOG.ljust(60) + PAGES
    one = stream(content, b"/Type /ObjStm /N 2 /First 9 " + first)
    return with_object_stream(one, (1, 2), {51: stream(content, b"/Type /ObjStm /N 2 /First 9 " + second)})


def catalog(entries: bytes) -> bytes:
    return CATALOG[:-2] + entries + b" >>"


FILES: dict[str, Callable[[], bytes]] = {
    "loop-pages-itself": lambda: file_of({2: PAGES.replace(b"4 0 R", b"2 0 R")}),
    "loop-pages-two": lambda: file_of({
        2: PAGES.replace(b"4 0 R", b"9 0 R"), 9: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"}),
    "loop-pages-parent": lambda: file_of({2: PAGES[:-2] + b" /Parent 2 0 R >>", 4: PAGE}),
    "loop-pages-parent-of-page": lambda: file_of({4: PAGE.replace(b"/Parent 2 0 R", b"/Parent 4 0 R")}),
    "loop-pages-kids": lambda: file_of({2: PAGES.replace(b"[4 0 R]", b"9 0 R"), 9: b"9 0 R"}),
    "loop-pages-doubling": lambda: file_of({2: PAGES.replace(b"4 0 R", b"100 0 R"), **doubling(
        lambda n: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 9 >>" % (n, n), 60, PAGE)}),
    "loop-pages-deep-100": lambda: deep_pages(100),
    "loop-pages-deep-20000": lambda: deep_pages(20_000),
    "loop-fields-itself": lambda: file_of({7: FIELD % b"/Kids [7 0 R]"}),
    "loop-fields-two": lambda: file_of({7: FIELD % b"/Kids [9 0 R]", 9: FIELD % b"/Kids [7 0 R]"}),
    "loop-fields-parent": lambda: file_of({7: FIELD % b"/Parent 7 0 R /V 8 0 R"}),
    "loop-fields-parents-two": lambda: file_of({7: FIELD % b"/Parent 9 0 R /V 8 0 R", 9: FIELD % b"/Parent 7 0 R"}),
    "loop-fields-list": lambda: file_of({6: b"<< /Fields 9 0 R >>", 9: b"[7 0 R 9 0 R]"}),
    "loop-fields-doubling": lambda: file_of({7: FIELD % b"/Kids [100 0 R]", **doubling(
        lambda n: b"<< /T (a) /Kids [%d 0 R %d 0 R] >>" % (n, n), 60, FIELD % b"/V 8 0 R")}),
    "loop-fields-deep-100": lambda: deep_fields(100),
    "loop-fields-deep-20000": lambda: deep_fields(20_000),
    "loop-value-is-the-field": lambda: file_of({7: FIELD % b"/V 7 0 R"}),
    "loop-value-itself": lambda: file_of({8: b"8 0 R"}),
    "loop-value-two": lambda: file_of({8: b"9 0 R", 9: b"8 0 R"}),
    "loop-reference-chain-1000": lambda: file_of({8: b"100 0 R", **chain(1000, b"<< >>")}),
    "loop-reference-chain-50000": lambda: file_of({8: b"100 0 R", **chain(50_000, b"<< >>")}),
    "loop-byte-range": lambda: file_of({8: b"<< /Type /Sig /ByteRange [8 0 R 8 0 R 8 0 R 8 0 R] /Contents 8 0 R >>"}),
    "loop-length": lambda: file_of({5: b"<< /Length 5 0 R >>\nstream\nx\nendstream"}),
    "loop-lengths-two": lambda: file_of({
        5: b"<< /Length 9 0 R >>\nstream\nx\nendstream", 9: b"<< /Length 5 0 R >>\nstream\nx\nendstream"}),
    "loop-filter": lambda: file_of({5: b"<< /Length 1 /Filter 5 0 R >>\nstream\nx\nendstream"}),
    "loop-contents": lambda: file_of({4: PAGE.replace(b"5 0 R", b"[9 0 R]"), 9: b"[9 0 R 9 0 R]"}),
    "loop-annotations": lambda: file_of({4: PAGE[:-2] + b" /Annots 9 0 R >>", 9: b"[9 0 R 9 0 R 7 0 R]"}),
    "loop-resources": lambda: file_of({
        4: PAGE[:-2] + b" /Resources << /XObject << /A 9 0 R >> >> >>",
        9: stream(b"/A Do", b"/Subtype /Form /Resources << /XObject << /A 9 0 R >> >>")}),
    "loop-resources-doubling": lambda: file_of({
        4: PAGE[:-2] + b" /Resources << /XObject << /A 100 0 R >> >> >>", **doubling(
            lambda n: stream(
                b"/A Do /B Do", b"/Subtype /Form /Resources << /XObject << /A %d 0 R /B %d 0 R >> >>" % (n, n)),
            40, stream(b"", b"/Subtype /Form"))}),
    "loop-names": lambda: file_of({
        1: catalog(b"/Names << /EmbeddedFiles 9 0 R >>"), 9: b"<< /Kids [9 0 R 9 0 R] >>"}),
    "loop-outlines": lambda: file_of({
        1: catalog(b"/Outlines 9 0 R"), 9: b"<< /First 10 0 R >>",
        10: b"<< /Next 10 0 R /Prev 10 0 R /Parent 9 0 R >>"}),
    "loop-structure": lambda: file_of({1: catalog(b"/StructTreeRoot 9 0 R"), 9: b"<< /K [9 0 R 9 0 R] >>"}),
    "loop-layers": lambda: file_of({1: catalog(b"/OCProperties 9 0 R"), 9: b"<< /OCGs 9 0 R /D 9 0 R /Order 9 0 R >>"}),
    "loop-store": lambda: file_of({
        1: catalog(b"/DSS 9 0 R"), 9: b"<< /VRI 9 0 R /Certs 9 0 R /CRLs [9 0 R] /A 9 0 R >>"}),
    "loop-store-many": lambda: file_of({
        1: catalog(b"/DSS << /Certs [" + b"5 0 R " * 100_000 + b"] >>")}),
    "loop-form": lambda: file_of({6: b"6 0 R"}),
    "loop-catalogue": lambda: file_of({1: b"1 0 R"}),
    "loop-pages-are-the-catalogue": lambda: file_of({1: CATALOG.replace(b"2 0 R", b"1 0 R")}),
    "loop-lock": lambda: file_of({7: FIELD % b"/V 8 0 R /Lock 7 0 R"}),
    "loop-transforms": lambda: file_of({8: b"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> /Reference 8 0 R >>"}),
    "loop-transform-parameters": lambda: file_of({
        8: b"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> /Reference [8 0 R 9 0 R] >>",
        9: b"<< /TransformMethod /DocMDP /TransformParams 9 0 R /Fields 9 0 R >>"}),
    "loop-info": lambda: file_of({9: b"9 0 R"}, trailer=b"/Info 9 0 R"),
    "loop-previous-two": lambda: two_sections(to_itself=False),
    "loop-previous-itself": lambda: two_sections(to_itself=True),
    "loop-table-stream": lambda: file_of(trailer=b"/XRefStm 9"),
    "loop-extends-itself": lambda: extends(b"/Extends 50 0 R", b""),
    "loop-extends-two": lambda: extends(b"/Extends 51 0 R", b"/Extends 50 0 R"),
    "loop-everything": lambda: file_of({
        number: b"[" + b" ".join(b"%d 0 R" % each for each in range(100, 300)) + b"]" for number in range(100, 300)
    } | {1: catalog(b"/X 100 0 R")}),
}
