"""Tokens of any service: what is read, what holds, and that only our own errors come out."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antin import cms, oids
from antin.cms.algorithms import digest_of
from antin.der import (
    bit_string,
    boolean,
    context,
    encode,
    integer,
    null,
    object_identifier,
    octet_string,
    sequence,
    utf8_string,
)
from antin.errors import AntinError
from antin.timestamp import (
    TimeStampAnswerWrong,
    TimeStampAuthority,
    TimeStampImprintWrong,
    TimeStampMalformed,
    TimeStampRefused,
    TimeStampRuleBroken,
    TimeStampSignatureWrong,
    TimeStampUnverifiable,
    TimeStampWrong,
    answer_to,
    read_response,
    read_token,
    time_stamp_request,
    time_stamp_response,
    verify_token,
)
from antin_testkit.status_services import AT, status_services

SERVICES = status_services()
STAMPER = SERVICES.stamper
DATA = "Quyết định số 05/QĐ-UBND".encode()
REQUEST = time_stamp_request(hashlib.sha256(DATA).digest(), "sha256", nonce=4711)
AUTHORITY = TimeStampAuthority(STAMPER.certificate, (), STAMPER.signer, oids.PILOT_TIME_STAMP_POLICY)
RESPONSE = time_stamp_response(REQUEST, authority=AUTHORITY, serial=7, at=AT)
TOKEN = read_response(RESPONSE)


def information(
    *, digest_name: str = "sha256", version: int = 1, time: bytes = encode(0x18, b"20261124030000Z"), rest: bytes = b"",
) -> bytes:
    """TSTInfo as some other service might write it."""
    oid = {"sha1": oids.SHA1, "md5": oids.MD5, "sha256": oids.SHA256, "whirlpool": "1.0.10118.3.0.55"}[digest_name]
    digest = digest_of(digest_name, DATA) if digest_name != "whirlpool" else bytes(64)
    imprint = sequence(sequence(object_identifier(oid), null()), octet_string(digest))
    return sequence(integer(version), object_identifier("1.2.3.4"), imprint, integer(5), time, rest)


def token(content: bytes, *, content_type: str = oids.TST_INFO, attributes: bytes | None = None) -> bytes:
    """A token around any content, genuinely signed."""
    algorithm = STAMPER.signer.algorithm
    signed = attributes or cms.signed_attributes(
        algorithm=algorithm, message_digest=digest_of("sha256", content), certificate=STAMPER.certificate,
        content_type=content_type,
    )
    return cms.signed_data(
        algorithm=algorithm, signed_attributes=signed, signature=STAMPER.signer.sign(signed),
        certificate=STAMPER.certificate, content=content, content_type=content_type,
    )


class TestAToken:
    def test_holds_for_the_data_and_for_its_digest(self) -> None:
        verified = verify_token(TOKEN, imprint_of=DATA)

        assert verified.token.at == AT
        assert verified.certificate == STAMPER.certificate
        assert verify_token(TOKEN, digest=hashlib.sha256(DATA).digest()) == verified

    @pytest.mark.parametrize("digest_name", ["sha1", "md5"])
    def test_of_old_days_is_read_with_its_weak_digest(self, digest_name: str) -> None:
        verified = verify_token(token(information(digest_name=digest_name)), imprint_of=DATA)

        assert verified.token.digest_name == digest_name

    def test_may_say_everything_that_is_optional(self) -> None:
        accuracy = sequence(integer(2), encode(0x80, b"\x01"), encode(0x81, b"\x05"))
        extension = sequence(object_identifier("1.2.3"), octet_string(b""))
        rest = accuracy + boolean(True) + integer(-5) + context(0, context(4, sequence())) + context(1, extension)

        found = read_token(token(information(rest=rest)))

        assert (found.nonce, found.policy, found.serial) == (-5, "1.2.3.4", 5)
        assert found.accuracy == timedelta(seconds=2, milliseconds=1, microseconds=5)

    def test_may_come_without_its_certificate(self) -> None:
        bare = read_response(time_stamp_response(
            time_stamp_request(hashlib.sha256(DATA).digest(), "sha256", nonce=None, certificate=False),
            authority=AUTHORITY, serial=7, at=AT,
        ))

        with pytest.raises(TimeStampUnverifiable, match="signer_certificate_missing"):
            verify_token(bare, imprint_of=DATA)
        assert verify_token(bare, imprint_of=DATA, certificates=[STAMPER.certificate])


class TestAFalseToken:
    def test_stamps_other_data(self) -> None:
        with pytest.raises(TimeStampImprintWrong):
            verify_token(TOKEN, imprint_of=DATA + b"!")
        with pytest.raises(TimeStampImprintWrong):
            verify_token(TOKEN, digest=hashlib.sha256(DATA).digest()[:-1])

    def test_is_what_is_never_compared_with_anything(self) -> None:
        with pytest.raises(TimeStampImprintWrong):
            verify_token(TOKEN)

    def test_has_another_time_than_was_signed(self) -> None:
        later = TOKEN.replace(b"20261124030000Z", b"20251124030000Z")

        with pytest.raises(TimeStampSignatureWrong, match="message_digest_wrong"):
            verify_token(later, imprint_of=DATA)

    def test_has_a_signature_of_another_key(self) -> None:
        content = information()
        attributes = cms.signed_attributes(
            algorithm=STAMPER.signer.algorithm, message_digest=digest_of("sha256", content),
            certificate=STAMPER.certificate, content_type=oids.TST_INFO,
        )
        false = cms.signed_data(
            algorithm=STAMPER.signer.algorithm, signed_attributes=attributes,
            signature=SERVICES.person.signer.sign(attributes), certificate=STAMPER.certificate, content=content,
            content_type=oids.TST_INFO,
        )

        with pytest.raises(TimeStampSignatureWrong, match="signature_value_wrong"):
            verify_token(false, imprint_of=DATA)

    def test_does_not_sign_which_certificate_made_it(self) -> None:
        content = information()
        attributes = encode(0x31, b"".join(sorted([
            cms.attribute(oids.CONTENT_TYPE, object_identifier(oids.TST_INFO)),
            cms.attribute(oids.MESSAGE_DIGEST, octet_string(digest_of("sha256", content))),
        ])))

        with pytest.raises(TimeStampSignatureWrong, match="signing_certificate_missing"):
            verify_token(token(content, attributes=attributes), imprint_of=DATA)

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda: b"", id="nothing"),
            pytest.param(lambda: TOKEN[:-1], id="truncated"),
            pytest.param(lambda: bytes(2 * 1024 * 1024), id="too large"),
            pytest.param(lambda: token(b"data", content_type=oids.CMS_DATA), id="of something else"),
            pytest.param(lambda: token(b""), id="empty content"),
            pytest.param(lambda: token(information(version=2)), id="version 2"),
            pytest.param(lambda: token(information(digest_name="whirlpool")), id="unknown digest"),
            pytest.param(lambda: token(information(time=encode(0x17, b"261124030000Z"))), id="UTCTime"),
            pytest.param(lambda: token(information(time=encode(0x18, b"20261324030000Z"))), id="month 13"),
            pytest.param(lambda: token(information(rest=integer(1) + integer(2))), id="two nonces"),
            pytest.param(lambda: token(information(rest=sequence(encode(0x83, b"\x01")))), id="accuracy of what"),
            pytest.param(lambda: token(information(rest=sequence(integer(-1)))), id="negative accuracy"),
            pytest.param(lambda: token(information(rest=sequence(integer(2**70)))), id="accuracy of aeons"),
            pytest.param(
                lambda: token(information(
                    rest=context(1, sequence(object_identifier("1.2"), boolean(True), octet_string(b""))),
                )),
                id="critical extension",
            ),
            pytest.param(lambda: token(information() + b"\0"), id="trailing octet"),
        ],
    )
    def test_is_none_at_all(self, make: Callable[[], bytes]) -> None:
        with pytest.raises(TimeStampMalformed):
            verify_token(make(), imprint_of=DATA)


class TestAResponse:
    def test_may_grant_with_changes(self) -> None:
        assert read_response(sequence(sequence(integer(1)), TOKEN)) == TOKEN

    def test_tells_the_words_of_the_service_on_one_harmless_line(self) -> None:
        words = sequence(utf8_string("Hết \x1b[31mhạn\n"), utf8_string("mức" + "!" * 300))

        with pytest.raises(TimeStampRefused) as refused:
            read_response(sequence(sequence(integer(2), words, bit_string(b"\x20", unused_bits=5))))

        said = refused.value.fields["said"]
        assert refused.value.fields["failure"] == "bad_request"
        assert isinstance(said, str) and said.startswith("Hết [31mhạn mức!!") and len(said) == 200

    @pytest.mark.parametrize(("status", "bits", "failure"), [
        (3, b"", "status 3"), (2, b"", "status 2"), (2, bit_string(b""), "status 2"), (4, bit_string(b"\x40"), "1"),
        (2, bit_string(bytes(9) + b"\x01"), "status 2"),
    ])
    def test_says_no_in_ways_that_no_standard_names(self, status: int, bits: bytes, failure: str) -> None:
        with pytest.raises(TimeStampRefused) as refused:
            read_response(sequence(sequence(integer(status), bits)))

        assert refused.value.fields == {"failure": failure, "said": ""}

    @pytest.mark.parametrize("data", [
        b"", b"\x30\x00", sequence(sequence()), sequence(integer(0)), sequence(sequence(integer(0))), RESPONSE + b"x",
        RESPONSE + b"\0", sequence(sequence(integer(0)), TOKEN, TOKEN), b"<html>busy</html>",
    ])
    def test_is_refused_when_it_is_none(self, data: bytes) -> None:
        with pytest.raises(TimeStampMalformed):
            read_response(data)


class TestTheAnswerToARequest:
    def test_is_the_token(self) -> None:
        assert answer_to(REQUEST, RESPONSE) == TOKEN

    def test_has_the_nonce_of_the_request(self) -> None:
        other = time_stamp_request(hashlib.sha256(DATA).digest(), "sha256", nonce=4712)

        with pytest.raises(TimeStampAnswerWrong, match="nonce"):
            answer_to(other, RESPONSE)

    def test_has_the_policy_of_the_request(self) -> None:
        other = time_stamp_request(hashlib.sha256(DATA).digest(), "sha256", nonce=4711, policy="1.2.3")

        with pytest.raises(TimeStampAnswerWrong, match="policy"):
            answer_to(other, RESPONSE)

    def test_has_the_imprint_of_the_request(self) -> None:
        for name in ("sha256", "sha3_256"):
            other = time_stamp_request(hashlib.new(name, DATA + b"!" * (name == "sha256")).digest(), name, nonce=4711)

            with pytest.raises(TimeStampWrong):
                answer_to(other, RESPONSE)

    def test_is_not_looked_for_when_there_was_no_request(self) -> None:
        with pytest.raises(TimeStampMalformed):
            answer_to(b"", RESPONSE)

    def test_answers_a_request_for_a_digest_of_its_size_only(self) -> None:
        with pytest.raises(TimeStampRuleBroken):
            time_stamp_request(bytes(20), "sha256", nonce=None)
        with pytest.raises(TimeStampRuleBroken):
            time_stamp_request(bytes(20), "sha1", nonce=None)


OURS = (TimeStampMalformed, TimeStampRefused, TimeStampWrong, TimeStampUnverifiable)


class TestNothingButOurErrors:
    @given(st.binary(max_size=300))
    def test_comes_from_any_bytes(self, data: bytes) -> None:
        for read in (read_response, read_token, lambda each: verify_token(each, imprint_of=DATA)):
            with pytest.raises(OURS):
                read(data)

    @given(st.data())
    @settings(max_examples=400)
    def test_comes_from_a_changed_response_and_no_change_goes_unseen(self, data: st.DataObject) -> None:
        changed = bytearray(RESPONSE)
        for _ in range(data.draw(st.integers(1, 3))):
            place = data.draw(st.integers(0, len(changed) - 1))
            match data.draw(st.sampled_from(["set", "cut", "add"])):
                case "set":
                    changed[place] = data.draw(st.integers(0, 255))
                case "cut":
                    del changed[place : place + data.draw(st.integers(1, 4))]
                case _:
                    changed[place:place] = data.draw(st.binary(min_size=1, max_size=4))

        try:
            verified = verify_token(read_response(bytes(changed)), imprint_of=DATA)
        except AntinError as error:
            assert isinstance(error, OURS)
        else:
            assert verified.token.at == AT and verified.certificate == STAMPER.certificate
