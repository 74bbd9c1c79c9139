"""`antin token list` and `antin pdf sign --token`, with tokens of SoftHSM; pdfsig and the verifier judge the result."""

import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from antin_cli import clock
from antin_cli.__main__ import main
from antin_testkit.paths import AT, DAY, Authority, x509_time
from antin_testkit.soft_tokens import MODULE, PIN, SoftToken, SoftTokens, certificate_for

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-to/ky-bang-token.md"
SERIAL = "2E7ACA"
KINDS = {"01": "rsa:2048", "02": "EC:prime256v1"}
BY = ("--module", MODULE, "--offline")
WITH_PIN = ("--token", *BY, "--pin-file", "pin.txt")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority("CA gốc thử nghiệm")


@pytest.fixture(scope="module")
def issuing(root: Authority) -> Authority:
    return root.authority("CA cấp")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, issuing: Authority) -> SoftToken:
    """A token as they are handed out: a good certificate, an expired one, one for enciphering, the issuer's."""
    token = SoftTokens(tmp_path_factory.mktemp("one")).token("Nguyễn Thị Ánh")
    infos = {each: token.new_key(each, kind, "--usage-sign") for each, kind in KINDS.items()}
    good = certificate_for(issuing, infos["01"], "Nguyễn Thị Ánh", serial=int(SERIAL, 16))
    expired = certificate_for(issuing, infos["02"], "Nguyễn Thị Ánh", serial=8, not_after=x509_time(AT - DAY))
    token.store(good, "01")
    token.store(expired, "02")
    token.store(certificate_for(issuing, infos["02"], "Nguyễn Thị Ánh", serial=9, usages=(2,)), "03")
    token.store(issuing.certificate, "aa")
    return token


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, issuing: Authority) -> SoftTokens:
    """Two tokens; the second with two good certificates."""
    shelf = SoftTokens(tmp_path_factory.mktemp("two"))
    for label, kinds in (("Văn thư", {"01": "EC:prime256v1"}), ("Lãnh đạo", KINDS)):
        token = shelf.token(label)
        for number, (identifier, kind) in enumerate(kinds.items(), 1):
            info = token.new_key(identifier, kind, "--usage-sign")
            token.store(certificate_for(issuing, info, f"{label} {number}", serial=0x100 + number), identifier)
    return shelf


