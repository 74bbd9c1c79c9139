"""Whom to trust: from files, from named sets, and how a set changes."""

import base64
import hashlib
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from antin.adapters.trust_files import (
    EvidenceFileUnreadable,
    Proof,
    TrustFileWithoutAnchor,
    TrustListNotGenuine,
    TrustReasonMissing,
    TrustSetUnknown,
    import_anchors,
    load_sets,
    load_trust,
    read_record,
    trust_folder,
    update_set,
)
from antin.adapters.trust_files.sets import official_duty
from antin.validation import Evidence, RevocationMode, ValidationPolicy, validate_path
from antin_testkit.paths import AT, Authority

ROOT = Authority("Root")
OTHER = Authority("Other root")
BELOW = ROOT.authority("Below")


def pem(*certificates: bytes) -> bytes:
    return b"".join(
        b"subject=whoever\n-----BEGIN CERTIFICATE-----\n"
        + base64.encodebytes(each)
        + b"-----END CERTIFICATE-----\n"
        for each in certificates
    )


def names(folder: Path, *sets: str) -> list[str]:
    return [anchor.name.shown for anchor in load_sets(sets, folder).anchors]


class TestLoadTrust:
    def test_parts_self_signed_certificates_from_others(self, tmp_path: Path) -> None:
        bundle = tmp_path / "bundle.pem"
        bundle.write_bytes(pem(BELOW.certificate, ROOT.certificate))

        trust = load_trust([bundle])

        assert [anchor.certificate for anchor in trust.anchors] == [ROOT.certificate]
        assert [anchor.source for anchor in trust.anchors] == [str(bundle)]
        assert trust.intermediates == (BELOW.certificate,)

    def test_reads_what_openssl_writes(self, tmp_path: Path) -> None:
        (tmp_path / "in.pem").write_bytes(pem(ROOT.certificate, BELOW.certificate))
        for form in ("DER", "PEM"):
            subprocess.run(
                [
                    "openssl",
                    "crl2pkcs7",
                    "-nocrl",
                    "-certfile",
                    tmp_path / "in.pem",
                    "-outform",
                    form,
                    "-out",
                    tmp_path / f"{form}.p7b",
                ],
                check=True,
            )

            trust = load_trust([tmp_path / f"{form}.p7b"])

            assert [anchor.name.shown for anchor in trust.anchors] == ["Root"]
            assert trust.intermediates == (BELOW.certificate,)

    def test_walks_folders_and_leaves_other_files_alone(self, tmp_path: Path) -> None:
        (tmp_path / "deep" / "er").mkdir(parents=True)
        (tmp_path / "root.der").write_bytes(ROOT.certificate)
        (tmp_path / "deep" / "er" / "other.CRT").write_bytes(OTHER.certificate)
        (tmp_path / "README.txt").write_text("hello")

        trust = load_trust([tmp_path, tmp_path / "root.der"])

        assert sorted(anchor.name.shown for anchor in trust.anchors) == ["Other root", "Root", "Root"]

    def test_takes_no_certificate_for_self_signed_by_its_names_alone(self, tmp_path: Path) -> None:
        impostor = Authority("Root", Authority("Root", key_label="another"))
        (tmp_path / "root.crt").write_bytes(impostor.certificate)

        trust = load_trust([tmp_path])

        assert trust.anchors == ()
        assert len(trust.intermediates) == 1

    @pytest.mark.parametrize(
        "content", [b"", b"garbage", ROOT.certificate[:-1], pem(b"garbage"), b"-----BEGIN CERTIFICATE-----"]
    )
    def test_names_the_file_it_cannot_read(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "bad.crt").write_bytes(content)

        for path in (tmp_path, tmp_path / "bad.crt"):
            with pytest.raises(EvidenceFileUnreadable) as caught:
                load_trust([path])
            assert caught.value.fields["path"] == str(tmp_path / "bad.crt")

    def test_names_the_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(EvidenceFileUnreadable):
            load_trust([tmp_path / "nothing.crt"])


