"""Certificates of ours in other programs' eyes, and requests of other programs in ours.

openssl and GnuTLS verify the chains; pkilint, which knows the standards rule by rule, finds nothing from WARNING
on in any of the six profiles. What it finds by the stricter ETSI profiles is listed, with reasons, in
docs/decisions/0009 and nowhere else.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from antin.keys import (
    RSA_PSS_SHA256,
    CertificateRequest,
    KeyExponentUnsafe,
    KeyKind,
    KeyKindUnsupported,
    KeyTooShort,
    RequestAlgorithmUnsupported,
    RequestMalformed,
    RequestSignatureWrong,
    WeakKey,
    build_request,
)
from antin.names import common_name, shown
from antin_testkit.issued_certificates import SUBJECTS, Hierarchy, hierarchy, signer

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent  # pkilint's are installed beside Python
YESTERDAY = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
HIERARCHIES = {
    "rsa2048": (KeyKind.RSA_2048, False), "rsa2048-pss": (KeyKind.RSA_2048, True), "p256": (KeyKind.P256, False),
}
PROFILES = ("root", "issuing_ca", "person", "organisation", "ocsp_responder", "time_stamping")
BELOW = ("person", "organisation", "ocsp_responder", "time_stamping")


def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(each) for each in arguments], input=given, capture_output=True, timeout=120)


def findings(program: str, *arguments: str | Path) -> set[str]:
    """The codes of what a program of pkilint finds from WARNING on; its exit code is their number."""
    said = run(PROGRAMS / program, "lint", "-s", "WARNING", "-f", "JSON", *arguments)
    codes = [each["code"] for result in json.loads(said.stdout)["results"] for each in result["finding_descriptions"]]
    assert said.returncode == len(codes), said.stderr.decode()
    return set(codes)


def pem(certificate: bytes) -> bytes:
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


@pytest.fixture(scope="module", params=sorted(HIERARCHIES))
def authority(request: pytest.FixtureRequest) -> Hierarchy:
    kind, is_pss = HIERARCHIES[request.param]
    return hierarchy(kind, pss=is_pss, at=YESTERDAY)


@pytest.fixture(scope="module")
def folder(authority: Hierarchy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`<profile>.pem` and `<profile>.der` of each of the six."""
    home = tmp_path_factory.mktemp("certificates")
    for profile, certificate in authority.certificates().items():
        (home / f"{profile}.pem").write_bytes(pem(certificate))
        (home / f"{profile}.der").write_bytes(certificate)
    return home