@pytest.fixture()
def folder(tmp_path: Path, root: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run, at a fixed time: a document, a PIN, a wrong one, the root."""
    shutil.copy(ROOT / "tests/vectors/pdf/pdf-1.4.pdf", tmp_path / "cong-van.pdf")
    (tmp_path / "pin.txt").write_text(PIN + "\n")
    (tmp_path / "wrong.txt").write_text("000000\n")
    (tmp_path / "root.crt").write_bytes(root.certificate)
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setenv("ANTIN_TRUST_DIR", str(tmp_path / "trust"))
    for name in ("ANTIN_LANG", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture()
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture()
def plugged(one: SoftToken, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    monkeypatch.setenv("SOFTHSM2_CONF", str(one.shelf.config))
    return one


@pytest.fixture()
def both_plugged(two: SoftTokens, monkeypatch: pytest.MonkeyPatch) -> SoftTokens:
    monkeypatch.setenv("SOFTHSM2_CONF", str(two.config))
    return two


@pytest.fixture()
def empty(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> SoftTokens:
    """A machine with a driver and no token."""
    shelf = SoftTokens(tmp_path_factory.mktemp("empty"))
    monkeypatch.setenv("SOFTHSM2_CONF", str(shelf.config))
    return shelf


def pdfsig(path: Path) -> str:
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, timeout=60, check=False).stdout


class TestTheList:
    def test_shows_tokens_and_certificates_with_their_state(self, run: Run, plugged: SoftToken) -> None:
        ran = run("token", "list", "--module", MODULE)

        assert ran.code == 0, ran.err
        shown = " ".join(ran.out.split())
        assert "Token “Nguyễn Thị Ánh”" in shown and "Mã PIN: bình thường" in shown
        assert f"{SERIAL} Nơi cấp: CA cấp" in shown
        assert re.search(r"còn hiệu lực Dùng để: ký văn bản Khóa bí mật: có", shown)
        assert "hết hạn" in shown and "việc khác, không ký văn bản" in shown and "cấp chứng thư (CA)" in shown

    def test_tells_machines_the_same(self, run: Run, plugged: SoftToken) -> None:
        (module,) = map(json.loads, run("token", "list", "--module", MODULE, "--json").out.splitlines())

        (token,) = module["tokens"]
        told = {each["serial"]: (each["state"], each["use"], each["key"]) for each in token["certificates"]}
        assert told == {
            SERIAL: ("valid", "signs", "seen"), "8": ("expired", "signs", "seen"), "9": ("valid", "other", "unseen"),
            "7": ("valid", "issues", "unseen"),
        }
        assert token["pin"]["state"] == "good"

    def test_tells_of_a_wrong_pin_typed_before(self, run: Run, plugged: SoftToken) -> None:
        assert run("pdf", "sign", "cong-van.pdf", "--token", *BY, "--pin-file", "wrong.txt").code == 64

        said = run("token", "list", "--module", MODULE).out
        warned = run("pdf", "sign", "cong-van.pdf", *WITH_PIN)

        assert "Mã PIN: đã có lần gõ sai" in said
        assert "đã có lần gõ sai" in warned.err and warned.code == 0
        assert "Mã PIN: bình thường" in run("token", "list", "--module", MODULE).out

    def test_finds_the_libraries_itself(self, run: Run, plugged: SoftToken) -> None:
        ran = run("token", "list", "--json")

        told = {each["vendor"]: each for each in map(json.loads, ran.out.splitlines())}
        assert ran.code == 0
        assert [each["label"] for each in told["SoftHSM"]["tokens"]] == ["Nguyễn Thị Ánh"]
        assert "OpenSC" in told

    def test_remarks_on_a_library_found_without_its_chip_and_goes_on(
        self, run: Run, plugged: SoftToken, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("TPM2_PKCS11_TCTI", "swtpm:host=127.0.0.1,port=9")

        ran = run("token", "list")
        signed = run("pdf", "sign", "cong-van.pdf", "--token", "--offline", "--pin-file", "pin.txt")

        assert (ran.code, ran.err) == (0, "")
        assert re.search(r"TPM 2\.0: \S+\n  Không dùng được thư viện PKCS#11", ran.out)
        assert "Nguyễn Thị Ánh" in ran.out
        assert signed.code == 0 and "Không dùng được" not in signed.err

    def test_of_nothing_says_what_to_do(self, run: Run, empty: SoftTokens) -> None:
        ran = run("token", "list", "--module", MODULE)

        assert ran.code == 2
        assert "Không thấy token nào" in ran.err and "cắm token" in ran.err

    def test_goes_on_after_a_library_that_is_none(self, run: Run, plugged: SoftToken, folder: Path) -> None:
        ran = run("token", "list", "--module", folder / "pin.txt", "--module", MODULE)

        assert ran.code == 65
        assert "Không dùng được thư viện PKCS#11" in ran.err and "Nguyễn Thị Ánh" in ran.out


class TestSigning:
    @pytest.mark.parametrize("how", [(), ("--pss",), ("--digest", "sha512")], ids=" ".join)
    def test_makes_what_others_and_we_accept(
        self, run: Run, plugged: SoftToken, folder: Path, how: tuple[str, ...],
    ) -> None:
        ran = run("pdf", "sign", "cong-van.pdf", *WITH_PIN, *how)

        assert ran.code == 0, ran.err
        assert "Signature is Valid" in pdfsig(folder / "cong-van.signed.pdf")
        (verdict,) = map(json.loads, run(
            "pdf", "verify", "cong-van.signed.pdf", "--json", "--offline", "--trust", "root.crt",
        ).out.splitlines())
        assert verdict["outcome"] == "valid"
        assert verdict["signatures"][0]["serial"] == SERIAL

    def test_with_a_curve_makes_what_others_and_we_accept(
        self, run: Run, both_plugged: SoftTokens, folder: Path, issuing: Authority,
    ) -> None:
        (folder / "ca.crt").write_bytes(issuing.certificate)

        ran = run("pdf", "sign", "cong-van.pdf", *WITH_PIN, "--token-name", "văn thư", "--cert", "ca.crt")

        assert ran.code == 0, ran.err
        assert "Signature is Valid" in pdfsig(folder / "cong-van.signed.pdf")
        assert run("pdf", "verify", "cong-van.signed.pdf", "--offline", "--trust", "root.crt").code == 0

    def test_takes_along_the_issuer_and_nobody_elses_certificate(
        self, run: Run, plugged: SoftToken, folder: Path, issuing: Authority,
    ) -> None:
        run("pdf", "sign", "cong-van.pdf", *WITH_PIN)

        embedded = bytes.fromhex(re.findall(rb"/Contents\s*<([0-9a-fA-F]+)>", (
            folder / "cong-van.signed.pdf").read_bytes())[-1].decode())
        assert issuing.certificate in embedded
        assert embedded.count("Nguyễn Thị Ánh".encode()) == 1

    def test_says_with_what_before_anything_is_asked(self, run: Run, plugged: SoftToken) -> None:
        ran = run("pdf", "sign", "cong-van.pdf", "--token", *BY, "--pin-file", "wrong.txt")

        assert ran.err.startswith("Ký bằng Nguyễn Thị Ánh (2E7ACA, hiệu lực đến")
        assert ran.err.index("Ký bằng") < ran.err.index("Mã PIN sai")

    def test_of_a_folder_needs_the_pin_once(self, run: Run, plugged: SoftToken, folder: Path) -> None:
        (folder / "van-ban").mkdir()
        for number in range(3):
            shutil.copy("cong-van.pdf", folder / f"van-ban/{number}.pdf")
        (folder / "van-ban/x.pdf").write_bytes(b"not a PDF")

        ran = run("pdf", "sign", "van-ban", *WITH_PIN, "--yes")

        assert ran.code == 65
        assert len(list((folder / "van-ban").glob("*.signed.pdf"))) == 3

    def test_finds_a_certificate_that_the_token_shows_only_after_the_pin(
        self, run: Run, folder: Path, issuing: Authority, tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        token = SoftTokens(tmp_path_factory.mktemp("shy")).token("Kín đáo")
        info = token.new_key("01", "EC:prime256v1", "--usage-sign")
        token.store_hidden(certificate_for(issuing, info, "Nguyễn Thị Ánh"), "01")
        monkeypatch.setenv("SOFTHSM2_CONF", str(token.shelf.config))

        assert "chưa thấy chứng thư số nào" in run("token", "list", "--module", MODULE).out
        ran = run("pdf", "sign", "cong-van.pdf", *WITH_PIN)

        assert ran.code == 0, ran.err
        assert "Ký bằng Nguyễn Thị Ánh" in ran.err

    def test_asks_nothing_when_two_libraries_show_one_token(self, run: Run, plugged: SoftToken, folder: Path) -> None:
        shutil.copy(MODULE, folder / "another.so")

        ran = run("pdf", "sign", "cong-van.pdf", *WITH_PIN, "--module", "another.so")

        assert ran.code == 0, ran.err

    def test_takes_the_pin_from_the_environment(
        self, run: Run, plugged: SoftToken, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("MA_PIN", PIN)

        assert run("pdf", "sign", "cong-van.pdf", "--token", *BY, "--pin-env", "MA_PIN").code == 0

    def test_takes_a_certificate_that_the_token_lacks_from_a_file(
        self, run: Run, folder: Path, issuing: Authority, tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        token = SoftTokens(tmp_path_factory.mktemp("bare")).token("Chỉ có khóa")
        info = token.new_key("01", "rsa:2048", "--usage-sign")
        monkeypatch.setenv("SOFTHSM2_CONF", str(token.shelf.config))
        (folder / "own.crt").write_bytes(certificate_for(issuing, info, "Nguyễn Thị Ánh"))
        (folder / "other.crt").write_bytes(issuing.issue("Người khác"))

        without = run("pdf", "sign", "cong-van.pdf", *WITH_PIN)
        wrong = run("pdf", "sign", "cong-van.pdf", *WITH_PIN, "--cert", "other.crt")
        right = run("pdf", "sign", "cong-van.pdf", *WITH_PIN, "--cert", "own.crt")

        assert (without.code, wrong.code, right.code) == (64, 64, 0), (without.err, wrong.err, right.err)
        assert "không có chứng thư số nào để ký" in without.err
        assert "không có khóa bí mật của nó" in wrong.err


class TestRefusals:
    @pytest.mark.parametrize(("arguments", "code", "said"), [
        (("--token", "--key", "anh.p12"), 64, "--key, --token"),
        ((), 64, "Thiếu --key, --token"),
        (("--pin-file", "pin.txt", "--key", "anh.p12"), 64, "--pin-file, --token"),
        (("--token", "--pin-file", "pin.txt", "--pin-env", "HOME", "--module", MODULE), 64, "--pin-file, --pin-env"),
        (("--token", "--pin-file", "wrong.txt", "--module", MODULE), 64, "Mã PIN sai. Chương trình không tự thử lại."),
        (("--token", "--pin-file", "/dev/null", "--module", MODULE), 64, "Cần mã PIN"),
        (("--token", "--module", "khong-co.so"), 65, "Không dùng được thư viện PKCS#11"),
        (("--token", "--module", MODULE, "--token-name", "Ai đó"), 64, "Không có token “Ai đó”"),
        (("--token", "--module", MODULE, "--token-cert", "FFFF"), 64, "không có chứng thư số “FFFF”"),
        (("--token", "--module", MODULE, "--token-cert", "8", "--pin-file", "pin.txt"), 1, "đã hết hạn"),
        (("--token", "--module", MODULE, "--token-cert", "9", "--pin-file", "pin.txt"), 1, "Không ký được bằng"),
    ])
    def test_come_with_their_reason_and_leave_no_file(
        self, run: Run, plugged: SoftToken, folder: Path, arguments: tuple[str, ...], code: int, said: str,
    ) -> None:
        ran = run("pdf", "sign", "cong-van.pdf", "--offline", *arguments)

        assert ran.code == code, ran.err
        assert said in ran.err
        assert not (folder / "cong-van.signed.pdf").exists()

    def test_of_a_certificate_cost_no_try_of_the_pin(self, run: Run, plugged: SoftToken) -> None:
        run("pdf", "sign", "cong-van.pdf", *WITH_PIN)

        by = ("--token", *BY, "--token-cert", "8", "--pin-file", "wrong.txt")
        refused = run("pdf", "sign", "cong-van.pdf", *by, "--force")

        (listed,) = map(json.loads, run("token", "list", "--module", MODULE, "--json").out.splitlines())
        assert refused.code == 1
        assert listed["tokens"][0]["pin"]["state"] == "good"

    def test_speak_english(self, run: Run, plugged: SoftToken) -> None:
        ran = run("pdf", "sign", "cong-van.pdf", "--token", *BY, "--pin-file", "wrong.txt", "--lang", "en")

        assert "The PIN is wrong. It is not tried again on its own." in ran.err

    def test_without_a_token_say_to_plug_it_in(self, run: Run, empty: SoftTokens) -> None:
        ran = run("pdf", "sign", "cong-van.pdf", *WITH_PIN)

        assert ran.code == 2
        assert "Không thấy token nào" in ran.err

    def test_to_guess_among_several_name_them(self, run: Run, both_plugged: SoftTokens) -> None:
        tokens = run("pdf", "sign", "cong-van.pdf", *WITH_PIN)
        certificates = run("pdf", "sign", "cong-van.pdf", *WITH_PIN, "--token-name", "Lãnh đạo")

        assert (tokens.code, certificates.code) == (64, 64)
        assert "Văn thư" in tokens.err and "Lãnh đạo" in tokens.err and "--token-name" in tokens.err
        assert "Lãnh đạo 1 (101" in certificates.err and "--token-cert" in certificates.err


class Terminal:
    """A person at a terminal: reads what is shown, types when asked."""

    PROGRAM = (
        "import sys; from datetime import datetime; from antin_cli import clock; "
        "clock.now = lambda: datetime.fromisoformat({at!r}); "
        "from antin_cli.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )

    def __init__(self, *arguments: str | Path) -> None:
        self.shown = ""
        self.process, self.master = pty.fork()
        if self.process == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # as a shell leaves it, whatever the tests were started with
            os.execv(sys.executable, [
                sys.executable, "-c", self.PROGRAM.format(at=AT.isoformat()), *map(str, arguments),
            ])

    def answer(self, question: str, typed: str) -> None:
        """typed: what to type, or the label in a numbered list whose number to type."""
        self._read_until(question)
        found = re.findall(rf"(\d+)\. {re.escape(typed)} \(", self.shown)
        typed = found[-1] if found else typed
        os.write(self.master, typed.encode() + b"\n")
        self.shown += "\n⏎"

    def workers(self, question: str) -> list[int]:
        """The processes of the libraries, once that is asked."""
        self._read_until(question)
        return [int(each) for each in Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()]

    def end(self) -> int:
        self._read_until(None)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def _read_until(self, text: str | None) -> None:
        deadline = time.monotonic() + 60
        while text is None or text not in self.shown.rpartition("⏎")[2]:
            assert select.select([self.master], [], [], deadline - time.monotonic())[0], self.shown
            try:
                read = os.read(self.master, 4096)
            except OSError:  # how Linux says that nobody holds the other end any more
                read = b""
            if not read:
                assert text is None, self.shown
                return
            self.shown += read.decode()


class TestAtATerminal:
    def test_a_person_chooses_by_number_and_types_the_pin_unseen(
        self, both_plugged: SoftTokens, folder: Path,
    ) -> None:
        terminal = Terminal("pdf", "sign", "cong-van.pdf", "--token", *BY)

        terminal.answer("Ký bằng token số mấy", "7")  # there is none
        terminal.answer("Ký bằng token số mấy", "Lãnh đạo")
        terminal.answer("Ký bằng chứng thư số mấy", "Lãnh đạo 2")
        terminal.answer("Mã PIN của token", PIN)

        assert terminal.end() == 0, terminal.shown
        assert PIN not in terminal.shown
        said = pdfsig(folder / "cong-van.signed.pdf")
        assert "Signer Certificate Common Name: Lãnh đạo 2" in said, (terminal.shown, said)

    def test_a_wrong_pin_is_tried_once(self, plugged: SoftToken, folder: Path) -> None:
        terminal = Terminal("pdf", "sign", "cong-van.pdf", "--token", *BY)

        terminal.answer("Mã PIN của token", "000000")

        assert terminal.end() == 64
        assert terminal.shown.count("Mã PIN của token:") == 1
        assert "Mã PIN sai" in terminal.shown

    def test_a_list_is_confirmed_and_the_pin_typed_once_for_all(self, plugged: SoftToken, folder: Path) -> None:
        for number in range(3):
            shutil.copy("cong-van.pdf", folder / f"{number}.pdf")
        terminal = Terminal("pdf", "sign", "0.pdf", "1.pdf", "2.pdf", "--token", *BY)

        terminal.answer("Ký 3 tệp này? (c/K)", "c")
        terminal.answer("Mã PIN của token", PIN)

        assert terminal.end() == 0, terminal.shown
        assert terminal.shown.count("Mã PIN của token:") == 1 and "3/3" in terminal.shown
        assert all("Signature is Valid" in pdfsig(folder / f"{number}.signed.pdf") for number in range(3))

    def test_a_wrong_pin_for_many_is_tried_once_and_signs_nothing(self, plugged: SoftToken, folder: Path) -> None:
        shutil.copy("cong-van.pdf", folder / "1.pdf")
        terminal = Terminal("pdf", "sign", "1.pdf", "cong-van.pdf", "--token", *BY, "--yes", "--resume", "nhat-ky")

        terminal.answer("Mã PIN của token", "000000")

        assert terminal.end() == 64
        assert terminal.shown.count("Mã PIN sai") == 1 and "đã có lần gõ sai" not in terminal.shown
        assert not list(folder.glob("*.signed.pdf"))
        again = Terminal("pdf", "sign", "1.pdf", "cong-van.pdf", "--token", *BY, "--yes", "--resume", "nhat-ky")
        again.answer("Mã PIN của token", PIN)
        assert again.end() == 0, again.shown

    def test_ctrl_c_ends_after_the_document_at_hand(self, plugged: SoftToken, folder: Path) -> None:
        (folder / "nhieu").mkdir()
        for number in range(40):
            shutil.copy("cong-van.pdf", folder / f"nhieu/{number:02}.pdf")
        terminal = Terminal("pdf", "sign", "nhieu", *WITH_PIN, "--yes", "--no-scan")

        terminal.answer("Đã ký: nhieu/01.signed.pdf", "\x03")

        assert terminal.end() == 130, terminal.shown
        made = sorted((folder / "nhieu").glob("*.signed.pdf"))
        assert 2 <= len(made) < 40 and "Sẽ dừng sau tệp đang ký" in terminal.shown
        assert all("Signature is Valid" in pdfsig(each) for each in made)
        assert not list((folder / "nhieu").glob(".*"))

    def test_a_library_that_crashes_is_an_error_and_no_more(self, plugged: SoftToken, folder: Path) -> None:
        terminal = Terminal("pdf", "sign", "cong-van.pdf", "--token", *BY)

        for each in terminal.workers("Mã PIN của token"):
            os.kill(each, signal.SIGSEGV)
        terminal.answer("Mã PIN của token", PIN)

        assert terminal.end() == 2
        assert "đã dừng đột ngột" in terminal.shown and "Traceback" not in terminal.shown
        assert not (folder / "cong-van.signed.pdf").exists()


class TestThePage:
    """docs/how-to/ky-bang-token.md: its commands, as they stand there."""

    COMMANDS = [
        line for block in re.findall(r"^```\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
        for line in block.splitlines()
    ]

    def test_shows_commands_that_work(self, plugged: SoftToken, folder: Path) -> None:
        (folder / "van-ban").mkdir()
        shutil.copy("cong-van.pdf", folder / "van-ban/1.pdf")
        assert len(self.COMMANDS) >= 6

        for command in self.COMMANDS:
            (folder / "cong-van.signed.pdf").unlink(missing_ok=True)
            terminal = Terminal(*shlex.split(command)[1:], *(["--offline"] if "sign" in command else []))
            if "van-ban/" in command:
                terminal.answer("Ký 1 tệp này?", "c")
            if "sign" in command and "--pin-file" not in command:
                terminal.answer("Mã PIN của token", PIN)

            assert terminal.end() == 0, (command, terminal.shown)

        assert (folder / "van-ban/1.signed.pdf").exists()
