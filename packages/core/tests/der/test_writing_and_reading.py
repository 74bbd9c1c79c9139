"""What is written in DER reads back the same, here and with another library; nothing else gets through."""

from datetime import UTC, datetime

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from antin.der import (
    MalformedEncoding,
    bit_string,
    children,
    encode,
    generalized_time,
    integer,
    object_identifier,
    octet_string,
    read_one,
    sequence,
    set_of,
    utf8_string,
    x509_time,
)

OIDS = st.builds(
    lambda first, second, rest: ".".join(map(str, (first, second, *rest))),
    st.integers(0, 2), st.integers(0, 39), st.lists(st.integers(0, 2**40), max_size=8),
)


class TestAWriter:
    @given(st.integers(-(2**300), 2**300))
    def test_writes_integers_that_others_read(self, value: int) -> None:
        assert core.Integer.load(integer(value), strict=True).native == value

    @given(OIDS)
    def test_writes_object_identifiers_that_others_read(self, value: str) -> None:
        assert core.ObjectIdentifier.load(object_identifier(value), strict=True).dotted == value

    @given(st.text(max_size=300))
    def test_writes_texts_that_others_read(self, value: str) -> None:
        if any("\ud800" <= each <= "\udfff" for each in value):
            return
        assert core.UTF8String.load(utf8_string(value), strict=True).native == value

    @given(st.binary(max_size=70_000))
    def test_writes_lengths_of_every_size(self, value: bytes) -> None:
        assert core.OctetString.load(octet_string(value), strict=True).native == value

    @given(st.lists(st.binary(max_size=20), max_size=12))
    def test_sorts_sets(self, values: list[bytes]) -> None:
        encoded = [each.encoded for each in children(read_one(set_of(*map(octet_string, values))))]

        assert encoded == sorted(encoded)
        assert sorted(encoded) == sorted(map(octet_string, values))

    @pytest.mark.parametrize(("year", "tag"), [(1950, 0x17), (2049, 0x17), (2050, 0x18), (2500, 0x18)])
    def test_chooses_the_time_that_rfc_5280_asks_for(self, year: int, tag: int) -> None:
        assert x509_time(datetime(year, 1, 2, 3, 4, 5, tzinfo=UTC))[0] == tag

    def test_writes_whole_seconds_only(self) -> None:
        assert generalized_time(datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)).endswith(b"20261125010203Z")


class TestTheReader:
    @given(st.recursive(
        st.binary(max_size=40).map(octet_string),
        lambda inner: st.lists(inner, max_size=5).map(lambda several: sequence(*several)), max_leaves=30,
    ))
    def test_gives_back_what_was_written(self, encoded: bytes) -> None:
        assert read_one(encoded).encoded == encoded

    @given(st.binary(max_size=200))
    def test_reads_anything_or_says_that_it_cannot(self, data: bytes) -> None:
        try:
            found = read_one(data)
            children(found)
        except MalformedEncoding:
            return
        assert found.encoded == data

    @given(st.binary(min_size=1, max_size=50), st.data())
    def test_takes_no_prefix_for_the_whole(self, content: bytes, data: st.DataObject) -> None:
        encoded = sequence(octet_string(content), bit_string(content))
        cut = data.draw(st.integers(0, len(encoded) - 1))

        with pytest.raises(MalformedEncoding):
            read_one(encoded[:cut])

    @pytest.mark.parametrize("data", [
        b"\x30\x80\x00\x00", b"\x04\x81\x01x", b"\x04\x82\x00\x01x", b"\x04\x84\xff\xff\xff\xff", b"\x1f\x01\x00",
        encode(0x04, b"x") + b"\x00",
    ], ids=["indefinite", "long form for short", "leading zero", "beyond the end", "high tag", "something after"])
    def test_refuses_what_is_no_der(self, data: bytes) -> None:
        with pytest.raises(MalformedEncoding):
            read_one(data)
