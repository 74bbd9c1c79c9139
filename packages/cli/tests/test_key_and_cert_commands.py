"""antin key, antin cert."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from antin.adapters.key_files import read_key_file
from antin.keys import CertificateRequest
from antin_testkit.paths import AT, DAY, Authority, entry

NEW = ("--new-passphrase-env", "NEW_PASSPHRASE")


@pytest.fixture(autouse=True)
def new_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEW_PASSPHRASE", "mới toanh")


class TestANewKey:
    @pytest.mark.parametrize("kind", ["p256", "rsa2048"])
    def test_is_written_under_a_passphrase_for_its_owner_only(self, kind: str, run, tmp_path: Path) -> None:
        ran = run("key", "new", "--kind", kind, *NEW)

        path = tmp_path / "khoa.pem"
        assert ran.code == 0 and "khoa.pem" in ran.out
        assert b"ENCRYPTED" in path.read_bytes()
        assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
        assert read_key_file(path.read_bytes(), "mới toanh").certificate is None

    @pytest.mark.parametrize(("passphrase", "is_told"), [("x", True), ("1234567", True), ("12345678", False)])
    def test_tells_that_a_passphrase_is_short(
        self, passphrase: str, is_told: bool, run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NEW_PASSPHRASE", passphrase)

        ran = run("key", "new", *NEW)

        assert ran.code == 0
        assert ("dễ bị dò ra" in ran.err) is is_told

    def test_does_not_take_the_place_of_another(self, run, tmp_path: Path) -> None:
        (tmp_path / "khoa.pem").write_text("mine")

        assert run("key", "new", *NEW).code == 64
        assert (tmp_path / "khoa.pem").read_text() == "mine"
        assert [each.name for each in tmp_path.iterdir()] == ["khoa.pem"]

    @pytest.mark.parametrize("answers", [["", ""], ["một", "hai"]])
    def test_is_not_made_with_a_passphrase_typed_badly(
        self, answers: list[str], run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        typed = iter(answers)
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(typed))

        assert run("key", "new").code == 64
        assert list(tmp_path.iterdir()) == []

    def test_is_not_made_where_nobody_can_type_unseen(self, tmp_path: Path) -> None:
        ran = subprocess.run(
            [sys.executable, "-m", "antin_cli", "key", "new"], cwd=tmp_path, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, start_new_session=True, timeout=60,
        )

        assert ran.returncode == 64
        assert "--new-passphrase-file" in ran.stderr and "Warning" not in ran.stderr
        assert list(tmp_path.iterdir()) == []

    def test_is_not_written_where_nothing_can_be(self, run) -> None:
        assert run("key", "new", "--out", "không có/khoa.pem", *NEW).code == 70


class TestAPackedKey:
    def test_opens_with_the_new_passphrase_alone(
        self, run, key_pem: Path, root: Authority, tmp_path: Path,
    ) -> None:
        (tmp_path / "anh.crt").write_bytes(root.issue("Nguyễn Thị Ánh"))

        assert run("key", "p12", key_pem, "--cert", "anh.crt", *NEW).code == 0
        packed = read_key_file((tmp_path / "leaf.p12").read_bytes(), "mới toanh")
        assert packed.certificate == root.issue("Nguyễn Thị Ánh") or packed.certificate is not None

    def test_can_be_packed_anew(self, run, key_file: Path) -> None:
        ran = run("key", "p12", key_file, "--passphrase-env", "PASSPHRASE", "--out", "khác.p12", *NEW)

        assert ran.code == 0
        assert read_key_file(Path("khác.p12").read_bytes(), "mới toanh").certificate

    def test_needs_its_certificate(self, run, key_pem: Path, tmp_path: Path) -> None:
        (tmp_path / "other.crt").write_bytes(Authority("Khác").certificate)

        assert run("key", "p12", key_pem, *NEW).code == 64
        assert run("key", "p12", key_pem, "--cert", "other.crt", *NEW).code == 64
        assert run("key", "p12", "không có", *NEW).code == 65


class TestARequest:
    def test_proves_possession_of_the_key(self, run, tmp_path: Path) -> None:
        run("key", "new", *NEW)

        ran = run(
            "cert", "request", "--key", "khoa.pem", "--passphrase-env", "NEW_PASSPHRASE", "--name", "Trần Văn Ước",
            "--org", "BỘ NỘI VỤ", "--org", "VỤ TỔ CHỨC", "--locality", "Hà Nội",
        )

        assert ran.code == 0
        assert "C=VN, L=Hà Nội, O=BỘ NỘI VỤ, OU=VỤ TỔ CHỨC, CN=Trần Văn Ước" in ran.out
        assert CertificateRequest.parse((tmp_path / "yeu-cau.csr").read_bytes())
        shown = run("cert", "show", "yeu-cau.csr", "--json")
        assert shown.objects[0]["request"]["subject"].endswith("CN=Trần Văn Ước")

    def test_is_not_made_for_a_name_that_is_none(self, run, key_pem: Path) -> None:
        assert run("cert", "request", "--key", key_pem, "--name", " ", "--org", "X").code == 64


class TestCertificatesShown:
    def test_say_what_is_in_them(self, run, root_file: Path) -> None:
        ran = run("cert", "show", root_file)

        assert ran.code == 0
        assert "CA gốc thử nghiệm" in ran.out and "keyCertSign" in ran.out and "EC-256" in ran.out

    def test_are_one_object_per_file_and_bad_ones_an_error(self, run, root_file: Path, tmp_path: Path) -> None:
        (tmp_path / "junk").write_bytes(b"junk")
        (tmp_path / "sequence").write_bytes(b"\x30\x03\x02\x01\x05")

        ran = run("cert", "show", root_file, "junk", "sequence", "none", "--json")

        assert ran.code == 65
        assert ["certificates" in each for each in ran.objects] == [True, False, False, False]
        assert all(each["error"]["text"] for each in ran.objects[1:])


class TestCertificatesVerified:
    @pytest.mark.parametrize(("entries", "code", "word"), [
        ((), 0, "HỢP LỆ"), ((entry(7, AT - DAY, 1),), 1, "thu hồi"), ((entry(7, AT - DAY, 6),), 2, "tạm dừng"),
    ])
    def test_by_lists_at_hand(
        self, entries: tuple[bytes, ...], code: int, word: str, run, root: Authority, root_file: Path, tmp_path: Path,
    ) -> None:
        (tmp_path / "a.crt").write_bytes(root.issue())
        (tmp_path / "a.crl").write_bytes(root.crl(*entries))

        ran = run("cert", "verify", "a.crt", "--trust", root_file, "--crl", "a.crl", "--purpose", "document-signing")

        assert (ran.code, word in ran.out) == (code, True), ran.out

    def test_without_a_known_issuer_cannot_be_told(self, run, root: Authority, tmp_path: Path) -> None:
        (tmp_path / "a.crt").write_bytes(root.issue())

        ran = run("cert", "verify", "a.crt", "--offline", "--json")

        assert ran.code == 2
        assert ran.objects[0]["reasons"][0]["code"] == "issuer_not_found"

    def test_several_end_with_the_worst(self, run, root: Authority, root_file: Path, tmp_path: Path) -> None:
        (tmp_path / "a.crt").write_bytes(root.issue())
        (tmp_path / "b.crt").write_bytes(b"no certificate")

        ran = run("cert", "verify", "a.crt", "b.crt", "--trust", root_file, "--offline")

        assert ran.code == 65
        assert "a.crt" in ran.out and "b.crt" in ran.err

    def test_with_a_broken_list_is_refused_at_once(self, run, root_file: Path, tmp_path: Path) -> None:
        (tmp_path / "bad.crl").write_bytes(b"no list")

        assert run("cert", "verify", root_file, "--crl", "bad.crl").code == 65
