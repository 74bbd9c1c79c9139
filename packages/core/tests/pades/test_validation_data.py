"""What a file carries for later validation is read, and cannot be made too much."""

import zlib
from collections.abc import Callable

import pytest

from antin import pades
from antin.pades.engine.validation_data import MAX_OCTETS, MAX_STREAMS
from antin_testkit.pdf_revisions import stream, with_validation_data


@pytest.fixture()
def signed(sign: Callable[..., bytes], vector: Callable[[str], bytes]) -> bytes:
    return sign(vector("pdf-1.4"))


class TestTheValidationDataOfAFile:
    def test_is_read_packed_and_unpacked(self, signed: bytes) -> None:
        packed = stream(zlib.compress(b"another"), b"/Filter /FlateDecode")

        found = pades.read(with_validation_data(signed, Certs=(b"one", packed), CRLs=(b"list",), OCSPs=(b"said",)))

        assert found.validation_data == pades.ValidationData((b"one", b"another"), (b"list",), (b"said",))
        assert [change.code for change in found.signatures[0].changes] == ["change_validation_data_added"]

    def test_is_nothing_in_a_file_without_it(self, signed: bytes) -> None:
        assert pades.read(signed).validation_data.is_empty

    @pytest.mark.parametrize("content", [
        b"<< /No /Stream >>",
        stream(b"not packed at all", b"/Filter /FlateDecode"),
        stream(b"x", b"/Filter /LZWDecode"),
        stream(zlib.compress(b"x"), b"/Filter [/FlateDecode /FlateDecode]"),
        stream(zlib.compress(bytes(MAX_OCTETS + 1)), b"/Filter /FlateDecode"),
    ])
    def test_leaves_out_what_cannot_be_read_within_bounds(self, content: bytes, signed: bytes) -> None:
        found = pades.read(with_validation_data(signed, Certs=(content, b"good")))

        assert found.validation_data.certificates == (b"good",)

    def test_is_not_read_without_end(self, signed: bytes) -> None:
        found = pades.read(with_validation_data(signed, Certs=tuple([b"x"] * (MAX_STREAMS + 5)), CRLs=(b"y",)))

        assert len(found.validation_data.certificates) == MAX_STREAMS
        assert found.validation_data.crls == ()
