"""A key made at a terminal: its request travels in the form of a case, its certificate comes back, and it signs."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from playwright.sync_api import Browser

from .conftest import ROOT, Installation
from .portal import Person
from .test_whole_journey import PASSPHRASE, REQUEST

DOCUMENT = ROOT / "tests/vectors/pdf/libreoffice.pdf"
CARRY = """
import sys
from pathlib import Path
from antin_server.operations.django_start import start_django
start_django("command")
from antin_server.operations.journey import Journey
from antin_server.registration.models import Case
Journey(Path(sys.argv[1]), sys.argv[2]).carried(Case.objects.get(code=sys.argv[3]))
"""


@pytest.fixture
def terminal(installation: Installation, tmp_path: Path) -> "Terminal":
    (tmp_path / "mat-khau.txt").write_text(PASSPHRASE, encoding="utf-8")
    return Terminal(installation, tmp_path)


class Terminal:
    """Where somebody types `antin …`."""

    def __init__(self, installation: Installation, folder: Path) -> None:
        self.environment = {**installation.environment, "ANTIN_TRUST_DIR": str(folder / "trust")}
        self.folder = folder

    def antin(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "antin_cli", *arguments], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False, timeout=60,
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout


def asked_for(person: Person, request: Path) -> str:
    """The request goes in by the form's file field, as it stands; the code of the case."""
    person.open("/ho-so/moi/cap-moi/ca-nhan/")
    person.fill(**REQUEST, province="An Giang")
    person.page.set_input_files("#csr_file", request)
    person.press("button[name=review]")
    assert "PKCS#10" in person.text()
    person.press("main form button[type=submit]")
    found = re.search(r"HS-\d{4}-\d+", person.text())
    assert found is not None
    return found[0]


def carried(installation: Installation, case: str) -> None:
    """Agency, reception, officers and hand-over, by the services that their pages use."""
    done = subprocess.run(
        [sys.executable, "-c", CARRY, str(installation.home), installation.status_url, case],
        env=installation.environment, capture_output=True, text=True, check=False, timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


class TestAKeyMadeAtATerminal:
    def test_signs_with_the_certificate_that_its_request_became(
        self, browser: Browser, installation: Installation, shots: Path, terminal: Terminal,
    ) -> None:
        unlock = ("--passphrase-file", "mat-khau.txt")
        terminal.antin("key", "new", "--out", "khoa.pem", "--new-passphrase-file", "mat-khau.txt")
        terminal.antin(
            "cert", "request", "--key", "khoa.pem", *unlock, "--name", REQUEST["full_name"],
            "--org", REQUEST["workplace"], "--out", "yeu-cau.csr",
        )
        person = Person(browser, installation.url, shots).sign_in("hanh", installation.password)
        case = asked_for(person, terminal.folder / "yeu-cau.csr")

        carried(installation, case)
        person.open(f"/ho-so/{case}/")
        with person.page.expect_download() as download:
            person.page.click("#certificate-title ~ p a")
        download.value.save_as(terminal.folder / "chung-thu.pem")
        person.close()

        certificate, *_ = x509.load_pem_x509_certificates((terminal.folder / "chung-thu.pem").read_bytes())
        key = load_pem_private_key((terminal.folder / "khoa.pem").read_bytes(), PASSPHRASE.encode())
        assert certificate.public_key() == key.public_key()

        shutil.copy(DOCUMENT, terminal.folder / "van-ban.pdf")
        with urllib.request.urlopen(f"{installation.status_url}/crt/root.crt", timeout=10) as answer:
            (terminal.folder / "root.crt").write_bytes(answer.read())
        trust = ("--trust", "root.crt", "--allow", installation.status_url)
        terminal.antin("pdf", "sign", "van-ban.pdf", "--key", "khoa.pem", "--cert", "chung-thu.pem", *unlock, *trust)
        told = json.loads(terminal.antin("pdf", "verify", "van-ban.signed.pdf", "--json", *trust))

        assert told["outcome"] == "valid"
        assert [each["signer"] for each in told["signatures"]] == [REQUEST["full_name"]]
