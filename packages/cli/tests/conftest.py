"""The command run in this process, at a fixed time, with a home of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from antin.adapters.key_files import pkcs12_file
from antin_cli import clock
from antin_cli.__main__ import main
from antin_testkit.paths import AT, Authority, key_of

PASSPHRASE = "mật khẩu của tôi"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No clock of the machine, no trust sets of its owner, no language of its shell."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setenv("ANTIN_TRUST_DIR", str(tmp_path / "trust"))
    monkeypatch.setenv("PASSPHRASE", PASSPHRASE)
    for name in ("ANTIN_LANG", "LANG", "ANTIN_ALLOW", "ANTIN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture()
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture(scope="session")
def root() -> Authority:
    return Authority("CA gốc thử nghiệm")


@pytest.fixture()
def root_file(root: Authority, tmp_path: Path) -> Path:
    path = tmp_path / "root.crt"
    path.write_bytes(root.certificate)
    return path


@pytest.fixture()
def list_file(root: Authority, tmp_path: Path) -> Path:
    path = tmp_path / "root.crl"
    path.write_bytes(root.crl())
    return path


@pytest.fixture()
def key_file(root: Authority, tmp_path: Path) -> Path:
    """The soft key of Nguyễn Thị Ánh, below the root."""
    return _key_file(root.issue("Nguyễn Thị Ánh"), tmp_path / "anh.p12")


@pytest.fixture()
def key_file_of() -> Callable[[bytes, Path], Path]:
    return _key_file


@pytest.fixture()
def passphrase() -> str:
    return PASSPHRASE


def _key_file(certificate: bytes, path: Path) -> Path:
    path.write_bytes(pkcs12_file(key_of("leaf"), certificate, (), PASSPHRASE, "khóa"))
    return path


@pytest.fixture()
def key_pem(tmp_path: Path) -> Path:
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat

    path = tmp_path / "leaf.key"
    path.write_bytes(key_of("leaf").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path
