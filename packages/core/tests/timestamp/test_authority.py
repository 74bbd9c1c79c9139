"""A unit of ours: what its tokens say, and what it refuses."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asn1crypto import tsp
from hypothesis import given
from hypothesis import strategies as st

from antin import cms, oids
from antin.der import boolean, children, context, integer, null, object_identifier, octet_string, read_one, sequence
from antin.keys import RSA_PSS_SHA256, LocalSigner
from antin.timestamp import (
    DIGESTS,
    Failure,
    TimeStampAuthority,
    TimeStampRefused,
    TimeStampRuleBroken,
    TimeStampToken,
    read_response,
    read_token,
    time_stamp_rejection,
    time_stamp_request,
    time_stamp_response,
    verify_token,
)
from antin.validation import TIME_STAMPING, Evidence, RevocationMode, TrustAnchor, ValidationPolicy, validate_path
from antin_testkit.status_services import AT, status_services

POLICY = oids.PILOT_TIME_STAMP_POLICY
SERVICES = status_services()
DATA = "Công văn số 01/CV-UBND".encode()
DIGEST = hashlib.sha256(DATA).digest()


def authority(kind: str = "p256", **others: Any) -> TimeStampAuthority:
    services = status_services(kind)
    usual = {
        "certificate": services.stamper.certificate, "chain": (services.root.certificate,),
        "signer": services.stamper.signer, "policy": POLICY,
    }
    return TimeStampAuthority(**{**usual, **others})


def asked(*, nonce: int | None = 99, certificate: bool = True, policy: str = "") -> bytes:
    return time_stamp_request(DIGEST, "sha256", nonce=nonce, certificate=certificate, policy=policy)


def answered(
    request: bytes, *, by: TimeStampAuthority | None = None, serial: int = 7, at: datetime | None = AT,
) -> bytes:
    return time_stamp_response(request, authority=by or authority(), serial=serial, at=at)


def stamped(request: bytes, **others: Any) -> TimeStampToken:
    token = read_response(answered(request, **others))
    certificates = [status_services(kind).stamper.certificate for kind in ("p256", "rsa")]
    return verify_token(token, digest=read_token(token).digest, certificates=certificates).token


def refusal(request: bytes, **others: Any) -> str:
    with pytest.raises(TimeStampRefused) as refused:
        read_response(answered(request, **others))
    return str(refused.value.fields["failure"])


class TestAToken:
    @pytest.mark.parametrize("kind", ["p256", "rsa"])
    def test_says_what_was_stamped_when_and_under_which_policy(self, kind: str) -> None:
        found = stamped(asked(nonce=2**63), by=authority(kind), serial=2**150)

        assert (found.at, found.digest_name, found.digest) == (AT, "sha256", DIGEST)
        assert (found.policy, found.serial, found.nonce) == (POLICY, 2**150, 2**63)
        assert found.accuracy == timedelta(seconds=1)

    @pytest.mark.parametrize("name", DIGESTS)
    def test_stamps_every_digest_that_is_strong(self, name: str) -> None:
        digest = hashlib.new(name, DATA).digest()

        found = stamped(time_stamp_request(digest, name, nonce=None))

        assert (found.digest_name, found.digest, found.nonce) == (name, digest, None)

    def test_carries_certificates_only_when_asked(self) -> None:
        with_them, without = stamped(asked()), stamped(asked(certificate=False))

        assert set(with_them.certificates) == {SERVICES.stamper.certificate, SERVICES.root.certificate}
        assert with_them.certificate == SERVICES.stamper.certificate
        assert (without.certificates, without.certificate) == ((), None)

    @pytest.mark.parametrize("nonce", [None, 0, 1, 127, 128, 255, -1, 2**64, 2**500])
    def test_repeats_the_nonce(self, nonce: int | None) -> None:
        assert stamped(asked(nonce=nonce)).nonce == nonce

    @pytest.mark.parametrize("parameters", [b"", null()])
    def test_repeats_the_imprint_as_it_was_asked(self, parameters: bytes) -> None:
        imprint = sequence(sequence(object_identifier(oids.SHA256), parameters), octet_string(DIGEST))

        assert imprint in read_response(answered(sequence(integer(1), imprint)))

    @pytest.mark.parametrize(("at", "written"), [
        (AT, b"\x18\x0f20261124030000Z"),
        (AT.replace(microsecond=500_000), b"\x18\x1120261124030000.5Z"),
        (AT.replace(microsecond=10), b"\x18\x1520261124030000.00001Z"),
        (AT.replace(microsecond=123_456), b"\x18\x1620261124030000.123456Z"),
    ])
    def test_writes_the_time_in_its_one_der_form(self, at: datetime, written: bytes) -> None:
        token = read_response(answered(asked(), at=at))

        assert written in token
        assert read_token(token).at == at

    @given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))
    def test_keeps_every_time_to_the_microsecond(self, at: datetime) -> None:
        assert stamped(asked(), at=at).at == at

    @pytest.mark.parametrize("accuracy", [
        None, timedelta(seconds=1), timedelta(milliseconds=5), timedelta(microseconds=7), timedelta(days=1),
        timedelta(seconds=1, milliseconds=500), timedelta(seconds=2, milliseconds=128, microseconds=999),
    ])
    def test_says_how_far_the_clock_may_be_off(self, accuracy: timedelta | None) -> None:
        assert stamped(asked(), by=authority(accuracy=accuracy)).accuracy == accuracy

    def test_is_read_alike_by_another_library(self) -> None:
        found = tsp.TimeStampResp.load(answered(asked()), strict=True)
        information = found["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed

        assert found["status"]["status"].native == "granted"
        assert information["gen_time"].native == AT
        assert information["nonce"].native == 99
        assert information["accuracy"].native == {"seconds": 1, "millis": None, "micros": None}
        assert information["ordering"].native is False

    def test_names_its_certificate_by_sha256(self) -> None:
        signed = cms.read(read_response(answered(asked())))

        assert cms.verify_signature(signed).certificate_reference == "sha256"
        assert signed.signer_infos[0].signed_value(oids.SIGNING_CERTIFICATE) is None

    def test_may_be_signed_with_pss(self) -> None:
        stamper = status_services("rsa").stamper
        signer = LocalSigner(stamper.key, algorithm=RSA_PSS_SHA256)

        assert stamped(asked(), by=authority("rsa", signer=signer)).at == AT

    def test_leads_to_a_path_that_is_valid_for_time_stamping(self) -> None:
        verified = verify_token(read_response(answered(asked())), imprint_of=DATA)

        report = validate_path(
            verified.certificate, at=AT, anchors=[TrustAnchor.from_certificate(SERVICES.root.certificate)],
            evidence=Evidence((), (), ()), policy=ValidationPolicy(revocation=RevocationMode.NOT_CHECKED),
            purpose=TIME_STAMPING,
        )

        assert report.is_valid

    def test_is_the_same_for_the_same_request_time_and_serial(self) -> None:
        assert answered(asked()) == answered(asked())


ALGORITHM = sequence(object_identifier(oids.SHA256), null())
IMPRINT = sequence(ALGORITHM, octet_string(DIGEST))


def imprint(oid: str, size: int, parameters: bytes = null()) -> bytes:
    return sequence(sequence(object_identifier(oid), parameters), octet_string(bytes(size)))


class TestARefusal:
    @pytest.mark.parametrize(
        ("failure", "request_"),
        [
            pytest.param("bad_data_format", b"", id="nothing"),
            pytest.param("bad_data_format", b"GET / HTTP/1.1", id="not DER"),
            pytest.param("bad_data_format", asked() + b"\0", id="trailing octet"),
            pytest.param("bad_data_format", sequence(integer(1)), id="no imprint"),
            pytest.param("bad_data_format", sequence(integer(1), IMPRINT, integer(1), integer(2)), id="two nonces"),
            pytest.param("bad_data_format", sequence(integer(1), IMPRINT, boolean(True), integer(2)), id="order"),
            pytest.param("bad_data_format", sequence(integer(1), imprint(oids.SHA256, 31)), id="short digest"),
            pytest.param("bad_data_format", sequence(integer(1), IMPRINT, octet_string(bytes(5000))), id="too large"),
            pytest.param("bad_request", sequence(integer(2), IMPRINT), id="version 2"),
            pytest.param("bad_request", sequence(integer(1), IMPRINT, integer(2**600)), id="endless nonce"),
            pytest.param("bad_algorithm", sequence(integer(1), imprint(oids.SHA1, 20)), id="SHA-1"),
            pytest.param("bad_algorithm", sequence(integer(1), imprint(oids.MD5, 16)), id="MD5"),
            pytest.param("bad_algorithm", sequence(integer(1), imprint("1.2.3", 32)), id="unknown digest"),
            pytest.param("bad_algorithm", sequence(integer(1), imprint(oids.SHA256, 32, integer(1))), id="parameters"),
            pytest.param("unaccepted_policy", asked(policy="1.2.3"), id="policy"),
            pytest.param(
                "unaccepted_extension",
                sequence(integer(1), IMPRINT, context(0, sequence(object_identifier("1.2.3"), octet_string(b"")))),
                id="extension",
            ),
        ],
    )
    def test_tells_why(self, failure: str, request_: bytes) -> None:
        assert refusal(request_) == failure

    def test_comes_while_no_reliable_time_is_at_hand(self) -> None:
        assert refusal(asked(), at=None) == "time_not_available"

    def test_is_not_given_for_our_own_policy(self) -> None:
        assert stamped(asked(policy=POLICY)).policy == POLICY

    @pytest.mark.parametrize("failure", Failure)
    def test_is_read_alike_by_another_library(self, failure: Failure) -> None:
        (status,) = children(read_one(time_stamp_rejection(failure)))
        found = tsp.PKIStatusInfo.load(status.encoded, strict=True)

        assert found["status"].native == "rejection"
        assert len(found["status_string"].native) == 1
        bits = {
            0: "bad_alg", 2: "bad_request", 5: "bad_data_format", 14: "time_not_available",
            15: "unaccepted_policy", 16: "unaccepted_extensions", 17: "add_info_not_available", 25: "system_failure",
        }
        assert found["fail_info"].native == {bits[failure]}
        with pytest.raises(TimeStampRefused, match=failure.name.lower()):
            read_response(time_stamp_rejection(failure))

    @given(st.binary(max_size=200))
    def test_is_given_to_any_bytes(self, data: bytes) -> None:
        assert refusal(data) in {"bad_data_format", "bad_request", "bad_algorithm"}

    @given(st.data())
    def test_or_a_token_is_given_to_a_changed_request(self, data: st.DataObject) -> None:
        changed = bytearray(asked(policy=POLICY))
        for _ in range(data.draw(st.integers(1, 3))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))

        try:
            token = read_response(answered(bytes(changed)))
        except TimeStampRefused:
            return
        assert read_token(token).digest in bytes(changed)


class TestAUnit:
    @pytest.mark.parametrize("holder", ["root", "person", "responder"])
    def test_has_a_certificate_for_time_stamping_alone(self, holder: str) -> None:
        other = getattr(SERVICES, holder)

        with pytest.raises(TimeStampRuleBroken, match="time-stamping alone"):
            authority(certificate=other.certificate, signer=other.signer)

    def test_has_a_certificate(self) -> None:
        with pytest.raises(TimeStampRuleBroken, match="well formed"):
            authority(certificate=b"\x30\x00")

    def test_has_the_key_of_its_certificate(self) -> None:
        with pytest.raises(TimeStampRuleBroken, match="the signer's key"):
            authority(signer=SERVICES.root.signer)

    def test_has_an_accuracy_that_means_something(self) -> None:
        with pytest.raises(TimeStampRuleBroken, match="accuracy"):
            authority(accuracy=timedelta(0))

    @pytest.mark.parametrize("serial", [0, -1, 2**159])
    def test_counts_with_positive_numbers_of_160_bits(self, serial: int) -> None:
        with pytest.raises(TimeStampRuleBroken, match="160 bits"):
            answered(asked(), serial=serial)

    def test_knows_the_zone_of_its_clock(self) -> None:
        with pytest.raises(TimeStampRuleBroken, match="zone"):
            answered(asked(), at=AT.replace(tzinfo=None))
