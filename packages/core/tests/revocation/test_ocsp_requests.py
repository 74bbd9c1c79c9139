"""Questions: what is read of them, and what is refused."""

from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from hypothesis import example, given
from hypothesis import strategies as st

from antin import oids
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
)
from antin.revocation import CertId, CertIdMatcher, OcspRequestMalformed, RuleBroken, read_ocsp_request, request_of_path
from antin.revocation import ocsp_requests as reading
from antin_testkit.status_services import PERSON_SERIAL, status_services

SERVICES = status_services()
MATCHER = CertIdMatcher(SERVICES.root.certificate)
HASHES = {
    oids.SHA1: hashes.SHA1(), oids.SHA256: hashes.SHA256(), oids.SHA384: hashes.SHA384(), oids.SHA512: hashes.SHA512(),
}
ASKED = MATCHER.cert_id(PERSON_SERIAL)


def asked_by_cryptography(*, oid: str = oids.SHA1, nonce: bytes | None = None) -> bytes:
    person, root = (x509.load_der_x509_certificate(each.certificate) for each in (SERVICES.person, SERVICES.root))
    builder = ocsp.OCSPRequestBuilder().add_certificate(person, root, HASHES[oid])
    if nonce is not None:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.build().public_bytes(Encoding.DER)


def question(identifier: bytes = ASKED.der, *extensions: bytes) -> bytes:
    return sequence(identifier, *([context(0, sequence(*extensions))] if extensions else []))


def request(questions: Sequence[bytes] = (question(),), *, before: bytes = b"", after: bytes = b"") -> bytes:
    return sequence(sequence(before, sequence(*questions), after))


def extension(oid: str, value: bytes, *, critical: bool = False) -> bytes:
    return sequence(object_identifier(oid), boolean(True) if critical else b"", octet_string(value))


def extensions(*listed: bytes) -> bytes:
    return context(2, sequence(*listed))


def with_nonce(size: int) -> bytes:
    return request(after=extensions(extension(oids.OCSP_NONCE, octet_string(bytes(size)))))


def identifier(
    *, algorithm: bytes = sequence(object_identifier(oids.SHA1), null()), name: int = 20, key: int = 20,
    serial: bytes = integer(5),
) -> bytes:
    return sequence(algorithm, octet_string(bytes(name)), octet_string(bytes(key)), serial)


class TestAQuestion:
    @pytest.mark.parametrize("oid", HASHES)
    def test_of_another_library_is_read_under_every_hash(self, oid: str) -> None:
        found = read_ocsp_request(asked_by_cryptography(oid=oid))

        assert found.certificates == (MATCHER.cert_id(PERSON_SERIAL, hash_oid=oid),)
        assert found.certificates[0].der == MATCHER.cert_id(PERSON_SERIAL, hash_oid=oid).der
        assert MATCHER.matches(found.certificates[0])
        assert found.nonce is None

    def test_of_another_library_may_carry_a_nonce(self) -> None:
        assert read_ocsp_request(asked_by_cryptography(nonce=b"n" * 16)).nonce == b"n" * 16

    @pytest.mark.parametrize("parameters", [b"", null()])
    def test_keeps_the_form_it_was_asked_in(self, parameters: bytes) -> None:
        asked = identifier(algorithm=sequence(object_identifier(oids.SHA256), parameters), name=32, key=32)

        assert read_ocsp_request(request([question(asked)])).certificates[0].der == asked

    def test_may_be_one_of_twenty(self) -> None:
        asked = [MATCHER.cert_id(serial) for serial in range(1, 21)]

        assert read_ocsp_request(request([question(each.der) for each in asked])).certificates == tuple(asked)

    @pytest.mark.parametrize(
        ("size", "repeated"), [(1, True), (16, True), (32, True), (33, False), (64, False), (128, False)],
    )
    def test_has_its_nonce_repeated_up_to_32_octets(self, size: int, repeated: bool) -> None:
        assert read_ocsp_request(with_nonce(size)).nonce == (bytes(size) if repeated else None)

    def test_may_state_version_asker_and_signature(self) -> None:
        name = context(4, sequence())
        signature = context(0, sequence(sequence(object_identifier(oids.SHA256_WITH_RSA)), bit_string(b"x")))
        fields = context(0, integer(0)) + context(1, name)

        found = read_ocsp_request(sequence(sequence(fields, sequence(question())), signature))

        assert found.certificates == (ASKED,)

    def test_may_carry_extensions_that_are_not_needed(self) -> None:
        known = extension(oids.OCSP_ACCEPTABLE_RESPONSES, sequence(object_identifier(oids.OCSP_BASIC)), critical=True)
        unknown = extension("1.2.3.4", b"whatever")
        own = question(ASKED.der, extension(oids.OCSP_SERVICE_LOCATOR, b"", critical=True), unknown)

        assert read_ocsp_request(request([own], after=extensions(known, unknown))).certificates == (ASKED,)

    def test_under_an_unknown_hash_is_read_but_is_about_nobody_we_know(self) -> None:
        asked = identifier(algorithm=sequence(object_identifier(oids.MD5), null()), name=16, key=16)

        (found,) = read_ocsp_request(request([question(asked)])).certificates

        assert found.hash_oid == oids.MD5
        assert not MATCHER.matches(found)

    @given(st.integers(1, 2**159 - 1), st.sampled_from(list(HASHES)), st.booleans())
    def test_is_read_by_place_as_it_is_read_by_structure(self, serial: int, oid: str, with_null: bool) -> None:
        known = MATCHER.cert_id(serial, hash_oid=oid)
        algorithm = sequence(object_identifier(oid), null() if with_null else b"")
        asked = sequence(
            algorithm, octet_string(known.issuer_name_hash), octet_string(known.issuer_key_hash), integer(serial)
        )
        data = request([question(asked)])

        plain = reading._plain(data)

        assert read_ocsp_request(data) == reading._read(data)
        if oid in (oids.SHA1, oids.SHA256):
            assert plain is not None and (plain, plain.der) == (known, asked)

    @given(st.data())
    def test_read_by_place_is_never_more_than_structure_allows(self, data: st.DataObject) -> None:
        changed = bytearray(request([question(MATCHER.cert_id(data.draw(st.sampled_from([1, 127, 2**100]))).der)]))
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))

        plain = reading._plain(bytes(changed))

        assert plain is None or reading._read(bytes(changed)).certificates == (plain,)


