"""Answers: what they say to a validator, and what is never signed."""

from datetime import datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp
from hypothesis import given
from hypothesis import strategies as st

from antin import oids
from antin.keys import RSA_PSS_SHA256, LocalSigner
from antin.revocation import (
    GOOD,
    UNKNOWN,
    CertIdMatcher,
    CertificateStatus,
    OcspError,
    OcspRequest,
    RevocationKeyWrong,
    RevocationReason,
    RuleBroken,
    ocsp_error,
    ocsp_response,
)
from antin.validation import Evidence, RevocationMode, TrustAnchor, ValidationPolicy, validate_path
from antin.validation.ocsp import OcspAnswer, read_ocsp_response
from antin_testkit.status_services import AT, DAY, PERSON_SERIAL, StatusServices, status_services

REASONS = [each for each in RevocationReason if each is not RevocationReason.REMOVE_FROM_CRL]
STATUSES = st.one_of(
    st.sampled_from([GOOD, UNKNOWN]),
    st.builds(
        CertificateStatus, st.just("revoked"), st.integers(0, 3000).map(lambda days: AT - days * DAY),
        st.sampled_from([None, *REASONS]),
    ),
)
SERVICES = status_services()


def asked(*serials: int, services: StatusServices = SERVICES, oid: str = oids.SHA1) -> OcspRequest:
    matcher = CertIdMatcher(services.root.certificate)
    return OcspRequest(tuple(matcher.cert_id(serial, hash_oid=oid) for serial in serials or (PERSON_SERIAL,)))


def answered(
    *statuses: CertificateStatus, request: OcspRequest | None = None, services: StatusServices = SERVICES,
    **others: Any,
) -> bytes:
    given_or_usual = {
        "responder_certificate": services.responder.certificate, "signer": services.responder.signer,
        "produced_at": AT, "this_update": AT, "next_update": AT + DAY, **others,
    }
    return ocsp_response(request=request or asked(services=services), statuses=statuses, **given_or_usual)


def read(encoded: bytes) -> tuple[OcspAnswer, ...]:
    return read_ocsp_response(encoded)


class TestAnAnswer:
    @given(st.lists(STATUSES, min_size=1, max_size=20))
    def test_says_of_every_certificate_what_is_known(self, statuses: list[CertificateStatus]) -> None:
        found = read(answered(*statuses, request=asked(*range(1, len(statuses) + 1))))

        assert [each.serial for each in found] == list(range(1, len(statuses) + 1))
        for answer, status in zip(found, statuses, strict=True):
            assert (answer.state, answer.revoked_at) == (status.state, status.revoked_at)
            assert answer.reason == ((status.reason or "unspecified") if status.state == "revoked" else "")

    @pytest.mark.parametrize("kind", ["p256", "rsa"])
    @pytest.mark.parametrize(("status", "state"), [
        (GOOD, "good"), (UNKNOWN, "unknown"),
        (CertificateStatus("revoked", AT - DAY, RevocationReason.KEY_COMPROMISE), "revoked"),
    ])
    def test_is_believed_by_the_validator(self, kind: str, status: CertificateStatus, state: str) -> None:
        services = status_services(kind)

        report = validate_path(
            services.person.certificate, at=AT, anchors=[TrustAnchor.from_certificate(services.root.certificate)],
            evidence=Evidence((), (), (answered(status, services=services),)),
            policy=ValidationPolicy(revocation=RevocationMode.REQUIRED),
        )

        assert report.is_valid == (state == "good")
        assert report.path[0].revocation.state == state

    @pytest.mark.parametrize("kind", ["p256", "rsa"])
    def test_is_read_by_another_library(self, kind: str) -> None:
        services = status_services(kind)
        status = CertificateStatus("revoked", AT - DAY, RevocationReason.SUPERSEDED)

        found = ocsp.load_der_ocsp_response(answered(status, services=services))

        responder = x509.load_der_x509_certificate(services.responder.certificate)
        assert found.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
        assert found.certificates == [responder]
        assert found.responder_key_hash is not None and found.responder_name is None
        assert found.produced_at_utc == found.this_update_utc == AT
        assert found.next_update_utc == AT + DAY
        assert (found.revocation_time_utc, found.revocation_reason) == (AT - DAY, x509.ReasonFlags.superseded)

    @pytest.mark.parametrize(("oid", "algorithm"), [
        (oids.SHA1, hashes.SHA1), (oids.SHA256, hashes.SHA256), (oids.SHA384, hashes.SHA384),
        (oids.SHA512, hashes.SHA512),
    ])
    def test_repeats_the_hash_of_the_question(self, oid: str, algorithm: type) -> None:
        found = ocsp.load_der_ocsp_response(answered(GOOD, request=asked(oid=oid)))

        assert isinstance(found.hash_algorithm, algorithm)

    def test_repeats_the_nonce(self) -> None:
        request = OcspRequest(asked().certificates, b"n" * 32)

        found = ocsp.load_der_ocsp_response(answered(GOOD, request=request))

        assert found.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"n" * 32

    def test_has_no_nonce_when_none_was_asked_for(self) -> None:
        assert len(ocsp.load_der_ocsp_response(answered(GOOD)).extensions) == 0

    def test_says_since_when_it_speaks_of_expired_certificates(self) -> None:
        (found,) = read(answered(GOOD, archive_cutoff=AT - 3650 * DAY))

        assert found.cutoff == AT - 3650 * DAY

    def test_leaves_an_unspecified_reason_out(self) -> None:
        plain = answered(CertificateStatus("revoked", AT))

        assert answered(CertificateStatus("revoked", AT, RevocationReason.UNSPECIFIED)) == plain

    def test_may_come_from_the_authority_itself(self) -> None:
        root = SERVICES.root

        (found,) = read(answered(GOOD, responder_certificate=root.certificate, signer=root.signer))

        assert found.state == "good"

    def test_may_be_signed_with_pss(self) -> None:
        services = status_services("rsa")
        signer = LocalSigner(services.responder.key, algorithm=RSA_PSS_SHA256)

        (found,) = read(answered(GOOD, services=services, signer=signer))

        assert found.response.signature_algorithm == RSA_PSS_SHA256.identifier_der

    def test_is_the_same_for_the_same_question(self) -> None:
        assert answered(GOOD) == answered(GOOD)


