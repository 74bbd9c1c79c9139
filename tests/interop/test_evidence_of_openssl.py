"""Certificates, lists and answers made by openssl alone are judged as openssl itself judges them."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antin.adapters.evidence_files import read_answers, read_certificates, read_lists
from antin.adapters.trust_files import load_trust
from antin.validation import DOCUMENT_SIGNING, Evidence, PathReport, ValidationPolicy, validate_path
from antin.validation.ocsp import ocsp_request

CONFIGURATION = """
[ca]
default_ca = here
[here]
dir = .
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
default_md = sha256
default_days = 30
default_crl_days = 7
policy = any
crl_extensions = list
unique_subject = no
[any]
commonName = supplied
[list]
authorityKeyIdentifier = keyid
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection
authorityKeyIdentifier = keyid
subjectAltName = email:van.thu@ubnd.vn
[responder]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
"""


class Openssl:
    """A CA in a folder, run by openssl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "ca.cnf").write_text(CONFIGURATION)
        (folder / "index.txt").touch()
        (folder / "serial").write_text("1000\n")
        (folder / "crlnumber").write_text("01\n")
        self.request("root")
        self(
            "req",
            "-x509",
            "-key",
            "root.key",
            "-subj",
            "/CN=root",
            "-config",
            "ca.cnf",
            "-extensions",
            "root",
            "-out",
            "root.crt",
        )
        for name, extensions in (("leaf", "leaf"), ("responder", "responder")):
            self.request(name)
            self(
                "ca",
                "-batch",
                "-notext",
                "-config",
                "ca.cnf",
                "-cert",
                "root.crt",
                "-keyfile",
                "root.key",
                "-extensions",
                extensions,
                "-in",
                f"{name}.csr",
                "-out",
                f"{name}.crt",
            )

    def __call__(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def request(self, name: str) -> None:
        self("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
        self("req", "-new", "-key", f"{name}.key", "-subj", f"/CN={name}", "-out", f"{name}.csr")

    def ca(self, *words: str) -> None:
        self("ca", "-config", "ca.cnf", "-cert", "root.crt", "-keyfile", "root.key", *words)

    def revoke(self, reason: str) -> None:
        self.ca("-revoke", "leaf.crt", "-crl_reason", reason)

    def crl(self) -> list[bytes]:
        self.ca("-gencrl", "-out", "list.crl")
        return read_lists([self.folder / "list.crl"])

    def answer(self, signer: str) -> list[bytes]:
        [leaf] = judge(self).path
        (self.folder / "question").write_bytes(ocsp_request(leaf.certificate, leaf.issuer_key_info))
        self(
            "ocsp",
            "-index",
            "index.txt",
            "-CA",
            "root.crt",
            "-rsigner",
            f"{signer}.crt",
            "-rkey",
            f"{signer}.key",
            "-reqin",
            "question",
            "-respout",
            "answer.ors",
            "-ndays",
            "1",
        )
        return read_answers([self.folder / "answer.ors"])

    def certificate(self, name: str) -> bytes:
        return read_certificates([self.folder / f"{name}.crt"])[0]


@pytest.fixture
def openssl(tmp_path: Path) -> Iterator[Openssl]:
    yield Openssl(tmp_path)


def judge(
    openssl: Openssl, *, crls: list[bytes] | None = None, answers: list[bytes] | None = None
) -> PathReport:
    now = datetime.now(UTC) + timedelta(seconds=2)
    trust = load_trust([openssl.folder / "root.crt"])
    return validate_path(
        openssl.certificate("leaf"),
        at=now,
        anchors=trust.anchors,
        purpose=DOCUMENT_SIGNING,
        evidence=Evidence(crls=crls or [], ocsp_responses=answers or []),
        policy=ValidationPolicy(strict_profile=True),
    )


class TestACertificateOfOpenssl:
    def test_is_good_by_its_list(self, openssl: Openssl) -> None:
        assert judge(openssl, crls=openssl.crl()).is_valid

    @pytest.mark.parametrize("signer", ["root", "responder"])
    def test_is_good_by_its_answer(self, openssl: Openssl, signer: str) -> None:
        report = judge(openssl, answers=openssl.answer(signer))

        assert report.is_valid
        assert report.revocation is not None
        assert report.revocation.source == "ocsp"

    @pytest.mark.parametrize("reason", ["keyCompromise", "superseded"])
    def test_is_revoked_by_both(self, openssl: Openssl, reason: str) -> None:
        openssl.revoke(reason)

        for report in (
            judge(openssl, crls=openssl.crl()),
            judge(openssl, answers=openssl.answer("responder")),
        ):
            assert [each.code for each in report.reasons] == ["certificate_revoked"]
            assert report.revocation is not None
            assert report.revocation.reason.replace("_", "") == reason.lower()

    def test_is_open_without_either(self, openssl: Openssl) -> None:
        assert [each.code for each in judge(openssl).reasons] == ["revocation_unchecked"]
