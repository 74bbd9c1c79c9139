"""Our status services, as real processes on loopback, asked by other people's programs."""

import hashlib
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerifierBuilder, decode_timestamp_response

from antin_testkit.pilot_authority import PilotAuthority, pilot_authority
from antin_testkit.processes import answering, ended, environment_of, free_port

DATA = b"Quyet dinh so 15/QD-UBND"


@dataclass
class Served:
    """A running va over a real journal; folder: PEM files for the programs."""

    url: str
    folder: Path
    authority: PilotAuthority
    good: str
    revoked: str


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    folder, port = tmp_path_factory.mktemp("status"), free_port()
    url, now = f"http://127.0.0.1:{port}", datetime.now(UTC)
    authority = pilot_authority(folder / "var", at=now - timedelta(days=1), status_url=url)
    authority.services_certified(at=now - timedelta(hours=1))
    good, revoked = authority.issued(at=now), authority.issued("Lê Văn Dũng", at=now)
    for each in (good, revoked):
        authority.effective(each, at=now)
    authority.revoked(revoked, reason="cessation_of_operation", at=now)
    authority.listed(at=now)
    for name, der in {
        "root": authority.root, "issuing": authority.issuer.certificate, "good": authority.certificate(good),
        "revoked": authority.certificate(revoked),
    }.items():
        (folder / f"{name}.pem").write_bytes(x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM))
    (folder / "chain.pem").write_bytes((folder / "issuing.pem").read_bytes() + (folder / "root.pem").read_bytes())
    (folder / "data").write_bytes(DATA)
    command = [sys.executable, "-m", "antin_server", "va", "--port", str(port)]
    process = subprocess.Popen(command, env=environment_of(folder / "var"), start_new_session=True)
    try:
        answering(port)
        yield Served(url, folder, authority, good, revoked)
    finally:
        ended(process)


def run(served: Served, *command: str, code: int = 0) -> str:
    done = subprocess.run(command, cwd=served.folder, capture_output=True, text=True, timeout=60, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    return said


class TestOpenssl:
    @pytest.mark.parametrize("name", ["good", "revoked"])
    def test_gets_a_verified_status_with_its_nonce(self, served: Served, name: str) -> None:
        said = run(
            served, "openssl", "ocsp", "-issuer", "issuing.pem", "-cert", f"{name}.pem", "-url", f"{served.url}/ocsp",
            "-CAfile", "chain.pem", "-nonce", "-resp_text",
        )

        assert "Response verify OK" in said
        assert f"{name}.pem: {name}" in said
        assert "WARNING: no nonce" not in said

    def test_gets_a_verified_status_without_nonce_under_sha256(self, served: Served) -> None:
        said = run(
            served, "openssl", "ocsp", "-sha256", "-issuer", "issuing.pem", "-cert", "good.pem", "-url",
            f"{served.url}/ocsp", "-CAfile", "chain.pem", "-no_nonce",
        )

        assert "Response verify OK" in said and "good.pem: good" in said

    def test_sees_a_revocation_at_once(self, served: Served) -> None:
        serial = served.authority.issued("Cao Thị Phượng", at=datetime.now(UTC))
        served.authority.effective(serial, at=datetime.now(UTC))
        pem = x509.load_der_x509_certificate(served.authority.certificate(serial)).public_bytes(Encoding.PEM)
        (served.folder / "third.pem").write_bytes(pem)
        asked = [
            "openssl", "ocsp", "-issuer", "issuing.pem", "-cert", "third.pem", "-url", f"{served.url}/ocsp", "-CAfile",
            "chain.pem", "-no_nonce",
        ]
        before = run(served, *asked)

        served.authority.revoked(serial, at=datetime.now(UTC))

        assert "third.pem: good" in before
        assert "third.pem: revoked" in run(served, *asked)

    def test_verifies_the_lists_and_finds_the_revoked_certificate_in_one(self, served: Served) -> None:
        for name in ("root", "issuing"):
            run(served, "curl", "-sf", f"{served.url}/crl/{name}.crl", "-o", f"{name}.crl")
            run(served, "openssl", "crl", "-inform", "DER", "-in", f"{name}.crl", "-out", f"{name}.crl.pem")
            asked = ["-in", f"{name}.crl.pem", "-CAfile", "chain.pem", "-noout", "-crlnumber"]
            said = run(served, "openssl", "crl", *asked)
            assert "verify OK" in said and "crlNumber=0x" in said

        paths = ["-crl_check", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "-CRLfile", "issuing.crl.pem"]
        assert "good.pem: OK" in run(served, "openssl", "verify", *paths, "good.pem")
        assert "certificate revoked" in run(served, "openssl", "verify", *paths, "revoked.pem", code=2)

    def test_verifies_a_time_stamp(self, served: Served) -> None:
        run(served, "openssl", "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "query")
        run(
            served, "curl", "-sf", "-H", "Content-Type: application/timestamp-query", "--data-binary", "@query",
            f"{served.url}/tsa", "-o", "reply",
        )

        said = run(
            served, "openssl", "ts", "-verify", "-queryfile", "query", "-in", "reply", "-CAfile", "root.pem",
            "-untrusted", "issuing.pem",
        )

        assert "Verification: OK" in said

    def test_gets_the_certificates_that_certificates_point_to(self, served: Served) -> None:
        run(served, "curl", "-sf", f"{served.url}/crt/issuing.crt", "-o", "fetched.crt")

        said = run(served, "openssl", "x509", "-inform", "DER", "-in", "fetched.crt", "-noout", "-subject")

        assert "CN" in said


class TestGnutls:
    def test_gets_a_verified_status_with_its_nonce(self, served: Served) -> None:
        said = run(
            served, "ocsptool", f"--ask={served.url}/ocsp", "--load-cert", "good.pem", "--load-issuer", "issuing.pem",
            "--load-trust", "chain.pem", "--nonce",
        )

        assert "Verifying OCSP Response: Success" in said
        assert "Certificate Status: good" in said


class TestRfc3161Client:
    def test_verifies_a_time_stamp(self, served: Served) -> None:
        query = TimestampRequestBuilder().data(DATA).hash_algorithm(HashAlgorithm.SHA512).build()
        asked = urllib.request.Request(
            f"{served.url}/tsa", data=query.as_bytes(), headers={"Content-Type": "application/timestamp-query"},
        )
        with urllib.request.urlopen(asked, timeout=30) as reply:
            response = decode_timestamp_response(reply.read())

        verifier = VerifierBuilder().nonce(query.nonce)
        for name, add in (("root", verifier.add_root_certificate), ("issuing", verifier.add_intermediate_certificate)):
            verifier = add(x509.load_pem_x509_certificate((served.folder / f"{name}.pem").read_bytes()))

        assert verifier.build().verify(response, hashlib.sha512(DATA).digest())
