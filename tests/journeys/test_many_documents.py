"""A batch on the portal: bring many, look through them, one passphrase, stop, come back, report and archive."""

import csv
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Browser, Route, expect

from .conftest import ROOT, Installation
from .portal import SIZES, Person
from .signing_program import Token

VECTORS = ROOT / "tests/vectors/pdf"
PASSPHRASE = "mat khau that dai 2026"
FORM, STATUS = "[data-many]", "[data-many] [data-status]"


@pytest.fixture(scope="module")
def key_file(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A key whose certificate the installation trusts as one of a pilot nearby."""
    token = Token("Lê Văn Dũng", "dung@mau.gov.vn")
    folder = installation.home / "trust" / "pilot"
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / "many.crt"
    root.write_bytes(x509.load_der_x509_certificate(token.root).public_bytes(Encoding.PEM))
    path = tmp_path_factory.mktemp("many") / "khoa.p12"
    path.write_bytes(token.key_file(PASSPHRASE))
    yield path
    root.unlink()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four that can be signed, with a name too long for a telephone, and one that is locked."""
    folder = tmp_path_factory.mktemp("documents")
    names = ["Công văn 1.pdf", "Công văn 2.pdf", "Công văn 3.pdf", f"{'Quyết_định_' * 9}.pdf"]
    for number, name in enumerate(names):
        (folder / name).write_bytes((VECTORS / "libreoffice.pdf").read_bytes() + b"\n" * number)
    (folder / "khóa.pdf").write_bytes((VECTORS / "encrypted-user-password.pdf").read_bytes())
    return sorted(folder.iterdir())


@pytest.mark.parametrize("size", SIZES)
class TestABatch:
    def test_is_signed_with_one_passphrase_and_goes_on_after_a_stop(
        self, browser: Browser, installation: Installation, shots: Path, size: str, key_file: Path,
        documents: list[Path],
    ) -> None:
        dung = Person(browser, installation.url, shots, size=size).sign_in("dung", installation.password)
        self.clear(dung)
        dung.open("/ky/")
        dung.page.set_input_files("#file", documents)
        dung.press("main form button[type=submit]")
        dung.page.check("input[name=way][value=file]")
        dung.look("40-many")
        assert "1 tệp không nhận được" in dung.text() and "khóa.pdf" in dung.text()
        assert "1. Xem lại 4 văn bản" in dung.text()

        self.signs(dung, key_file, "sai mật khẩu")
        expect(dung.page.locator(STATUS)).to_contain_text("Mật khẩu")
        assert dung.page.locator("[data-results]").is_hidden()

        # Cancel is pressed while the first document is prepared: that one is signed and kept, the rest is not begun.
        held = list[Route]()
        dung.page.route("**/chuan-bi/", lambda route: held.append(route))
        self.signs(dung, key_file, PASSPHRASE)
        expect(dung.page.locator(STATUS)).to_contain_text("Đang ký 1/4")
        dung.page.click(f"{FORM} [data-cancel]")
        held.pop().continue_()
        expect(dung.page.locator(STATUS)).to_contain_text("Đã ký 1; không ký được 0; chưa ký 3")
        dung.look("41-many-stopped")
        dung.page.unroute("**/chuan-bi/")

        # Gone and come back: what is left, with its box off the page of one document, whose refusal is shown beside it.
        dung.open("/ky/nhieu/")
        assert "1. Xem lại 3 văn bản" in dung.text()
        ticks = dung.page.locator("[data-token-job]")
        for place in range(1, ticks.count()):
            ticks.nth(place).uncheck()
        dung.page.click("details summary:has-text('Đổi chỗ chữ ký')")
        dung.page.check("input[name=place][value=same]")
        dung.page.fill("[name=x]", "2000")
        dung.press("[data-place-all]")
        self.signs(dung, key_file, PASSPHRASE)
        expect(dung.page.locator(STATUS)).to_contain_text("Đã ký 2; không ký được 1; chưa ký 0")
        expect(dung.page.locator("[data-token-result]:visible").first).to_contain_text("trang")
        dung.look("42-many-refused")

        dung.open("/ky/nhieu/")
        dung.page.click("details summary:has-text('Đổi chỗ chữ ký')")
        dung.press("[data-place-all]")
        self.signs(dung, key_file, PASSPHRASE)
        expect(dung.page.locator(STATUS)).to_contain_text("Đã ký xong cả 1 văn bản")
        self.fetches(dung)
        dung.close()

    def clear(self, person: Person) -> None:
        person.open("/ky/")
        while person.page.locator(".plain-list a").count():
            person.page.locator(".plain-list a").first.click()
            person.press("form[action$='/xoa/'] button")

    def signs(self, person: Person, key_file: Path, passphrase: str) -> None:
        person.page.set_input_files(f"{FORM} [data-key-file]", key_file)
        person.page.fill(f"{FORM} [data-passphrase]", passphrase)
        person.page.click(f"{FORM} [type=submit]")

    def fetches(self, person: Person) -> None:
        person.open("/ky/nhieu/")
        assert "Không còn văn bản nào chờ" in person.text()
        person.look("43-many-done")
        got = {}
        for name in ("da-ky.zip", "bao-cao.csv", "bao-cao.pdf"):
            with person.page.expect_download() as download:
                person.page.click(f"a[href$='{name}']")
            got[name] = download.value.path()
        rows = list(csv.DictReader(StringIO(got["bao-cao.csv"].read_text("utf-8-sig"), newline="")))
        assert [each["Kết quả"] for each in rows] == ["Đã ký"] * 4
        with zipfile.ZipFile(got["da-ky.zip"]) as archive:
            assert sum(each.endswith(".signed.pdf") for each in archive.namelist()) == 4
        assert got["bao-cao.pdf"].read_bytes().startswith(b"%PDF")
