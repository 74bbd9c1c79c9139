"""Objects are read as they are written, and what is no object is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.pdf import Name, PdfBroken, PdfTooHeavy, PdfUnreadable, Ref, Repeated, Work, same, text_of, text_string
from antin.pdf.objects import MAX_DEPTH, references, repeats
from antin.pdf.syntax import parse
from antin.pdf.writing import serialised


def read(written: bytes) -> Any:
    return parse(written, 0, Work(len(written)))[0]


NAMES = st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=20).map(lambda text: Name("/" + text))
PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.binary(max_size=40), NAMES,
    st.integers(-(10**9), 10**9).map(lambda number: number / 64),
    st.builds(Ref, st.integers(0, 10**9), st.integers(0, 65535)),
)
OBJECTS = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25,
)


class TestAnObject:
    @given(OBJECTS)
    def test_is_read_as_it_was_written(self, value: Any) -> None:
        assert same(read(serialised(value)), _without_whole_reals(value))

    @given(st.binary(max_size=200))
    def test_of_any_octets_is_read_or_refused(self, octets: bytes) -> None:
        try:
            value, end = parse(octets, 0, Work(len(octets)))
        except PdfUnreadable:
            return
        assert 0 < end <= len(octets)
        serialised(value)

    @pytest.mark.parametrize(("written", "value"), [
        (b"true", True), (b"null", None), (b" %c\n 12 ", 12), (b"-.5", -0.5), (b"4.", 4.0), (b"+7", 7),
        (b"/A#42#20c", Name("/AB c")), (b"/", Name("/")), (b"(a(b)c)", b"a(b)c"), (b"(\\101\\n\\)\\\r\nx)", b"A\n)x"),
        (b"(a\r\nb\rc)", b"a\nb\nc"), (b"(\\8\\1234)", b"8S4"), (b"<41 4>", b"A@"), (b"<>", b""),
        (b"12 0 R", Ref(12, 0)),
        (b"[1 2 0 R 3]", [1, Ref(2, 0), 3]), (b"[1 2 3]", [1, 2, 3]), (b"<</A<</B[]>>>>", {"/A": {"/B": []}}),
        (b"12%c\n0 %d\nR ", Ref(12, 0)), (b"[/A/B(c)<64>true]", [Name("/A"), Name("/B"), b"c", b"d", True]),
    ])
    def test_is_read_however_it_is_spaced(self, written: bytes, value: Any) -> None:
        assert same(read(written), value)

    @pytest.mark.parametrize("written", [
        b"", b"%", b"%%%%%%%%%%%%", b"[", b"]", b"<<", b"<< /A >>", b"<< 1 2 >>", b"[ >>", b"<< ]", b"(a", b"<4g>",
        b"nul", b"obj", b"1.2.3", b"--1", b"[1 2", b"9" * 41, b"/" + b"n" * 5000,
    ])
    def test_that_is_none_is_refused(self, written: bytes) -> None:
        with pytest.raises(PdfBroken):
            read(written)

    @pytest.mark.parametrize("opening", [b"[", b"<</A"])
    def test_too_deep_is_refused(self, opening: bytes) -> None:
        with pytest.raises(PdfBroken):
            read(opening * (MAX_DEPTH + 2))

    def test_too_long_is_given_up(self) -> None:
        with pytest.raises(PdfTooHeavy):
            parse(b"[" + b"1 " * 500_000 + b"]", 0, Work(0))

    @pytest.mark.parametrize(("written", "is_repeated"), [
        (b"<< /A 1 /A 2 >>", True), (b"<< /A 1 /A 1 >>", False), (b"<< /A 1 /#41 2 >>", True),
        (b"<< /A 1 /B 1 >>", False),
    ])
    def test_that_gives_an_entry_two_values_says_so(self, written: bytes, is_repeated: bool) -> None:
        found = read(written)

        assert isinstance(found, Repeated) is is_repeated
        assert repeats([{"/B": found}]) is is_repeated


class TestSameness:
    @pytest.mark.parametrize(("one", "other"), [
        (1, True), (1, 1.0), (0, None), (b"a", Name("a")), ({"/A": 1}, {"/A": 1, "/B": None}), ([1], [1, 1]),
        (Ref(1, 0), Ref(1, 1)),
    ])
    def test_is_not_likeness(self, one: Any, other: Any) -> None:
        assert not same(one, other) and same(one, one)


class TestText:
    @given(st.text(max_size=50))
    def test_comes_back(self, text: str) -> None:
        assert text_of(text_string(text)) == text

    @pytest.mark.parametrize(("written", "text"), [
        (b"\xef\xbb\xbfK\xc3\xbd", "Ký"), (b"\xff\xfeK\x00", "K"), (b"\x80\xa0", "•€"),
        (b"\xfe\xff\x00K\xd8", "K\ufffd"),
    ])
    def test_is_read_in_every_way_it_is_written(self, written: bytes, text: str) -> None:
        assert text_of(written) == text


def test_references_are_found_with_the_keys_that_lead_to_them() -> None:
    found = set(references({"/A": [Ref(1, 0), {"/B": Ref(2, 0)}], "/C": 3}))

    assert found == {(("/A",), Ref(1, 0)), (("/A", "/B"), Ref(2, 0))}


def _without_whole_reals(value: Any) -> Any:
    """A real without a fraction is written as an integer."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_without_whole_reals(each) for each in value]
    return {key: _without_whole_reals(each) for key, each in value.items()} if isinstance(value, dict) else value