class TestAMalformedQuestion:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"\x30\x00", id="empty"),
            pytest.param(request() + b"\0", id="trailing octet"),
            pytest.param(request([]), id="no question"),
            pytest.param(request([question()] * 21), id="twenty-one questions"),
            pytest.param(with_nonce(0), id="empty nonce"),
            pytest.param(with_nonce(129), id="long nonce"),
            pytest.param(request(after=extensions(extension(oids.OCSP_NONCE, b"bare nonce"))), id="bare nonce"),
            pytest.param(request(after=extensions(extension("1.2.3", b"", critical=True))), id="critical unknown"),
            pytest.param(request([question(ASKED.der, extension("1.2.3", b"", critical=True))]), id="critical, single"),
            pytest.param(
                request(after=extensions(*[extension(oids.OCSP_NONCE, octet_string(b"n"))] * 2)), id="two nonces",
            ),
            pytest.param(request(before=context(0, integer(1))), id="version 2"),
            pytest.param(request(after=context(3, sequence())), id="unknown field"),
            pytest.param(request([question(identifier(name=19))]), id="short name hash"),
            pytest.param(request([question(identifier(key=32))]), id="long key hash"),
            pytest.param(request([question(identifier(serial=integer(2**260)))]), id="endless serial"),
            pytest.param(request([question(identifier(serial=b"\x02\x02\x00\x05"))]), id="serial not shortest"),
            pytest.param(
                request([question(identifier(algorithm=sequence(object_identifier(oids.SHA1), integer(1))))]),
                id="hash parameters",
            ),
            pytest.param(
                request([question(identifier(algorithm=sequence(object_identifier("1.2.3")), name=65, key=65))]),
                id="hash of unbelievable size",
            ),
            pytest.param(sequence(sequence(sequence(question())), context(1, sequence())), id="not a signature"),
            pytest.param(request([question()] * 20, after=extensions(extension("1.2", bytes(17_000)))), id="too large"),
            pytest.param(b"\x30\x80" + request()[2:] + b"\0\0", id="indefinite length"),
            pytest.param(encode(0x31, request()[2:]), id="a set"),
        ],
    )
    def test_is_refused(self, data: bytes) -> None:
        with pytest.raises(OcspRequestMalformed):
            read_ocsp_request(data)

    @given(st.binary(max_size=300))
    @example(b"\x30\x02\x30\x00")
    def test_raises_nothing_else(self, data: bytes) -> None:
        with pytest.raises(OcspRequestMalformed):
            read_ocsp_request(data)

    @given(st.data())
    def test_raises_nothing_else_when_a_good_one_is_changed(self, data: st.DataObject) -> None:
        whole = data.draw(st.sampled_from([request(), with_nonce(32), asked_by_cryptography(nonce=b"12345678")]))
        changed = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 4))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        del changed[data.draw(st.integers(len(changed) - 3, len(changed))):]

        try:
            found = read_ocsp_request(bytes(changed))
        except OcspRequestMalformed:
            return
        assert 1 <= len(found.certificates) <= 20


class TestTheEndOfAnAddress:
    @pytest.mark.parametrize("serial", range(1, 20))
    def test_is_read_percent_encoded_or_not(self, serial: int) -> None:
        data = request([question(MATCHER.cert_id(serial**9).der)])
        text = b64encode(data).decode()

        assert request_of_path(text) == request_of_path(quote(text, safe="")) == data

    @pytest.mark.parametrize("text", ["%", "MFE", "MF E=", "MFEwTzBN!", "ấn", "A" * 70_000, "MFE=\n"])
    def test_is_refused_when_it_is_not_base64(self, text: str) -> None:
        with pytest.raises(OcspRequestMalformed):
            request_of_path(text)

    @given(st.text(max_size=60))
    def test_raises_nothing_else(self, text: str) -> None:
        try:
            request_of_path(text)
        except OcspRequestMalformed as error:
            assert error.fields["reason"] in {"base64", "size"}


class TestTheMatcher:
    @pytest.mark.parametrize("oid", HASHES)
    def test_knows_its_own_issuer_only(self, oid: str) -> None:
        asked = MATCHER.cert_id(5, hash_oid=oid)
        stranger = CertIdMatcher(status_services("rsa").root.certificate)

        assert MATCHER.matches(asked)
        assert not stranger.matches(asked)

    def test_wants_both_the_name_and_the_key(self) -> None:
        asked = MATCHER.cert_id(5)

        assert not MATCHER.matches(CertId(asked.hash_oid, asked.issuer_name_hash, bytes(20), 5))
        assert not MATCHER.matches(CertId(asked.hash_oid, bytes(20), asked.issuer_key_hash, 5))

    def test_names_no_certificate_under_a_hash_it_does_not_answer(self) -> None:
        with pytest.raises(RuleBroken):
            MATCHER.cert_id(5, hash_oid=oids.MD5)
