"""What a file holds that the people who sign it do not see, found by walking its objects once, within its work.

Objects are reached from the trailer as a reader reaches them; what is in the file and not reached is told, too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from antin.pades.engine.pages import page_geometry, page_numbers, rectangle_of
from antin.pades.geometry import Box
from antin.pdf import PdfBroken, PdfFile, PdfTooHeavy, Ref, Repeated, Stream, Value, View, Work, entries_of

_ACTIONS = {
    "/JavaScript": "caution_script", "/Launch": "caution_launch", "/SubmitForm": "caution_submits",
    "/ImportData": "caution_submits", "/Hide": "caution_script", "/Rendition": "caution_media",
    "/SetOCGState": "caution_layers_switch",
}
_MEDIA = {"/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}
_UNPAINTED = {"/Link", "/Popup", "/Widget"}
_HIDDEN = 2 | 32
_BARE = {"/Length", "/Filter", "/DecodeParms"}
_WORD = re.compile(rb"(?<![0-9])(\d{1,10})[\x00\t\n\x0c\r ]{1,4}(\d{1,5})[\x00\t\n\x0c\r ]{1,4}\Z")
_BEFORE, _LOOKED_AT = 24, 1 << 16
# Showing text, painting a path or an object; glyphs and tables have none of them (ISO 32000-2 annex A).
_PAINTING = re.compile(rb"(?:^|[\s)>\]])(?:Tj|TJ|Do|re\s+f|BT)(?=\s|\Z)")


@dataclass(frozen=True)
class Found:
    """code: of the catalogue. page: from 1, 0: of the whole document. box: as displayed, where there is one."""

    code: str
    page: int = 0
    box: Box | None = None


def found_in(file: PdfFile) -> Iterator[Found]:
    """Everything that may deceive; `caution_not_all_seen` where the file's work is not enough."""
    try:
        view = file.newest
        yield from _layers(view)
        yield from _annotations(view)
        reached, found = _walked(view)
        yield from found
        yield from _unreached(view, reached)
        yield from _unlisted(file)
    except (PdfTooHeavy, PdfBroken):
        yield Found("caution_not_all_seen")


def _layers(view: View) -> Iterator[Found]:
    """Layers that are off, or that change between screen and print (ISO 32000-2 8.11.4)."""
    usual = view.dictionary(view.dictionary(view.root, "/OCProperties"), "/D")
    if view.array(usual, "/OFF") or view.entry(usual, "/BaseState") == "/OFF":
        yield Found("caution_layers_off")
    if view.array(usual, "/AS"):
        yield Found("caution_layers_switch")


def _annotations(view: View) -> Iterator[Found]:
    """What annotations and fields draw on pages, over their content."""
    for number, _, page in page_numbers(view):
        listed = view.array(page, "/Annots")
        geometry = page_geometry(view, page) if listed else None
        for each in listed:
            entries = entries_of(view.resolve(each))
            kind = view.entry(entries, "/Subtype")
            rectangle = rectangle_of(view, entries.get("/Rect"))
            box = geometry.box_of(rectangle) if geometry and rectangle else None
            is_signed = kind == "/Widget" and view.entry(entries, "/FT") == "/Sig"
            if kind in _MEDIA:
                yield Found("caution_media", number)
            elif kind == "/FileAttachment":
                yield Found("caution_attachment", number)
            elif (view.whole(entries, "/F") or 0) & _HIDDEN:
                if kind not in _UNPAINTED:
                    yield Found("caution_annotation_hidden", number)
            elif kind == "/Widget" and box and not is_signed:
                yield Found("caution_field", number, box)
            elif kind not in _UNPAINTED:
                yield Found("caution_annotation", number, box)


