"""Sign with the token of this computer: the page asks whatever answers beside it, the portal takes what is right."""

import re
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Browser, expect

from .conftest import CHROMIUM, ROOT, Installation
from .portal import SIZES, Person
from .signing_program import Behaviour, SigningProgram, Token

DOCUMENT = ROOT / "tests/vectors/pdf/libreoffice.pdf"
OTHER = ROOT / "tests/vectors/pdf/pdf-1.4.pdf"
SIGN, CANCEL, STATUS = "[data-token] [type=submit]", "[data-cancel]", "[data-token] [data-status]"


@pytest.fixture(scope="module")
def program(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SigningProgram]:
    """Listening, with a token whose root the installation trusts as one of a pilot nearby."""
    token = Token("Nguyễn Thị Hạnh", "hanh@mau.gov.vn")
    folder = installation.home / "trust" / "pilot"
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / "token.crt"
    root.write_bytes(x509.load_der_x509_certificate(token.root).public_bytes(Encoding.PEM))
    found = SigningProgram(token, tmp_path_factory.mktemp("program"))
    yield found
    found.stop()
    root.unlink()


@pytest.fixture(scope="module")
def beside(browser: Browser, program: SigningProgram) -> Iterator[Browser]:
    """Chromium of the machine on which the program runs."""
    arguments = [
        *CHROMIUM, f"--host-resolver-rules=MAP 127.0.0.1:8987 127.0.0.1:{program.port}",
        f"--ignore-certificate-errors-spki-list={program.spki}",
    ]
    found = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=arguments)
    yield found
    found.close()


@pytest.fixture(scope="module", params=SIZES)
def hanh(
    beside: Browser, installation: Installation, shots: Path, request: pytest.FixtureRequest,
) -> Iterator[Person]:
    person = Person(beside, installation.url, shots, size=request.param).sign_in("hanh", installation.password)
    yield person
    person.close()


@pytest.fixture
def behaves(program: SigningProgram) -> Behaviour:
    """What the program does in this test."""
    program.behaviour = Behaviour()
    return program.behaviour


def brings(person: Person, document: Path = DOCUMENT) -> None:
    person.open("/ky/")
    person.page.set_input_files("#file", document)
    person.press("main form button[type=submit]")


def until_refused(person: Person) -> str:
    person.page.wait_for_selector(f"{STATUS}[data-kind=error]")
    return person.page.inner_text(STATUS)


def may_reach_this_computer(person: Person, answer: str) -> None:
    """What the person answered when the browser asked about programs on this computer."""
    told = person.context.new_cdp_session(person.page).send("Target.getTargetInfo")
    assert person.context.browser is not None
    person.context.browser.new_browser_cdp_session().send("Browser.setPermission", {
        "permission": {"name": "loopback-network"}, "setting": answer, "origin": person.url,
        "browserContextId": told["targetInfo"]["browserContextId"],
    })


