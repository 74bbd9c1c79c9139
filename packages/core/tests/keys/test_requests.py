"""Requests are made, read and refused."""

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from antin import oids
from antin.der import bit_string, context, integer, null, object_identifier, sequence
from antin.errors import AntinError
from antin.keys import (
    CertificateRequest,
    KeyExponentUnsafe,
    KeyKind,
    KeyKindUnsupported,
    KeyTooShort,
    RequestAlgorithmUnsupported,
    RequestMalformed,
    RequestSignatureWrong,
    build_request,
)
from antin.keys.requests import MAX_REQUEST_OCTETS
from antin.messages import message_of
from antin.names import common_name, subject_name
from antin_testkit.issued_certificates import private_key, signer

SUBJECT = subject_name(common_name="Nguyễn Văn Ánh", organisation_path=["UBND tỉnh Kiên Giang"])
GOOD = build_request(signer(KeyKind.P256, "somebody"), subject=SUBJECT)
REFUSALS = (RequestMalformed, RequestSignatureWrong)


def pem(der: bytes, label: str = "CERTIFICATE REQUEST") -> bytes:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n".encode()


def made_by_the_library(key: object, digest: hashes.HashAlgorithm | None) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Trần Thị Bình")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, digest)  # type: ignore[arg-type]
    return request.public_bytes(Encoding.DER)