class TestOurCertificates:
    @pytest.mark.parametrize("profile", PROFILES)
    def test_verify_with_openssl_at_its_strictest(self, folder: Path, profile: str) -> None:
        said = run(
            "openssl", "verify", "-x509_strict", "-check_ss_sig", "-CAfile", folder / "root.pem",
            "-untrusted", folder / "issuing_ca.pem", folder / f"{profile}.pem",
        )

        assert said.returncode == 0, said.stderr.decode()

    @pytest.mark.parametrize(("profile", "purpose", "is_fit"), [
        ("person", "smimesign", True), ("person", "sslclient", True), ("person", "sslserver", False),
        ("person", "timestampsign", False), ("organisation", "smimesign", True),
        ("time_stamping", "timestampsign", True), ("time_stamping", "smimesign", False),
        ("ocsp_responder", "smimesign", False),
    ])
    def test_serve_the_purposes_of_their_profile_and_no_others(
        self, folder: Path, profile: str, purpose: str, is_fit: bool,
    ) -> None:
        said = run(
            "openssl", "verify", "-purpose", purpose, "-CAfile", folder / "root.pem",
            "-untrusted", folder / "issuing_ca.pem", folder / f"{profile}.pem",
        )

        assert (said.returncode == 0) == is_fit, said.stderr.decode()

    @pytest.mark.parametrize("profile", BELOW)
    def test_verify_with_gnutls(self, folder: Path, profile: str) -> None:
        chain = b"".join((folder / f"{each}.pem").read_bytes() for each in (profile, "issuing_ca", "root"))

        said = run("certtool", "--verify-chain", "--verify-profile", "medium", given=chain)

        assert said.returncode == 0, said.stdout.decode()
        assert b"The certificate is trusted" in said.stdout

    def test_are_refused_by_both_below_another_root(self, folder: Path) -> None:
        stranger = hierarchy(KeyKind.RSA_3072, at=YESTERDAY)
        (folder / "stranger.pem").write_bytes(pem(stranger.root))

        by_openssl = run(
            "openssl", "verify", "-CAfile", folder / "stranger.pem", "-untrusted", folder / "issuing_ca.pem",
            folder / "person.pem",
        )
        by_gnutls = run(
            "certtool", "--verify", "--load-ca-certificate", folder / "stranger.pem", "--infile", folder / "person.pem",
        )

        assert by_openssl.returncode != 0 and by_gnutls.returncode != 0

    def test_read_in_openssl_as_they_were_decided(self, folder: Path) -> None:
        options = ("-noout", "-text", "-nameopt", "utf8,sep_comma_plus")

        said = run("openssl", "x509", "-in", folder / "person.pem", *options)
        text = said.stdout.decode()

        assert "C=VN,L=Kiên Giang,O=ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG,OU=SỞ KHOA HỌC VÀ CÔNG NGHỆ,OU=VĂN PHÒNG" in text
        assert "CN=Nguyễn Văn Ánh" in text and "email:nguyenvananh@kiengiang.gov.vn" in text
        assert "Digital Signature, Non Repudiation" in text
        assert "CPS: https://pilot.example.org/cps" in text
        assert "OCSP - URI:http://va.pilot.example.org/ocsp" in text

    @pytest.mark.parametrize("profile", PROFILES)
    def test_leave_pkilint_nothing_to_warn_of(self, folder: Path, profile: str) -> None:
        assert findings("lint_pkix_cert", folder / f"{profile}.der") == set()

    def test_link_up_for_pkilint(self, authority: Hierarchy, folder: Path) -> None:
        # pkilint checks signatures as PKCS#1 v1.5 or ECDSA only; that ours in PSS verify, the two above say
        is_pss = authority.signer.algorithm == RSA_PSS_SHA256
        allowed = {"pkix.signature_verification_failed"} if is_pss else set()

        for issuer, subject in (("root", "issuing_ca"), ("issuing_ca", "person")):
            assert findings(
                "lint_pkix_signer_signee_cert_chain", folder / f"{issuer}.der", folder / f"{subject}.der",
            ) == allowed

    @pytest.mark.parametrize(("profile", "kind"), [
        ("person", "NCP-NATURAL-PERSON-CERTIFICATE"), ("organisation", "NCP-LEGAL-PERSON-CERTIFICATE"),
    ])
    def test_depart_from_the_profiles_of_etsi_only_as_the_decision_says(
        self, folder: Path, profile: str, kind: str,
    ) -> None:
        found = findings("lint_etsi_cert", "-t", kind, folder / f"{profile}.der")

        assert found == DEPARTURES[profile]
        (decision,) = ROOT.glob("docs/decisions/0009-*.md")
        assert [code for code in found if code not in decision.read_text(encoding="utf-8")] == []

    def test_would_not_pass_pkilint_with_a_fault(self, folder: Path) -> None:
        # The judge is awake: a certificate whose critical key usage was emptied is found
        body = (folder / "person.der").read_bytes().replace(bytes.fromhex("030206c0"), bytes.fromhex("03020100"))
        (folder / "broken.der").write_bytes(body)

        assert findings("lint_pkix_cert", folder / "broken.der")


DEPARTURES = {
    "person": {
        "etsi.en_319_412_2.nat-4.2.4-1.required_attribute_missing",
        "etsi.en_319_412_2.nat-4.3.2-1.mixed_key_usage_setting",
    },
    "organisation": {
        "etsi.en_319_412_3.leg-4.2.1-2.organization_identifier_attribute_absent",
        "etsi.en_319_412_2.nat-4.3.2-1.mixed_key_usage_setting",
    },
}


class TestOurRequests:
    @pytest.mark.parametrize(("kind", "is_pss"), HIERARCHIES.values())
    def test_verify_elsewhere(self, kind: KeyKind, is_pss: bool, tmp_path: Path) -> None:
        request = build_request(signer(kind, "person", pss=is_pss), subject=SUBJECTS["person"])
        (tmp_path / "request.der").write_bytes(request)

        by_openssl = run("openssl", "req", "-inform", "DER", "-in", tmp_path / "request.der", "-verify", "-noout")
        by_gnutls = run("certtool", "--crq-info", "--inder", "--infile", tmp_path / "request.der")

        assert b"verify OK" in by_openssl.stderr + by_openssl.stdout, by_openssl.stderr.decode()
        assert "Nguyễn Văn Ánh" in by_gnutls.stdout.decode()
        assert b"Self signature: verified" in by_gnutls.stdout


