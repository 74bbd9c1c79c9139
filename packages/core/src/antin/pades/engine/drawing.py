"""A drawing as PDF objects: a form, its fonts with all that a viewer needs, its pictures."""

import zlib
from typing import Any

from antin.pades.appearance import Drawing
from antin.pades.font import EmbeddedFont
from antin.pades.geometry import Rotation, upright_matrix
from antin.pades.image import EmbeddedImage
from antin.pdf import Name, Ref, Stream, Update, Value

_SERIF, _SYMBOLIC, _ITALIC = 2, 4, 64
_STEM = 80
# sRGB as CIE-based spaces describe it (IEC 61966-2-1; ISO 32000-2 8.6.5.2, 8.6.5.3).
_WHITE = [0.9505, 1.0, 1.089]
_OWN_COLOURS: dict[str, Value] = {
    "/DefaultGray": [Name("/CalGray"), {"/WhitePoint": _WHITE, "/Gamma": 2.2}],
    "/DefaultRGB": [Name("/CalRGB"), {
        "/WhitePoint": _WHITE, "/Gamma": [2.2, 2.2, 2.2],
        "/Matrix": [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
    }],
}


def form_xobject(update: Update, drawing: Drawing, rotation: Rotation) -> Ref:
    """The drawing as a form that stands upright on a page turned by `rotation` (ISO 32000-2 12.5.5)."""
    resources: dict[str, Any] = {}
    if drawing.fonts:
        resources["/Font"] = {
            f"/F{number}": _font(update, font, lists_glyphs=drawing.conformance.lists_glyphs)
            for number, font in enumerate(drawing.fonts, 1)
        }
    if drawing.images:
        resources["/XObject"] = {f"/Im{number}": _image(update, each) for number, each in enumerate(drawing.images, 1)}
    if drawing.conformance.needs_own_colours:
        resources["/ColorSpace"] = _OWN_COLOURS
    return update.add(_flate(zlib.compress(drawing.content), {
        "/Type": Name("/XObject"), "/Subtype": Name("/Form"),
        "/BBox": [0, 0, round(drawing.width, 3), round(drawing.height, 3)],
        "/Matrix": list(upright_matrix(rotation)), "/Resources": resources,
    }))


def _font(update: Update, font: EmbeddedFont, *, lists_glyphs: bool) -> Ref:
    """A composite font by glyph number, with its program, widths and Unicode (ISO 32000-2 9.7)."""
    name = Name("/" + font.name)
    descriptor = {
        "/Type": Name("/FontDescriptor"), "/FontName": name,
        "/Flags": _SERIF | _SYMBOLIC | (_ITALIC if font.italic_angle else 0), "/FontBBox": list(font.box),
        "/ItalicAngle": font.italic_angle, "/Ascent": font.ascent, "/Descent": font.descent,
        "/CapHeight": font.cap_height, "/StemV": _STEM,
        "/FontFile2": update.add(_flate(font.file, {"/Length1": font.file_size})),
    }
    if lists_glyphs:
        descriptor["/CIDSet"] = update.add(_flate(zlib.compress(_glyph_bits(len(font.widths))), {}))
    descendant = {
        "/Type": Name("/Font"), "/Subtype": Name("/CIDFontType2"), "/BaseFont": name,
        "/CIDSystemInfo": {"/Registry": b"Adobe", "/Ordering": b"Identity", "/Supplement": 0},
        "/CIDToGIDMap": Name("/Identity"), "/FontDescriptor": update.add(descriptor), "/W": [0, list(font.widths)],
    }
    return update.add({
        "/Type": Name("/Font"), "/Subtype": Name("/Type0"), "/BaseFont": name, "/Encoding": Name("/Identity-H"),
        "/DescendantFonts": [update.add(descendant)], "/ToUnicode": update.add(_flate(font.to_unicode, {})),
    })


def _glyph_bits(count: int) -> bytes:
    """A bit for each glyph, all of them there, the first one the highest (ISO 32000-2 9.8.3)."""
    whole, rest = divmod(count, 8)
    return b"\xff" * whole + (bytes((0xFF00 >> rest & 0xFF,)) if rest else b"")


def _image(update: Update, image: EmbeddedImage) -> Ref:
    """The picture, with a mask only when it is not opaque: a soft one, or a stencil (ISO 32000-2 8.9.6.3, 11.6.5.2)."""
    entries: dict[str, Any] = {
        "/Type": Name("/XObject"), "/Subtype": Name("/Image"), "/Width": image.width, "/Height": image.height,
    }
    coloured = {**entries, "/BitsPerComponent": 8, "/ColorSpace": Name("/DeviceRGB")}
    if image.opacity is not None:
        soft = {**entries, "/BitsPerComponent": 8, "/ColorSpace": Name("/DeviceGray")}
        coloured["/SMask"] = update.add(_flate(image.opacity, soft))
    if image.stencil is not None:
        hard = {**entries, "/BitsPerComponent": 1, "/ImageMask": True}
        coloured["/Mask"] = update.add(_flate(image.stencil, hard))
    return update.add(_flate(image.colours, coloured))


def _flate(compressed: bytes, entries: dict[str, Any]) -> Stream:
    return Stream({**entries, "/Filter": Name("/FlateDecode")}, compressed)