class TestARefusedAnswer:
    @pytest.mark.parametrize("statuses", [(), (GOOD, GOOD)])
    def test_does_not_answer_each_question_once(self, statuses: tuple[CertificateStatus, ...]) -> None:
        with pytest.raises(RuleBroken, match="one answer"):
            answered(*statuses)

    def test_answers_nothing(self) -> None:
        with pytest.raises(RuleBroken, match="one answer"):
            answered(request=OcspRequest(()))

    @pytest.mark.parametrize("status", [
        CertificateStatus("revoked"), CertificateStatus("good", AT),
        CertificateStatus("unknown", None, RevocationReason.SUPERSEDED),
        CertificateStatus("revoked", AT, RevocationReason.REMOVE_FROM_CRL),
        CertificateStatus("revoked", AT.replace(microsecond=5)),
        CertificateStatus("revoked", AT.replace(tzinfo=None)),
    ])
    def test_contradicts_itself(self, status: CertificateStatus) -> None:
        with pytest.raises(RuleBroken):
            answered(status)

    @pytest.mark.parametrize("next_update", [AT, AT - DAY])
    def test_ends_before_it_begins(self, next_update: datetime) -> None:
        with pytest.raises(RuleBroken, match="nextUpdate"):
            answered(GOOD, next_update=next_update)

    def test_comes_from_a_certificate_that_may_not_answer(self) -> None:
        person = SERVICES.person

        with pytest.raises(RuleBroken, match=r"4\.2\.2\.2"):
            answered(GOOD, responder_certificate=person.certificate, signer=person.signer)

    def test_comes_from_another_key(self) -> None:
        with pytest.raises(RevocationKeyWrong):
            answered(GOOD, signer=SERVICES.person.signer)


class TestARefusalToAnswer:
    @pytest.mark.parametrize("status", OcspError)
    def test_is_five_octets(self, status: OcspError) -> None:
        assert ocsp_error(status) == bytes((0x30, 3, 0x0A, 1, status))
        assert ocsp.load_der_ocsp_response(ocsp_error(status)).response_status.value == status

    @pytest.mark.parametrize("status", [0, 4, 7, -1])
    def test_has_a_number_of_the_standard(self, status: int) -> None:
        with pytest.raises(RuleBroken):
            ocsp_error(status)