class TestTheOfficialDutySet:
    def test_holds_both_generations(self) -> None:
        anchors = {anchor.name.shown: anchor for anchor in official_duty()}

        assert len(anchors) == 11
        assert anchors["RootCA chuyên dùng Chính phủ G2"].sha256.startswith(
            "f04ba4b459a7c9a1b971ad9b1cb833e6"
        )
        assert anchors["Co quan chung thuc so chuyen dung Chinh phu (RootCA)"].sha256.startswith(
            "f7bc89054cec7f12"
        )
        state = anchors["CA phục vụ các cơ quan Nhà nước G2"]
        assert state.sha256 == "d8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b"
        assert (state.not_before, state.not_after) == (
            datetime(2018, 8, 22, 8, 6, 36, tzinfo=UTC),
            datetime(2048, 8, 14, 7, 36, 39, tzinfo=UTC),
        )
        assert state.path_length == 0
        assert "http://ca.gov.vn/pki/pub/crt/cpcag2.crt" in state.urls

    def test_has_key_identifiers_that_belong_to_its_keys(self) -> None:
        """Both generations take SHA-1 of the key, which ties each key to the pinned facts beside it."""
        for anchor in official_duty():
            key = anchor.public_key_info
            octets = key[key.index(b"\x03\x82") + 5 :]

            assert hashlib.sha1(octets).digest() == anchor.key_identifier

    def test_is_there_without_any_folder(self, tmp_path: Path) -> None:
        assert len(names(tmp_path / "nowhere", "official-duty", "pilot", "public")) == 11


class TestImporting:
    def test_puts_an_anchor_into_a_set_and_into_the_record(self, tmp_path: Path) -> None:
        file = tmp_path / "root.crt"
        file.write_bytes(ROOT.certificate)

        added = import_anchors(file, name="pilot", reason="Thí điểm", at=AT, folder=tmp_path / "trust")

        assert [anchor.name.shown for anchor in added] == names(tmp_path / "trust", "pilot") == ["Root"]
        [entry] = read_record(tmp_path / "trust")
        assert (entry.deed, entry.set, entry.reason, entry.at) == (
            "import",
            "pilot",
            "Thí điểm",
            "2026-11-24T03:00:00+00:00",
        )
        assert entry.sha256 == (ROOT.anchor.sha256,)

    def test_adds_to_the_shipped_set(self, tmp_path: Path) -> None:
        (tmp_path / "root.crt").write_bytes(pem(ROOT.certificate))

        import_anchors(
            tmp_path / "root.crt", name="official-duty", reason="G3", at=AT, folder=tmp_path / "trust"
        )

        assert names(tmp_path / "trust", "official-duty")[-1] == "Root"

    def test_wants_a_reason_a_known_set_and_a_root(self, tmp_path: Path) -> None:
        (tmp_path / "root.crt").write_bytes(ROOT.certificate)
        (tmp_path / "below.crt").write_bytes(BELOW.certificate)

        with pytest.raises(TrustReasonMissing):
            import_anchors(tmp_path / "root.crt", name="pilot", reason=" ", at=AT, folder=tmp_path)
        with pytest.raises(TrustSetUnknown):
            import_anchors(tmp_path / "root.crt", name="../pilot", reason="why", at=AT, folder=tmp_path)
        with pytest.raises(TrustFileWithoutAnchor):
            import_anchors(tmp_path / "below.crt", name="pilot", reason="why", at=AT, folder=tmp_path)
        assert names(tmp_path, "pilot") == []


