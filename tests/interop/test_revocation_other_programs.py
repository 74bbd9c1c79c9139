"""Our lists and answers are taken by openssl, GnuTLS, pkilint and cryptography; their questions are read by us."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from antin import oids
from antin.keys import RSA_PSS_SHA256, LocalSigner
from antin.revocation import (
    GOOD,
    UNKNOWN,
    CertIdMatcher,
    CertificateStatus,
    OcspRequest,
    RevocationReason,
    build_crl,
    ocsp_error,
    ocsp_response,
    read_ocsp_request,
    revoked_entry,
)
from antin_testkit.status_services import DAY, PERSON_SERIAL, StatusServices, status_services

BESIDE = Path(sys.executable).parent  # where pkilint puts its programs
NOW = datetime.now(UTC).replace(microsecond=0)
COMPROMISED = CertificateStatus("revoked", NOW - DAY, RevocationReason.KEY_COMPROMISE)
REASONS = [each for each in RevocationReason if each is not RevocationReason.REMOVE_FROM_CRL]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.fixture(params=["p256", "rsa"])
def services(request: pytest.FixtureRequest, tmp_path: Path) -> StatusServices:
    made = status_services(request.param, at=NOW)
    for name in ("root", "person", "responder"):
        (tmp_path / f"{name}.pem").write_bytes(getattr(made, name).pem)
    return made


def crl(services: StatusServices, *entries: bytes, url: str = "", pss: bool = False) -> bytes:
    root = services.root
    return build_crl(
        issuer_certificate=root.certificate, entries=entries, number=2**70, this_update=NOW, next_update=NOW + 7 * DAY,
        signer=LocalSigner(root.key, algorithm=RSA_PSS_SHA256) if pss else root.signer, distribution_point_url=url,
    )


def answer(services: StatusServices, request: OcspRequest, statuses: Sequence[CertificateStatus]) -> bytes:
    responder = services.responder
    return ocsp_response(
        request=request, statuses=statuses, responder_certificate=responder.certificate, signer=responder.signer,
        produced_at=NOW, this_update=NOW, next_update=NOW + DAY, archive_cutoff=NOW - 3650 * DAY,
    )


LISTS: dict[str, Callable[[StatusServices], bytes]] = {
    "empty": crl,
    "revoked": lambda services: crl(services, revoked_entry(PERSON_SERIAL, NOW - DAY, RevocationReason.SUPERSEDED)),
    "every-reason": lambda services: crl(
        services, *(revoked_entry(2**(15 * place), NOW - place * DAY, each) for place, each in enumerate(REASONS))
    ),
    "placed": lambda services: crl(services, revoked_entry(5, NOW), url="http://crl.antin.vn/root.crl"),
}


@pytest.mark.parametrize("name", LISTS)
class TestOurList:
    def test_is_verified_by_openssl(self, name: str, services: StatusServices, tmp_path: Path) -> None:
        (tmp_path / "list.crl").write_bytes(LISTS[name](services))

        said = run(tmp_path, "openssl", "crl", "-inform", "DER", "-in", "list.crl", "-CAfile", "root.pem", "-noout")

        assert said.stderr.strip() == "verify OK"

    def test_is_verified_by_certtool(self, name: str, services: StatusServices, tmp_path: Path) -> None:
        listed = x509.load_der_x509_crl(LISTS[name](services))
        (tmp_path / "list.pem").write_bytes(listed.public_bytes(Encoding.PEM))

        said = run(tmp_path, "certtool", "--verify-crl", "--load-ca-certificate", "root.pem", "--infile", "list.pem")

        assert said.returncode == 0, said.stderr
        assert "Verified. The certificate is trusted." in said.stdout

    def test_has_nothing_that_pkilint_minds(self, name: str, services: StatusServices, tmp_path: Path) -> None:
        (tmp_path / "list.crl").write_bytes(LISTS[name](services))

        said = run(tmp_path, str(BESIDE / "lint_crl"), "lint", "-t", "CRL", "-p", "PKIX", "-s", "WARNING", "list.crl")

        assert (said.returncode, said.stdout.strip()) == (0, "")

    def test_is_verified_by_cryptography(self, name: str, services: StatusServices) -> None:
        found = x509.load_der_x509_crl(LISTS[name](services))

        assert found.is_signature_valid(services.root.key.public_key())
        assert found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 2**70


class TestAListUsedByOpenssl:
    def verified(self, folder: Path, encoded: bytes) -> subprocess.CompletedProcess[str]:
        (folder / "list.crl").write_bytes(encoded)
        run(folder, "openssl", "crl", "-inform", "DER", "-in", "list.crl", "-out", "list.pem")
        arguments = ("-crl_check", "-CRLfile", "list.pem", "-CAfile", "root.pem", "person.pem")
        return run(folder, "openssl", "verify", *arguments)

    def test_lets_the_person_pass_who_is_not_listed(self, services: StatusServices, tmp_path: Path) -> None:
        said = self.verified(tmp_path, crl(services, revoked_entry(PERSON_SERIAL + 1, NOW)))

        assert (said.returncode, said.stdout.strip()) == (0, "person.pem: OK")

    def test_stops_the_person_who_is_listed(self, services: StatusServices, tmp_path: Path) -> None:
        said = self.verified(tmp_path, crl(services, revoked_entry(PERSON_SERIAL, NOW)))

        assert said.returncode != 0
        assert "certificate revoked" in said.stderr

    def test_may_be_signed_with_pss(self, tmp_path: Path) -> None:
        services = status_services("rsa", at=NOW)
        for name in ("root", "person"):
            (tmp_path / f"{name}.pem").write_bytes(getattr(services, name).pem)

        said = self.verified(tmp_path, crl(services, pss=True))

        assert (said.returncode, said.stdout.strip()) == (0, "person.pem: OK")


@pytest.mark.parametrize(("state", "status"), [("good", GOOD), ("revoked", COMPROMISED), ("unknown", UNKNOWN)])
class TestOurAnswer:
    @pytest.mark.parametrize("options", [(), ("-no_nonce",), ("-sha256", "-no_nonce")], ids=" ".join)
    def test_to_a_question_of_openssl_is_verified_by_it(
        self, state: str, status: CertificateStatus, options: tuple[str, ...], services: StatusServices, tmp_path: Path,
    ) -> None:
        question = (*options, "-issuer", "root.pem", "-cert", "person.pem")
        run(tmp_path, "openssl", "ocsp", *question, "-reqout", "question")
        request = read_ocsp_request((tmp_path / "question").read_bytes())
        (tmp_path / "answer").write_bytes(answer(services, request, [status]))

        taken = ("-respin", "answer", "-CAfile", "root.pem")
        compared = run(tmp_path, "openssl", "ocsp", "-reqin", "question", *taken)
        said = run(tmp_path, "openssl", "ocsp", *question, "-no_nonce", *taken)

        assert (request.nonce is None) == ("-no_nonce" in options)
        assert CertIdMatcher(services.root.certificate).matches(request.certificates[0])
        assert [each.stderr.strip() for each in (compared, said)] == ["Response verify OK"] * 2
        assert said.stdout.startswith(f"person.pem: {state}\n")
        assert ("Reason: keyCompromise" in said.stdout) == (state == "revoked")

    def test_to_a_question_of_ocsptool_is_verified_by_it(
        self, state: str, status: CertificateStatus, services: StatusServices, tmp_path: Path,
    ) -> None:
        pair = ("--load-issuer", "root.pem", "--load-cert", "person.pem")
        run(tmp_path, "ocsptool", "--generate-request", *pair, "--outfile", "question")
        request = read_ocsp_request((tmp_path / "question").read_bytes())
        (tmp_path / "answer").write_bytes(answer(services, request, [status]))

        said = run(
            tmp_path, "ocsptool", "--verify-response", "--load-response", "answer", "--load-trust", "root.pem", *pair
        )

        assert said.returncode == 0, said.stderr
        assert "Verifying OCSP Response: Success." in said.stdout
        assert f"Certificate Status: {state}" in said.stdout

    @pytest.mark.parametrize("nonce", [None, bytes(range(32))], ids=["cacheable", "nonce"])
    def test_has_nothing_that_pkilint_minds(
        self, state: str, status: CertificateStatus, nonce: bytes | None, services: StatusServices, tmp_path: Path,
    ) -> None:
        asked = CertIdMatcher(services.root.certificate).cert_id(PERSON_SERIAL)
        (tmp_path / "answer").write_bytes(answer(services, OcspRequest((asked,), nonce), [status]))

        said = run(tmp_path, str(BESIDE / "lint_ocsp_response"), "lint", "-s", "WARNING", "answer")

        assert (said.returncode, said.stdout.strip()) == (0, "")

    def test_is_read_by_cryptography(self, state: str, status: CertificateStatus, services: StatusServices) -> None:
        asked = CertIdMatcher(services.root.certificate).cert_id(PERSON_SERIAL, hash_oid=oids.SHA384)

        found = ocsp.load_der_ocsp_response(answer(services, OcspRequest((asked,)), [status]))

        assert found.certificate_status.name == state.upper()
        assert found.serial_number == PERSON_SERIAL


class TestAQuestionOfOpenssl:
    def test_may_ask_about_several_certificates(self, services: StatusServices, tmp_path: Path) -> None:
        serials = ("-serial", "77", "-serial", "0x8000")
        question = ("-no_nonce", "-issuer", "root.pem", "-cert", "person.pem", *serials)
        run(tmp_path, "openssl", "ocsp", *question, "-reqout", "question")
        request = read_ocsp_request((tmp_path / "question").read_bytes())
        (tmp_path / "answer").write_bytes(answer(services, request, [GOOD, COMPROMISED, UNKNOWN]))

        said = run(tmp_path, "openssl", "ocsp", *question, "-respin", "answer", "-CAfile", "root.pem")

        assert [each.serial for each in request.certificates] == [PERSON_SERIAL, 77, 0x8000]
        assert "Response verify OK" in said.stderr
        lines = [line for line in said.stdout.splitlines() if line.endswith((": good", ": revoked", ": unknown"))]
        assert lines == ["person.pem: good", "77: revoked", "0x8000: unknown"]

    @pytest.mark.parametrize(
        ("number", "words"), [(1, "malformedrequest"), (2, "internalerror"), (3, "trylater"), (6, "unauthorized")],
    )
    def test_is_refused_in_words_it_understands(self, number: int, words: str, tmp_path: Path) -> None:
        (tmp_path / "answer").write_bytes(ocsp_error(number))

        said = run(tmp_path, "openssl", "ocsp", "-respin", "answer", "-noverify")

        assert f"Responder Error: {words} ({number})" in said.stdout + said.stderr