class TestCertificateRequest:
    @pytest.mark.parametrize(("kind", "is_pss"), [
        (KeyKind.P256, False), (KeyKind.RSA_2048, False), (KeyKind.RSA_2048, True), (KeyKind.RSA_3072, False),
    ])
    def test_reads_what_we_make(self, kind: KeyKind, is_pss: bool) -> None:
        one = signer(kind, "somebody", pss=is_pss)

        request = CertificateRequest.parse(build_request(one, subject=SUBJECT))

        assert request.subject == SUBJECT
        assert request.public_key_info == one.public_key_info

    def test_makes_a_subject_of_a_plain_name(self) -> None:
        request = CertificateRequest.parse(build_request(signer(KeyKind.P256, "somebody"), subject="Đỗ Ước"))

        assert common_name(request.subject) == "Đỗ Ước"

    @pytest.mark.parametrize("data", [
        pem(GOOD), pem(GOOD, "NEW CERTIFICATE REQUEST"), pem(GOOD).replace(b"\n", b"\r\n"),
        b"Certificate Request:\n    Data:\n" + pem(GOOD), GOOD,
    ], ids=["pem", "new", "windows", "text before", "der"])
    def test_reads_every_usual_wrapping(self, data: bytes) -> None:
        assert CertificateRequest.parse(data).der == GOOD

    def test_is_refused_when_another_key_signed_it(self) -> None:
        # Given a request for somebody's key, signed by somebody else
        one, other = signer(KeyKind.P256, "somebody"), signer(KeyKind.P256, "somebody else")
        information = sequence(integer(0), SUBJECT, one.public_key_info, context(0, b""))
        forged = sequence(information, other.algorithm.identifier_der, bit_string(other.sign(information)))

        with pytest.raises(RequestSignatureWrong):
            CertificateRequest.parse(forged)

    def test_is_refused_when_a_byte_of_it_was_changed(self) -> None:
        changed = GOOD.replace("Ánh".encode(), "Ánk".encode())

        with pytest.raises(RequestSignatureWrong):
            CertificateRequest.parse(changed)

    def test_is_refused_for_a_short_key(self) -> None:
        short = rsa.generate_private_key(65537, 1024)

        with pytest.raises(KeyTooShort):
            CertificateRequest.parse(made_by_the_library(short, hashes.SHA256()))

    def test_is_refused_for_a_small_exponent(self) -> None:
        small = rsa.generate_private_key(3, 2048)

        with pytest.raises(KeyExponentUnsafe):
            CertificateRequest.parse(made_by_the_library(small, hashes.SHA256()))

    @pytest.mark.parametrize("key", [
        ec.generate_private_key(ec.SECP256K1()), ed25519.Ed25519PrivateKey.generate(),
    ], ids=["secp256k1", "ed25519"])
    def test_is_refused_for_a_key_of_another_kind(self, key: object) -> None:
        digest = hashes.SHA256() if isinstance(key, ec.EllipticCurvePrivateKey) else None

        with pytest.raises(KeyKindUnsupported):
            CertificateRequest.parse(made_by_the_library(key, digest))

    @pytest.mark.parametrize("algorithm", [
        sequence(object_identifier(oids.SHA1_WITH_RSA), null()), sequence(object_identifier(oids.MD5_WITH_RSA), null()),
        sequence(object_identifier(oids.ED25519)), sequence(object_identifier("1.2.3.4")),
    ], ids=["sha1", "md5", "ed25519", "unknown"])
    def test_is_refused_with_an_algorithm_that_proves_nothing(self, algorithm: bytes) -> None:
        one = signer(KeyKind.RSA_2048, "somebody")
        information = sequence(integer(0), SUBJECT, one.public_key_info, context(0, b""))

        with pytest.raises(RequestSignatureWrong):
            CertificateRequest.parse(sequence(information, algorithm, bit_string(one.sign(information))))

    def test_is_refused_when_sha_1_signed_it_rightly(self) -> None:
        key = private_key(KeyKind.RSA_2048, "somebody")
        assert isinstance(key, rsa.RSAPrivateKey)
        one = signer(KeyKind.RSA_2048, "somebody")
        information = sequence(integer(0), SUBJECT, one.public_key_info, context(0, b""))
        algorithm = sequence(object_identifier(oids.SHA1_WITH_RSA), null())
        signature = key.sign(information, padding.PKCS1v15(), hashes.SHA1())

        with pytest.raises(RequestAlgorithmUnsupported):
            CertificateRequest.parse(sequence(information, algorithm, bit_string(signature)))

    @pytest.mark.parametrize("data", [
        b"", b"khong phai", b"\x30\x80", pem(b"\x00\x00\x00"), GOOD + b"\x00", GOOD[:-1], pem(GOOD, "CERTIFICATE"),
        b"\x30" * MAX_REQUEST_OCTETS, b"0" * (MAX_REQUEST_OCTETS + 1),
    ])
    def test_is_refused_when_it_is_none(self, data: bytes) -> None:
        with pytest.raises(RequestMalformed):
            CertificateRequest.parse(data)

    def test_is_refused_in_another_version(self) -> None:
        one = signer(KeyKind.P256, "somebody")
        information = sequence(integer(1), SUBJECT, one.public_key_info, context(0, b""))
        request = sequence(information, one.algorithm.identifier_der, bit_string(one.sign(information)))

        with pytest.raises(RequestMalformed):
            CertificateRequest.parse(request)

    def test_is_told_in_words_when_it_is_refused(self) -> None:
        refusals = (RequestMalformed(reason="PKCS#10"), RequestSignatureWrong(), RequestAlgorithmUnsupported(name="x"))

        for error in refusals:
            assert message_of(error, "vi").hint and message_of(error, "en").hint


@given(data=st.binary(max_size=400))
def test_no_bytes_make_the_reader_leak_a_foreign_error(data: bytes) -> None:
    with pytest.raises(REFUSALS):
        CertificateRequest.parse(data)


@settings(max_examples=300)
@given(place=st.integers(0, len(GOOD) - 1), octet=st.integers(0, 255), length=st.integers(0, 3))
def test_no_change_of_a_request_leaks_or_passes(place: int, octet: int, length: int) -> None:
    changed = GOOD[:place] + bytes([octet]) * length + GOOD[place + 1 :]

    try:
        request = CertificateRequest.parse(changed)
    except AntinError:
        return
    assert request.der == GOOD


@settings(max_examples=150)
@given(data=st.data())
def test_no_change_inside_pem_leaks(data: st.DataObject) -> None:
    text = pem(GOOD)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.binary(max_size=3)) + text[place + 1 :]

    try:
        request = CertificateRequest.parse(changed)
    except AntinError:
        return
    assert request.der == GOOD
