"""A token of another brand, a TPM in software: its PIN locks, its keys ask each time, it can be switched off."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from antin.adapters.tokens import PinLocked, PinWrong, Token, TokenFailed, TokenModule, TokenRemoved, TokenSigner
from antin.keys import algorithm_for, check_signature
from antin_cli import clock
from antin_cli.__main__ import main
from antin_testkit.paths import AT, Authority
from antin_testkit.soft_tokens import certificate_for
from antin_testkit.soft_tpm import LABEL, MODULE, PIN, SoftTpm, soft_tpm

DOCUMENT = Path(__file__).parents[1] / "vectors/pdf/pdf-1.4.pdf"


@pytest.fixture()
def chip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoftTpm]:
    """A token with a key that asks for the PIN before each signature."""
    with soft_tpm(tmp_path / "tpm") as made:
        made.new_key("ecc256", "--attr-always-authenticate")
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        yield made


def token_of(module: TokenModule) -> Token:
    return next(each for each in module.tokens() if each.label == LABEL)


def signer_of(module: TokenModule) -> TokenSigner:
    token = token_of(module)
    contents = module.contents(token)
    (key,) = module.login(token, PIN)
    assert key.always_asks and key.public_key_info
    return TokenSigner(
        module, key, contents, public_key_info=key.public_key_info, algorithm=algorithm_for(key.public_key_info),
    )


class TestAToken:
    def test_whose_key_asks_each_time_is_given_the_pin_each_time(self, chip: SoftTpm) -> None:
        with TokenModule(MODULE) as module:
            signer = signer_of(module)

            for data in (b"one", b"two", b"three"):
                check_signature(
                    signer.public_key_info, algorithm=signer.algorithm, signature=signer.sign(data), data=data,
                )

    def test_locks_without_any_warning_and_tells_when_it_has(self, chip: SoftTpm) -> None:
        with TokenModule(MODULE) as module:
            told = [type(self.refusal(module)) for _ in range(4)]

        # This brand sets no flag on the way: what PKCS#11 allows, and why no number of tries is promised.
        assert told == [PinWrong, PinWrong, PinWrong, PinLocked]

    def refusal(self, module: TokenModule) -> Exception:
        assert token_of(module).pin.name == "good"
        with pytest.raises((PinWrong, PinLocked)) as raised:
            module.login(token_of(module), "000000")
        return raised.value

    def test_switched_off_amid_the_work_ends_it_and_is_left_alone(self, chip: SoftTpm) -> None:
        with TokenModule(MODULE) as module:
            signer = signer_of(module)
            signer.sign(b"data")
            chip.chip.kill()
            chip.chip.wait()
            began = time.monotonic()

            for _ in range(2):
                with pytest.raises((TokenRemoved, TokenFailed)):
                    signer.sign(b"data")

            assert time.monotonic() - began < 30


class TestTheCommand:
    @pytest.fixture()
    def run(
        self, chip: SoftTpm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    ) -> Callable[..., tuple[int, str]]:
        """The token with its certificate, and a folder with documents and PINs."""
        with TokenModule(MODULE) as module:
            info = signer_of(module).public_key_info
        certificate = certificate_for(Authority("CA gốc thử nghiệm"), info, "Nguyễn Thị Ánh")
        chip.store(x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM), "ecc256")
        for number in range(2):
            (tmp_path / "van-ban").mkdir(exist_ok=True)
            shutil.copy(DOCUMENT, tmp_path / f"van-ban/{number}.pdf")
        (tmp_path / "pin.txt").write_text(PIN)
        (tmp_path / "wrong.txt").write_text("000000")
        monkeypatch.setattr(clock, "now", lambda: AT)
        monkeypatch.setenv("ANTIN_TRUST_DIR", str(tmp_path / "trust"))
        monkeypatch.setenv("ANTIN_LANG", "vi")
        monkeypatch.chdir(tmp_path)

        def ran(pin: str) -> tuple[int, str]:
            capsys.readouterr()
            by = ["--token", "--module", str(MODULE), "--offline", "--pin-file", pin]
            code = main(["pdf", "sign", "van-ban", *by, "--yes"])
            return code, capsys.readouterr().err

        return ran

    def test_signs_a_folder_with_one_pin(self, run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
        code, said = run("pin.txt")

        assert code == 0, said
        assert len(list((tmp_path / "van-ban").glob("*.signed.pdf"))) == 2

    def test_tries_a_wrong_pin_once_for_the_whole_folder(
        self, run: Callable[..., tuple[int, str]], tmp_path: Path,
    ) -> None:
        # Three wrong ones lock this chip, so four runs with two documents show that each cost one try.
        told = [run("wrong.txt") for _ in range(4)]

        assert [code for code, _ in told] == [64, 64, 64, 1]
        assert "Mã PIN sai" in told[2][1] and "đã bị khóa" in told[3][1]
        assert list((tmp_path / "van-ban").glob("*.signed.pdf")) == []
