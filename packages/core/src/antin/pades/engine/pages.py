"""Pages as parsed: their number, their geometry, and which one an annotation stands on (ISO 32000-2 7.7.3)."""

from collections.abc import Iterator
from typing import Any

from antin.pades.errors import PageMissing
from antin.pades.geometry import PageGeometry, Rectangle, Rotation
from antin.pdf import PdfBroken, Ref, Value, View

_MAX_DEPTH = 64
_MAX_PAGES = 100_000
_LETTER: Rectangle = (0.0, 0.0, 612.0, 792.0)
_ROTATIONS: dict[int, Rotation] = {0: 0, 90: 90, 180: 180, 270: 270}


def page_count(view: View) -> int:
    """As the page tree says."""
    return view.whole(view.dictionary(view.root, "/Pages"), "/Count") or 0


def page_reference(view: View, number: int) -> Ref:
    """A page by its number from 1, or from -1 backwards; whole branches before it are skipped.

    Raises PageMissing, PdfBroken.
    """
    count = page_count(view)
    index = number - 1 if number > 0 else count + number
    if number == 0 or not 0 <= index < count:
        raise PageMissing(page=number, pages=count)
    node: Value = view.root.get("/Pages")
    for _ in range(_MAX_DEPTH):
        if not is_branch(view, node):
            if isinstance(node, Ref) and index == 0:
                return node
            break
        for kid in view.array(view.resolve(node), "/Kids"):
            held = leaves_of(view, kid)
            if index < held:
                node = kid
                break
            index -= held
        else:
            break
    raise PdfBroken(reason="page tree")


def is_branch(view: View, node: Value) -> bool:
    """Whether a node of the page tree has nodes below it."""
    return "/Kids" in (view.resolve(node) or ())


def leaves_of(view: View, node: Value) -> int:
    """How many pages stand at or below a node, as it says."""
    found = view.resolve(node)
    if not isinstance(found, dict):
        return 0
    return max(0, view.whole(found, "/Count") or 0) if "/Kids" in found else 1


def page_geometry(view: View, page: Value) -> PageGeometry:
    """Crop box within the media box, rotation and unit, inherited where they are (ISO 32000-2 7.7.3.4)."""
    media = rectangle_of(view, _inherited(view, page, "/MediaBox")) or _LETTER
    crop = rectangle_of(view, _inherited(view, page, "/CropBox")) or media
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    if left >= right or bottom >= top:
        raise PdfBroken(reason="page without area")
    turn = _inherited(view, page, "/Rotate")
    rotation = (turn if type(turn) is int else 0) % 360
    unit = view.entry(page, "/UserUnit")
    scale = float(unit) if isinstance(unit, int | float) and unit > 0 else 1.0
    return PageGeometry((left, bottom, right, top), _ROTATIONS.get(rotation, 0), scale)


def page_numbers(view: View) -> Iterator[tuple[int, Ref, dict[str, Any]]]:
    """Every page with its number from 1 and its reference, in order, without following a circle."""
    pending: list[Value] = [view.root.get("/Pages")]
    seen: set[Ref] = set()
    number = 0
    while pending and number < _MAX_PAGES:
        reference = pending.pop()
        if not isinstance(reference, Ref) or reference in seen:
            continue
        node = view.get(reference)
        if not isinstance(node, dict):
            continue
        seen.add(reference)
        if "/Kids" in node:
            pending.extend(reversed(view.array(node, "/Kids")))
        else:
            number += 1
            yield number, reference, node


def number_of(view: View, page: Ref) -> int:
    """The number of a page, found by climbing from it and counting what stands before; 0: it is in no page tree."""
    kept: dict[Ref, int] = view.kept.setdefault("numbers", {})
    if page not in kept:
        kept[page] = _counted(view, page)
    return kept[page]


def _counted(view: View, page: Ref) -> int:
    number, node = 1, page
    for _ in range(_MAX_DEPTH):
        if node == view.root.get("/Pages"):
            return number
        above = entries(view, node).get("/Parent")
        if not isinstance(above, Ref):
            return 0
        for kid in view.array(view.get(above), "/Kids"):
            view.file.work.charge(1)
            if kid == node:
                break
            number += leaves_of(view, kid)
        else:
            return 0
        node = above
    return 0


def page_of(view: View, annotation: Ref) -> tuple[int, Ref] | None:
    """The page among whose annotations one stands, by its /P if that is true, else by looking; None: on no page."""
    told = entries(view, annotation).get("/P")
    if isinstance(told, Ref) and annotation in _annotations(view, told):
        number = number_of(view, told)
        if number:
            return number, told
    return _all_annotations(view).get(annotation)


def _annotations(view: View, page: Ref) -> frozenset[Ref]:
    """Those of a page, kept for the next question about it."""
    kept: dict[Ref, frozenset[Ref]] = view.kept.setdefault("annotations", {})
    if page not in kept:
        listed = view.array(view.get(page), "/Annots")
        view.file.work.charge(len(listed))
        kept[page] = frozenset(each for each in listed if isinstance(each, Ref))
    return kept[page]


def _all_annotations(view: View) -> dict[Ref, tuple[int, Ref]]:
    """The first page that each annotation of the document stands on."""
    if "pages of annotations" not in view.kept:
        found: dict[Ref, tuple[int, Ref]] = {}
        for number, page, _ in page_numbers(view):
            for each in _annotations(view, page):
                found.setdefault(each, (number, page))
        view.kept["pages of annotations"] = found
    kept: dict[Ref, tuple[int, Ref]] = view.kept["pages of annotations"]
    return kept


def entries(view: View, reference: Ref) -> dict[str, Any]:
    """The entries of the object a reference names; none when it is no dictionary."""
    found = view.get(reference)
    return found if isinstance(found, dict) else {}


def rectangle_of(view: View, value: Value) -> Rectangle | None:
    """A rectangle with its corners in order: left, bottom, right, top; None when it is none."""
    corners = view.numbers(value)
    if len(corners) != 4:
        return None
    left, bottom, right, top = corners
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _inherited(view: View, page: Value, key: str) -> Value:
    node: Value = page
    for _ in range(_MAX_DEPTH):
        found = view.entry(node, key)
        if found is not None or node is None:
            return found
        node = view.entry(node, "/Parent")
    raise PdfBroken(reason="page tree too deep")
