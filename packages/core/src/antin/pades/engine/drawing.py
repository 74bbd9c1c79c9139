"""A drawing as PDF objects: a form, its font with all that a viewer needs, its picture."""

import zlib
from typing import Any

from antin.pades.appearance import Drawing
from antin.pades.font import EmbeddedFont
from antin.pades.geometry import Rotation, upright_matrix
from antin.pades.image import EmbeddedImage
from antin.pdf import Name, Ref, Stream, Update

_SERIF_AND_SYMBOLIC = 6
_STEM = 80


def form_xobject(update: Update, drawing: Drawing, rotation: Rotation) -> Ref:
    """The drawing as a form that stands upright on a page turned by `rotation` (ISO 32000-2 12.5.5)."""
    resources: dict[str, Any] = {}
    if drawing.font is not None:
        resources["/Font"] = {"/F1": _font(update, drawing.font)}
    if drawing.image is not None:
        resources["/XObject"] = {"/Im1": _image(update, drawing.image)}
    return update.add(_flate(zlib.compress(drawing.content), {
        "/Type": Name("/XObject"), "/Subtype": Name("/Form"),
        "/BBox": [0, 0, round(drawing.width, 3), round(drawing.height, 3)],
        "/Matrix": list(upright_matrix(rotation)), "/Resources": resources,
    }))


def _font(update: Update, font: EmbeddedFont) -> Ref:
    """A composite font by glyph number, with its program, widths and Unicode (ISO 32000-2 9.7)."""
    name = Name("/" + font.name)
    descriptor = {
        "/Type": Name("/FontDescriptor"), "/FontName": name, "/Flags": _SERIF_AND_SYMBOLIC, "/FontBBox": list(font.box),
        "/ItalicAngle": 0, "/Ascent": font.ascent, "/Descent": font.descent, "/CapHeight": font.cap_height,
        "/StemV": _STEM, "/FontFile2": update.add(_flate(font.file, {"/Length1": font.file_size})),
    }
    descendant = {
        "/Type": Name("/Font"), "/Subtype": Name("/CIDFontType2"), "/BaseFont": name,
        "/CIDSystemInfo": {"/Registry": b"Adobe", "/Ordering": b"Identity", "/Supplement": 0},
        "/CIDToGIDMap": Name("/Identity"), "/FontDescriptor": update.add(descriptor), "/W": [0, list(font.widths)],
    }
    return update.add({
        "/Type": Name("/Font"), "/Subtype": Name("/Type0"), "/BaseFont": name, "/Encoding": Name("/Identity-H"),
        "/DescendantFonts": [update.add(descendant)], "/ToUnicode": update.add(_flate(font.to_unicode, {})),
    })


def _image(update: Update, image: EmbeddedImage) -> Ref:
    """The picture, with a soft mask only when it is not opaque."""
    entries: dict[str, Any] = {
        "/Type": Name("/XObject"), "/Subtype": Name("/Image"), "/Width": image.width, "/Height": image.height,
        "/BitsPerComponent": 8,
    }
    coloured = {**entries, "/ColorSpace": Name("/DeviceRGB")}
    if image.opacity is not None:
        coloured["/SMask"] = update.add(_flate(image.opacity, {**entries, "/ColorSpace": Name("/DeviceGray")}))
    return update.add(_flate(image.colours, coloured))


def _flate(compressed: bytes, entries: dict[str, Any]) -> Stream:
    return Stream({**entries, "/Filter": Name("/FlateDecode")}, compressed)
