"""The one encoding of JSON (RFC 8785), within what orders are made of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.orders import OrderMalformed, canonical_json
from antin.orders.canonical import LARGEST_NUMBER, parsed_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.booleans() | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20,
)


class TestTheCanonicalForm:
    def test_writes_the_strings_of_rfc_8785_appendix(self) -> None:
        value = {
            "string": "€$\u000f\nA'B\"\\\\\"/",
            "literals": [True, False],
        }

        assert canonical_json(value) == (
            '{"literals":[true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()
        )

    def test_sorts_keys_by_utf_16_as_rfc_8785_3_2_3_shows(self) -> None:
        value = {
            "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis",
        }

        names = list(json.loads(canonical_json(value)))

        assert names == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]

    @given(value=VALUES)
    def test_reads_back_as_it_was_written(self, value: object) -> None:
        written = canonical_json(value)  # type: ignore[arg-type]

        assert parsed_json(written) == value
        assert canonical_json(parsed_json(written)) == written  # type: ignore[arg-type]

    @pytest.mark.parametrize("value", [1.5, None, b"x", {1: "a"}, LARGEST_NUMBER + 1, "\ud800", {"\ud800": 1}])
    def test_has_no_place_for(self, value: object) -> None:
        with pytest.raises(OrderMalformed):
            canonical_json(value)  # type: ignore[arg-type]

    @pytest.mark.parametrize("data", [
        b"", b"\xff", b'{"a":1,"a":1}', b"1.0", b"1e3", b"NaN", b"[" * 60_000, b'{"a":' * 9_000, b"9" * 60_000,
    ])
    def test_refuses_to_read(self, data: bytes) -> None:
        with pytest.raises(OrderMalformed):
            canonical_json(parsed_json(data))  # type: ignore[arg-type]
