"""From a request to a signature that anyone verifies, and past its revocation; in a real browser.

One story, told in the order in which it happens; each test is a chapter that needs those before it. It is told
twice: at a desk, and on a phone by the same holder, whose first certificate is revoked by then.
"""

import base64
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from playwright.sync_api import Browser

from .conftest import ROOT, Installation
from .portal import SIZES, Person

PASSPHRASE = "mat khau that dai 2026"
DOCUMENT = ROOT / "tests/vectors/pdf/libreoffice.pdf"
VIETNAM = timezone(timedelta(hours=7))
REQUEST = {
    "full_name": "Nguyễn Thị Hạnh", "birth_date": "05/09/1985", "personal_number": "091185000123",
    "issue_date": "10/05/2021", "issue_place": "CCSQLHCVTTXH", "email": "hanh@mau.gov.vn",
    "workplace": "Sở Nông nghiệp và Môi trường tỉnh An Giang", "position": "Chuyên viên", "mobile": "0912345678",
    "device_kind": "SOFT",
}
RECEIVER = {
    "place": "An Giang",
    "receiver_full_name": "Đỗ Thị Lan", "receiver_personal_number": "091185000456", "receiver_mobile": "0912345679",
    "receiver_email": "lan@mau.gov.vn", "receiver_address": "Số 1 đường Nguyễn Trãi, An Giang",
}


class Story:
    """What one chapter leaves to the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = ""
        self.request = ""
        self.serial = ""
        self.revocation = ""
        self.key_file = folder / "khoa.p12"
        self.joined_file = folder / "khoa-va-chung-thu.p12"
        self.signed_file = folder / "da-ky.pdf"


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, size: str) -> Story:  # one for each size
    return Story(tmp_path_factory.mktemp("story"))


As = Callable[[str], Person]


@pytest.fixture(scope="module")
def as_(browser: Browser, installation: Installation, shots: Path, size: str) -> Iterator[As]:
    people: dict[str, Person] = {}

    def signed_in(local: str) -> Person:
        if local not in people:
            people[local] = Person(browser, installation.url, shots, size=size)
            if local != "anyone":
                people[local].sign_in(local, installation.password)
        return people[local]

    yield signed_in
    for each in people.values():
        each.close()


def approve_all(installation: Installation) -> None:
    done = installation.command("demo-approve")
    assert done.returncode == 0, done.stdout + done.stderr


def letter_for(person: Person, code: str) -> None:
    """The leader picks one case in the inbox and prepares the agency's letter; signs it."""
    person.open(f"/ho-so/co-quan/?tim={code}")
    person.page.check("input[name=case]")