def _walked(view: View) -> tuple[set[int], list[Found]]:
    """The numbers that a reader reaches, and what it meets there."""
    pending: list[Value] = [view.trailer_entries]
    reached, codes = set[int](), dict[str, None]()
    while pending:
        met, referred = _looked_at(pending.pop(), view.file.work)
        codes.update(dict.fromkeys(met))
        for reference in referred:
            if reference.number in reached:
                continue
            reached.add(reference.number)
            target = view.get(reference)
            if target is None and view.place(reference.number) is None:
                codes["caution_missing_object"] = None
            pending.append(target)
    return reached, [Found(code) for code in codes]


def _looked_at(value: Value, work: Work) -> tuple[list[str], list[Ref]]:
    """What one object holds that people do not see, and what it refers to."""
    codes, found, pending = list[str](), list[Ref](), [value]
    while pending:
        each = pending.pop()
        work.charge(1)
        if isinstance(each, Ref):
            found.append(each)
        elif isinstance(each, list):
            pending.extend(each)
        elif isinstance(each, dict | Stream):
            entries = entries_of(each)
            pending.extend(entries.values())
            codes.extend(_codes_of(each, entries))
    return codes, found


def _codes_of(value: Value, entries: dict[str, Value]) -> Iterator[str]:
    action = entries.get("/S")
    if isinstance(action, str) and action in _ACTIONS:
        yield _ACTIONS[action]
    if "/JS" in entries:
        yield "caution_script"
    if "/EmbeddedFiles" in entries:
        yield "caution_attachment"
    if isinstance(entries, Repeated):
        yield "caution_repeated_entry"
    if isinstance(value, Stream) and ("/F" in entries or (entries.get("/Subtype") == "/Form" and "/Ref" in entries)):
        yield "caution_outside_content"


def _unreached(view: View, reached: set[int]) -> Iterator[Found]:
    """Pages, pictures and contents that are in the tables and in no document."""
    numbers = {number for section in view.file.sections for number in section.numbers()}
    view.file.work.charge(len(numbers))
    for number in sorted(numbers - reached):
        place = view.place(number)
        if place is None or place.is_free:
            continue
        try:
            value = view.get(Ref(number, place.generation))
        except PdfBroken:
            continue
        if entries_of(value).get("/Type") in ("/Page", "/Pages", "/Catalog") or _paints(view, value):
            yield Found("caution_unused_content")
            return


def _paints(view: View, value: Value) -> bool:
    """Whether a stream is a picture, a form, or the content of a page, as far as its operators tell."""
    if not isinstance(value, Stream):
        return False
    if value.entries.get("/Subtype") in ("/Image", "/Form"):
        return True
    try:
        return not value.entries.keys() - _BARE and bool(_PAINTING.search(view.file.unpacked(value, _LOOKED_AT)))
    except PdfBroken:
        return False


def _unlisted(file: PdfFile) -> Iterator[Found]:
    """Objects that are written in the file and in no table, so that another table could show them."""
    data, work = file.data, file.work
    work.charge(len(data) >> 7)
    offsets = sorted({place.offset for section in file.sections for _, place in section.places() if place.offset > 0})
    at = data.find(b"obj")
    while at >= 0:
        work.charge(1)
        head = _WORD.search(data, max(0, at - _BEFORE), at)
        if head and not _is_inside(file, offsets, at) and not _is_table(file, head.start()):
            yield Found("caution_unlisted_object")
            return
        at = data.find(b"obj", at + 3)


def _is_inside(file: PdfFile, offsets: list[int], at: int) -> bool:
    """Whether a place lies within an object that is listed: in a stream or a string, it is no object."""
    index = bisect_right(offsets, at)
    if not index:
        return False
    try:
        _, _, end = file.object_at(offsets[index - 1])
    except PdfBroken:
        return True
    return at < end


def _is_table(file: PdfFile, at: int) -> bool:
    """Whether an object is itself a table, which need not list itself (ISO 32000-2 7.5.8)."""
    try:
        _, value, _ = file.object_at(at)
    except PdfBroken:
        return False
    return entries_of(value).get("/Type") == "/XRef"
