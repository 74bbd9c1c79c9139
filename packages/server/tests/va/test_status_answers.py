"""OCSP from the journal: what is said, when it is said anew, and how long others may keep it."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from antin_testkit.pilot_authority import AT, PilotAuthority, pilot_authority

REQUEST = "application/ocsp-request"
MINUTE = timedelta(minutes=1)
SHA1 = hashes.SHA1()


def question(
    authority: PilotAuthority, serial: str, *, nonce: bytes | None = None, digest: hashes.HashAlgorithm = SHA1,
    issuer: bytes | None = None,
) -> bytes:
    named = x509.load_der_x509_certificate(issuer or authority.issuer.certificate)
    built = ocsp.OCSPRequestBuilder().add_certificate_by_hash(
        hashed(named.subject.public_bytes(), digest), hashed(key_octets(named), digest), int(serial, 16), digest,
    )
    if nonce is not None:
        built = built.add_extension(x509.OCSPNonce(nonce), critical=False)
    return built.build().public_bytes(Encoding.DER)


def hashed(data: bytes, digest: hashes.HashAlgorithm) -> bytes:
    running = hashes.Hash(digest)
    running.update(data)
    return running.finalize()


def key_octets(certificate: x509.Certificate) -> bytes:
    """The subjectPublicKey bits of a point on P-256: the last 65 octets of the key info."""
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)[-65:]


def said(reply) -> ocsp.OCSPResponse:
    assert reply.status == 200
    return ocsp.load_der_ocsp_response(reply.body)


def state(client, authority: PilotAuthority, serial: str) -> ocsp.OCSPCertStatus:
    return said(client.post("/ocsp", question(authority, serial), REQUEST)).certificate_status


class TestTheAnswer:
    def test_is_unknown_for_a_number_that_was_never_issued(self, client, authority) -> None:
        assert state(client, authority, "1234abcd") is ocsp.OCSPCertStatus.UNKNOWN

    def test_is_unknown_until_the_certificate_has_effect(self, client, authority) -> None:
        serial = authority.issued()
        assert state(client, authority, serial) is ocsp.OCSPCertStatus.UNKNOWN

        authority.effective(serial, since=AT + MINUTE)

        assert state(client, authority, serial) is ocsp.OCSPCertStatus.UNKNOWN
        client.at = AT + MINUTE
        assert state(client, authority, serial) is ocsp.OCSPCertStatus.GOOD

    def test_is_on_hold_before_effect_when_the_installation_says_so(self, client_of, authority) -> None:
        client = client_of(authority.home, not_yet_effective="hold")
        serial = authority.issued()

        answer = said(client.post("/ocsp", question(authority, serial), REQUEST))

        assert answer.certificate_status is ocsp.OCSPCertStatus.REVOKED
        assert answer.revocation_reason is x509.ReasonFlags.certificate_hold

    def test_says_since_when_and_why_a_certificate_is_revoked(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)
        authority.revoked(serial, reason="cessation_of_operation", at=AT + MINUTE)

        answer = said(client.post("/ocsp", question(authority, serial), REQUEST))

        assert answer.certificate_status is ocsp.OCSPCertStatus.REVOKED
        assert answer.revocation_time_utc == AT + MINUTE
        assert answer.revocation_reason is x509.ReasonFlags.cessation_of_operation

    def test_is_good_at_the_very_time_a_held_certificate_becomes_effective(self, client_of, authority) -> None:
        client = client_of(authority.home, not_yet_effective="hold")
        serial = authority.issued()
        authority.effective(serial, since=AT + 5 * MINUTE)

        client.at = AT + 4 * MINUTE
        before = client.get("/ocsp/" + quote(b64encode(question(authority, serial)), safe=""))
        client.at = AT + 5 * MINUTE
        after = state(client, authority, serial)

        assert said(before).certificate_status is ocsp.OCSPCertStatus.REVOKED
        assert before.headers["Cache-Control"] == "no-store"
        assert after is ocsp.OCSPCertStatus.GOOD

    def test_follows_a_certificate_into_hold_and_back(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)

        authority.held(serial)
        on_hold = said(client.post("/ocsp", question(authority, serial), REQUEST))
        authority.released(serial)

        assert on_hold.revocation_reason is x509.ReasonFlags.certificate_hold
        assert state(client, authority, serial) is ocsp.OCSPCertStatus.GOOD

    def test_never_calls_a_revoked_certificate_good_from_what_was_signed_before(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)
        address = "/ocsp/" + quote(b64encode(question(authority, serial)), safe="")
        assert said(client.get(address)).certificate_status is ocsp.OCSPCertStatus.GOOD

        authority.revoked(serial)

        assert said(client.get(address)).certificate_status is ocsp.OCSPCertStatus.REVOKED

    @pytest.mark.parametrize("digest", [SHA1, hashes.SHA256()], ids=["sha1", "sha256"])
    def test_repeats_the_name_by_which_the_question_called_the_certificate(self, client, authority, digest) -> None:
        serial = authority.issued()
        authority.effective(serial)

        answer = said(client.post("/ocsp", question(authority, serial, digest=digest), REQUEST))

        assert answer.hash_algorithm.name == digest.name
        assert answer.serial_number == int(serial, 16)

    def test_repeats_the_nonce_and_is_then_signed_for_this_question_alone(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)

        answers = [
            said(client.post("/ocsp", question(authority, serial, nonce=nonce), REQUEST))
            for nonce in (b"\x01" * 16, b"\x02" * 32)
        ]

        nonces = [each.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce for each in answers]
        assert nonces == [b"\x01" * 16, b"\x02" * 32]

    def test_is_signed_once_while_nothing_happens(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)
        asked = question(authority, serial)

        first = client.post("/ocsp", asked, REQUEST).body
        client.at = AT + 5 * MINUTE
        second = client.post("/ocsp", asked, REQUEST).body
        client.at = AT + 11 * MINUTE
        third = client.post("/ocsp", asked, REQUEST).body

        assert first == second != third

    def test_is_signed_anew_when_the_clock_was_set_back(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial, since=AT)
        asked = question(authority, serial)
        client.at = AT + 5 * MINUTE
        first = said(client.post("/ocsp", asked, REQUEST))

        client.at = AT + MINUTE
        second = said(client.post("/ocsp", asked, REQUEST))

        assert (first.this_update_utc, second.this_update_utc) == (AT + 5 * MINUTE, AT + MINUTE)


class TestQuestionsThatGetNoAnswer:
    def test_are_those_about_another_authority(self, client, authority) -> None:
        answer = said(client.post("/ocsp", question(authority, "1", issuer=authority.root), REQUEST))

        assert answer.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED

    @pytest.mark.parametrize("body", [b"", b"\x30\x03\x02\x01\x01", b"\x00" * 100])
    def test_are_those_that_are_none(self, client, body: bytes) -> None:
        answer = said(client.post("/ocsp", body, REQUEST))

        assert answer.response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST

    def test_are_all_before_the_service_has_a_certificate(
        self, tmp_path: Path, client_of: Callable[..., object],
    ) -> None:
        authority = pilot_authority(tmp_path / "new")
        client = client_of(authority.home)

        answer = said(client.post("/ocsp", question(authority, "1"), REQUEST))

        assert answer.response_status is ocsp.OCSPResponseStatus.TRY_LATER

    def test_are_all_without_a_journal(self, tmp_path: Path, client_of: Callable[..., object], authority) -> None:
        answer = said(client_of(tmp_path / "nothing").post("/ocsp", question(authority, "1"), REQUEST))

        assert answer.response_status is ocsp.OCSPResponseStatus.TRY_LATER

    def test_are_all_once_the_certificate_of_the_service_has_run_out(self, client, authority) -> None:
        client.at = AT + timedelta(days=31)

        answer = said(client.post("/ocsp", question(authority, "1"), REQUEST))

        assert answer.response_status is ocsp.OCSPResponseStatus.TRY_LATER


class TestWhatOthersMayKeep:
    def test_is_a_good_answer_to_a_get_for_five_minutes(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)

        reply = client.get("/ocsp/" + quote(b64encode(question(authority, serial)), safe=""))

        assert reply.headers["Cache-Control"] == "public, max-age=300, no-transform, must-revalidate"
        assert reply.headers["Last-Modified"] == "Wed, 25 Nov 2026 03:00:00 GMT"
        assert reply.headers["Expires"] == "Wed, 25 Nov 2026 04:00:00 GMT"
        again = client.get(
            "/ocsp/" + quote(b64encode(question(authority, serial)), safe=""), HTTP_IF_NONE_MATCH=reply.headers["ETag"],
        )
        assert (again.status, again.body) == (304, b"")

    def test_is_nothing_that_becomes_better_soon_nor_what_was_posted_or_has_a_nonce(self, client, authority) -> None:
        serial = authority.issued()
        address = "/ocsp/" + quote(b64encode(question(authority, serial)), safe="")
        assert client.get(address).headers["Cache-Control"] == "no-store"

        authority.effective(serial)

        posted = client.post("/ocsp", question(authority, serial), REQUEST)
        nonce = "/ocsp/" + quote(b64encode(question(authority, serial, nonce=b"\x01" * 16)), safe="")
        assert posted.headers["Cache-Control"] == client.get(nonce).headers["Cache-Control"] == "no-store"

    def test_may_be_asked_for_by_an_address_that_is_not_percent_encoded(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)

        reply = client.get("/ocsp/" + b64encode(question(authority, serial)).decode())

        assert said(reply).certificate_status is ocsp.OCSPCertStatus.GOOD
