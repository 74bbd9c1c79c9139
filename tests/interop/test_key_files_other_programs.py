"""Key files both ways: openssl and GnuTLS open ours, we open theirs."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from antin.adapters.key_files import encrypted_pem, pkcs12_file, read_key_file
from antin.keys import KeyKind, public_key_info
from antin_testkit.issued_certificates import hierarchy, private_key

PASSPHRASE = "Mật khẩu của tôi"
KINDS = [KeyKind.P256, KeyKind.RSA_2048]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(each) for each in arguments], capture_output=True, timeout=60)


def pem(*certificates: bytes) -> bytes:
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in certificates)


@pytest.mark.parametrize("kind", KINDS)
class TestOurFile:
    def test_opens_in_openssl(self, kind: KeyKind, tmp_path: Path) -> None:
        authority, key = hierarchy(kind), private_key(kind, "person")
        made = pkcs12_file(key, authority.issued("person"), (authority.certificate,), PASSPHRASE, "Nguyễn Văn Ánh")
        (tmp_path / "key.p12").write_bytes(made)

        said = run("openssl", "pkcs12", "-in", tmp_path / "key.p12", "-passin", f"pass:{PASSPHRASE}", "-noenc", "-info")

        assert said.returncode == 0, said.stderr.decode()
        assert said.stdout.count(b"BEGIN CERTIFICATE") == 2 and b"BEGIN PRIVATE KEY" in said.stdout
        assert b"MAC: sha256, Iteration 300000" in said.stderr
        assert b"PBES2, PBKDF2, AES-256-CBC, Iteration 300000, PRF hmacWithSHA256" in said.stderr

    def test_opens_in_gnutls(self, kind: KeyKind, tmp_path: Path) -> None:
        authority, key = hierarchy(kind), private_key(kind, "person")
        made = pkcs12_file(key, authority.issued("person"), (), PASSPHRASE, "Nguyễn Văn Ánh")
        (tmp_path / "key.p12").write_bytes(made)

        said = run("certtool", "--p12-info", "--inder", "--infile", tmp_path / "key.p12", "--password", PASSPHRASE)

        assert said.returncode == 0, said.stderr.decode()
        assert "Nguyễn Văn Ánh" in said.stdout.decode()

    def test_in_pem_opens_in_openssl(self, kind: KeyKind, tmp_path: Path) -> None:
        (tmp_path / "key.pem").write_bytes(encrypted_pem(private_key(kind, "person"), PASSPHRASE))

        right, wrong = (
            run("openssl", "pkey", "-in", tmp_path / "key.pem", "-passin", f"pass:{given}", "-noout", "-check")
            for given in (PASSPHRASE, "sai")
        )

        assert right.returncode == 0, right.stderr.decode()
        assert wrong.returncode != 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [
    [], ["-legacy"], ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"], ["-macalg", "sha512"],
    ["-keypbe", "AES-128-CBC", "-certpbe", "NONE"], ["-iter", "600000"],
], ids=" ".join)
def test_a_file_of_openssl_opens_here(kind: KeyKind, options: list[str], tmp_path: Path) -> None:
    authority, key = hierarchy(kind), private_key(kind, "person")
    certificate = authority.issued("person")
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "all.pem").write_bytes(plain + pem(certificate, authority.root, authority.certificate))
    said = run(
        "openssl", "pkcs12", "-export", "-in", tmp_path / "all.pem", "-passout", f"pass:{PASSPHRASE}",
        "-out", tmp_path / "key.p12", *options,
    )
    assert said.returncode == 0, said.stderr.decode()

    opened = read_key_file((tmp_path / "key.p12").read_bytes(), PASSPHRASE)

    assert public_key_info(opened.private_key) == public_key_info(key)
    assert opened.certificate == certificate
    assert opened.chain == (authority.certificate, authority.root)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_gnutls_opens_here(kind: KeyKind, tmp_path: Path) -> None:
    authority, key = hierarchy(kind), private_key(kind, "person")
    certificate = authority.issued("person")
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "certificate.pem").write_bytes(pem(certificate))
    said = run(
        "certtool", "--to-p12", "--load-privkey", tmp_path / "key.pem",
        "--load-certificate", tmp_path / "certificate.pem", "--p12-name", "khoa",
        "--password", PASSPHRASE, "--outder", "--outfile", tmp_path / "key.p12",
    )
    assert said.returncode == 0, said.stderr.decode()

    opened = read_key_file((tmp_path / "key.p12").read_bytes(), PASSPHRASE)

    assert public_key_info(opened.private_key) == public_key_info(key)
    assert opened.certificate == certificate


@pytest.mark.parametrize("cipher", ["aes-256-cbc", "des3", "aes-128-cbc"])
def test_an_encrypted_pem_of_openssl_opens_here(cipher: str, tmp_path: Path) -> None:
    made = run(
        "openssl", "genpkey", "-algorithm", "RSA", f"-{cipher}", "-pass", f"pass:{PASSPHRASE}",
        "-out", tmp_path / "key.pem",
    )
    assert made.returncode == 0, made.stderr.decode()

    assert read_key_file((tmp_path / "key.pem").read_bytes(), PASSPHRASE).private_key.key_size == 2048