def request_of_openssl(home: Path, key: list[str], *more: str) -> bytes:
    """A request made by openssl alone; key: what `openssl genpkey` shall make."""
    made = run("openssl", "genpkey", *key, "-out", home / "key.pem")
    assert made.returncode == 0, made.stderr.decode()
    said = run(
        "openssl", "req", "-new", "-utf8", "-key", home / "key.pem", "-subj", "/C=VN/O=UBND tỉnh/CN=Trần Thị Bình",
        "-out", home / "request.pem", *more,
    )
    assert said.returncode == 0, said.stderr.decode()
    return (home / "request.pem").read_bytes()


RSA = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
P256 = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
PSS = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-1"]


class TestRequestsOfOpenssl:
    @pytest.mark.parametrize(("key", "more"), [
        (RSA, []), (RSA, PSS), (RSA, ["-sha512"]), (RSA, ["-sha384", *PSS]), (RSA, ["-outform", "DER"]),
        (P256, []), (P256, ["-sha384"]), (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], []),
        (RSA, ["-addext", "subjectAltName=email:binh@kiengiang.gov.vn"]), (RSA, ["-text"]),
        (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"], []),
    ], ids=lambda each: " ".join(each[-2:]))
    def test_are_accepted(self, key: list[str], more: list[str], tmp_path: Path) -> None:
        request = CertificateRequest.parse(request_of_openssl(tmp_path, key, *more))

        assert shown(request.subject) == "C=VN, O=UBND tỉnh, CN=Trần Thị Bình"

    @pytest.mark.parametrize(("error", "key", "more"), [
        (KeyTooShort, ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"], []),
        (KeyExponentUnsafe, [*RSA, "-pkeyopt", "rsa_keygen_pubexp:3"], []),
        (KeyKindUnsupported, ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], []),
        (KeyKindUnsupported, ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp224r1"], []),
        (KeyKindUnsupported, [*P256, "-pkeyopt", "ec_param_enc:explicit"], []),
        (KeyKindUnsupported, ["-algorithm", "ED25519"], []), (KeyKindUnsupported, ["-algorithm", "ED448"], []),
        (KeyKindUnsupported, ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], []),
        (RequestAlgorithmUnsupported, RSA, ["-sha1"]), (RequestAlgorithmUnsupported, RSA, ["-md5"]),
        (RequestAlgorithmUnsupported, P256, ["-sha1"]),
    ], ids=lambda each: each.__name__ if isinstance(each, type) else " ".join(each[-1:]))
    def test_are_refused_when_they_prove_nothing(
        self, error: type[WeakKey], key: list[str], more: list[str], tmp_path: Path,
    ) -> None:
        with pytest.raises(error):
            CertificateRequest.parse(request_of_openssl(tmp_path, key, *more))

    def test_are_refused_with_another_s_signature(self, tmp_path: Path) -> None:
        # Given the body of one request and the signature of another, both made by openssl
        (tmp_path / "one").mkdir()
        (tmp_path / "other").mkdir()
        one, other = (request_of_openssl(tmp_path / each, RSA, "-outform", "DER") for each in ("one", "other"))

        with pytest.raises(RequestSignatureWrong):
            CertificateRequest.parse(one[:-256] + other[-256:])

    def test_are_refused_when_something_else_was_sent(self, tmp_path: Path) -> None:
        request_of_openssl(tmp_path, RSA)
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        run("openssl", "req", "-x509", "-key", key, "-subj", "/CN=x", "-out", certificate)

        for sent in (key, certificate):
            with pytest.raises(RequestMalformed):
                CertificateRequest.parse(sent.read_bytes())


class TestARequestOfGnutls:
    def test_is_accepted_with_the_text_before_it(self, tmp_path: Path) -> None:
        (tmp_path / "template").write_text('cn = "Trần Thị Bình"\norganization = "UBND tỉnh"\n', encoding="utf-8")
        run("certtool", "--generate-privkey", "--ecc", "--curve", "secp256r1", "--outfile", tmp_path / "key.pem")
        said = run(
            "certtool", "--generate-request", "--load-privkey", tmp_path / "key.pem",
            "--template", tmp_path / "template", "--outfile", tmp_path / "request.pem",
        )
        assert said.returncode == 0, said.stderr.decode()

        request = CertificateRequest.parse((tmp_path / "request.pem").read_bytes())

        assert common_name(request.subject) == "Trần Thị Bình"
