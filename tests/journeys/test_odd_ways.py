"""What people do when nobody looks: back, twice, the wrong file, a lost session, no JavaScript. Nothing gets lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from playwright.sync_api import Browser

from antin_testkit.office_documents import docx

from .conftest import ROOT, Installation
from .portal import SIZES, Person

DOCUMENT = ROOT / "tests/vectors/pdf/libreoffice.pdf"
FORM = "/ho-so/moi/cap-moi/ca-nhan/"
REQUEST = {
    "birth_date": "05/09/1985", "personal_number": "091085000123", "issue_date": "10/05/2021",
    "issue_place": "CCSQLHCVTTXH", "mobile": "0912345678",
}
PASSPHRASE = "mat khau that dai 2026"


@pytest.fixture
def dung(browser: Browser, installation: Installation, shots: Path) -> Iterator[Person]:
    person = Person(browser, installation.url, shots, size="phone").sign_in("dung", installation.password)
    yield person
    person.close()


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key with a certificate that nobody issued."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lê Văn Dũng")])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("odd") / "khoa.p12"
    sealed = BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, sealed))
    return path


def lose_session(person: Person) -> None:
    """As after a night: the session has ended, the other cookies are there."""
    person.context.clear_cookies(name="sessionid")


def ready_to_sign(person: Person) -> None:
    person.open("/ky/")
    person.page.set_input_files("#file", DOCUMENT)
    person.press("main form button[type=submit]")
    person.press("main form button[type=submit]:not([name=turn]):not(.link-button)")


def refused(person: Person, key_file: Path, passphrase: str) -> str:
    """What the page says after an attempt to sign."""
    person.page.set_input_files("[data-key-file]", key_file)
    person.page.fill("[data-sign] [data-passphrase]", passphrase)
    person.page.click("[data-sign] button")
    person.page.wait_for_selector("[data-status][data-kind=error]")
    return person.page.inner_text("[data-sign] [data-status]")


class TestALostSession:
    def test_loses_nothing_that_was_typed(self, dung: Person, installation: Installation) -> None:
        dung.open(FORM)
        dung.fill(**REQUEST, position="Phó Trưởng phòng")
        lose_session(dung)
        dung.page.click("button[name=save]")
        dung.page.wait_for_selector("[data-signed-out]:visible")
        dung.look("30-signed-out")
        assert dung.page.input_value("[name=position]") == "Phó Trưởng phòng"

        with dung.page.expect_popup() as opened:
            dung.page.click("[data-signed-out] a")
        opened.value.fill("input[name=login]", "dung@mau.gov.vn")
        opened.value.fill("input[name=password]", installation.password)
        opened.value.press("input[name=password]", "Enter")
        opened.value.wait_for_url("**/ban-lam-viec/")
        dung.press("button[name=save]")

        assert "Phó Trưởng phòng" in dung.text()

    def test_is_told_where_one_signs(self, dung: Person, key_file: Path) -> None:
        ready_to_sign(dung)
        lose_session(dung)

        assert "đăng nhập lại" in refused(dung, key_file, PASSPHRASE)

    def test_is_not_mistaken_for_a_portal_out_of_reach(self, dung: Person) -> None:
        dung.open(FORM)
        dung.fill(position="Phó Trưởng phòng")
        dung.context.set_offline(True)
        dung.page.click("button[name=save]")

        dung.page.wait_for_selector("[data-unreachable]:visible")
        assert dung.page.input_value("[name=position]") == "Phó Trưởng phòng"


class TestTheBox:
    def test_is_dragged_on_the_page_and_stays_where_it_was_let_go(self, dung: Person) -> None:
        dung.open("/ky/")
        dung.page.set_input_files("#file", DOCUMENT)
        dung.press("main form button[type=submit]")
        box, stage = dung.page.locator("[data-box]"), dung.page.locator("[data-page-stage]")
        box.scroll_into_view_if_needed()
        start, page = box.bounding_box(), stage.bounding_box()
        assert start is not None
        assert page is not None
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        dung.page.mouse.move(x, y)
        dung.page.mouse.down()
        dung.page.mouse.move(x - 60, y - 80, steps=4)
        dung.page.mouse.up()
        dung.press("main form button[type=submit]:not([name=turn]):not(.link-button)")

        dung.page.go_back()
        dung.page.reload()

        per_mm = page["width"] / float(stage.get_attribute("data-width-mm") or 0)
        for name, pixels in (("x", start["x"] - 60 - page["x"]), ("y", start["y"] - 80 - page["y"])):
            millimetres = float(dung.page.input_value(f"[name={name}]").replace(",", "."))
            assert millimetres == pytest.approx(pixels / per_mm, abs=1.5)


class TestAWordDocument:
    def test_is_looked_through_as_pdf_before_it_is_signed(self, dung: Person, tmp_path: Path) -> None:
        document = tmp_path / f"{'Báo_cáo_' * 9}.docx"
        document.write_bytes(docx())
        dung.open("/ky/")
        dung.look("33-bring")
        dung.page.set_input_files("#file", document)
        dung.press("main form button[type=submit]")
        for dung.size in SIZES:
            dung.page.set_viewport_size(SIZES[dung.size])
            dung.page.locator(".page-seen img").evaluate("image => image.decode()")
            dung.look("34-review")

        dung.press("main a[role=button]")
        dung.look("35-place-of-a-review")
        dung.press("main p.hint a")
        dung.press("main button.link-button")

        assert "Báo_cáo" not in dung.text()


class TestTheWayBack:
    def test_after_sending_twice_leads_to_the_one_case(self, dung: Person) -> None:
        dung.open(FORM)
        dung.fill(**REQUEST)
        dung.press("button[name=review]")
        dung.page.evaluate("[1, 2].forEach(() => document.querySelector('main form button[type=submit]').click())")
        dung.page.wait_for_selector("text=Đã gửi cơ quan")
        code = dung.page.url.rstrip("/").split("/")[-1]

        dung.page.go_back()

        assert dung.page.url.endswith(f"/{code}/")
        assert "Đã gửi cơ quan" in dung.text()
        dung.open("/ho-so/")
        assert dung.text().count("Đã gửi cơ quan") == 1


class TestTheWrongThing:
    def test_pasted_as_a_request_is_named_beside_it_and_stays(self, dung: Person) -> None:
        dung.open(FORM)
        dung.fill(**REQUEST, device_kind="SOFT")
        dung.page.fill("[name=csr]", "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----")
        with dung.page.expect_navigation():
            dung.page.click("button[name=review]")

        assert "không đọc được" in dung.page.inner_text("#csr-error")
        assert "MIIB" in dung.page.input_value("[name=csr]")
        assert dung.page.input_value("[name=mobile]") == REQUEST["mobile"]

    def test_brought_to_be_signed_is_named(self, dung: Person) -> None:
        dung.open("/ky/")
        dung.page.set_input_files("#file", ROOT / "README.md")
        with dung.page.expect_navigation():
            dung.page.click("main form button[type=submit]")

        assert "không phải là PDF" in dung.page.inner_text(".error-summary")

    @pytest.mark.parametrize(
        ("is_key", "passphrase", "words"),
        [(True, "sai", "Mật khẩu chưa đúng"), (False, "x", "không phải tệp khóa"), (True, PASSPHRASE, "")],
        ids=["passphrase", "file", "certificate"],
    )
    def test_brought_to_sign_with_is_refused(
        self, dung: Person, key_file: Path, is_key: bool, passphrase: str, words: str,
    ) -> None:
        ready_to_sign(dung)

        said = refused(dung, key_file if is_key else DOCUMENT, passphrase)

        assert said
        assert words in said
        assert dung.page.url.endswith("/ky/")


class TestWithoutJavaScript:
    def test_a_request_is_written_kept_and_told_what_is_wrong(
        self, browser: Browser, installation: Installation,
    ) -> None:
        page = browser.new_context(java_script_enabled=False, locale="vi-VN").new_page()
        page.goto(f"{installation.url}/tai-khoan/login/")
        page.fill("input[name=login]", "hanh@mau.gov.vn")
        page.fill("input[name=password]", installation.password)
        page.press("input[name=password]", "Enter")
        page.goto(installation.url + FORM)
        assert "antin key new" in page.inner_text("main")
        page.fill("[name=birth_date]", "31/02/1990")
        page.click("button[name=review]")

        assert page.locator(".error-summary a[href='#birth_date']").count() == 1
        assert page.input_value("[name=birth_date]") == "31/02/1990"
        page.click("button[name=save]")
        assert "Bản nháp" in page.inner_text("main")
