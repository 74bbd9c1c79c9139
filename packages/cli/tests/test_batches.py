"""Many documents in one run: listed, confirmed, signed or told why not, stopped, started again, reported."""

import csv
import errno
import hashlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from antin import pades, verdict
from antin.adapters.tokens import PinWrong, TokenRemoved
from antin.documents import MOST_DRAWN
from antin.keys import LocalSigner
from antin_cli import clock
from antin_cli.commands import pdf_sign
from antin_cli.journal import Journal
from antin_cli.signing import Desk
from antin_testkit.paths import Authority
from antin_testkit.signed_documents import PLAIN, signed_pdf

KEY = ("--key", "anh.p12", "--passphrase-env", "PASSPHRASE", "--offline")


@pytest.fixture()
def folder(tmp_path: Path, key_file: Path) -> Path:
    """Four documents and one that is none, beside the key."""
    path = tmp_path / "văn bản"
    path.mkdir()
    for number in range(1, 5):
        (path / f"{number}.pdf").write_bytes(PLAIN + b"\n" * number)
    (path / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    return path


@pytest.fixture()
def somebody(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """A person at the terminal, who gives this answer; the questions."""

    def says(answer: str) -> list[str]:
        asked = list[str]()

        def prompt(question: str, **_: object) -> str:
            asked.append(question)
            return answer

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("click.prompt", prompt)
        return asked

    return says


def signed_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("*.signed.pdf"))


def after(count: int, deed: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do this when the desk has signed so many."""
    original, done = Desk.sign, [0]

    def sign(*arguments: object, **named: object) -> object:
        if done[0] == count:
            deed()
        done[0] += 1
        return original(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "sign", sign)


class TestTheList:
    def test_is_shown_to_programs_which_are_not_asked(self, run, folder: Path) -> None:
        ran = run("pdf", "sign", folder, *KEY)

        assert (ran.code, len(signed_in(folder))) == (65, 4)
        listed = ran.err[: ran.err.index("Sẽ ký 4 tệp; không ký được 1")].splitlines()
        assert [each[0] for each in listed if each[0] in "✓✗="] == ["✓", "✓", "✓", "✓", "✗"]

    @pytest.mark.parametrize(("where", "said"), [
        ((), "không hiện trên trang"), (("--box", "120,230,70,25", "--page", "-1"), "trang cuối, khung 120,230,70,25"),
        (("--box", "120,230,70,25", "--page", "2"), "trang 2, khung 120,230,70,25"),
    ])
    def test_says_where_the_signatures_will_stand(
        self, where: tuple[str, ...], said: str, run, folder: Path,
    ) -> None:
        assert said in run("pdf", "sign", folder, *KEY, *where).err

    def test_names_who_signed_already(self, run, tmp_path: Path, key_file: Path, root: Authority) -> None:
        for name in ("a.pdf", "b.pdf"):
            (tmp_path / name).write_bytes(signed_pdf(root.issue("Trần Văn Ước")))

        assert "đã có chữ ký của Trần Văn Ước" in run("pdf", "sign", "a.pdf", "b.pdf", *KEY).err

    def test_is_confirmed_once_before_the_passphrase(self, run, folder: Path, somebody, monkeypatch) -> None:
        asked = somebody("c")

        ran = run("pdf", "sign", folder, *KEY)

        assert ran.code == 65
        assert asked == ["Ký 4 tệp này? (c/K)"]
        assert signed_in(folder) == ["1.signed.pdf", "2.signed.pdf", "3.signed.pdf", "4.signed.pdf"]
        assert ran.err.index("Sẽ ký 4 tệp") < ran.err.index("Đã ký 4; không ký được 1; chưa ký 0")

    def test_that_is_refused_opens_no_key(self, run, folder: Path, somebody, monkeypatch) -> None:
        somebody("k")
        monkeypatch.setattr(pdf_sign, "open_holder", lambda *_, **__: pytest.fail("the key was opened"))

        ran = run("pdf", "sign", folder, *KEY)

        assert (ran.code, signed_in(folder)) == (1, [])

    def test_of_one_document_is_not_asked_for(self, run, folder: Path, somebody) -> None:
        asked = somebody("k")

        assert (run("pdf", "sign", folder / "1.pdf", *KEY).code, asked) == (0, [])

    def test_binds_what_is_signed(self, run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        after(1, lambda: (folder / "3.pdf").write_bytes(PLAIN + b"another"), monkeypatch)

        ran = run("pdf", "sign", folder, *KEY, "--yes")

        assert "đã thay đổi từ lúc xem danh sách" in ran.err
        assert signed_in(folder) == ["1.signed.pdf", "2.signed.pdf", "4.signed.pdf"]


    def test_holds_no_result_twice(self, run, folder: Path, tmp_path: Path) -> None:
        (folder / "1.PDF").write_bytes(PLAIN + b"another")
        (tmp_path / "lối khác").symlink_to(folder)
        again = ("pdf", "sign", folder, "lối khác/2.pdf", *KEY, "--yes", "--force", "--resume", "nhat-ky", "--json")

        first, second = run(*again), run(*again)

        for ran in (first, second):
            told = [each.get("error", {}).get("code", "signed") for each in ran.objects]
            assert told.count("signed") == 4
            assert [told[1], told[-1]] == ["output_twice", "output_twice"]
        assert all(each.get("signed_before") for each in second.objects if "signed" in each)
        keys = [json.loads(each)["key"] for each in Path("nhat-ky").read_bytes().splitlines() if b'"key"' in each]
        assert len(keys) == len(set(keys)) == 4


class TestARun:
    def test_does_not_sign_what_has_no_room_meanwhile(self, run, folder: Path, monkeypatch) -> None:
        after(1, lambda: (folder / "3.signed.pdf").write_bytes(b"mine"), monkeypatch)

        run("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")

        assert (folder / "3.signed.pdf").read_bytes() == b"mine"
        keys = [json.loads(each)["key"] for each in Path("nhat-ky").read_bytes().splitlines() if b'"key"' in each]
        assert [Path(each).name for each in keys] == ["1.pdf", "2.pdf", "4.pdf"]

    def test_opens_the_key_once(self, run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened, original = list[object](), pdf_sign.open_holder
        monkeypatch.setattr(pdf_sign, "open_holder", lambda *each, **how: opened.append(each) or original(*each, **how))

        run("pdf", "sign", folder, *KEY, "--yes")

        assert len(opened) == 1

    def test_stops_at_the_first_error_when_asked_to(self, run, folder: Path) -> None:
        (folder / "2.pdf").write_bytes(b"%PDF-1.4 broken")

        ran = run("pdf", "sign", folder, *KEY, "--yes", "--stop-on-error", "--json", "--report", "r.csv")

        assert (ran.code, signed_in(folder)) == (65, ["1.signed.pdf"])
        assert "Đã ký 1; không ký được 2; chưa ký 2" in ran.err
        codes = [each["error"]["code"] for each in ran.objects[1:]]
        assert codes[1:3] == ["not_begun", "not_begun"] and "not_begun" not in (codes[0], codes[3])
        assert all(each["Lý do"] for each in csv.DictReader(Path("r.csv").read_text("utf-8-sig").splitlines())
                   if each["Kết quả"] == "Không ký được")

    @pytest.mark.parametrize("error", [PinWrong, TokenRemoved])
    def test_stops_at_once_when_the_key_fails(
        self, error: type[Exception], run, folder: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        (folder / "hỏng.pdf").unlink()
        tries, original = list[bytes](), LocalSigner.sign

        def sign(signer: LocalSigner, data: bytes) -> bytes:
            tries.append(data)
            if len(tries) == 2:
                raise error()
            return original(signer, data)

        monkeypatch.setattr(LocalSigner, "sign", sign)

        ran = run("pdf", "sign", folder, *KEY, "--yes")

        assert len(tries) == 2
        assert (signed_in(folder), ran.code in (2, 64)) == (["1.signed.pdf"], True)
        assert "Đã ký 1; không ký được 1; chưa ký 2" in ran.err

    def test_stops_when_the_certificate_expires_meanwhile(
        self, run, folder: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        now, later = clock.now, list[datetime]()
        monkeypatch.setattr(clock, "now", lambda: later[0] if later else now())
        after(1, lambda: later.append(datetime(2126, 1, 1, tzinfo=UTC)), monkeypatch)

        ran = run("pdf", "sign", folder, *KEY, "--yes", "--json")

        assert signed_in(folder) == ["1.signed.pdf", "2.signed.pdf"]
        assert [each["error"]["code"] for each in ran.objects[2:4]] == ["certificate_may_not_sign", "not_begun"]

    @pytest.mark.parametrize("broken", ["antin_cli.journal.add_at_end", "antin_cli.spool.add_at_end"])
    def test_stops_on_a_full_disk_and_writes_what_it_can(
        self, broken: str, run, folder: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def full(*_: object, **__: object) -> int:
            raise OSError(errno.ENOSPC, "full")

        with monkeypatch.context() as patched:
            after(1, lambda: patched.setattr(broken, full), patched)
            ran = run("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky", "--report", "r.csv")

        assert ran.code in (65, 70) and "nội bộ" not in ran.err
        assert len(signed_in(folder)) in (1, 2)
        assert "1.pdf" in Path("r.csv").read_text("utf-8-sig")
        assert run("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky").code == 65
        assert len(signed_in(folder)) == 4

    def test_ends_after_the_file_at_hand_when_interrupted(
        self, run, folder: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("sys.stderr.fileno", lambda: 2, raising=False)
        after(1, lambda: os.kill(os.getpid(), signal.SIGINT), monkeypatch)
        before = signal.signal(signal.SIGINT, signal.default_int_handler)

        try:
            ran = run("pdf", "sign", folder, *KEY, "--yes", "--report", "r.csv")
            left = signal.getsignal(signal.SIGINT)
        finally:
            signal.signal(signal.SIGINT, before)

        assert (ran.code, signed_in(folder)) == (130, ["1.signed.pdf", "2.signed.pdf"])
        assert all(pades.read((folder / each).read_bytes()).signatures for each in signed_in(folder))
        assert left is signal.default_int_handler
        assert Path("r.csv").read_text("utf-8-sig").count("Chưa ký") == 2


class TestGoingOn:
    def test_signs_what_is_missing_and_nothing_twice(self, run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        again = ("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")
        with monkeypatch.context() as patched:
            after(2, lambda: (_ for _ in ()).throw(KeyboardInterrupt), patched)
            assert run(*again).code == 130
        kept = {each: (folder / each).read_bytes() for each in signed_in(folder)}
        assert sorted(kept) == ["1.signed.pdf", "2.signed.pdf"]

        ran = run(*again, "--json", "--report", "r.csv")

        assert [each.get("signed_before") for each in ran.objects] == [True, True, None, None, None]
        assert {each: (folder / each).read_bytes() for each in kept} == kept
        assert len(signed_in(folder)) == 4
        rows = list(csv.DictReader(Path("r.csv").read_text("utf-8-sig").splitlines()))
        assert [each["Kết quả"] for each in rows] == ["Đã ký"] * 4 + ["Không ký được"]
        for each in rows[:4]:
            before = Path(each["Tên tệp"])
            assert hashlib.sha256(before.read_bytes()).hexdigest() == each["SHA-256 trước khi ký"]
            result = before.with_suffix(".signed.pdf").read_bytes()
            assert hashlib.sha256(result).hexdigest() == each["SHA-256 sau khi ký"]

    @pytest.mark.parametrize("is_written", [True, False])
    def test_knows_a_result_written_just_before_the_end(
        self, is_written: bool, run, folder: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Between the line in the journal and the result, and right after the result: both are told apart."""
        again = ("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")
        original = pdf_sign.write_file

        def cut_off(path: Path, data: bytes, *, force: bool) -> None:
            if is_written:
                original(path, data, force=force)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("antin_cli.signing_run.write_file", cut_off)
            run(*again)

        ran = run(*again, "--json")

        assert ran.objects[0].get("signed_before") is (True if is_written else None)
        assert len(signed_in(folder)) == 4

    def test_asks_for_no_key_when_nothing_is_missing(self, run, folder: Path, monkeypatch) -> None:
        again = ("pdf", "sign", folder, *KEY, "--resume", "nhat-ky")
        run(*again, "--yes")
        monkeypatch.setattr(pdf_sign, "open_holder", lambda *_, **__: pytest.fail("the key was opened"))

        ran = run(*again)

        assert ran.code == 65  # the broken one, as before
        assert ran.out.count("Đã ký ở lần chạy trước") == 4

    def test_signs_again_what_is_gone_and_leaves_what_was_changed(self, run, folder: Path) -> None:
        again = ("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")
        run(*again)
        (folder / "1.signed.pdf").unlink()
        (folder / "2.signed.pdf").write_bytes(b"mine")

        ran = run(*again, "--json")

        assert "signed" in ran.objects[0] and "signed_before" not in ran.objects[0]
        assert ran.objects[1]["error"]["code"] == "output_exists"
        assert (folder / "2.signed.pdf").read_bytes() == b"mine"

    def test_is_refused_with_other_settings_or_another_certificate(
        self, run, folder: Path, root: Authority, key_file_of, tmp_path: Path,
    ) -> None:
        again = ("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")
        run(*again)
        (folder / "1.signed.pdf").unlink()

        other_reason = run(*again, "--reason", "khác")
        key_file_of(root.issue("Người khác", serial=99), tmp_path / "anh.p12")
        other_person = run(*again)

        assert (other_reason.code, other_person.code) == (64, 64)
        assert "của lần chạy khác" in other_reason.err and "của lần chạy khác" in other_person.err
        assert "1.signed.pdf" not in signed_in(folder)


class TestTheJournal:
    def test_forgets_a_line_that_was_cut_off(self, tmp_path: Path) -> None:
        path = tmp_path / "nhat-ky"
        with Journal(path, command="x", settings="y") as journal:
            journal.write(Path("a"), "00", {"n": 1})
        whole = path.read_bytes()
        path.write_bytes(whole + b'{"key": "00 /b", "n')

        with Journal(path, command="x", settings="y") as journal:
            assert (journal.answer(Path("a"), "00") or {})["n"] == 1
            assert path.read_bytes() == whole

    @pytest.mark.parametrize("kept", [0, 1, 20, 37])
    def test_begins_anew_where_its_first_line_was_cut_off(self, kept: int, tmp_path: Path) -> None:
        path = tmp_path / "nhat-ky"
        Journal(path, command="x", settings="y").__exit__()
        whole = path.read_bytes()
        path.write_bytes(whole[: min(kept, whole.index(b"\n"))])

        Journal(path, command="x", settings="y").__exit__()

        assert path.read_bytes() == whole

    @pytest.mark.parametrize("content", [
        b"%PDF-1.4\nrest\n", b"%PDF", b"[1]\n", b'{"x": 1}\n', b'{"x": 1}', b'{"key": "x"}\n{"key": "y"}', b"\0" * 9000,
    ])
    def test_is_not_made_of_another_file(self, content: bytes, run, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "nhat-ky").write_bytes(content)

        ran = run("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")

        assert (ran.code, signed_in(folder)) == (65, [])
        assert (tmp_path / "nhat-ky").read_bytes() == content

    def test_serves_one_run_at_a_time(self, run, folder: Path, tmp_path: Path) -> None:
        with Journal(tmp_path / "nhat-ky", command="pdf.sign", settings="y"):
            ran = run("pdf", "sign", folder, *KEY, "--yes", "--resume", "nhat-ky")

        assert (ran.code, signed_in(folder)) == (64, [])
        assert "đang được một lần chạy khác dùng" in ran.err


class TestTheReport:
    def test_is_drawn_as_pdf(self, run, folder: Path) -> None:
        assert run("pdf", "sign", folder, *KEY, "--yes", "--report", "r.pdf").code == 65

        text = subprocess.run(["pdftotext", "-layout", "r.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert "Báo cáo ký số hàng loạt" in text and "Nguyễn Thị Ánh" in text and "Đã ký: 4" in text

    @pytest.mark.parametrize("name", ["r.txt", "r"])
    def test_is_refused_under_another_kind_of_name(self, name: str, run, folder: Path) -> None:
        ran = run("pdf", "sign", folder, *KEY, "--yes", "--report", name)

        assert (ran.code, signed_in(folder)) == (64, [])

    def test_is_refused_before_the_work_where_it_has_no_room(
        self, run, folder: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        Path("r.csv").write_text("mine")
        monkeypatch.setattr("antin.documents.MOST_DRAWN", 3)

        exists = run("pdf", "sign", folder, *KEY, "--yes", "--report", "r.csv")
        too_long = run("pdf", "sign", folder, *KEY, "--yes", "--report", "r.pdf")

        assert (exists.code, too_long.code, signed_in(folder)) == (64, 64, [])
        assert MOST_DRAWN > 3 and "--report TÊN.csv" in too_long.err


class TestVerifyingMany:
    @pytest.fixture()
    def many(self, tmp_path: Path, root: Authority) -> Path:
        folder = tmp_path / "nhiều"
        folder.mkdir()
        signed = signed_pdf(root.issue("Nguyễn Thị Ánh"))
        for number in range(30):
            (folder / f"{number:02}.pdf").write_bytes(signed + b"\n" * number if number % 3 else PLAIN)
        (folder / "x.bin").write_bytes(b"\0\xff" * 100)
        return folder

    def test_tells_one_line_for_each_and_counts_them(self, run, many: Path, root_file: Path) -> None:
        ran = run("pdf", "verify", many, "--offline", "--trust", root_file)

        assert len(ran.out.splitlines()) == 31
        assert "31 tệp: hợp lệ" in ran.err

    def test_judges_nothing_again_that_did_not_change(
        self, run, many: Path, root_file: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        again = ("pdf", "verify", many, "--offline", "--trust", root_file, "--json", "--resume", "nhat-ky")
        first = run(*again)
        (many / "01.pdf").write_bytes(PLAIN + b"\nother")
        judged = list[str]()
        original = verdict.judge

        def judge(data: bytes, *, file: str, **how: object) -> verdict.Verdict:
            judged.append(file)
            return original(data, file=file, **how)  # type: ignore[arg-type]

        monkeypatch.setattr(verdict, "judge", judge)

        second = run(*again)

        assert judged == [str(many / "01.pdf")]
        assert len(first.objects) == len(second.objects) == 31
        assert [each for each in first.objects if each["file"] not in judged] == [
            each for each in second.objects if each["file"] not in judged
        ]
        assert (first.code, second.code) == (65, 65)

    def test_is_not_mixed_with_another_trust(self, run, many: Path, root_file: Path) -> None:
        run("pdf", "verify", many, "--offline", "--resume", "nhat-ky")

        assert run("pdf", "verify", many, "--offline", "--resume", "nhat-ky", "--trust", root_file).code == 64

    def test_leaves_the_journal_alone(self, run, many: Path) -> None:
        for _ in range(2):
            ran = run("pdf", "verify", many, "--offline", "--resume", many / "nhat-ky")

            assert len(ran.out.splitlines()) == 31

        (many / "a").mkdir()
        (many / "a/nhat-ky").symlink_to("nothing")
        ran = run("pdf", "verify", many, "--offline", "--resume", many / "nhat-ky")
        assert (ran.code, len(ran.out.splitlines())) == (65, 32)

    def test_killed_amid_the_work_goes_on_without_doubling_or_losing(
        self, run, many: Path, root_file: Path, tmp_path: Path,
    ) -> None:
        arguments = ["pdf", "verify", str(many), "--offline", "--resume", str(tmp_path / "nhat-ky"), "--json"]
        process = subprocess.Popen([sys.executable, "-m", "antin_cli", *arguments], stdout=subprocess.DEVNULL)
        journal = tmp_path / "nhat-ky"
        while not journal.exists() or journal.read_bytes().count(b"\n") < 8:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()

        ran = run(*arguments)

        assert sorted(each["file"] for each in ran.objects) == sorted(map(str, many.iterdir()))
        keys = [json.loads(each)["key"] for each in journal.read_bytes().splitlines() if b'"key"' in each]
        assert len(keys) == len(set(keys)) == 31


class TestThePageOfInstructions:
    """docs/how-to/ky-nhieu-van-ban.md: its commands, as they stand there, in their order."""

    PAGE = Path(__file__).parents[3] / "docs/how-to/ky-nhieu-van-ban.md"
    COMMANDS = re.findall(r"^antin (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.M)

    def test_shows_commands_that_do_what_it_says(self, run, folder: Path, tmp_path: Path) -> None:
        (folder / "hỏng.pdf").unlink()
        folder.rename(tmp_path / "van-ban")

        ran = [run(*shlex.split(each), "--offline") for each in self.COMMANDS]

        assert [each.code for each in ran] == [0, 0, 1]  # 1: the originals are not signed
        assert ran[0].out.count("Đã ký: ") == 4 and ran[1].out.count("Đã ký ở lần chạy trước: ") == 4
        assert len(ran[2].out.splitlines()) == 8
        assert Path("bao-cao.csv").exists() and Path("bao-cao.pdf").read_bytes().startswith(b"%PDF")
