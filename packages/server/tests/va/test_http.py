"""The status services as HTTP sees them: lists, certificates, time-stamps, refusals, health."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from rfc3161_client import decode_timestamp_response

from antin.timestamp import answer_to, read_token, time_stamp_request
from antin_server.va.errors import KeyFileExposed, KeyFileUnusable
from antin_server.va.services.time_stamps import random_serial
from antin_server.va.signer import own_keys
from antin_testkit.pilot_authority import AT, pilot_authority

QUERY = "application/timestamp-query"
DIGEST = hashlib.sha256(b"chu ky so cong vu").digest()


class TestAList:
    def test_of_the_issuing_authority_names_what_is_revoked(self, client, authority) -> None:
        serial = authority.issued()
        authority.effective(serial)
        authority.revoked(serial, at=AT + timedelta(minutes=1))
        authority.listed(at=AT + timedelta(minutes=2))

        reply = client.get("/crl/issuing.crl")

        listed = x509.load_der_x509_crl(reply.body)
        assert [each.serial_number for each in listed] == [int(serial, 16)]
        assert reply.headers["Content-Type"] == "application/pkix-crl"

    def test_of_the_root_is_there_too(self, client) -> None:
        assert len(x509.load_der_x509_crl(client.get("/crl/root.crl").body)) == 0

    def test_may_be_kept_for_five_minutes_and_not_beyond_its_end(self, client) -> None:
        assert "max-age=300" in client.get("/crl/issuing.crl").headers["Cache-Control"]

        client.at = AT + timedelta(days=1)

        assert client.get("/crl/issuing.crl").headers["Cache-Control"] == "no-store"

    def test_is_not_sent_again_to_who_has_it(self, client) -> None:
        tag = client.get("/crl/issuing.crl").headers["ETag"]

        assert client.get("/crl/issuing.crl", HTTP_IF_NONE_MATCH=tag).status == 304

    @pytest.mark.parametrize("path", [
        "/crl/other.crl", "/crl/issuing.crt", "/crl/", "/crl/issuing", "/crt/../signer/keys",
        "/crl/issuing.crl/x", "/x",
    ])
    def test_of_anybody_else_is_not_found(self, client, path: str) -> None:
        assert client.get(path).status == 404


class TestACertificateOfAnAuthority:
    @pytest.mark.parametrize("name", ["root", "issuing"])
    def test_is_sent_as_der(self, client, authority, name: str) -> None:
        reply = client.get(f"/crt/{name}.crt")

        assert reply.body == (authority.root if name == "root" else authority.issuer.certificate)
        assert reply.headers["Content-Type"] == "application/pkix-cert"


class TestATimeStamp:
    def test_is_given_at_the_time_of_the_clock_with_a_number_of_its_own(self, client) -> None:
        request = time_stamp_request(DIGEST, "sha256", nonce=7)

        replies = [client.post("/tsa", request, QUERY) for _ in range(2)]

        tokens = [read_token(answer_to(request, each.body)) for each in replies]
        assert [each.at for each in tokens] == [AT, AT]
        assert tokens[0].serial != tokens[1].serial
        assert min(each.serial for each in tokens).bit_length() >= 64

    def test_is_read_by_another_library(self, client) -> None:
        reply = client.post("/tsa", time_stamp_request(DIGEST, "sha256", nonce=7), QUERY)

        assert decode_timestamp_response(reply.body).tst_info.message_imprint.message == DIGEST

    def test_is_refused_in_the_terms_of_the_standard_when_nothing_can_be_stamped(self, client) -> None:
        reply = client.post("/tsa", b"nothing", QUERY)

        assert reply.status == 200
        assert decode_timestamp_response(reply.body).status == 2

    def test_cannot_be_had_before_the_service_has_a_certificate(self, tmp_path: Path, client_of) -> None:
        client = client_of(pilot_authority(tmp_path / "new").home)

        reply = client.post("/tsa", time_stamp_request(DIGEST, "sha256", nonce=None), QUERY)

        assert (reply.status, reply.headers["Retry-After"]) == (503, "10")

    def test_has_a_number_that_nobody_can_foresee(self) -> None:
        numbers = {random_serial() for _ in range(50)}

        assert len(numbers) == 50
        assert {each.bit_length() for each in numbers} == {127}


class TestARequestIsRefused:
    @pytest.mark.parametrize(("method", "path", "allowed"), [
        ("PUT", "/ocsp", "GET, HEAD, POST"), ("GET", "/tsa", "POST"), ("POST", "/crl/issuing.crl", "GET, HEAD"),
        ("DELETE", "/healthz", "GET, HEAD"),
    ])
    def test_for_its_method(self, client, method: str, path: str, allowed: str) -> None:
        reply = client.ask(method, path)

        assert (reply.status, reply.headers["Allow"]) == (405, allowed)

    @pytest.mark.parametrize("path", ["/ocsp", "/tsa"])
    def test_for_its_type(self, client, path: str) -> None:
        assert client.post(path, b"x", "text/plain").status == 415

    @pytest.mark.parametrize(("path", "kind", "limit"), [
        ("/ocsp", "application/ocsp-request", 8 * 1024), ("/tsa", QUERY, 64 * 1024),
    ])
    def test_for_its_size_told_or_not(self, client, path: str, kind: str, limit: int) -> None:
        told = client.post(path, b"x" * (limit + 1), kind)
        untold = client.ask("POST", path, b"x" * (limit + 1), CONTENT_TYPE=kind)

        assert (told.status, untold.status) == (413, 413)
        assert client.ask("POST", path, b"x", CONTENT_TYPE=kind, CONTENT_LENGTH="9" * 5000).status == 413
        assert client.ask("POST", path, b"x", CONTENT_TYPE=kind, CONTENT_LENGTH="-1").status == 400

    @pytest.mark.parametrize(("path", "status"), [("/ocsp/***", 400), ("/ocsp/" + "A" * 20_000, 414)])
    def test_for_an_address_that_holds_no_question(self, client, path: str, status: int) -> None:
        assert client.get(path).status == status


class TestHead:
    def test_tells_the_size_without_the_body(self, client) -> None:
        asked, told = client.get("/crl/issuing.crl"), client.ask("HEAD", "/crl/issuing.crl")

        assert told.body == b""
        assert told.headers["Content-Length"] == str(len(asked.body))


class TestHealth:
    def test_is_good_when_everything_can_be_answered(self, client, authority) -> None:
        reply = client.get("/healthz")

        assert reply.status == 200
        assert json.loads(reply.body) == {
            "journal": authority.station.journal.end()[0], "ocsp": True, "tsa": True, "crl": True,
        }

    def test_names_what_is_missing(self, tmp_path: Path, client_of) -> None:
        reply = client_of(pilot_authority(tmp_path / "new").home).get("/healthz")

        assert reply.status == 503
        assert json.loads(reply.body) | {"journal": 0} == {"journal": 0, "ocsp": False, "tsa": False, "crl": False}

    def test_is_bad_without_a_journal(self, tmp_path: Path, client_of) -> None:
        assert client_of(tmp_path / "nothing").get("/healthz").status == 503


class TestAJournalPutInPlaceOfAnother:
    def test_is_read_without_a_new_start(self, tmp_path: Path, client_of, authority) -> None:
        client = client_of(authority.home)
        before = json.loads(client.get("/healthz").body)["journal"]
        other = pilot_authority(tmp_path / "other")
        other.station.journal.connection.execute("PRAGMA journal_mode=DELETE")
        other.station.journal.close()
        authority.station.journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        (other.home / "signer/journal.sqlite").replace(authority.home / "signer/journal.sqlite")

        assert json.loads(client.get("/healthz").body)["journal"] != before


class TestKeyFiles:
    def test_are_for_their_owner_only_and_stay_the_same(self, tmp_path: Path) -> None:
        first, second = own_keys(tmp_path), own_keys(tmp_path)

        assert first.ocsp.public_key_info == second.ocsp.public_key_info
        assert {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {
            "ocsp.pem": 0o600, "tsa.pem": 0o600,
        }

    def test_are_not_used_once_others_may_read_them(self, tmp_path: Path) -> None:
        own_keys(tmp_path)
        (tmp_path / "tsa.pem").chmod(0o644)

        with pytest.raises(KeyFileExposed):
            own_keys(tmp_path)

    def test_that_hold_no_key_are_named(self, tmp_path: Path) -> None:
        own_keys(tmp_path)
        (tmp_path / "ocsp.pem").write_text("nothing")

        with pytest.raises(KeyFileUnusable):
            own_keys(tmp_path)
