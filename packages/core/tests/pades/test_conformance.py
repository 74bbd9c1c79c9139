"""What a document claims is kept by what is drawn into it."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
import typst
from PIL import Image

from antin import pades
from antin.pades.conformance import Conformance
from antin.pades.engine.conformance import conformance_of
from antin.pdf import PdfFile, Stream
from antin_testkit.pdf_revisions import append_revision, stream
from antin_testkit.signed_documents import PLAIN

BOX = pades.Box(20, 20, 60, 20)


@cache
def made(standard: str) -> bytes:
    text = b"#set document(title: [Q]) \n#set text(lang: \"vi\")\n= Heading\nText"
    compiled = typst.compile(text, pdf_standards=[standard])
    assert isinstance(compiled, bytes)
    return compiled


def seal() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (20, 20), (200, 0, 0, 128)).save(file, "PNG")
    return file.getvalue()


def new_streams(original: bytes, signed: bytes) -> list[Stream]:
    file = PdfFile(signed)
    numbers = re.findall(rb"(?:^|\n)(\d+) 0 obj", signed[len(original) :])
    values = (file.newest.get(file.newest.reference(int(each))) for each in numbers)
    return [each for each in values if isinstance(each, Stream)]


class TestTheClaimsOfADocument:
    @pytest.mark.parametrize(("standard", "claims"), [
        ("1.7", Conformance(is_tagged=True)), ("a-1b", Conformance(1, True, True, is_tagged=True)),
        ("a-2b", Conformance(2, True, True, is_tagged=True)), ("a-3b", Conformance(3, True, True, is_tagged=True)),
        ("a-4", Conformance(4, True, True, is_tagged=True)), ("ua-1", Conformance(is_tagged=True)),
    ])
    def test_are_read_from_metadata_and_catalog(self, standard: str, claims: Conformance) -> None:
        found = conformance_of(PdfFile(made(standard)))

        assert (found.part, found.has_output_intent, found.has_rgb_intent) == (
            claims.part, claims.has_output_intent, claims.has_rgb_intent
        )

    def test_are_none_in_a_bare_file(self) -> None:
        assert conformance_of(PdfFile(PLAIN)) == Conformance()

    def test_are_read_whatever_the_metadata_are_made_of(self) -> None:
        root = b"<< /Type /Catalog /Pages 2 0 R /Metadata 90 0 R /OutputIntents [(x) 7] /MarkInfo 5 >>"
        odd = append_revision(PLAIN, {1: root, 90: stream(b"pdfaid:part='2'", b"/Filter /LZWDecode")})

        assert conformance_of(PdfFile(odd)) == Conformance()


class TestAPictureInPdfA:
    @pytest.mark.parametrize(("standard", "mask"), [("a-1b", "/Mask"), ("a-2b", "/SMask"), ("1.7", "/SMask")])
    def test_is_masked_as_its_part_permits(
        self, standard: str, mask: str, sign: Callable[..., bytes],
    ) -> None:
        signed = sign(made(standard), pades.FieldSpec(box=BOX), appearance=pades.Appearance(image=seal()))

        streams = new_streams(made(standard), signed)
        assert [{"/Mask", "/SMask"} & each.entries.keys() for each in streams if "/ColorSpace" in each.entries
                and each.entries["/ColorSpace"] == "/DeviceRGB"] == [{mask}]

    def test_says_its_colours_itself_where_the_document_does_not(self, sign: Callable[..., bytes]) -> None:
        root = b"<< /Type /Catalog /Pages 2 0 R /Metadata 90 0 R >>"
        claiming = append_revision(PLAIN, {1: root, 90: stream(b"<pdfaid:part>2</pdfaid:part>")})

        signed = sign(claiming, pades.FieldSpec(box=BOX), appearance=pades.Appearance(("Ký bởi",)))

        (form,) = [each for each in new_streams(claiming, signed) if each.entries.get("/Subtype") == "/Form"]
        assert form.entries["/Resources"]["/ColorSpace"].keys() == {"/DefaultGray", "/DefaultRGB"}


class TestAFontInPdfA:
    @pytest.mark.parametrize(("standard", "is_listed"), [("a-1b", True), ("a-2b", False)])
    def test_lists_its_glyphs_in_part_1_only(
        self, standard: str, is_listed: bool, sign: Callable[..., bytes],
    ) -> None:
        signed = sign(made(standard), pades.FieldSpec(box=BOX), appearance=pades.Appearance(("Ký bởi",)))

        assert (b"/CIDSet" in signed[len(made(standard)) :]) is is_listed
