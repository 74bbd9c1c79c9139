"""Tinos, subset once for the letters of Vietnamese, ready to be embedded.

The same subset serves every document of a process (cutting one takes 0.2 s); only a text with rarer
characters gets a cut of its own. Tinos has the widths of Times New Roman, which NĐ 30/2020 asks for; its
licence is beside it.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from antin.pades.errors import CharacterMissing

REGULAR, ITALIC = "Tinos-Regular", "Tinos-Italic"
_VIETNAMESE = (
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
_SIGNS = "–—…‘’“”«»•·×÷±°²³§©®№₫€½¼¾"
COMMON_CHARACTERS = frozenset((*map(chr, range(0x20, 0x7F)), *_VIETNAMESE, *_SIGNS))


@dataclass(frozen=True)
class EmbeddedFont:
    """A subset as a PDF needs it. Measures are thousandths of the font size; streams are Flate-compressed.

    glyphs: glyph number by character; widths: by glyph number, from 0 on.
    """

    name: str
    file: bytes
    file_size: int
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: int
    to_unicode: bytes

    def width_of(self, text: str) -> float:
        """The advance of a text at size 1."""
        return sum(self.widths[self.glyphs[character]] for character in text) / 1000

    def encode(self, text: str) -> bytes:
        """The text as glyph numbers of two octets (Identity-H)."""
        return b"".join(self.glyphs[character].to_bytes(2, "big") for character in text)


def font_for(text: str, face: str = REGULAR) -> EmbeddedFont:
    """A font that has every character of the text. Raises CharacterMissing."""
    missing = sorted(set(text) - _available(face))
    if missing:
        raise CharacterMissing(characters=" ".join(missing))
    return _subset(face, frozenset(set(text) - COMMON_CHARACTERS))


@cache
def _source(face: str) -> bytes:
    return files("antin.pades").joinpath(f"fonts/{face}.ttf").read_bytes()


@cache
def _available(face: str) -> frozenset[str]:
    with TTFont(BytesIO(_source(face)), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=16)
def _subset(face: str, rare: frozenset[str]) -> EmbeddedFont:
    characters = sorted(COMMON_CHARACTERS | rare)
    font = TTFont(BytesIO(_source(face)), lazy=True, recalcTimestamp=False)
    subsetter = Subsetter(
        Options(
            hinting=False,
            layout_features=[],
            name_IDs=[],
            notdef_outline=True,
            glyph_names=False,
            legacy_kern=False,
            drop_tables=[*Options().drop_tables, "GSUB", "GPOS", "GDEF", "OS/2", "post", "name"],
        )
    )
    head, metrics, capitals, angle = font["head"], font["hhea"], font["OS/2"].sCapHeight, font["post"].italicAngle
    thousandths = 1000 / head.unitsPerEm
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    glyphs = {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    widths = tuple(round(font["hmtx"][name][0] * thousandths) for name in font.getGlyphOrder())
    file = BytesIO()
    font.save(file)
    return EmbeddedFont(
        name=f"{_tag(file.getvalue())}+{face}", file=zlib.compress(file.getvalue(), 9),
        file_size=len(file.getvalue()), glyphs=glyphs, widths=widths,
        box=tuple(round(each * thousandths) for each in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(metrics.ascent * thousandths), descent=round(metrics.descent * thousandths),
        cap_height=round(capitals * thousandths), italic_angle=round(angle),
        to_unicode=zlib.compress(_to_unicode(glyphs), 9),
    )


def _tag(subset: bytes) -> str:
    """Six letters that tell subsets apart (ISO 32000-2 9.9.2)."""
    return "".join(chr(ord("A") + octet % 26) for octet in sha256(subset).digest()[:6])


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    """The CMap by which viewers copy and search the text (ISO 32000-2 9.10.3)."""
    pairs = [
        f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for character, glyph in glyphs.items()
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mapped}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode()
