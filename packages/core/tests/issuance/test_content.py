"""What must not be certified is refused before anything is signed, with a reason and a way out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from antin.der import object_identifier, sequence, set_of, utf8_string
from antin.issuance import (
    Addresses,
    Content,
    ContentEmailNotAllowed,
    ContentIssuerNotAllowed,
    ContentKeyNotAllowed,
    ContentNotAllowed,
    ContentProfileUnknown,
    ContentSerialNotAllowed,
    ContentSubjectNotAllowed,
    ContentValidityNotAllowed,
    Issuer,
    LintFailed,
    SelfIssued,
    lint,
    new_serial,
    prepare,
)
from antin.keys import ECDSA_SHA256, RSA_SHA256, KeyKind, public_key_info
from antin.messages import message_of
from antin_testkit.issued_certificates import ADDRESSES, AT, content_for, hierarchy, private_key, signer

P256 = KeyKind.P256
FIVE_YEARS_ON = AT.replace(year=AT.year + 5)


def refused(error: type[ContentNotAllowed], profile: str = "person", issuer: object = None, **changes: Any) -> str:
    """The reason why a content, right but for the changes, is refused."""
    key = changes.pop("public_key_info", signer(P256, "person").public_key_info)
    content = content_for(profile, key, **changes)
    with pytest.raises(error) as caught:
        prepare(content, issuer or hierarchy().issuer, issuer_algorithm=ECDSA_SHA256)  # type: ignore[arg-type]
    assert message_of(caught.value, "vi").text and message_of(caught.value, "en").text
    return str(caught.value.fields.get("reason", ""))


class TestTheProfile:
    def test_must_be_known(self) -> None:
        content = replace(content_for("person", b""), profile="server")

        with pytest.raises(ContentProfileUnknown):
            prepare(content, hierarchy().issuer, issuer_algorithm=ECDSA_SHA256)

    def test_of_a_root_needs_no_issuer_and_the_others_do(self) -> None:
        assert refused(ContentIssuerNotAllowed, "root") == "profile_is_self_issued"
        assert refused(ContentIssuerNotAllowed, "person", SelfIssued()) == "profile_needs_an_issuer"


class TestTheSubject:
    @pytest.mark.parametrize("subject", [
        b"", b"\x30\x00", b"khong phai", sequence(set_of(sequence(object_identifier("2.5.4.3"), b"\x0c\x01\xff"))),
    ])
    def test_must_be_a_name(self, subject: bytes) -> None:
        refused(ContentSubjectNotAllowed, subject=subject)

    def test_in_another_order_does_not_pass_the_lint(self) -> None:
        parts = {"2.5.4.3": "Nguyễn Văn Ánh", "2.5.4.10": "UBND"}
        subject = sequence(*(set_of(sequence(object_identifier(o), utf8_string(t))) for o, t in parts.items()))
        content = content_for("person", signer(P256, "person").public_key_info, subject=subject)
        prepared = prepare(content, hierarchy().issuer, issuer_algorithm=ECDSA_SHA256)

        with pytest.raises(LintFailed) as caught:
            lint(prepared)

        assert "house-names-have-one-spelling" in {finding.rule for finding in caught.value.findings}

    def test_keeps_to_the_limits_of_x520(self) -> None:
        subject = sequence(set_of(sequence(object_identifier("2.5.4.3"), utf8_string("a" * 65))))

        refused(ContentSubjectNotAllowed, subject=subject)


class TestTheKey:
    def test_must_be_strong(self) -> None:
        weak = rsa.generate_private_key(65537, 1024)

        assert refused(ContentKeyNotAllowed, public_key_info=public_key_info(weak)) == "key_too_short"

    def test_must_be_a_key(self) -> None:
        assert refused(ContentKeyNotAllowed, public_key_info=b"khong phai") == "public_key_malformed"

    def test_must_not_be_the_issuer_s(self) -> None:
        info = hierarchy().signer.public_key_info

        assert refused(ContentKeyNotAllowed, public_key_info=info) == "issuer_key"

    def test_must_be_in_its_usual_encoding(self) -> None:
        key = private_key(P256, "person").public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        info, point = public_key_info(key), key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        compressed = sequence(info[2 : 4 + info[3]], bytes((0x03, len(point) + 1, 0)) + point)

        assert refused(ContentKeyNotAllowed, public_key_info=compressed) == "unusual_encoding"


class TestTheSerial:
    @pytest.mark.parametrize("serial", [0, -1, 1, 2**63 - 1, -(2**100), 2**159, 2**200])
    def test_must_be_positive_and_hard_to_guess(self, serial: int) -> None:
        refused(ContentSerialNotAllowed, serial=serial)


class TestTheValidity:
    @pytest.mark.parametrize("moment", [
        AT.replace(tzinfo=None), AT.replace(microsecond=1), AT.astimezone(timezone(timedelta(hours=7))),
    ], ids=["naive", "microseconds", "Hà Nội"])
    def test_is_in_whole_utc_seconds(self, moment: datetime) -> None:
        assert refused(ContentValidityNotAllowed, not_before=moment) == "not_whole_utc_seconds"

    def test_goes_forward(self) -> None:
        assert refused(ContentValidityNotAllowed, not_after=AT) == "backwards"
        assert refused(ContentValidityNotAllowed, not_after=AT - timedelta(days=1)) == "backwards"

    @pytest.mark.parametrize(("profile", "longest"), [
        ("person", FIVE_YEARS_ON), ("organisation", FIVE_YEARS_ON), ("time_stamping", FIVE_YEARS_ON),
        ("ocsp_responder", AT + timedelta(days=90)),
    ])
    def test_ends_with_the_profile_s_to_the_second(self, profile: str, longest: datetime) -> None:
        key = signer(P256, "person").public_key_info
        at_most = content_for(profile, key, not_after=longest)

        lint(prepare(at_most, hierarchy().issuer, issuer_algorithm=ECDSA_SHA256))
        assert refused(ContentValidityNotAllowed, profile, not_after=longest + timedelta(seconds=1)) == "too_long"

    def test_of_a_root_is_twenty_years_at_most(self) -> None:
        root = signer(P256, "root")
        longest = content_for("root", root.public_key_info, not_after=datetime(2046, 11, 25, 3, 0, tzinfo=UTC))
        longer = replace(longest, not_after=longest.not_after + timedelta(seconds=1))

        lint(prepare(longest, SelfIssued(), issuer_algorithm=root.algorithm))
        with pytest.raises(ContentValidityNotAllowed):
            prepare(longer, SelfIssued(), issuer_algorithm=root.algorithm)

    def test_lies_within_the_issuer_s(self) -> None:
        late = AT + timedelta(days=6900)

        assert refused(ContentValidityNotAllowed, not_before=AT - timedelta(seconds=1)) == "outside_issuer"
        assert refused(
            ContentValidityNotAllowed, not_before=late, not_after=late + timedelta(days=1000),
        ) == "outside_issuer"

    def test_may_reach_beyond_2049(self) -> None:
        root = signer(P256, "root")
        start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (2045, 2064))
        content = content_for("root", root.public_key_info, not_before=start, not_after=end)

        assert lint(prepare(content, SelfIssued(), issuer_algorithm=root.algorithm)).findings == ()


class TestTheMailbox:
    def test_is_required_of_subscribers(self) -> None:
        assert refused(ContentEmailNotAllowed, email="") == "missing"
        assert refused(ContentEmailNotAllowed, "organisation", email="") == "missing"

    def test_is_unwanted_elsewhere(self) -> None:
        assert refused(ContentEmailNotAllowed, "time_stamping", email="a@kiengiang.gov.vn") == "unwanted"

    @pytest.mark.parametrize("email", [
        "ánh@kiengiang.gov.vn", "anh", "anh@", "@gov.vn", "anh@gov", "anh@KIENGIANG.gov.vn", "anh@-a.gov.vn",
        "anh@a..gov.vn", ".anh@gov.vn", "a..b@gov.vn", "anh@gov.vn\n", "anh@gov.vn\x00", "a b@gov.vn", "a@b@gov.vn",
        "anh@kiếngiang.gov.vn", "a" * 65 + "@gov.vn", "a@" + "b" * 250 + ".vn", "\"a\"@gov.vn", "anh@[1.2.3.4]",
    ])
    def test_is_a_plain_address(self, email: str) -> None:
        assert refused(ContentEmailNotAllowed, email=email) == "malformed"

    def test_of_free_mail_does_not_pass_the_lint(self) -> None:
        content = content_for("person", signer(P256, "person").public_key_info, email="anh@gmail.com")

        with pytest.raises(LintFailed) as caught:
            lint(prepare(content, hierarchy().issuer, issuer_algorithm=ECDSA_SHA256))

        assert [finding.rule for finding in caught.value.findings] == ["nd68-form-01-free-mail"]


class TestTheIssuer:
    def test_must_be_an_authority(self) -> None:
        person = Issuer(hierarchy().issued("person"), ADDRESSES)

        assert refused(ContentIssuerNotAllowed, issuer=person) == "not_an_authority"

    def test_must_be_readable(self) -> None:
        assert refused(ContentIssuerNotAllowed, issuer=Issuer(b"khong phai", ADDRESSES)) == "unreadable"

    def test_must_sign_as_its_key_can(self) -> None:
        content = content_for("person", signer(P256, "person").public_key_info)

        with pytest.raises(ContentIssuerNotAllowed):
            prepare(content, hierarchy().issuer, issuer_algorithm=RSA_SHA256)

    def test_must_not_found_authorities_below_its_depth(self) -> None:
        late = {"not_after": AT + timedelta(days=100)}

        assert refused(ContentIssuerNotAllowed, "issuing_ca", **late) == "path_length"

    @pytest.mark.parametrize(("addresses", "reason"), [
        ({"crl": ""}, "no_crl_address"), ({"ocsp": ""}, "no_ocsp_address"),
        ({"ca_issuers": ""}, "no_ca_issuers_address"),
        ({"crl": "https://va.pilot.example/ca.crl"}, "crl_address"), ({"ocsp": "http://"}, "ocsp_address"),
        ({"ocsp": "http://vá.example/"}, "ocsp_address"), ({"crl": "http://a.example/a b"}, "crl_address"),
        ({"crl": "http://[::1"}, "crl_address"), ({"crl": "http://u:p@a.example/"}, "crl_address"),
        ({"crl": "ldap://a.example/"}, "crl_address"),
        ({"ca_issuers": "http://a.example/" + "a" * 255}, "ca_issuers_address"),
        ({"cps": "ftp://a.example/"}, "cps_address"),
    ])
    def test_must_have_addresses_that_anybody_can_ask(self, addresses: dict[str, str], reason: str) -> None:
        issuer = Issuer(hierarchy().certificate, replace(ADDRESSES, **addresses))

        assert refused(ContentIssuerNotAllowed, issuer=issuer) == reason

    def test_may_do_without_a_practice_statement_and_a_responder_of_the_root(self) -> None:
        authority = hierarchy()
        addresses = Addresses(crl=ADDRESSES.crl, ca_issuers=ADDRESSES.ca_issuers)
        content = content_for("issuing_ca", signer(P256, "second authority").public_key_info)

        prepared = prepare(content, Issuer(authority.root, addresses), issuer_algorithm=ECDSA_SHA256)

        assert lint(prepared).findings == ()


@given(
    profile=st.sampled_from(["root", "issuing_ca", "person", "time_stamping", "?"]), subject=st.binary(max_size=60),
    key=st.binary(max_size=60) | st.just(b"ours"), serial=st.integers() | st.builds(new_serial),
    start=st.datetimes(), days=st.integers(-10, 9000), email=st.text(max_size=30),
)
def test_no_content_leaks_a_foreign_error(
    profile: str, subject: bytes, key: bytes, serial: int, start: datetime, days: int, email: str,
) -> None:
    info = signer(P256, "person").public_key_info if key == b"ours" else key
    try:
        end = start + timedelta(days=days)
    except OverflowError:
        end = start
    content = Content(profile, subject, info, serial, start.replace(tzinfo=UTC), end.replace(tzinfo=UTC), email)

    with pytest.raises(ContentNotAllowed):
        prepare(content, hierarchy().issuer, issuer_algorithm=ECDSA_SHA256)
