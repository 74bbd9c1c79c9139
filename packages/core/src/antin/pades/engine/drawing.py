"""A drawing as PDF objects: a form, its font with all that a viewer needs, its picture."""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from antin.pades.appearance import Drawing
from antin.pades.font import EmbeddedFont
from antin.pades.geometry import Rotation, upright_matrix
from antin.pades.image import EmbeddedImage

_SERIF_AND_SYMBOLIC = 6
_STEM = 80


def form_xobject(writer: BasePdfFileWriter, drawing: Drawing, rotation: Rotation) -> generic.IndirectObject:
    """The drawing as a form that stands upright on a page turned by `rotation` (ISO 32000-2 12.5.5)."""
    resources: dict[str, Any] = {}
    if drawing.font is not None:
        resources["/Font"] = _dictionary({"/F1": _font(writer, drawing.font)})
    if drawing.image is not None:
        resources["/XObject"] = _dictionary({"/Im1": _image(writer, drawing.image)})
    form = generic.StreamObject(_dictionary({
        "/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Form"),
        "/BBox": _numbers(0, 0, round(drawing.width, 3), round(drawing.height, 3)),
        "/Matrix": _numbers(*upright_matrix(rotation)), "/Resources": _dictionary(resources),
    }), stream_data=drawing.content)
    form.compress()
    return writer.add_object(form)


def _font(writer: BasePdfFileWriter, font: EmbeddedFont) -> generic.IndirectObject:
    """A composite font by glyph number, with its program, widths and Unicode (ISO 32000-2 9.7)."""
    name = pdf_name("/" + font.name)
    descriptor = _dictionary(
        {
            "/Type": pdf_name("/FontDescriptor"),
            "/FontName": name,
            "/Flags": generic.NumberObject(_SERIF_AND_SYMBOLIC),
            "/FontBBox": _numbers(*font.box),
            "/ItalicAngle": generic.NumberObject(0),
            "/Ascent": generic.NumberObject(font.ascent),
            "/Descent": generic.NumberObject(font.descent),
            "/CapHeight": generic.NumberObject(font.cap_height),
            "/StemV": generic.NumberObject(_STEM),
            "/FontFile2": writer.add_object(
                _flate(font.file, {"/Length1": generic.NumberObject(font.file_size)})
            ),
        }
    )
    descendant = _dictionary({
        "/Type": pdf_name("/Font"), "/Subtype": pdf_name("/CIDFontType2"), "/BaseFont": name,
        "/CIDSystemInfo": _dictionary({
            "/Registry": generic.pdf_string("Adobe"), "/Ordering": generic.pdf_string("Identity"),
            "/Supplement": generic.NumberObject(0),
        }),
        "/CIDToGIDMap": pdf_name("/Identity"), "/FontDescriptor": writer.add_object(descriptor),
        "/W": generic.ArrayObject([generic.NumberObject(0), _numbers(*font.widths)]),
    })
    return writer.add_object(_dictionary({
        "/Type": pdf_name("/Font"), "/Subtype": pdf_name("/Type0"), "/BaseFont": name,
        "/Encoding": pdf_name("/Identity-H"),
        "/DescendantFonts": generic.ArrayObject([writer.add_object(descendant)]),
        "/ToUnicode": writer.add_object(_flate(font.to_unicode, {})),
    }))


def _image(writer: BasePdfFileWriter, image: EmbeddedImage) -> generic.IndirectObject:
    """The picture, with a soft mask only when it is not opaque."""
    entries: dict[str, Any] = {
        "/Type": pdf_name("/XObject"),
        "/Subtype": pdf_name("/Image"),
        "/Width": generic.NumberObject(image.width),
        "/Height": generic.NumberObject(image.height),
        "/BitsPerComponent": generic.NumberObject(8),
    }
    coloured = {**entries, "/ColorSpace": pdf_name("/DeviceRGB")}
    if image.opacity is not None:
        mask = _flate(image.opacity, {**entries, "/ColorSpace": pdf_name("/DeviceGray")})
        coloured["/SMask"] = writer.add_object(mask)
    return writer.add_object(_flate(image.colours, coloured))


def _flate(compressed: bytes, entries: dict[str, Any]) -> generic.StreamObject:
    return generic.StreamObject(
        _dictionary({**entries, "/Filter": pdf_name("/FlateDecode")}), encoded_data=compressed
    )


def _dictionary(entries: dict[str, Any]) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(key): value for key, value in entries.items()})


def _numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject(
        [
            generic.NumberObject(each) if isinstance(each, int) else generic.FloatObject(each)
            for each in values
        ]
    )
