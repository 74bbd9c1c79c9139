"""Every kind of page at desk and phone width: readable, by keyboard, without JavaScript, nobody else asked."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from .conftest import ROOT, Installation
from .portal import SIZES, Person

PUBLIC = {
    "home": "/", "search": "/tim-kiem/?q=chung+thu", "check": "/kiem-tra/", "look-up": "/chung-thu/",
    "sign-in": "/tai-khoan/login/", "guide": "/huong-dan/cap-moi/", "form": "/bieu-mau/nd68_2024/01/",
    "software": "/phan-mem/", "accessibility": "/huong-dan/tro-nang/", "tax": "/huong-dan/khai-thue/",
}
FOR_PEOPLE = {
    "hanh": ["/ban-lam-viec/", "/ho-so/", "/ho-so/moi/", "/ho-so/moi/cap-moi/ca-nhan/", "/ky/", "/tai-khoan/hai-lop/"],
    "ha": ["/ban-lam-viec/", "/ho-so/co-quan/"],
    "tiepnhan": ["/ban-lam-viec/", "/ho-so/tiep-nhan/", "/lenh/", "/chung-thu/tim/?q=hanh"],
    "kiemtoan": ["/ban-lam-viec/", "/nhat-ky/"],
    "quantri": ["/ban-lam-viec/"],
}
ATTACHMENTS = re.findall(
    r'^name = "(.+)"$',
    (ROOT / "packages/server/src/antin_server/guidance/content/attachments.toml").read_text(encoding="utf-8"), re.M,
)

FONT_SIZE = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"


@pytest.mark.parametrize("size", SIZES)
class TestAPublicPage:
    @pytest.mark.parametrize("name", PUBLIC)
    def test_is_readable_by_everyone(
        self, browser: Browser, installation: Installation, shots: Path, size: str, name: str,
    ) -> None:
        person = Person(browser, installation.url, shots, size=size)
        person.open(PUBLIC[name])

        person.look(f"page-{name}")

        assert person.page.locator("h1").count() == 1
        assert person.page.get_attribute("html", "lang") == "vi"
        fields = person.page.locator("main :is(input[type=search], input[type=text], input[type=email])")
        assert [field.bounding_box()["width"] for field in fields.all() if field.bounding_box()["width"] < 240] == []
        assert {url for url in person.requests if not url.startswith((installation.url, "data:"))} == set()
        person.close()


@pytest.mark.parametrize("size", SIZES)
class TestAPageForPeople:
    @pytest.mark.parametrize("local", FOR_PEOPLE)
    def test_is_readable_too(
        self, browser: Browser, installation: Installation, shots: Path, size: str, local: str,
    ) -> None:
        person = Person(browser, installation.url, shots, size=size).sign_in(local, installation.password)

        for path in FOR_PEOPLE[local]:
            person.open(path)
            person.look(f"people-{local}-{re.sub('[^a-z]+', '-', path).strip('-')}")
        person.close()


class TestTheHeadOfAPage:
    @pytest.mark.parametrize("path", ["/", "/chung-thu/", "/kiem-tra/"])
    def test_leaves_a_phone_to_the_page(self, browser: Browser, installation: Installation, path: str) -> None:
        page = browser.new_context(viewport=SIZES["phone"]).new_page()  # type: ignore[arg-type]
        page.goto(installation.url + path)

        assert page.locator("h1").bounding_box()["y"] < 230  # type: ignore[index]

    def test_opens_its_menu_by_keyboard_and_without_javascript(
        self, browser: Browser, installation: Installation, shots: Path,
    ) -> None:
        context = browser.new_context(viewport=SIZES["phone"], java_script_enabled=False)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{installation.url}/chung-thu/")
        for _ in range(3):
            page.keyboard.press("Tab")  # past the way to the content, and home
        page.keyboard.press("Enter")
        page.screenshot(path=str(shots / "menu-phone.png"))

        assert page.get_by_role("link", name="Kiểm tra văn bản").is_visible()
        page.get_by_role("button", name="Chữ rất lớn").click()
        page.click(".menu > summary")
        page.get_by_role("button", name="English").click()
        assert page.get_attribute("html", "class") == "text-largest"
        assert page.get_attribute("html", "lang") == "en"

    @pytest.mark.parametrize("size", SIZES)
    def test_stands_axe_with_its_menu_open_and_the_largest_text(
        self, browser: Browser, installation: Installation, shots: Path, size: str,
    ) -> None:
        person = Person(browser, installation.url, shots, size=size)
        heights = []
        for chosen in ("normal", "large", "largest"):
            person.context.add_cookies([{"name": "antin_text_size", "value": chosen, "url": installation.url}])
            person.open("/chung-thu/")
            heights.append(person.page.evaluate(FONT_SIZE))
        if size == "phone":
            person.page.click(".menu > summary")
        person.look("head-largest")

        assert heights[0] * 1.1 < heights[1] and heights[1] * 1.1 < heights[2]
        person.close()


class TestThePageOf2020:
    @pytest.mark.parametrize("name", ATTACHMENTS)
    def test_still_answers_for_every_attachment(self, browser: Browser, installation: Installation, name: str) -> None:
        answer = browser.new_context().request.get(f"{installation.url}/attachments/{quote(name)}")

        assert answer.status == 200
        assert len(answer.body()) > 500

    def test_had_twenty_of_them(self) -> None:
        assert len(ATTACHMENTS) == 20


class TestWithoutJavaScript:
    def test_one_can_search_change_size_and_language_and_check_a_document(
        self, browser: Browser, installation: Installation,
    ) -> None:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{installation.url}/")
        page.fill("input[type=search]", "thu hoi")
        page.press("input[type=search]", "Enter")
        assert "hu hồi" in page.inner_text("main")

        page.goto(f"{installation.url}/kiem-tra/")
        page.set_input_files("#file", ROOT / "tests/vectors/pdf/libreoffice.pdf")
        page.click("main form button")
        assert "Không hợp lệ" in page.inner_text("main")

        page.goto(f"{installation.url}/kiem-tra/")
        page.set_input_files("#file", [ROOT / f"tests/vectors/pdf/{name}.pdf" for name in ("libreoffice", "rotated")])
        page.click("main form button")
        page.click("main a[href='#tep-2']")
        assert "2 tệp" in page.inner_text("main")
        page.goto(f"{installation.url}/kiem-tra/")
        page.fill("#number", "123/QĐ-UBND")
        page.get_by_role("button", name="Hỏi ở đâu").click()
        assert "Quyết định" in page.inner_text("#number-answer")

        page.get_by_role("button", name="English").or_(page.get_by_role("link", name="English")).first.click()
        assert page.get_attribute("html", "lang") == "en"

    def test_a_signature_can_be_placed_in_millimetres(self, browser: Browser, installation: Installation) -> None:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{installation.url}/tai-khoan/login/")
        page.fill("input[name=login]", "hanh@mau.gov.vn")
        page.fill("input[name=password]", installation.password)
        page.press("input[name=password]", "Enter")
        page.goto(f"{installation.url}/ky/")
        page.set_input_files("#file", ROOT / "tests/vectors/pdf/libreoffice.pdf")
        page.click("main form button")
        page.click("main summary")
        page.fill("[name=x]", "30,5")
        page.click("main form button[type=submit]:not([name=turn]):not(.link-button)")

        assert "antin pdf sign" in page.inner_text("main")


class TestTheKeyboard:
    def test_reaches_the_content_first(self, browser: Browser, installation: Installation) -> None:
        page = browser.new_context().new_page()
        page.goto(f"{installation.url}/")
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
