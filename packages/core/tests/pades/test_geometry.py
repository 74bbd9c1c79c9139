"""A box in millimetres from the top left as displayed finds its place on any page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.pades.errors import BoxOutsidePage
from antin.pades.geometry import MM_PER_POINT, Box, PageGeometry

A4 = (0.0, 0.0, 595.0, 842.0)


def points(value_mm: float) -> float:
    return value_mm / MM_PER_POINT


class TestABox:
    @pytest.mark.parametrize(("rotation", "expected"), [
        (0, (points(10), 842 - points(25), points(40), 842 - points(20))),
        (90, (points(20), points(10), points(25), points(40))),
        (180, (595 - points(40), points(20), 595 - points(10), points(25))),
        (270, (595 - points(25), 842 - points(40), 595 - points(20), 842 - points(10))),
    ])
    def test_is_found_from_the_displayed_corner(self, rotation: int, expected: tuple[float, ...]) -> None:
        rectangle = PageGeometry(A4, rotation).rectangle_of(Box(10, 20, 30, 5))  # type: ignore[arg-type]  # in the table

        assert rectangle == pytest.approx(expected, abs=0.001)

    def test_counts_from_the_crop_box(self) -> None:
        rectangle = PageGeometry((20.0, 30.0, 420.0, 630.0)).rectangle_of(Box(0, 0, 10, 10))

        assert rectangle == pytest.approx((20, 630 - points(10), 20 + points(10), 630), abs=0.001)

    def test_is_smaller_in_larger_units(self) -> None:
        left, bottom, right, top = PageGeometry(A4, unit=2).rectangle_of(Box(0, 0, 20, 10))

        assert (right - left, top - bottom) == pytest.approx((points(20) / 2, points(10) / 2), abs=0.001)

    @pytest.mark.parametrize("box", [
        Box(-5, 0, 10, 10), Box(0, -5, 10, 10), Box(205, 0, 10, 10), Box(0, 290, 10, 10), Box(0, 0, 0, 10),
        Box(0, 0, 10, -1), Box(float("nan"), 0, 10, 10), Box(0, 0, float("inf"), 10),
    ])
    def test_must_lie_on_the_page(self, box: Box) -> None:
        with pytest.raises(BoxOutsidePage):
            PageGeometry(A4).rectangle_of(box)

    @given(
        st.sampled_from([0, 90, 180, 270]),
        st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 100), st.floats(1, 100)),
    )
    def test_keeps_its_area_and_stays_on_the_page(self, rotation: int, box: tuple[float, ...]) -> None:
        left, bottom, right, top = PageGeometry(A4, rotation).rectangle_of(Box(*box))  # type: ignore[arg-type]  # drawn

        assert (right - left) * (top - bottom) == pytest.approx(points(box[2]) * points(box[3]), rel=0.01)
        assert -2 <= left < right <= 597 and -2 <= bottom < top <= 844


def test_a_turned_page_is_measured_as_displayed() -> None:
    width, height = PageGeometry(A4, 90).size_mm

    assert (round(width), round(height)) == (297, 210)
