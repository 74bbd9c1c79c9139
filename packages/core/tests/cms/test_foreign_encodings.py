"""What older programs wrote is read: indefinite lengths, segments, SHA-1, no reference, the leaf alone."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin import cms, oids
from antin.cms import ber
from antin.cms.times import read_time
from antin.der import (
    encode,
    null,
    object_identifier,
    octet_string,
    read_one,
    sequence,
    set_of,
)
from antin_testkit.key_holders import KeyHolder
from antin_testkit.old_signatures import in_indefinite_lengths, indefinite, old_signature

CONTENT = b"%PDF-1.4 of 2019"
AT_2019 = datetime(2019, 3, 1, 9, 30, tzinfo=UTC)
OLD = old_signature(hashlib.sha1(CONTENT).digest(), at=AT_2019)


class TestASignatureOfTheIncumbent:
    def test_holds_and_shows_its_weakness(self) -> None:
        signed = cms.read(OLD)

        held = cms.verify_signature(signed, content=CONTENT)

        assert (held.digest_name, held.certificate_reference) == ("sha1", "")
        assert signed.signer_infos[0].signing_time == AT_2019

    def test_holds_in_indefinite_lengths(self, rsa_holder: KeyHolder) -> None:
        signed = cms.read(in_indefinite_lengths(OLD) + bytes(5000))

        assert signed.certificates == (rsa_holder.certificate,)
        assert cms.verify_signature(signed, content=CONTENT).digest_name == "sha1"

    def test_holds_when_the_attributes_were_not_sorted(self, rsa_holder: KeyHolder) -> None:
        ordered = [cms.attribute(oids.MESSAGE_DIGEST, octet_string(hashlib.sha256(CONTENT).digest())),
                   cms.attribute(oids.CONTENT_TYPE, object_identifier(oids.CMS_DATA))]
        as_written = encode(0x31, b"".join(ordered))
        assert as_written != set_of(*ordered)

        for signed_form in (as_written, set_of(*ordered)):
            signed = cms.read(
                cms.signed_data(
                    algorithm=rsa_holder.algorithm,
                    signed_attributes=as_written,
                    signature=rsa_holder.sign(signed_form),
                    certificate=rsa_holder.certificate,
                )
            )
            assert cms.verify_signature(signed, content=CONTENT)


class TestTimes:
    @pytest.mark.parametrize(("tag", "text", "expected"), [
        (0x17, b"190301093000Z", datetime(2019, 3, 1, 9, 30, tzinfo=UTC)),
        (0x17, b"1903010930Z", datetime(2019, 3, 1, 9, 30, tzinfo=UTC)),
        (0x17, b"190301163000+0700", datetime(2019, 3, 1, 9, 30, tzinfo=UTC)),
        (0x17, b"500101000000Z", datetime(1950, 1, 1, tzinfo=UTC)),
        (0x18, b"20261124030000.25Z", datetime(2026, 11, 24, 3, 0, 0, 250000, tzinfo=UTC)),
    ])
    def test_are_read_in_the_forms_of_ber(self, tag: int, text: bytes, expected: datetime) -> None:
        assert read_time(read_one(encode(tag, text))) == expected

    @pytest.mark.parametrize(
        ("tag", "text"),
        [
            (0x17, b""),
            (0x17, b"191301093000Z"),
            (0x17, b"190301093000"),
            (0x18, b"190301093000Z"),
            (0x04, b"190301093000Z"),
            (0x18, b"00010101000000+2300"),
            (0x17, b"190301093000+9999"),
            (0x17, "١٩٠٣٠١٠٩٣٠٠٠Z".encode()),
        ],
    )
    def test_are_refused_in_any_other(self, tag: int, text: bytes) -> None:
        with pytest.raises(cms.SignedDataBroken):
            read_time(read_one(encode(tag, text)))


class TestHostileBytes:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x30",
            b"\x30\x80",
            b"\x30\x84\xff\xff\xff\xff",
            b"\x30\x80" * 100_000,
            b"\x30\xff",
            b"\x1f\x81\x00",
            b"\x04\x80\x00\x00",
            b"\x30\x02\x05\x00trailing",
            sequence(object_identifier(oids.CMS_DATA), encode(0xA0, null())),
            sequence(object_identifier(oids.CMS_SIGNED_DATA), encode(0xA0, b"")),
            encode(0x30, null() * 30_000),
        ],
    )
    def test_are_one_error(self, data: bytes) -> None:
        with pytest.raises(cms.SignedDataBroken):
            cms.read(data)

    @given(st.binary(max_size=200))
    def test_never_raise_anything_else(self, data: bytes) -> None:
        with pytest.raises(cms.SignedDataBroken):
            cms.read(b"\x30" + data)

    def test_cut_anywhere_are_one_error(self) -> None:
        for size in range(len(OLD)):
            with pytest.raises(cms.SignedDataBroken):
                cms.read(OLD[:size])

    def test_changed_anywhere_never_verify_as_another_content(self) -> None:
        for position in range(len(OLD)):
            changed = OLD[:position] + bytes((OLD[position] ^ 0x20,)) + OLD[position + 1 :]
            with pytest.raises((cms.SignedDataBroken, cms.SignatureInvalid, cms.SignatureUnverifiable)):
                cms.verify_signature(cms.read(changed), content=b"another content")


@given(
    st.recursive(
        st.binary(max_size=8).map(octet_string),
        lambda inner: st.lists(inner, max_size=4).map(lambda parts: sequence(*parts)),
    )
)
def test_reading_indefinite_lengths_gives_the_definite_form_back(encoded: bytes) -> None:
    assert ber.definite(ber.read_one(indefinite(read_one(encoded)))) == encoded
