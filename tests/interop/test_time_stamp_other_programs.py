"""Our time-stamps are taken by openssl and rfc3161-client; those of openssl are read and verified by us."""

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rfc3161_client
from cryptography import x509

from antin import oids
from antin.keys import RSA_PSS_SHA256, LocalSigner
from antin.timestamp import (
    Failure,
    TimeStampAuthority,
    TimeStampImprintWrong,
    TimeStampRefused,
    answer_to,
    read_response,
    time_stamp_rejection,
    time_stamp_request,
    time_stamp_response,
    verify_token,
)
from antin_testkit.status_services import StatusServices, status_services

NOW = datetime.now(UTC).replace(microsecond=0)
DATA = "Công văn số 01/CV-UBND\n".encode()
CONFIG = """
[tsa]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
certs = {folder}/root.pem
default_policy = 1.2.3.4
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 6
ordering = yes
tsa_name = yes
ess_cert_id_chain = {chain}
signer_digest = {digest}
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["openssl", "ts", *arguments], cwd=folder, capture_output=True, text=True, timeout=60
    )


@pytest.fixture(params=["p256", "rsa"])
def services(request: pytest.FixtureRequest, tmp_path: Path) -> StatusServices:
    made = status_services(request.param, at=NOW)
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "root.pem").write_bytes(made.root.pem)
    (tmp_path / "stamper.pem").write_bytes(made.stamper.pem)
    (tmp_path / "stamper.key").write_bytes(made.stamper.key_pem)
    (tmp_path / "serial").write_text("01")
    return made


def authority(services: StatusServices, *, pss: bool = False) -> TimeStampAuthority:
    stamper = services.stamper
    signer = LocalSigner(stamper.key, algorithm=RSA_PSS_SHA256) if pss else stamper.signer
    return TimeStampAuthority(
        stamper.certificate, (services.root.certificate,), signer, oids.PILOT_TIME_STAMP_POLICY,
        timedelta(milliseconds=500),
    )


class TestOurTimeStamp:
    @pytest.mark.parametrize("options", [
        ("-sha256", "-cert"), ("-sha256",), ("-sha384", "-cert", "-no_nonce"), ("-sha512", "-cert"),
        ("-sha3-256", "-cert"), ("-sha256", "-cert", "-tspolicy", oids.PILOT_TIME_STAMP_POLICY),
    ], ids=" ".join)
    @pytest.mark.parametrize("fraction", [0, 120_000])
    def test_answers_what_openssl_asks_and_is_verified_by_it(
        self, options: tuple[str, ...], fraction: int, services: StatusServices, tmp_path: Path,
    ) -> None:
        run(tmp_path, "-query", "-data", "data", *options, "-out", "query")
        response = time_stamp_response(
            (tmp_path / "query").read_bytes(), authority=authority(services), serial=2**100,
            at=NOW.replace(microsecond=fraction),
        )
        (tmp_path / "response").write_bytes(response)

        untrusted = () if "-cert" in options else ("-untrusted", "stamper.pem")
        sources = [("-queryfile", "query"), ("-data", "data")]
        said = [
            run(tmp_path, "-verify", *each, "-in", "response", "-CAfile", "root.pem", *untrusted) for each in sources
        ]

        assert [each.returncode for each in said] == [0, 0], said
        assert all("Verification: OK" in each.stdout for each in said)

    def test_is_shown_by_openssl_as_it_is(self, services: StatusServices, tmp_path: Path) -> None:
        request = time_stamp_request(hashlib.sha256(DATA).digest(), "sha256", nonce=0xABCDEF)
        at = datetime(2026, 11, 25, 1, 2, 3, 450_000, tzinfo=UTC)
        (tmp_path / "response").write_bytes(
            time_stamp_response(request, authority=authority(services), serial=0x77, at=at)
        )

        said = run(tmp_path, "-reply", "-in", "response", "-text").stdout

        for words in (
            "Status: Granted.", "Serial number: 0x77", "Nov 25 01:02:03.45 2026 GMT", "Nonce: 0xABCDEF",
            "0x01F4 millis", "Ordering: no", "Hash Algorithm: sha256",
        ):
            assert words in said, said

    def test_may_be_signed_with_pss_which_openssl_knows_in_cms_but_not_in_ts(self, tmp_path: Path) -> None:
        services = status_services("rsa", at=NOW)
        (tmp_path / "root.pem").write_bytes(services.root.pem)
        request = time_stamp_request(hashlib.sha256(DATA).digest(), "sha256", nonce=1)
        response = time_stamp_response(request, authority=authority(services, pss=True), serial=9, at=NOW)
        (tmp_path / "token").write_bytes(read_response(response))

        arguments = ("-inform", "DER", "-in", "token", "-CAfile", "root.pem", "-purpose", "timestampsign")
        said = subprocess.run(
            ["openssl", "cms", "-verify", *arguments], cwd=tmp_path, capture_output=True, timeout=60
        )

        assert said.stderr.strip() == b"CMS Verification successful"

    def test_is_verified_by_rfc3161_client(self, services: StatusServices) -> None:
        builder = rfc3161_client.TimestampRequestBuilder().data(DATA)
        request = builder.hash_algorithm(rfc3161_client.HashAlgorithm.SHA512).nonce(nonce=True).build()
        response = time_stamp_response(request.as_bytes(), authority=authority(services), serial=5, at=NOW)
        root, stamper = (
            x509.load_der_x509_certificate(each.certificate) for each in (services.root, services.stamper)
        )
        verifier = rfc3161_client.VerifierBuilder.from_request(request).add_root_certificate(root)

        found = rfc3161_client.decode_timestamp_response(response)

        assert verifier.tsa_certificate(stamper).build().verify_message(found, DATA)
        assert found.tst_info.gen_time == NOW

    @pytest.mark.parametrize(("failure", "words"), [
        (Failure.BAD_ALGORITHM, "unrecognized or unsupported algorithm identifier"),
        (Failure.BAD_REQUEST, "transaction not permitted or supported"),
        (Failure.BAD_DATA_FORMAT, "the data submitted has the wrong format"),
        (Failure.TIME_NOT_AVAILABLE, "the TSA's time source is not available"),
        (Failure.UNACCEPTED_POLICY, "the requested TSA policy is not supported by the TSA"),
        (Failure.UNACCEPTED_EXTENSION, "the requested extension is not supported by the TSA"),
        (Failure.ADDITIONAL_INFORMATION_NOT_AVAILABLE, "the additional information requested could not be understood"),
        (Failure.SYSTEM_FAILURE, "the request cannot be handled due to system failure"),
    ])
    def test_is_refused_in_words_that_openssl_understands(self, failure: Failure, words: str, tmp_path: Path) -> None:
        (tmp_path / "response").write_bytes(time_stamp_rejection(failure))

        said = run(tmp_path, "-reply", "-in", "response", "-text").stdout

        assert "Status: Rejected." in said
        assert words in said


class TestATimeStampOfOpenssl:
    def reply(self, folder: Path, query: str, *, chain: bool = False) -> bytes:
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder, chain="yes" if chain else "no", digest="sha256"))
        run(folder, "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", query, "-out", "response")
        return (folder / "response").read_bytes()

    @pytest.mark.parametrize("chain", [False, True])
    def test_answers_our_request_and_holds(self, chain: bool, services: StatusServices, tmp_path: Path) -> None:
        request = time_stamp_request(hashlib.sha512(DATA).digest(), "sha512", nonce=2**63)
        (tmp_path / "query").write_bytes(request)

        token = answer_to(request, self.reply(tmp_path, "query", chain=chain))

        verified = verify_token(token, imprint_of=DATA)
        assert verified.certificate == services.stamper.certificate
        assert verified.token.accuracy == timedelta(seconds=1, milliseconds=500, microseconds=100)
        assert verified.token.policy == "1.2.3.4"
        assert abs(verified.token.at - datetime.now(UTC)) < timedelta(minutes=5)
        with pytest.raises(TimeStampImprintWrong):
            verify_token(token, imprint_of=DATA + b"!")

    @pytest.mark.parametrize("reference", ["sha1", "sha256", "sha384"])
    def test_may_name_its_certificate_in_the_old_way_or_the_new(
        self, reference: str, services: StatusServices, tmp_path: Path,
    ) -> None:
        run(tmp_path, "-query", "-data", "data", "-sha256", "-cert", "-out", "query")
        (tmp_path / "tsa.cnf").write_text(
            CONFIG.format(folder=tmp_path, chain="no", digest="sha512") + f"ess_cert_id_alg = {reference}\n"
        )
        run(tmp_path, "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query", "-out", "response")

        verified = verify_token(read_response((tmp_path / "response").read_bytes()), imprint_of=DATA)

        assert verified.signature.certificate_reference == reference
        assert verified.signature.digest_name == "sha512"

    def test_without_its_certificate_holds_with_the_one_at_hand(
        self, services: StatusServices, tmp_path: Path,
    ) -> None:
        run(tmp_path, "-query", "-data", "data", "-sha256", "-out", "query")

        token = read_response(self.reply(tmp_path, "query"))

        assert verify_token(token, imprint_of=DATA, certificates=[services.stamper.certificate])

    def test_is_told_with_its_reason_when_it_is_refused(self, services: StatusServices, tmp_path: Path) -> None:
        run(tmp_path, "-query", "-data", "data", "-sha3-256", "-out", "query")

        with pytest.raises(TimeStampRefused, match="bad_algorithm"):
            read_response(self.reply(tmp_path, "query"))
