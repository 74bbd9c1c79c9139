"""Places kept for the signatures to come."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature

from antin import pades
from antin.pades.cautions import cautions
from antin.pades.errors import BoxOutsidePage, FieldNameWrong, NewFieldForbidden
from antin.pades.new_fields import add_field
from antin_testkit.papers_to_sign import Paper, paper_to_sign

PLACES = {
    "thu_truong": pades.Box(128, 128, 50, 20), "so": pades.Box(49, 30, 14, 6), "van_thu": pades.Box(109, 120, 36, 36),
}
LOOK = pades.Appearance(("123",))
Sign = Callable[..., bytes]


def with_places(standard: str = "1.7") -> bytes:
    made = paper_to_sign(Paper(), standard)
    for name, box in PLACES.items():
        made = add_field(made, pades.FieldSpec(name, box=box), told=f"Ô ký {name}")
    return made


class TestAPlaceThatIsKept:
    def test_waits_where_it_was_put(self) -> None:
        empty = pades.overview(with_places()).empty_fields

        assert [(each.name, each.page, each.is_visible) for each in empty] == [(name, 1, True) for name in PLACES]
        assert cautions(with_places()) == ()

    @pytest.mark.parametrize("standard", ["1.7", "ua-1", "a-2a"])
    def test_takes_a_signature_that_changes_nothing_else(self, standard: str, sign: Sign) -> None:
        signed = with_places(standard)
        for name in PLACES:
            signed = sign(signed, pades.FieldSpec(name), appearance=LOOK)

        first, second, third = pades.read(signed).signatures
        told = [[name for change in each.changes for name in change.fields] for each in (first, second, third)]
        assert told == [["so", "van_thu"], ["van_thu"], []]
        assert all(change.is_allowed for each in (first, second) for change in each.changes)
        levels = [
            validate_pdf_signature(each).modification_level
            for each in PdfFileReader(BytesIO(signed)).embedded_signatures
        ]
        assert levels == [ModificationLevel.FORM_FILLING, ModificationLevel.FORM_FILLING, ModificationLevel.NONE]

    def test_takes_one_after_a_certification_that_permits_filling(self, sign: Sign) -> None:
        certified = sign(with_places(), pades.FieldSpec("thu_truong"), appearance=LOOK, certifies=2)

        signed = sign(certified, pades.FieldSpec("so"), appearance=LOOK)

        assert all(change.is_allowed for change in pades.read(signed).signatures[0].changes)
        with pytest.raises(NewFieldForbidden):
            sign(certified, pades.FieldSpec("moi", box=PLACES["so"]), appearance=LOOK)

    def test_hangs_in_the_structure_tree(self) -> None:
        assert with_places("ua-1").count(b"/S /Form") == len(PLACES)
        assert b"/StructParent " not in add_field(paper_to_sign(), pades.FieldSpec("an"))[len(paper_to_sign()) :]

    def test_is_refused_where_it_cannot_be(self) -> None:
        with pytest.raises(FieldNameWrong):
            add_field(with_places(), pades.FieldSpec("so", box=PLACES["so"]))
        with pytest.raises(BoxOutsidePage):
            add_field(paper_to_sign(), pades.FieldSpec("so", box=pades.Box(200, 0, 50, 9)))