class TestUpdating:
    LIST = pem(ROOT.certificate, OTHER.certificate)
    DIGEST = hashlib.sha256(LIST).hexdigest()

    def update(self, folder: Path, data: bytes, **proof: str) -> list[str]:
        update_set(data, Proof(**proof), name="public", source="test", at=AT, folder=folder)
        return names(folder, "public")

    def test_takes_a_list_with_the_expected_digest(self, tmp_path: Path) -> None:
        spoken = ":".join(self.DIGEST[index : index + 2] for index in range(0, 64, 2)).upper()

        assert self.update(tmp_path, self.LIST, sha256=spoken) == ["Root", "Other root"]
        assert read_record(tmp_path)[0].reason == f"sha256 {self.DIGEST}"

    def test_replaces_the_former_list_and_keeps_imports(self, tmp_path: Path) -> None:
        (tmp_path / "third.crt").write_bytes(Authority("Third").certificate)
        import_anchors(tmp_path / "third.crt", name="public", reason="why", at=AT, folder=tmp_path)
        self.update(tmp_path, self.LIST, sha256=self.DIGEST)
        shorter = pem(OTHER.certificate)

        left = self.update(tmp_path, shorter, sha256=hashlib.sha256(shorter).hexdigest())

        assert sorted(left) == ["Other root", "Third"]

    def test_refuses_any_other_list(self, tmp_path: Path) -> None:
        for data, proof in (
            (self.LIST, {}),
            (self.LIST + b"\n", {"sha256": self.DIGEST}),
            (self.LIST, {"signer_sha256": self.DIGEST}),
            (b"garbage", {"sha256": hashlib.sha256(b"garbage").hexdigest()}),
        ):
            with pytest.raises(TrustListNotGenuine):
                self.update(tmp_path, data, **proof)
        assert names(tmp_path, "public") == []

    def test_takes_a_list_signed_by_the_expected_signer_only(self, tmp_path: Path) -> None:
        (tmp_path / "list.pem").write_bytes(self.LIST)
        signers = [signed_with_openssl(tmp_path, name) for name in ("one", "two")]
        signed, digest = signers[0]

        assert self.update(tmp_path, signed, signer_sha256=digest) == ["Root", "Other root"]
        with pytest.raises(TrustListNotGenuine):
            self.update(tmp_path, signed, signer_sha256=signers[1][1])
        with pytest.raises(TrustListNotGenuine):
            self.update(tmp_path, signed.replace(b"Root", b"Toor", 1)[:-1] + b"\0", signer_sha256=digest)


def signed_with_openssl(folder: Path, name: str) -> tuple[bytes, str]:
    """list.pem as attached CMS, and the SHA-256 of its signer's certificate."""
    key, certificate, out = folder / f"{name}.key", folder / f"{name}.signer", folder / f"{name}.p7m"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            f"/CN={name}",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [
            "openssl",
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-in",
            folder / "list.pem",
            "-signer",
            certificate,
            "-inkey",
            key,
            "-outform",
            "DER",
            "-out",
            out,
        ],
        check=True,
        capture_output=True,
    )
    shown = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-outform", "DER"], check=True, capture_output=True
    ).stdout
    return out.read_bytes(), hashlib.sha256(shown).hexdigest()


class TestTheTrustFolder:
    @pytest.mark.parametrize(
        ("environment", "expected"),
        [
            ({"ANTIN_TRUST_DIR": "/var/antin/trust", "HOME": "/home/ánh"}, "/var/antin/trust"),
            ({"HOME": "/home/ánh"}, "/home/ánh/.config/antin/trust"),
            ({"HOME": "/home/ánh", "XDG_CONFIG_HOME": "/conf"}, "/conf/antin/trust"),
            ({"APPDATA": "/app", "HOME": "/home/ánh"}, "/app/antin/trust"),
        ],
    )
    def test_is_where_the_environment_says(self, environment: dict[str, str], expected: str) -> None:
        assert trust_folder(environment) == Path(expected)


class TestASetInUse:
    def test_judges_a_certificate(self, tmp_path: Path) -> None:
        (tmp_path / "pilot").mkdir()
        (tmp_path / "pilot" / "ca.pem").write_bytes(pem(ROOT.certificate, BELOW.certificate))

        trust = load_sets(["official-duty", "pilot"], tmp_path)
        report = validate_path(
            BELOW.issue(),
            at=AT,
            anchors=trust.anchors,
            evidence=Evidence(trust.intermediates),
            policy=ValidationPolicy(revocation=RevocationMode.IF_AVAILABLE),
        )

        assert report.is_valid
        assert report.anchor is not None
        assert report.anchor.source == "pilot"