class TestTheTokenOfThisComputer:
    """One document, in the order in which things go wrong before they go well."""

    def test_1_is_missed_with_a_word_of_what_to_do(self, hanh: Person, program: SigningProgram) -> None:
        brings(hanh)
        hanh.press("main form button[type=submit]:not([name=turn]):not(.link-button)")
        hanh.page.check("input[name=way][value=token]")
        with program.absent():
            hanh.page.click(SIGN)
            assert "Chưa thấy phần mềm ký trên máy này" in until_refused(hanh)

        help_shown = hanh.page.inner_text("[data-help=absent]")
        assert "VGCA Sign Service" in help_shown and "antin pdf sign" in help_shown
        assert hanh.page.evaluate("document.activeElement.dataset.help") == "absent"
        hanh.look("30-token-absent")

        may_reach_this_computer(hanh, "denied")
        hanh.page.click(SIGN)
        assert "Trình duyệt không cho trang này kết nối" in until_refused(hanh)
        assert "Truy cập mạng cục bộ" in hanh.page.inner_text("[data-help=denied]")
        may_reach_this_computer(hanh, "granted")

    def test_2_is_left_alone_when_the_person_cancels(self, hanh: Person, behaves: Behaviour) -> None:
        behaves.cancels = True
        hanh.page.click(SIGN)

        assert "đã hủy trong phần mềm ký" in until_refused(hanh)
        expect(hanh.page.locator(SIGN)).to_be_enabled()

        behaves.cancels, behaves.wait = False, threading.Event()
        hanh.page.click(SIGN)
        expect(hanh.page.locator(STATUS)).to_contain_text("Phần mềm ký đã nhận văn bản")
        assert hanh.page.evaluate("document.activeElement.hasAttribute('data-cancel')"), "the keyboard is at Cancel"
        hanh.look("31-token-waiting")
        hanh.page.keyboard.press("Enter")

        assert "Đã hủy" in until_refused(hanh)
        behaves.wait.set()
        address = behaves.frames[-1][1]["FileUploadHandler"]
        with urllib.request.urlopen(urllib.request.Request(address, data=b"", method="POST")) as late:
            assert "đã được hủy" in late.read().decode()
        assert behaves.abandoned == 1

    def test_3_is_not_believed_when_the_file_came_back_changed(self, hanh: Person, behaves: Behaviour) -> None:
        behaves.spoil = lambda data: data.replace(b"/Producer", b"/Xroducer", 1)
        hanh.page.click(SIGN)

        assert "không phải văn bản đã gửi đi" in until_refused(hanh)

    def test_4_may_take_its_time_but_not_for_ever(self, hanh: Person, behaves: Behaviour) -> None:
        behaves.wait = threading.Event()
        hanh.page.clock.install()
        hanh.page.reload()
        hanh.page.click(SIGN)
        expect(hanh.page.locator(STATUS)).to_contain_text("Phần mềm ký đã nhận văn bản")
        hanh.page.clock.fast_forward(21_000)
        expect(hanh.page.locator(STATUS)).to_contain_text("trên thanh tác vụ")
        hanh.page.clock.fast_forward(300_000)

        assert "Đã chờ lâu" in until_refused(hanh)
        assert behaves.abandoned == 1
        hanh.page.clock.resume()

    def test_5_signs_what_is_shown_and_nothing_else(self, hanh: Person, behaves: Behaviour) -> None:
        hanh.page.check("[name=is_place_free]")
        hanh.page.click(SIGN)
        hanh.page.wait_for_url(re.compile("/xong/"))

        (call, asked), = behaves.frames
        assert call == "SignApproved" and (asked["SessionId"], asked["JWTToken"]) == ("", "")
        assert asked["FileName"].startswith(hanh.url + "/ky/lay/")
        assert "Nguyễn Thị Hạnh" in hanh.text() and "Hợp lệ" in hanh.text()
        with hanh.page.expect_download() as download:
            hanh.page.click("a[download]")
        assert download.value.path().read_bytes().startswith(DOCUMENT.read_bytes())

    def test_6_signs_several_documents_at_once(self, hanh: Person, behaves: Behaviour) -> None:
        brings(hanh)
        brings(hanh, OTHER)
        hanh.open("/ky/nhieu/")
        hanh.look("32-token-many")
        ticked = hanh.page.locator("[data-token-job]:checked").count()
        if hanh.size == "desktop":  # one of them comes back changed: the others are kept, and it can be signed again
            behaves.spoil = lambda data: b"x" + data[1:] if data.startswith(OTHER.read_bytes()) else data
            hanh.page.click(SIGN)
            assert "Chưa ký hết" in until_refused(hanh)
            assert "không phải văn bản đã gửi đi" in hanh.text()
            behaves.spoil = bytes
        with hanh.page.expect_navigation():  # the list anew; one that was left has a page of its own
            hanh.page.click(SIGN)
        hanh.open("/ky/")

        assert [call for call, _ in behaves.frames] == ["SignFiles"] * len(behaves.frames)
        assert ticked >= 2 and len(behaves.frames[0][1]["Files"]) == ticked
        assert "chưa ký" not in hanh.text()
