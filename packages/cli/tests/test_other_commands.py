"""antin crl, ocsp, trust, form."""

import hashlib
import json
from pathlib import Path

import pytest

from antin import oids
from antin.adapters.http import Fetcher, FetchUnreachable
from antin.der import object_identifier, sequence
from antin_testkit.paths import (
    AT,
    DAY,
    UNKNOWN,
    Authority,
    entry,
    extension,
    ocsp_response,
    revoked,
    uri,
)


class TestARevocationListShown:
    def test_tells_number_times_and_entries(self, run, root: Authority, root_file: Path, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(root.crl(entry(0x2E7ACA, AT - DAY, 1), entry(8), number=12))

        ran = run("crl", "show", "a.crl", "--trust", root_file)

        assert ran.code == 0
        assert "Số danh sách: 12" in ran.out and "2E7ACA" in ran.out and "Chữ ký: đúng" in ran.out

    def test_finds_one_serial_number(self, run, root: Authority, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(root.crl(entry(7), entry(8)))

        (told,) = run("crl", "show", "a.crl", "--serial", "08", "--json").objects

        assert [each["serial"] for each in told["lists"][0]["revoked"]] == ["8"]
        assert told["lists"][0]["signature"] == "unknown"

    def test_says_that_a_serial_number_is_not_there(self, run, root: Authority, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(root.crl(entry(7)))

        ran = run("crl", "show", "a.crl", "--serial", "0A")

        assert ran.code == 0
        assert "A, không có trong danh sách này" in ran.out and "bị thu hồi" not in ran.out

    def test_lists_twenty_unless_all_are_wanted(self, run, root: Authority, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(root.crl(*(entry(serial) for serial in range(1, 31))))

        assert "và 10 chứng thư nữa" in run("crl", "show", "a.crl").out
        assert "nữa" not in run("crl", "show", "a.crl", "--all").out

    def test_with_a_false_signature_is_not_valid(self, run, root: Authority, root_file: Path, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(Authority("CA gốc thử nghiệm", key_label="khác").crl())

        assert run("crl", "show", "a.crl", "--trust", root_file).code == 1
        assert run("crl", "show", root_file).code == 65


class TestAskingTheStatus:
    @pytest.fixture()
    def certificate(self, root: Authority, tmp_path: Path) -> Path:
        access = extension(oids.AUTHORITY_INFO_ACCESS, sequence(
            sequence(object_identifier(oids.AD_OCSP), uri("http://ocsp.example/")),
        ))
        path = tmp_path / "leaf.crt"
        path.write_bytes(root.issue(extensions=[access]))
        return path

    @pytest.mark.parametrize(("status", "state", "code"), [
        (None, "good", 0), (revoked(AT - DAY, 1), "revoked", 1), (UNKNOWN, "unknown", 2),
    ])
    def test_tells_what_the_issuer_says(
        self, status: bytes | None, state: str, code: int, run, root: Authority, root_file: Path, certificate: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        answer = ocsp_response(root, **({} if status is None else {"status": status}))
        asked = list[str]()

        def fetch(_: Fetcher, url: str, *, body: bytes, content_type: str) -> bytes:
            asked.append(f"{content_type} {url}")
            return answer

        monkeypatch.setattr(Fetcher, "__call__", fetch)

        ran = run("ocsp", "ask", certificate, "--trust", root_file, "--json")

        assert (ran.code, ran.objects[0]["state"]) == (code, state)
        assert asked == ["application/ocsp-request http://ocsp.example/"]
        assert run("ocsp", "ask", certificate, "--issuer", root_file, "--url", "http://127.0.0.1:1/").code == code

    def test_does_not_believe_anybody_else(
        self, run, root_file: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        stranger = Authority("CA gốc thử nghiệm", key_label="khác")
        monkeypatch.setattr(Fetcher, "__call__", lambda *_, **__: ocsp_response(stranger))

        ran = run("ocsp", "ask", certificate, "--trust", root_file, "--json")

        assert (ran.code, ran.objects[0]["state"]) == (2, "unchecked")

        told = run("ocsp", "ask", certificate, "--trust", root_file).out
        assert "Chưa kiểm tra được" in told and "unchecked" not in told

    @pytest.mark.parametrize(("status", "word"), [
        (1, "malformedRequest"), (2, "internalError"), (3, "tryLater"), (5, "sigRequired"), (6, "unauthorized"),
    ])
    def test_tells_the_word_of_a_refusal(
        self, run, certificate: Path, root_file: Path, monkeypatch: pytest.MonkeyPatch, status: int, word: str
    ) -> None:
        monkeypatch.setattr(Fetcher, "__call__", lambda *_, **__: bytes((0x30, 3, 0x0A, 1, status)))

        ran = run("ocsp", "ask", certificate, "--trust", root_file)

        assert ran.code == 2
        assert f"từ chối trả lời: {word}" in ran.err

    def test_cannot_be_done_without_issuer_address_or_network(
        self, run, root: Authority, root_file: Path, certificate: Path, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def unreachable(*_: object, **__: object) -> bytes:
            raise FetchUnreachable(host="ocsp.example", reason="x")

        monkeypatch.setattr(Fetcher, "__call__", unreachable)
        (tmp_path / "mute.crt").write_bytes(root.issue())

        assert run("ocsp", "ask", certificate).code == 2
        assert run("ocsp", "ask", "mute.crt", "--trust", root_file).code == 2
        assert run("ocsp", "ask", certificate, "--trust", root_file).code == 2
        assert run("ocsp", "ask", certificate, "--trust", root_file, "--offline").code == 64


class TestTrust:
    def test_lists_what_is_shipped(self, run) -> None:
        ran = run("trust", "list", "--json")

        assert ran.code == 0
        assert {each["set"] for each in ran.objects} == {"official-duty"}
        assert any("RootCA" in each["subject"] for each in ran.objects)

    def test_imports_with_a_reason_on_record(self, run, root_file: Path) -> None:
        assert run("trust", "import", root_file, "--set", "pilot", "--reason", "Công văn 01").code == 0

        assert "CA gốc thử nghiệm" in run("trust", "list", "--trust-set", "pilot").out
        (record,) = run("trust", "list", "--record", "--json").objects
        assert (record["deed"], record["reason"]) == ("import", "Công văn 01")

    def test_refuses_what_is_no_root_or_has_no_reason(
        self, run, root: Authority, root_file: Path, tmp_path: Path,
    ) -> None:
        (tmp_path / "leaf.crt").write_bytes(root.issue())

        assert run("trust", "import", "leaf.crt", "--set", "pilot", "--reason", "x").code == 65
        assert run("trust", "import", root_file, "--set", "pilot", "--reason", " ").code == 64

    def test_updates_from_a_genuine_list_only(self, run, root_file: Path) -> None:
        digest = hashlib.sha256(root_file.read_bytes()).hexdigest()

        assert run("trust", "update", root_file, "--set", "public", "--sha256", "0" * 64).code == 1
        assert run("trust", "update", root_file, "--set", "public", "--sha256", "0").code == 64
        assert run("trust", "update", root_file, "--set", "public", "--sha256", digest).code == 0
        assert "CA gốc thử nghiệm" in run("trust", "list", "--trust-set", "public").out


class TestForms:
    @pytest.mark.parametrize(("law", "count"), [("tt185_2019", 15), ("nd68_2024", 9)])
    def test_are_written_all_at_once(self, law: str, count: int, run, tmp_path: Path) -> None:
        ran = run("form", "blank", "--law", law, "--all", "mẫu")

        names = sorted(each.name for each in (tmp_path / "mẫu").iterdir())
        assert (ran.code, len(names), names[0]) == (0, count, "mau-01.docx")
        assert all(each.read_bytes().startswith(b"PK") for each in (tmp_path / "mẫu").iterdir())

    def test_are_listed_with_the_keys_of_one(self, run) -> None:
        assert len(run("form", "list", "--json").objects) == 24
        (told,) = run("form", "list", "--law", "tt185_2019", "--form", "01", "--json").objects
        assert {"key", "label", "required"} <= set(told["fields"][0])
        assert told["fields"][0]["key"] in run("form", "list", "--law", "tt185_2019", "--form", "01").out

    def test_is_filled_from_a_file(self, run, tmp_path: Path) -> None:
        (tmp_path / "v.json").write_text(json.dumps({"full_name": "Nguyễn Thị Ánh"}), "utf-8")
        arguments = ("form", "fill", "--law", "tt185_2019", "--form", "01", "--values", "v.json")

        checked = run(*arguments)
        unchecked = run(*arguments, "--unchecked")

        assert checked.code == 1 and checked.err
        assert unchecked.code == 0 and (tmp_path / "mau-01.docx").exists()
        assert run(*arguments, "--unchecked").code == 64

    @pytest.mark.parametrize("values", ["[]", '{"a": 1}', '{"rows": 1}', '{"rows": [{"a": 2}]}', "{", "[" * 9999])
    def test_is_not_filled_from_what_is_no_such_file(self, values: str, run, tmp_path: Path) -> None:
        (tmp_path / "v.json").write_text(values)

        assert run("form", "fill", "--law", "nd68_2024", "--form", "01", "--values", "v.json").code == 64
