"""SignedData both ways: openssl and certtool accept ours, ours accepts what openssl signs in its many
forms.
"""

import subprocess
from pathlib import Path

import pytest

from antin import cms
from antin.cms.algorithms import digest_of
from antin_testkit.key_holders import KEY_HOLDERS, KeyHolder

CONTENT = "Công văn số 01/CV-UBND\n".encode()
RSA = KEY_HOLDERS["pkcs1-sha256"]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(each) for each in arguments], capture_output=True, timeout=60)


def signed_by_us(holder: KeyHolder, *, attached: bool) -> bytes:
    attributes = cms.signed_attributes(
        algorithm=holder.algorithm, certificate=holder.certificate,
        message_digest=digest_of(holder.algorithm.digest_name, CONTENT),
    )
    return cms.signed_data(
        algorithm=holder.algorithm, signed_attributes=attributes, signature=holder.sign(attributes),
        certificate=holder.certificate, content=CONTENT if attached else None,
    )


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").write_bytes(CONTENT)
    return tmp_path


def keep(holder: KeyHolder, folder: Path) -> None:
    (folder / "certificate.pem").write_bytes(holder.certificate_pem)
    (folder / "key.pem").write_bytes(holder.key_pem)


@pytest.mark.parametrize("kind", sorted(KEY_HOLDERS))
class TestOurSignature:
    def test_is_accepted_by_openssl_detached(self, kind: str, folder: Path) -> None:
        keep(KEY_HOLDERS[kind], folder)
        (folder / "signed").write_bytes(signed_by_us(KEY_HOLDERS[kind], attached=False))

        said = run(
            "openssl",
            "cms",
            "-verify",
            "-cades",
            "-binary",
            "-inform",
            "DER",
            "-in",
            folder / "signed",
            "-content",
            folder / "content",
            "-CAfile",
            folder / "certificate.pem",
            "-purpose",
            "any",
            "-no_check_time",
        )

        assert said.returncode == 0, said.stderr
        assert said.stdout == CONTENT

    def test_is_accepted_by_openssl_attached(self, kind: str, folder: Path) -> None:
        keep(KEY_HOLDERS[kind], folder)
        (folder / "signed").write_bytes(signed_by_us(KEY_HOLDERS[kind], attached=True))

        said = run(
            "openssl",
            "cms",
            "-verify",
            "-cades",
            "-binary",
            "-inform",
            "DER",
            "-in",
            folder / "signed",
            "-CAfile",
            folder / "certificate.pem",
            "-purpose",
            "any",
            "-no_check_time",
        )

        assert said.returncode == 0, said.stderr
        assert said.stdout == CONTENT


@pytest.mark.parametrize("kind", ["pkcs1-sha256", "ecdsa-sha256"])
def test_our_signature_is_accepted_by_certtool(kind: str, folder: Path) -> None:
    keep(KEY_HOLDERS[kind], folder)
    (folder / "signed").write_bytes(signed_by_us(KEY_HOLDERS[kind], attached=False))

    said = run(
        "certtool",
        "--p7-verify",
        "--inder",
        "--infile",
        folder / "signed",
        "--load-data",
        folder / "content",
        "--load-certificate",
        folder / "certificate.pem",
    )

    assert said.returncode == 0, said.stderr + said.stdout


class TestASignatureOfOpenssl:
    @pytest.mark.parametrize(
        "options",
        [
            (),
            ("-stream", "-indef"),
            ("-keyid",),
            ("-noattr",),
            ("-md", "sha1"),
            ("-md", "sha512"),
            ("-cades",),
            ("-nodetach",),
            ("-nodetach", "-stream", "-indef"),
            ("-keyopt", "rsa_padding_mode:pss"),
            ("-cades", "-keyid", "-md", "sha384"),
        ],
        ids=" ".join,
    )
    def test_is_accepted_by_us(self, options: tuple[str, ...], folder: Path) -> None:
        keep(RSA, folder)
        made = run(
            "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", folder / "content", "-signer",
            folder / "certificate.pem", "-inkey", folder / "key.pem", "-out", folder / "signed", *options,
        )
        assert made.returncode == 0, made.stderr

        signed = cms.read((folder / "signed").read_bytes())

        held = cms.verify_signature(signed, content=None if "-nodetach" in options else CONTENT)
        assert held.certificate == RSA.certificate
        assert bool(held.certificate_reference) == ("-cades" in options)

    def test_without_its_certificate_needs_it_at_hand(self, folder: Path) -> None:
        keep(RSA, folder)
        run(
            "openssl",
            "cms",
            "-sign",
            "-binary",
            "-outform",
            "DER",
            "-nocerts",
            "-in",
            folder / "content",
            "-signer",
            folder / "certificate.pem",
            "-inkey",
            folder / "key.pem",
            "-out",
            folder / "signed",
        )
        signed = cms.read((folder / "signed").read_bytes())

        with pytest.raises(cms.SignerCertificateMissing):
            cms.verify_signature(signed, content=CONTENT)
        assert cms.verify_signature(signed, content=CONTENT, certificates=[RSA.certificate])

    def test_by_two_signers_holds_for_each(self, folder: Path) -> None:
        for name in ("pkcs1-sha256", "ecdsa-sha256"):
            (folder / name).mkdir()
            keep(KEY_HOLDERS[name], folder / name)
        made = run(
            "openssl",
            "cms",
            "-sign",
            "-binary",
            "-outform",
            "DER",
            "-in",
            folder / "content",
            "-out",
            folder / "signed",
            "-signer",
            folder / "pkcs1-sha256/certificate.pem",
            "-inkey",
            folder / "pkcs1-sha256/key.pem",
            "-signer",
            folder / "ecdsa-sha256/certificate.pem",
            "-inkey",
            folder / "ecdsa-sha256/key.pem",
        )
        assert made.returncode == 0, made.stderr

        signed = cms.read((folder / "signed").read_bytes())

        schemes = {cms.verify_signature(signed, each, content=CONTENT).scheme for each in signed.signer_infos}
        assert schemes == {"rsa_pkcs1", "ecdsa"}
