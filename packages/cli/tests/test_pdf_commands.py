"""antin pdf sign, antin pdf verify: from a soft key to a verdict."""

import math
import socket
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

import pytest

from antin import pades
from antin.adapters.http import Fetcher
from antin.pades.errors import PdfTooHeavy
from antin.verdict.schema import verdict_schema
from antin_cli.limits import bounded
from antin_testkit.json_schema import misfits
from antin_testkit.official_documents import official_document
from antin_testkit.paths import AT, DAY, Authority, distribution_point, entry, ocsp_response, uri, x509_time
from antin_testkit.signed_documents import PLAIN, VECTORS, signed_pdf
from antin_testkit.time_stamping import StampingService

KEY = ("--key", "anh.p12", "--passphrase-env", "PASSPHRASE")


def services(root: Authority, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The network: a time-stamping service and revocation lists. The extension that names the lists."""
    point = distribution_point(uri("http://crl.example/root.crl"))
    service = StampingService(root, extensions=[point])

    def answer(_: Fetcher, __: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        return service.answer(body or b"") if content_type == "application/timestamp-query" else root.crl()

    monkeypatch.setattr(Fetcher, "__call__", answer)
    return point


@pytest.fixture()
def document(tmp_path: Path) -> Path:
    path = tmp_path / "công văn.pdf"
    path.write_bytes(PLAIN)
    return path


@pytest.fixture()
def signed(tmp_path: Path, root: Authority) -> Path:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed_pdf(root.issue("Nguyễn Thị Ánh")))
    return path


@pytest.fixture()
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    opened = list[object]()

    def refused(*arguments: object, **_: object) -> None:
        opened.append(arguments)
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    return iter([opened])


class TestSigning:
    def test_writes_beside_the_file_what_verifies(
        self, run, document: Path, key_file: Path, root_file: Path, list_file: Path,
    ) -> None:
        ran = run("pdf", "sign", document, *KEY, "--trust", root_file, "--reason", "Ban hành")

        target = document.with_name("công văn.signed.pdf")
        assert (ran.code, ran.out) == (0, f"Đã ký: {target} (B-B)\n")
        (found,) = pades.read(target.read_bytes()).signatures
        assert (found.reason, found.claimed_time) == ("Ban hành", AT)
        assert run("pdf", "verify", target, "--trust", root_file, "--crl", list_file).code == 0

    def test_shows_who_signed_in_the_box_asked_for(self, run, document: Path, key_file: Path) -> None:
        assert run("pdf", "sign", document, *KEY, "--box", "20,30,70,25", "--page", "-1", "--offline").code == 0

        (found,) = pades.read(document.with_name("công văn.signed.pdf").read_bytes()).signatures
        assert found.page == 1

    def test_keeps_a_file_that_is_there_unless_forced(self, run, document: Path, key_file: Path) -> None:
        target = document.with_name("ra.pdf")
        target.write_bytes(b"mine")
        arguments = ("pdf", "sign", document, *KEY, "--out", target, "--offline")

        refused = run(*arguments)

        assert (refused.code, target.read_bytes()) == (64, b"mine")
        assert "--force" in refused.err
        assert run(*arguments, "--force").code == 0
        assert target.read_bytes().startswith(b"%PDF")

    def test_adds_to_the_signatures_that_are_there(self, run, signed: Path, key_file: Path, tmp_path: Path) -> None:
        assert run("pdf", "sign", signed, *KEY, "--offline", "--out", "hai.pdf").code == 0

        assert len(pades.read((tmp_path / "hai.pdf").read_bytes()).signatures) == 2

    def test_does_not_cover_a_false_signature(self, run, signed: Path, key_file: Path) -> None:
        data = signed.read_bytes()
        signed.write_bytes(data.replace(b"(Trang 1)", b"(Trang 2)"))

        ran = run("pdf", "sign", signed, *KEY, "--offline")

        assert ran.code == 1
        assert "chữ ký sai" in ran.err
        assert not signed.with_name("signed.signed.pdf").exists()

    @pytest.mark.parametrize(("fields", "word"), [
        ({"not_after": x509_time(AT - DAY)}, "hết hạn"), ({"not_before": x509_time(AT + DAY)}, "chưa có hiệu lực"),
    ])
    @pytest.mark.parametrize("is_known", [True, False])
    def test_is_refused_with_a_certificate_out_of_its_time(
        self, fields: dict[str, bytes], word: str, is_known: bool, run, document: Path, root: Authority,
        root_file: Path, tmp_path: Path, key_file_of,
    ) -> None:
        key_file_of(root.issue("Nguyễn Thị Ánh", **fields), tmp_path / "anh.p12")
        trust = ("--trust", root_file) if is_known else ()

        ran = run("pdf", "sign", document, *KEY, "--offline", *trust)

        assert ran.code == 1
        assert word in ran.err and "Nguyễn Thị Ánh" in ran.err
        assert not document.with_name("công văn.signed.pdf").exists()

    @pytest.mark.parametrize("reason", [1, 6])
    def test_is_refused_with_a_revoked_or_suspended_certificate(
        self, reason: int, run, document: Path, root: Authority, root_file: Path, tmp_path: Path, key_file_of,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        point = distribution_point(uri("http://crl.example/root.crl"))
        key_file_of(root.issue("Nguyễn Thị Ánh", extensions=[point]), tmp_path / "anh.p12")
        monkeypatch.setattr(Fetcher, "__call__", lambda *_, **__: root.crl(entry(7, AT - DAY, reason)))

        ran = run("pdf", "sign", document, *KEY, "--trust", root_file)

        assert ran.code == 1
        assert "thu hồi" in ran.err or "tạm dừng" in ran.err

    def test_is_refused_while_the_authority_does_not_know_the_certificate_yet(
        self, run, document: Path, root: Authority, root_file: Path, tmp_path: Path, key_file_of,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from antin import oids
        from antin.der import object_identifier, sequence
        from antin_testkit.paths import UNKNOWN, extension

        access = extension(oids.AUTHORITY_INFO_ACCESS, sequence(
            sequence(object_identifier(oids.AD_OCSP), uri("http://ocsp.example/")),
        ))
        key_file_of(root.issue("Nguyễn Thị Ánh", extensions=[access]), tmp_path / "anh.p12")
        monkeypatch.setattr(Fetcher, "__call__", lambda *_, **__: ocsp_response(root, status=UNKNOWN))

        ran = run("pdf", "sign", document, *KEY, "--trust", root_file)

        assert ran.code == 1
        assert "không biết" in ran.err

    def test_says_so_when_the_issuer_is_not_known_here(self, run, document: Path, key_file: Path) -> None:
        ran = run("pdf", "sign", document, *KEY, "--offline")

        assert ran.code == 0
        assert "chưa có trong danh sách tin cậy" in ran.err

    def test_with_a_time_stamp_makes_level_t(
        self, run, document: Path, key_file: Path, root: Authority, root_file: Path, list_file: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        service = StampingService(root)
        monkeypatch.setattr(Fetcher, "__call__", lambda _, __, *, body, content_type: service.answer(body))

        ran = run("pdf", "sign", document, *KEY, "--tsa", "http://127.0.0.1:1/tsa", "--trust", root_file)

        assert ran.code == 0, ran.err
        target = document.with_name("công văn.signed.pdf")
        (verdict,) = run("pdf", "verify", target, "--json", "--offline", "--trust", root_file).objects
        assert verdict["signatures"][0]["level"] == "B-T"
        assert verdict["signatures"][0]["best_time_source"] == "time_stamp"

    def test_without_the_time_stamp_costs_a_level_and_not_the_signature(
        self, run, document: Path, key_file: Path
    ) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{closed.getsockname()[1]}/"

        ran = run("pdf", "sign", document, *KEY, "--tsa", url, "--json")

        assert ran.code == 0
        assert ran.objects[0]["level"] == "B-B"
        assert ran.err.index("được lấy sau khi ký") < ran.err.index("ở mức thấp hơn")
        assert len(pades.read(document.with_name("công văn.signed.pdf").read_bytes()).signatures) == 1

    @pytest.mark.parametrize(("level", "expected"), [("lt", "B-LT"), ("lta", "B-LTA")])
    def test_keeps_it_checkable(
        self, run, document: Path, root: Authority, root_file: Path, tmp_path: Path, key_file_of,
        monkeypatch: pytest.MonkeyPatch, level: str, expected: str,
    ) -> None:
        point = services(root, monkeypatch)
        key_file_of(root.issue("Nguyễn Thị Ánh", extensions=[point]), tmp_path / "anh.p12")
        options = ("--tsa", "http://127.0.0.1:1/tsa", "--trust", root_file, "--level", level, "--json")

        signed = run("pdf", "sign", document, *KEY, *options)

        assert (signed.code, signed.objects[0]["level"]) == (0, expected), signed.err
        verdict = run("pdf", "verify", signed.objects[0]["signed"], "--json", "--offline", "--trust", root_file)
        assert verdict.objects[0]["signatures"][0]["level"] == expected
        assert verdict.objects[0]["outcome"] == "valid"

    def test_without_revocation_information_costs_a_level(
        self, run, document: Path, key_file: Path, root: Authority, root_file: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        service = StampingService(root)
        monkeypatch.setattr(Fetcher, "__call__", lambda _, __, *, body, content_type: service.answer(body))
        options = ("--tsa", "http://127.0.0.1:1/tsa", "--trust", root_file, "--level", "lta", "--json")

        ran = run("pdf", "sign", document, *KEY, *options)

        assert (ran.code, ran.objects[0]["level"]) == (0, "B-T")
        assert "kiểm tra lâu dài" in ran.err

    @pytest.mark.parametrize("level", ["1", "3"])
    def test_certifies(self, run, document: Path, key_file: Path, level: str) -> None:
        ran = run("pdf", "sign", document, *KEY, "--offline", "--certify", level)

        assert ran.code == 0
        (signature,) = pades.read(document.with_name("công văn.signed.pdf").read_bytes()).signatures
        assert signature.permission == int(level)

    @pytest.mark.parametrize("arguments", [("--level", "lt"), ("--level", "b", "--tsa", "http://127.0.0.1:1/")])
    def test_needs_a_service_for_a_level(self, run, document: Path, key_file: Path, arguments: tuple[str, ...]) -> None:
        assert run("pdf", "sign", document, *KEY, *arguments).code == 64

    def test_of_a_folder_signs_each_and_stops_at_none(self, run, tmp_path: Path, key_file: Path) -> None:
        folder = tmp_path / "văn bản"
        (folder / "sâu").mkdir(parents=True)
        for name in ("1.pdf", "sâu/2.pdf", "ghi chú.txt"):
            (folder / name).write_bytes(PLAIN)
        (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")

        ran = run("pdf", "sign", folder, *KEY, "--offline", "--json", "--yes")

        assert ran.code == 65
        assert [("signed" in each, "error" in each) for each in ran.objects].count((True, False)) == 2
        assert (folder / "sâu/2.signed.pdf").exists()
        assert not (folder / "ghi chú.signed.pdf").exists()

    @pytest.mark.parametrize(("given", "code"), [("sai", 64), ("", 64)])
    def test_needs_the_passphrase(
        self, given: str, code: int, run, document: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("PASSPHRASE", given)

        ran = run("pdf", "sign", document, *KEY, "--offline")

        assert ran.code == code
        assert given not in ran.err or not given

    def test_asks_for_the_passphrase_when_none_is_named(
        self, run, document: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str,
    ) -> None:
        answers = iter(["sai", passphrase])
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(answers))

        assert run("pdf", "sign", document, "--key", key_file, "--offline").code == 0

    def test_takes_the_passphrase_from_a_file(
        self, run, document: Path, key_file: Path, tmp_path: Path, passphrase: str,
    ) -> None:
        (tmp_path / "mk").write_text(passphrase + "\n", "utf-8")

        assert run("pdf", "sign", document, "--key", key_file, "--passphrase-file", "mk", "--offline").code == 0

    @pytest.mark.parametrize(("arguments", "code"), [
        (("--page", "9"), 64), (("--box", "500,10,50,20"), 64), (("--field", "không có"), 64),
        (("--box", "10,10,1,1"), 64), (("--box", "10,10,50,20", "--image", "anh.p12"), 65),
        (("--cert", "anh.p12"), 65), (("--tsa", "http://tsa.example/"), 64),
    ])
    def test_cannot_be_done_as_asked(
        self, arguments: tuple[str, ...], code: int, run, document: Path, key_file: Path,
    ) -> None:
        ran = run("pdf", "sign", document, *KEY, "--offline", *arguments)

        assert (ran.code, ran.out) == (code, "")
        assert ran.err


class TestExtending:
    @pytest.fixture()
    def stamped(self, tmp_path: Path, root: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
        point = services(root, monkeypatch)
        service = StampingService(root, extensions=[point])
        path = tmp_path / "công văn.pdf"
        path.write_bytes(signed_pdf(root.issue("Nguyễn Thị Ánh", extensions=[point]), stamp=service.stamp))
        return path

    @pytest.mark.parametrize(("arguments", "level"), [
        (("--level", "lt"), "B-LT"), (("--tsa", "http://127.0.0.1:1/tsa"), "B-LTA"),
    ])
    def test_raises_a_signed_document(
        self, run, stamped: Path, root_file: Path, arguments: tuple[str, ...], level: str
    ) -> None:
        ran = run("pdf", "extend", stamped, *arguments, "--trust", root_file, "--json")

        assert ran.code == 0, ran.err
        written = stamped.with_name("công văn.extended.pdf")
        assert ran.objects == [{"file": str(stamped), "written": str(written), "level": level}]
        verdict = run("pdf", "verify", written, "--json", "--offline", "--trust", root_file).objects[0]
        assert (verdict["outcome"], verdict["signatures"][0]["level"]) == ("valid", level)

    def test_again_renews(self, run, stamped: Path, root_file: Path, tmp_path: Path) -> None:
        options = ("--tsa", "http://127.0.0.1:1/tsa", "--trust", root_file)
        run("pdf", "extend", stamped, *options, "--out", tmp_path / "hai.pdf")

        ran = run("pdf", "extend", tmp_path / "hai.pdf", *options, "--out", tmp_path / "ba.pdf")

        assert ran.code == 0, ran.err
        verdict = run("pdf", "verify", tmp_path / "ba.pdf", "--json", "--offline", "--trust", root_file).objects[0]
        assert (verdict["outcome"], len(verdict["time_stamps"])) == ("valid", 2)

    @pytest.mark.parametrize(("arguments", "code", "word"), [
        ((), 64, "--tsa"),
        (("--level", "lt", "--tsa", "http://127.0.0.1:1/"), 64, "--tsa"),
        (("--offline", "--tsa", "http://127.0.0.1:1/"), 64, "--offline"),
        (("--level", "lt", "--trust-set", "public"), 2, "kiểm tra lâu dài"),
    ])
    def test_that_cannot_be_done_writes_nothing(
        self, run, stamped: Path, arguments: tuple[str, ...], code: int, word: str
    ) -> None:
        ran = run("pdf", "extend", stamped, *arguments)

        assert ran.code == code
        assert word in ran.err
        assert not stamped.with_name("công văn.extended.pdf").exists()

    def test_of_an_unsigned_document_says_so(self, run, document: Path, root_file: Path) -> None:
        ran = run("pdf", "extend", document, "--level", "lt", "--trust", root_file)

        assert ran.code != 0
        assert "chưa có chữ ký" in ran.err


class TestVerifying:
    def test_tells_who_signed_in_words(self, run, signed: Path, root_file: Path, list_file: Path) -> None:
        ran = run("pdf", "verify", signed, "--trust", root_file, "--crl", list_file)

        assert ran.code == 0
        assert ran.out.startswith(f"✓ HỢP LỆ  {signed}\n")
        assert "Nguyễn Thị Ánh" in ran.out and "24/11/2026 10:00" in ran.out

    def test_tells_number_and_date_of_the_document(
        self, run, root: Authority, root_file: Path, list_file: Path, tmp_path: Path,
    ) -> None:
        (tmp_path / "a.pdf").write_bytes(signed_pdf(root.issue("Nguyễn Thị Ánh"), official_document()))

        (told,) = run("pdf", "verify", "a.pdf", "--json", "--trust", root_file, "--crl", list_file).objects

        document = told["document"]
        assert (document["number"], document["date"], document["text_is_signed"]) == ("123/QĐ-UBND", "2026-11-26", True)

    def test_answers_first_whether_it_is_a_genuine_document(
        self, run, root: Authority, root_file: Path, list_file: Path, tmp_path: Path,
    ) -> None:
        by_person = signed_pdf(root.issue("Nguyễn Thị Ánh"), official_document())
        (tmp_path / "a.pdf").write_bytes(signed_pdf(root.issue("UBND TỈNH AN GIANG", serial=8), by_person))

        ran = run("pdf", "verify", "a.pdf", "--trust", root_file, "--crl", list_file)

        assert ran.out.splitlines() == [
            "✓ HỢP LỆ  a.pdf",
            "  Văn bản: số 123/QĐ-UBND, ngày 26/11/2026",
            "  Người có thẩm quyền đã ký: có",
            "  Cơ quan đã ký (con dấu): có",
            "  Đủ hai chữ ký của văn bản chính thức: có",
            "  Cơ quan có vào ngày ký: có",
            "  Bị sửa sau khi ký: không",
            "  ✓ Nguyễn Thị Ánh, 24/11/2026 10:00",
            "  ✓ UBND TỈNH AN GIANG, 24/11/2026 10:00",
        ]

    def test_gives_what_is_technical_on_request(self, run, signed: Path, root_file: Path, list_file: Path) -> None:
        arguments = ("--lang", "en", "pdf", "verify", signed, "--trust", root_file, "--crl", list_file)

        short, long = run(*arguments).out, run(*arguments, "--details").out

        assert long.startswith(short)
        assert "TOTAL-PASSED" not in short
        for told in ("TOTAL-PASSED", "SHA-256 (good)", "2.4 ✓", "Certificate at signing: good", "Serial number: 7"):
            assert told in long

    def test_gives_what_it_found_of_a_file_nobody_signed(self, run, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(official_document())
        (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0")

        unsigned, picture = run("pdf", "verify", "a.pdf"), run("pdf", "verify", "b.jpg")

        assert (unsigned.code, picture.code) == (1, 65)
        assert "số 123/QĐ-UBND, ngày 26/11/2026 (không có chữ ký hợp lệ nào" in unsigned.out
        assert "Người có thẩm quyền" not in unsigned.out
        assert "hãy xin bản điện tử" in picture.out

    def test_gives_one_object_per_file(self, run, signed: Path, root_file: Path, list_file: Path) -> None:
        ran = run("--lang", "en", "pdf", "verify", signed, signed, "--json", "--trust", root_file, "--crl", list_file)

        assert [each["outcome"] for each in ran.objects] == ["valid", "valid"]
        assert ran.objects[0]["file"] == str(signed)

    def test_of_a_folder_tells_of_every_file_and_ends_with_the_worst(
        self, run, signed: Path, document: Path, tmp_path: Path, root_file: Path, list_file: Path,
    ) -> None:
        folder = tmp_path / "hồ sơ"
        (folder / "a").mkdir(parents=True)
        signed.rename(folder / "a" / "1.pdf")
        document.rename(folder / "2.pdf")
        (folder / "3.docx").write_bytes(b"PK\x03\x04")

        ran = run("pdf", "verify", folder, "--json", "--trust", root_file, "--crl", list_file)

        assert ran.code == 65
        assert [each for told in ran.objects for each in misfits(told, verdict_schema())] == []
        assert {Path(each["file"]).name: each["outcome"] for each in ran.objects} == {
            "2.pdf": "not_valid", "3.docx": "cannot_tell", "1.pdf": "valid",
        }

    @pytest.mark.parametrize(("name", "code"), [
        ("không có.pdf", 65), ("encrypted-user-password.pdf", 65), ("pdf-1.4.pdf", 1), ("broken-startxref.pdf", 65),
    ])
    def test_says_in_its_code_what_it_found(self, name: str, code: int, run) -> None:
        assert run("pdf", "verify", VECTORS / name, "--offline").code == code

    def test_cannot_tell_of_an_unknown_root(self, run, signed: Path) -> None:
        ran = run("pdf", "verify", signed, "--offline")

        assert ran.code == 2
        assert "Nên làm:" in ran.out

    def test_offline_opens_no_socket(self, run, signed: Path, root_file: Path, no_network: object) -> None:
        ran = run("pdf", "verify", signed, "--offline", "--trust", root_file)

        assert ran.code == 0
        assert "Chưa kiểm tra được" in ran.out

    def test_trusts_the_pilot_set_unless_told_otherwise(
        self, run, signed: Path, root_file: Path, list_file: Path,
    ) -> None:
        assert run("trust", "import", root_file, "--set", "pilot", "--reason", "Bản thử").code == 0

        assert run("pdf", "verify", signed, "--crl", list_file).code == 0
        assert run("pdf", "verify", signed, "--crl", list_file, "--trust-set", "official-duty").code == 2

    def test_asks_a_local_service_only_when_it_is_allowed(
        self, run, root: Authority, root_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        point = distribution_point(uri("http://127.0.0.1:9/root.crl"))
        (tmp_path / "a.pdf").write_bytes(signed_pdf(root.issue(extensions=[point])))
        monkeypatch.setattr(Fetcher, "_answer_of", lambda self, target, question: self._addresses(target, question))
        asked = list[str]()
        monkeypatch.setattr(
            Fetcher, "_addresses", lambda self, target, _: asked.append(target.url) if self.allow else None,
        )

        run("pdf", "verify", "a.pdf", "--trust", root_file)
        assert asked == []
        run("pdf", "verify", "a.pdf", "--trust", root_file, "--allow", "http://127.0.0.1:9/")
        (tmp_path / "trust/pilot").mkdir(parents=True)
        (tmp_path / "trust/pilot/origins.txt").write_text("http://127.0.0.1:9\n")
        run("pdf", "verify", "a.pdf", "--trust", root_file)
        assert len(asked) == 2

    def test_at_a_past_time_judges_with_what_is_known_now(
        self, run, signed: Path, root: Authority, root_file: Path, tmp_path: Path,
    ) -> None:
        (tmp_path / "root.crl").write_bytes(root.crl(entry(7, AT - DAY, 1)))
        arguments = ("pdf", "verify", signed, "--trust", root_file, "--crl", "root.crl")

        assert run(*arguments).code == 1
        assert run(*arguments, "--at", "2026-11-20T00:00:00+07:00").code == 0

    def test_lets_no_name_move_the_terminal(self, run, root: Authority, tmp_path: Path) -> None:
        path = tmp_path / "a\x1b[2J.pdf"
        path.write_bytes(signed_pdf(root.issue("Ánh\x1b[31m\u202e")))

        ran = run("pdf", "verify", path, "--offline")

        assert "\x1b" not in ran.out and "\u202e" not in ran.out
        assert "\\u001b" in ran.out and "\\u202e" in ran.out


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # collector callbacks of other tests
class TestAHeavyDocument:
    def test_gets_a_verdict_and_the_next_file_its_own(
        self, run, little_time: None, tmp_path: Path, signed: Path,
    ) -> None:
        (tmp_path / "a-crowd.pdf").write_bytes(self.crowd())

        ran = run("pdf", "verify", "--offline", "--json", "a-crowd.pdf", signed)

        first, second = ran.objects
        assert (ran.code, first["outcome"], first["reasons"][0]["code"]) == (65, "cannot_tell", "pdf_too_heavy")
        assert len(second["signatures"]) == 1

    @pytest.mark.parametrize("scan", [(), ("--no-scan",)], ids=["while it is looked at", "while it is prepared"])
    def test_is_not_signed_and_the_next_file_is(
        self, run, little_time: None, tmp_path: Path, document: Path, key_file: Path, scan: tuple[str, ...],
    ) -> None:
        (tmp_path / "a-crowd.pdf").write_bytes(self.crowd())

        ran = run("pdf", "sign", "a-crowd.pdf", document, *KEY, "--offline", "--json", "--yes", *scan)

        refused, made = ran.objects
        assert (ran.code, refused["error"]["code"]) == (65, "pdf_too_heavy")
        assert made["signed"] == str(document.with_name("công văn.signed.pdf"))
        assert not (tmp_path / "a-crowd.signed.pdf").exists()

    def test_is_not_extended(self, run, little_time: None, tmp_path: Path) -> None:
        (tmp_path / "a-crowd.pdf").write_bytes(self.crowd(60_000))

        ran = run("pdf", "extend", "a-crowd.pdf", "--level", "lt", "--json")

        assert (ran.code, ran.objects[0]["error"]["code"]) == (65, "pdf_too_heavy")

    @pytest.fixture()
    def little_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin_cli.limits.bounded.__wrapped__.__kwdefaults__", {"cpu_s": 0.3, "memory": 1 << 30})
        monkeypatch.setattr("antin_cli.limits.OCTETS_A_SECOND", math.inf)

    @staticmethod
    def crowd(count: int = 16_000) -> bytes:
        """A file that can be signed, but has so many empty signature fields that it takes seconds."""
        fields = b" ".join(b"%d 0 R" % number for number in range(4, 4 + count))
        objects = [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]>>>>" % fields,
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>", b"<</Type/Page/Parent 2 0 R>>",
            *(b"<</FT/Sig/T(%d)>>" % number for number in range(count)),
        ]
        written = [b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(objects, 1)]
        *rows, end = accumulate(map(len, written), initial=len(b"%PDF-1.7\n"))
        table = b"".join(b"%010d 00000 n \n" % each for each in rows)
        size = len(objects) + 1
        return b"".join((
            b"%PDF-1.7\n", *written, b"xref\n0 %d\n0000000000 65535 f \n" % size, table,
            b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, end),
        ))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # collector callbacks of other tests
class TestLimits:
    def test_of_memory_end_the_work_and_are_gone_afterwards(self) -> None:
        with pytest.raises(PdfTooHeavy), bounded(0, memory=64 << 20):
            bytearray(512 << 20)

        assert len(bytearray(512 << 20)) == 512 << 20

    def test_of_time_end_what_catches_every_exception(self) -> None:
        with pytest.raises(PdfTooHeavy), bounded(0, cpu_s=0.2):
            while True:
                with suppress(Exception):
                    sum(range(1000))