class TestTheStory:
    def test_1_a_request_is_written_with_a_key_made_in_the_browser(self, as_: As, story: Story) -> None:
        hanh = as_("hanh")
        hanh.open("/ho-so/moi/")
        hanh.look("01-start")
        hanh.open("/ho-so/moi/cap-moi/ca-nhan/")
        hanh.fill(**REQUEST)
        hanh.fill(province=_province(hanh))
        hanh.page.select_option("[data-kind]", "p256")
        hanh.page.fill("[data-passphrase]", PASSPHRASE)
        hanh.page.fill("[data-passphrase-again]", PASSPHRASE)

        with hanh.page.expect_download() as download:
            hanh.page.click("[data-make]")
        download.value.save_as(story.key_file)
        hanh.page.wait_for_function("document.querySelector('[name=csr]').value.includes('CERTIFICATE REQUEST')")
        story.request = hanh.page.input_value("[name=csr]")
        hanh.look("02-form")
        hanh.press("button[name=review]")
        hanh.look("03-review")
        hanh.press("main form button[type=submit]")

        story.case = re.search(r"HS-\d{4}-\d+", hanh.text())[0]  # type: ignore[index]
        hanh.look("04-case-sent")

    def test_2_wrong_answers_are_told_beside_the_blank_and_nothing_is_lost(self, as_: As) -> None:
        dung = as_("dung")
        dung.open("/ho-so/moi/cap-moi/ca-nhan/")
        dung.fill(full_name="Lê Văn Dũng", personal_number="123", email="dung@gmail.com", birth_date="32/13/1990")
        with dung.page.expect_navigation():
            dung.page.click("button[name=review]")

        assert dung.page.locator(".error-summary").count() == 1
        assert dung.page.input_value("[name=full_name]") == "Lê Văn Dũng"
        assert dung.page.input_value("[name=email]") == "dung@gmail.com"
        assert dung.page.get_attribute("#personal_number", "aria-invalid") == "true"
        dung.look("05-form-errors")

    def test_3_the_agency_takes_it_up_and_sends_its_letter(self, as_: As, story: Story) -> None:
        ha = as_("ha")
        ha.open("/ho-so/co-quan/")
        ha.look("06-inbox")
        ha.open(f"/ho-so/{story.case}/")
        ha.press("form[action$='/nhan-xem-xet/'] button")

        thanh = as_("thanh")
        letter_for(thanh, story.case)
        thanh.press("form[action$='/cong-van/moi/'] button:not([formaction])")
        thanh.fill(**RECEIVER)
        thanh.look("07-letter-new")
        thanh.press("main form[method=post] .actions button")
        thanh.press("form[action$='/ky/'] button")
        thanh.look("08-letter-signed")
        letter = thanh.page.url

        lan = as_("lan")
        lan.page.goto(letter)
        lan.page.fill("#number", "15/CV-SNNMT")
        lan.press("form[action$='/gui/'] button")
        lan.look("09-letter-sent")

    def test_4_the_authority_accepts_and_two_officers_approve_outside_the_portal(
        self, as_: As, story: Story, installation: Installation,
    ) -> None:
        reception = as_("tiepnhan")
        reception.open(f"/ho-so/{story.case}/")
        reception.press("form[action$='/tiep-nhan/'] button")
        reception.open("/lenh/")
        reception.look("10-orders")
        reception.page.click("main table a >> nth=0")
        reception.look("11-order")
        assert "antin authority approve" in reception.text()

        approve_all(installation)

        hanh = as_("hanh")
        hanh.open(f"/ho-so/{story.case}/")
        hanh.until(lambda: hanh.page.locator("#certificate-title").count() == 1)
        story.serial = re.search(r"\b[0-9A-F]{16,40}\b", hanh.text())[0]  # type: ignore[index]
        hanh.look("12-issued")

    def test_5_the_certificate_joins_the_key_file_in_the_browser(self, as_: As, story: Story) -> None:
        hanh = as_("hanh")
        hanh.open(f"/ho-so/{story.case}/")
        hanh.page.set_input_files("[data-key-file]", story.key_file)
        hanh.page.fill("[data-certificate-join] [data-passphrase]", PASSPHRASE)

        with hanh.page.expect_download() as download:
            hanh.page.click("[data-certificate-join] button")
        download.value.save_as(story.joined_file)

        assert story.joined_file.stat().st_size > story.key_file.stat().st_size

    def test_6_a_certificate_that_is_not_effective_signs_nothing(self, as_: As, story: Story) -> None:
        hanh = as_("hanh")
        prepare_to_sign(hanh, story)
        hanh.page.click("[data-sign] button")
        hanh.page.wait_for_selector("[data-status][data-kind=error]")

        assert "chưa có hiệu lực" in hanh.page.inner_text("[data-sign] [data-status]")

    def test_7_the_hand_over_is_recorded_and_the_certificate_becomes_effective(
        self, as_: As, story: Story, installation: Installation,
    ) -> None:
        lan = as_("lan")
        lan.open(f"/ho-so/{story.case}/")
        now = datetime.now(VIETNAM).strftime("%d/%m/%Y %H:%M")
        for each in lan.page.locator("form[action$='/ban-giao/'] input[type=text]").all():
            name = each.get_attribute("name") or ""
            each.fill(now if name.endswith("_at") else "")
        lan.press("form[action$='/ban-giao/'] button")

        thanh = as_("thanh")
        thanh.open(f"/ho-so/co-quan/?tim={story.case}")
        thanh.page.check("input[name=case]")
        thanh.press("button[formaction$='/hieu-luc/']")
        for each in thanh.page.locator("main form[method=post] input[type=text]").all():
            if (each.get_attribute("name") or "").endswith("effective_at"):
                each.fill(now)
        thanh.look("13-ask-effective")
        thanh.press("main form[method=post] .actions button")

        lan.page.goto(thanh.page.url)
        if lan.page.locator("#number").count():
            lan.page.fill("#number", "16/CV-SNNMT")
            lan.press("form[action$='/gui/'] button")
        approve_all(installation)

        hanh = as_("hanh")
        hanh.open(f"/chung-thu/?q={story.serial}")
        hanh.until(lambda: "Đang có hiệu lực" in hanh.text())
        hanh.look("14-certificate")

    def test_8_a_pdf_is_signed_with_the_key_in_the_browser(self, as_: As, story: Story) -> None:
        hanh = as_("hanh")
        prepare_to_sign(hanh, story)
        hanh.look("17-sign")
        hanh.page.click("[data-sign] button")
        hanh.page.wait_for_url(re.compile("/xong/"), timeout=30_000)
        hanh.look("18-signed")

        with hanh.page.expect_download() as download:
            hanh.page.click("a[download]")
        download.value.save_as(story.signed_file)

        assert story.signed_file.read_bytes().startswith(DOCUMENT.read_bytes())
        assert "chưa có dấu thời gian" not in hanh.text().lower()

        hanh.press("#preserve button")
        assert "B-LTA" in (hanh.page.text_content("main") or "") and not hanh.page.locator("#preserve").count()
        hanh.look("18-preserved")

    def test_9_anyone_verifies_it_on_the_public_page(self, as_: As, story: Story) -> None:
        anyone = as_("anyone")
        text = checked(anyone, story.signed_file)
        anyone.look("19-verdict-valid")

        assert "Hợp lệ" in text
        assert "Không hợp lệ" not in text
        assert "Nguyễn Thị Hạnh" in text
        assert "toàn bộ tệp" in text

    def test_10_a_changed_copy_is_refused(self, as_: As, story: Story, tmp_path: Path) -> None:
        changed = tmp_path / "bi-sua.pdf"
        data = bytearray(story.signed_file.read_bytes())
        data[200] ^= 1
        changed.write_bytes(data)

        assert "Không hợp lệ" in checked(as_("anyone"), changed)

    def test_11_poppler_and_the_command_line_agree(self, story: Story, installation: Installation) -> None:
        seen = subprocess.run(["pdfsig", story.signed_file], capture_output=True, text=True, check=False)
        assert "Signature is Valid" in seen.stdout

        root = story.folder / "root.crt"
        import urllib.request

        root.write_bytes(urllib.request.urlopen(f"{installation.status_url}/crt/root.crt", timeout=10).read())
        issuing = story.folder / "issuing.crt"
        issuing.write_bytes(urllib.request.urlopen(f"{installation.status_url}/crt/issuing.crt", timeout=10).read())
        command = [sys.executable, "-m", "antin_cli", "pdf", "verify", "--offline", "--json", "--trust", str(root)]
        done = subprocess.run(
            [*command, "--trust", str(issuing), str(story.signed_file)], capture_output=True, text=True, check=False,
            env=installation.environment,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def test_12_the_certificate_is_revoked_on_request(
        self, as_: As, story: Story, installation: Installation,
    ) -> None:
        hanh = as_("hanh")
        hanh.open("/ho-so/moi/thu-hoi/")
        hanh.page.click(f"main a[href*='/thu-hoi/{story.serial}/' i]")
        hanh.fill(revocation_ground="key_compromise")
        hanh.press("button[name=review]")
        hanh.press("main form button[type=submit]")
        story.revocation = re.search(r"HS-\d{4}-\d+", hanh.text())[0]  # type: ignore[index]

        ha, thanh, lan, reception = as_("ha"), as_("thanh"), as_("lan"), as_("tiepnhan")
        ha.open(f"/ho-so/{story.revocation}/")
        ha.press("form[action$='/nhan-xem-xet/'] button")
        letter_for(thanh, story.revocation)
        thanh.press("form[action$='/cong-van/moi/'] button:not([formaction])")
        thanh.fill(**{key: value for key, value in RECEIVER.items() if thanh.page.locator(f"[name={key}]").count()})
        thanh.press("main form[method=post] .actions button")
        thanh.press("form[action$='/ky/'] button")
        lan.page.goto(thanh.page.url)
        lan.page.fill("#number", "17/CV-SNNMT")
        lan.press("form[action$='/gui/'] button")
        reception.open(f"/ho-so/{story.revocation}/")
        reception.press("form[action$='/tiep-nhan/'] button")
        approve_all(installation)

        hanh.open(f"/chung-thu/?q={story.serial}")
        hanh.until(lambda: "Đã thu hồi" in hanh.text())
        hanh.look("20-revoked")

    def test_13_the_document_stays_signed_before_the_revocation(self, as_: As, story: Story) -> None:
        anyone = as_("anyone")
        text = checked(anyone, story.signed_file)
        anyone.look("21-verdict-after-revocation")

        assert "Không hợp lệ" not in text
        assert "Hợp lệ" in text
        assert "thu hồi" in text

    def test_14_a_new_signature_is_refused(self, as_: As, story: Story) -> None:
        hanh = as_("hanh")
        prepare_to_sign(hanh, story)
        hanh.page.click("[data-sign] button")
        hanh.page.wait_for_selector("[data-status][data-kind=error]")

        assert "thu hồi" in hanh.page.inner_text("[data-sign] [data-status]")

    def test_15_the_server_never_saw_key_or_passphrase(
        self, as_: As, story: Story, installation: Installation,
    ) -> None:
        secrets = private_octets(story.key_file)
        bodies = [*as_("hanh").bodies, *(url.encode() for url in as_("hanh").requests)]
        files = [path for path in installation.home.rglob("*") if path.is_file()]
        kept = {path: path.read_bytes() for path in files if path.stat().st_size < 100 * 1024 * 1024}

        for secret in secrets:
            assert not any(secret in body for body in bodies)
            assert [path for path, data in kept.items() if secret in data] == []
        request = story.request.splitlines()[1].encode()  # one line of the PEM, which does travel
        assert any(request in body for body in bodies), "the search finds nothing at all in what was sent"
        assert any(request in data for data in kept.values()), "nor in what the portal keeps"
        assert "up.log" in {path.name for path in kept}

    def test_16_no_page_asked_anybody_else(self, as_: As, installation: Installation) -> None:
        asked = {url for url in as_("hanh").requests if not url.startswith((installation.url, "blob:", "data:"))}

        assert asked == set()


def prepare_to_sign(person: Person, story: Story) -> None:
    person.open("/ky/")
    person.page.set_input_files("#file", DOCUMENT)
    person.press("main form button[type=submit]")
    stage = person.page.locator("[data-page-stage]").bounding_box()
    assert stage is not None
    if not story.signed_file.exists():
        person.look("16-place")
    person.page.focus("[data-box]")
    person.page.keyboard.press("Shift+ArrowUp")
    person.press("main form button[type=submit]:not([name=turn]):not(.link-button)")
    person.page.set_input_files("[data-key-file]", story.joined_file)
    person.page.fill("[data-sign] [data-passphrase]", PASSPHRASE)


def checked(person: Person, path: Path) -> str:
    person.open("/kiem-tra/")
    person.page.set_input_files("#file", path)
    person.press("main form button[type=submit]")
    person.page.wait_for_selector("[data-asking]", state="detached")
    return person.text()


def private_octets(key_file: Path) -> list[bytes]:
    """The private key, its file and the passphrase, in the forms in which they could have travelled."""
    key = _key_of(key_file)
    number = key.private_numbers().private_value.to_bytes(32, "big")
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    text = [each for data in (number, der) for each in (data.hex().encode(), base64.b64encode(data)[:64])]
    sealed = key_file.read_bytes()
    piece = sealed[len(sealed) // 2:][:64]
    return [number, der, piece, *text, PASSPHRASE.encode(), quote(PASSPHRASE).encode(), quote_plus(PASSPHRASE).encode()]


def _key_of(key_file: Path) -> ec.EllipticCurvePrivateKey:
    key, _, _ = pkcs12.load_key_and_certificates(key_file.read_bytes(), PASSPHRASE.encode())
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _province(person: Person) -> str:
    options = person.page.locator("select[name=province] option").all()
    found = [each.get_attribute("value") for each in options if "An Giang" in (each.text_content() or "")]
    return found[0] or "An Giang" if found else "An Giang"
