"""The command as installed, against openssl and pdfsig: keys, requests, approvals, lists, status, documents."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from antin.orders import OrderKind, canonical_bytes
from antin_testkit.orders import order_of

PASSPHRASE = "mật khẩu"
CONFIG = """
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
serial = serial
crlnumber = crlnumber
default_md = sha256
default_days = 30
default_crl_days = 7
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
organizationName = optional
organizationalUnitName = optional
localityName = optional
countryName = optional
[leaf]
keyUsage = critical,digitalSignature,nonRepudiation
basicConstraints = CA:FALSE
authorityKeyIdentifier = keyid
"""


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """A CA of openssl, and a key of the command with a certificate from it."""
    (tmp_path / "mk").write_text(PASSPHRASE + "\n", "utf-8")
    for name, content in (("index.txt", ""), ("serial", "2E7ACA\n"), ("crlnumber", "05\n"), ("ca.cnf", CONFIG)):
        (tmp_path / name).write_text(content)
    openssl(
        tmp_path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "90",
        "-subj", "/C=VN/O=Thu nghiem/CN=CA thu nghiem", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )
    antin(tmp_path, "key", "new", "--kind", "rsa2048", "--new-passphrase-file", "mk")
    antin(
        tmp_path, "cert", "request", "--key", "khoa.pem", "--passphrase-file", "mk", "--name", "Nguyễn Thị Ánh",
        "--org", "BỘ NỘI VỤ", "--org", "VỤ TỔ CHỨC", "--locality", "Hà Nội",
    )
    openssl(
        tmp_path, "ca", "-batch", "-config", "ca.cnf", "-in", "yeu-cau.csr", "-out", "anh.crt", "-notext", "-utf8",
        "-extensions", "leaf", "-preserveDN",
    )
    antin(
        tmp_path, "key", "p12", "khoa.pem", "--cert", "anh.crt", "--out", "anh.p12",
        "--passphrase-file", "mk", "--new-passphrase-file", "mk",
    )
    return tmp_path


def openssl(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def antin(folder: Path, *arguments: str, code: int = 0) -> str:
    environment = {**os.environ, "ANTIN_TRUST_DIR": str(folder / "trust"), "ANTIN_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "antin_cli", *arguments], cwd=folder, capture_output=True, timeout=60, env=environment,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, (done.returncode, done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode()


class TestKeysAndRequests:
    def test_are_read_by_openssl(self, folder: Path) -> None:
        assert "verify OK" in openssl(folder, "req", "-in", "yeu-cau.csr", "-verify", "-noout")
        assert "BEGIN PRIVATE KEY" in openssl(folder, "pkey", "-in", "khoa.pem", "-passin", "file:mk")
        packed = openssl(folder, "pkcs12", "-in", "anh.p12", "-passin", "file:mk", "-info", "-nodes")
        assert "AES-256-CBC" in packed and "BEGIN CERTIFICATE" in packed

    def test_of_old_encryption_are_packed_anew(self, folder: Path) -> None:
        openssl(
            folder, "pkcs12", "-export", "-inkey", "khoa.pem", "-passin", "file:mk", "-in", "anh.crt",
            "-out", "old.p12", "-passout", f"pass:{PASSPHRASE}", "-legacy",
        )

        antin(
            folder, "key", "p12", "old.p12", "--out", "new.p12",
            "--passphrase-file", "mk", "--new-passphrase-file", "mk",
        )

        assert "AES-256-CBC" in openssl(folder, "pkcs12", "-in", "new.p12", "-passin", "file:mk", "-info", "-noout")


class TestDocuments:
    def test_are_signed_for_pdfsig_and_for_us(self, folder: Path) -> None:
        pdf = Path(__file__).parents[1] / "vectors/pdf/libreoffice.pdf"
        (folder / "a.pdf").write_bytes(pdf.read_bytes())
        openssl(folder, "ca", "-config", "ca.cnf", "-gencrl", "-out", "ca.crl")

        antin(
            folder, "pdf", "sign", "a.pdf", "--key", "anh.p12", "--passphrase-file", "mk", "--offline",
            "--box", "20,20,80,30",
        )

        said = subprocess.run(["pdfsig", "-nocert", folder / "a.signed.pdf"], capture_output=True, timeout=60)
        assert b"Signature is Valid" in said.stdout
        assert "VALID" in antin(folder, "pdf", "verify", "a.signed.pdf", "--trust", "ca.pem", "--crl", "ca.crl")
        openssl(folder, "ca", "-config", "ca.cnf", "-revoke", "anh.crt", "-crl_reason", "keyCompromise")
        openssl(folder, "ca", "-config", "ca.cnf", "-gencrl", "-out", "ca.crl")
        assert "revoked" in antin(
            folder, "pdf", "verify", "a.signed.pdf", "--trust", "ca.pem", "--crl", "ca.crl", code=1,
        )


class TestRevocation:
    def test_lists_are_shown(self, folder: Path) -> None:
        openssl(folder, "ca", "-config", "ca.cnf", "-revoke", "anh.crt", "-crl_reason", "superseded")
        openssl(folder, "ca", "-config", "ca.cnf", "-gencrl", "-out", "ca.crl")

        shown = antin(folder, "crl", "show", "ca.crl", "--trust", "ca.pem")

        assert "List number: 5" in shown and "2E7ACA" in shown and "superseded" in shown and "Signature: good" in shown
        assert "revoked" in antin(folder, "cert", "verify", "anh.crt", "--trust", "ca.pem", "--crl", "ca.crl", code=1)

    @pytest.fixture()
    def responder(self, folder: Path) -> Iterator[str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            ["openssl", "ocsp", "-index", "index.txt", "-port", str(port), "-rsigner", "ca.pem", "-rkey", "ca.key",
             "-CA", "ca.pem", "-nmin", "5"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        while b"waiting" not in process.stderr.readline():
            assert process.poll() is None
        yield f"http://127.0.0.1:{port}/"
        process.terminate()
        process.wait(10)
        process.stderr.close()

    def test_is_asked_of_openssl_and_heard(self, folder: Path, responder: str) -> None:
        ask = ("ocsp", "ask", "anh.crt", "--issuer", "ca.pem", "--url", responder)

        assert "good" in antin(folder, *ask)
        assert '"state": "good", "source": "ocsp"' in antin(folder, *ask, "--json")


class TestApprovals:
    def test_are_verified_by_openssl(self, folder: Path) -> None:
        (folder / "order.json").write_bytes(canonical_bytes(order_of(OrderKind.REVOKE)))

        told = antin(
            folder, "authority", "approve", "order.json", "--key", "anh.p12", "--passphrase-file", "mk", "--yes",
        )

        assert "Revoke a certificate" in told
        openssl(
            folder, "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", "order.json.p7s",
            "-content", "order.json", "-CAfile", "ca.pem", "-purpose", "any", "-out", "said",
        )
        assert (folder / "said").read_bytes() == (folder / "order.json").read_bytes()

    def test_are_not_given_without_being_asked(self, folder: Path) -> None:
        (folder / "order.json").write_bytes(canonical_bytes(order_of(OrderKind.REVOKE)))

        antin(folder, "authority", "approve", "order.json", "--key", "anh.p12", "--passphrase-file", "mk", code=1)

        assert not (folder / "order.json.p7s").exists()
