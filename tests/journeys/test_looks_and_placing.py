"""Keep looks, place several marks on a decision, and sign them one after the other with one passphrase."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from antin import pades
from antin_server.operations.backup import write_backup
from antin_server.operations.restore import restore_backup
from antin_testkit.papers_to_sign import paper_to_sign

from .conftest import Installation
from .portal import SIZES, Person
from .signing_program import Token

PASSPHRASE = "mat khau cua van thu"


def photo(colour: str, *, is_round: bool = False) -> dict[str, object]:
    picture = Image.new("RGB", (700, 700 if is_round else 400), (243, 238, 229))
    drawing = ImageDraw.Draw(picture)
    if is_round:
        drawing.ellipse((60, 60, 640, 640), outline=colour, width=16)
        drawing.regular_polygon((350, 350, 150), 5, fill=colour)
    else:
        drawing.line([(80, 300), (180, 90), (260, 320), (360, 120), (450, 280), (620, 180)], fill=colour, width=12)
    file = BytesIO()
    picture.save(file, "JPEG")
    return {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.fixture(scope="module")
def key_file(installation: Installation) -> Iterator[dict[str, object]]:
    """Of the clerk, below a root that the installation trusts as one of a pilot."""
    token = Token("Đỗ Thị Lan", "lan@mau.gov.vn")
    folder = installation.home / "trust" / "pilot"
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / "clerk.crt"
    root.write_bytes(x509.load_der_x509_certificate(token.root).public_bytes(Encoding.PEM))
    packed = serialize_key_and_certificates(
        b"lan", token._key, x509.load_der_x509_certificate(token.certificate), None,
        BestAvailableEncryption(PASSPHRASE.encode()),
    )
    yield {"name": "lan.p12", "mimeType": "application/x-pkcs12", "buffer": packed}
    root.unlink()


@pytest.fixture(scope="module", params=SIZES)
def lan(browser: Browser, installation: Installation, shots: Path, request: pytest.FixtureRequest) -> Iterator[Person]:
    person = Person(browser, installation.url, shots, size=request.param).sign_in("lan", installation.password)
    yield person
    person.close()


def makes(lan: Person, kind: str, picture: dict[str, object], shot: str) -> None:
    lan.open("/ky/mau/")
    lan.page.click(f"text=Tạo mẫu: {kind}")
    lan.page.fill("[name=name]", f"{kind} {lan.size}")
    lan.page.set_input_files("#id_picture", picture)  # type: ignore[arg-type]
    lan.press("text=Xem thử")
    lan.look(shot)
    lan.press("text=Lưu mẫu này")


def shows(lan: Person, name: str) -> None:
    """Choose what the mark shows."""
    options = lan.page.locator("#look option").all_inner_texts()
    lan.page.select_option("#look", label=next(each for each in options if each.startswith(name)))
    lan.press("[name=show]")


def adds(lan: Person, name: str) -> None:
    if not lan.page.locator("#add").is_visible():
        lan.page.click("details.panel summary")
    options = lan.page.locator("#add option").all_inner_texts()
    lan.page.select_option("#add", label=next(each for each in options if each.startswith(name)))
    lan.press("form[action$='/them/'] button")


def goes_on(lan: Person) -> None:
    lan.press("button:text-is('Tiếp tục')")


class TestAClerk:
    def test_keeps_looks_and_has_them_in_a_file(self, lan: Person) -> None:
        makes(lan, "Chữ ký của người có thẩm quyền", photo("#222244"), "80-look-shown")
        makes(lan, "Con dấu của cơ quan", photo("crimson", is_round=True), "80-seal-shown")
        lan.open("/ky/mau/")
        lan.look("81-looks")

        with lan.page.expect_download() as download:
            lan.page.locator("text=Lưu tất cả vào một tệp").first.click()

        told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        assert f"Chữ ký của người có thẩm quyền {lan.size}" in [each["name"] for each in told["looks"]]
        lan.page.locator("text=Đưa mẫu về từ tệp").first.click()
        lan.page.set_input_files("#file", download.value.path())
        lan.press("main form button[type=submit]")
        assert "giống mẫu đang có" in lan.text()
        lan.look("82-look-file")

    def test_signs_number_signature_and_seal_with_one_passphrase(
        self, lan: Person, key_file: dict[str, object], tmp_path: Path,
    ) -> None:
        lan.open("/ky/")
        paper = {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": paper_to_sign()}
        lan.page.set_input_files("#file", paper)  # type: ignore[arg-type]
        lan.press("main form button[type=submit]")
        shows(lan, f"Chữ ký của người có thẩm quyền {lan.size}")
        lan.page.wait_for_load_state("networkidle")
        lan.look("83-place-signature")
        assert "giữa chức vụ và họ tên" in lan.text()

        lan.page.focus("[data-box]")
        before = lan.page.input_value("[name=x]")
        lan.page.keyboard.press("ArrowLeft")
        assert lan.page.input_value("[name=x]") != before
        goes_on(lan)
        lan.page.go_back()
        adds(lan, "Số của văn bản")
        lan.page.click("button:text-is('Tiếp tục')")
        lan.page.wait_for_selector("#fact_number-error")
        lan.look("84-place-number-missing")
        lan.page.fill("#fact_number", "123")
        goes_on(lan)
        lan.open(lan.page.url.removeprefix(lan.url).removesuffix("ky/"))
        adds(lan, f"Con dấu của cơ quan {lan.size}")
        lan.page.wait_for_load_state("networkidle")
        lan.look("85-place-seal")
        goes_on(lan)
        lan.page.wait_for_load_state("networkidle")
        lan.look("86-sign-three")

        lan.page.check("input[name=way][value=file]")
        lan.page.set_input_files("[data-key-file]", key_file)  # type: ignore[arg-type]
        lan.page.fill("[data-sign] [data-passphrase]", PASSPHRASE)
        lan.page.click("[data-sign] button")
        lan.page.wait_for_url("**/xong/")

        with lan.page.expect_download() as download:
            lan.page.click("a[download]")
        signed = Path(download.value.path()).read_bytes()
        found = pades.read(signed)
        assert len(found.signatures) == 3 and signed.startswith(paper_to_sign())
        assert not any(each.is_changed_against_the_rules for each in found.signatures)
        assert all(PASSPHRASE.encode() not in body for body in lan.bodies)


def test_looks_survive_a_backup_of_the_installation(installation: Installation, lan: Person, tmp_path: Path) -> None:
    at = datetime.now(UTC)
    write_backup(tmp_path / "backup", home=installation.home, database="", passphrase=None, at=at)
    other = tmp_path / "home"
    other.mkdir()

    restore_backup(tmp_path / "backup", home=other, database="", passphrase=None, at=at)

    pictures = sorted(each.relative_to(other) for each in (other / "media/looks").rglob("*.png"))
    assert pictures and all((installation.home / each).read_bytes() == (other / each).read_bytes() for each in pictures)
