"""What people do on the portal, in the words of the journeys."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
SERIOUS = {"serious", "critical"}


class Person:
    """Somebody at a browser, signed in or not."""

    def __init__(self, browser: Browser, url: str, shots: Path, *, size: str = "desktop") -> None:
        self.context = browser.new_context(
            viewport=SIZES[size], accept_downloads=True, locale="vi-VN",  # type: ignore[arg-type]
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.url, self.shots, self.size = url, shots, size
        self.requests: list[str] = []
        self.bodies: list[bytes] = []
        self.page.on("request", self._seen)

    def _seen(self, request: Any) -> None:
        self.requests.append(request.url)
        body = request.post_data_buffer
        if body:
            self.bodies.append(body)

    def open(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status < 400, (path, answer.status)

    def sign_in(self, local: str, password: str) -> "Person":
        self.open("/tai-khoan/login/")
        self.page.fill("input[name=login]", f"{local}@mau.gov.vn")
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(re.compile("ban-lam-viec"))
        return self

    def fill(self, **values: str) -> None:
        """Answer blanks by their keys: texts, choices, radios."""
        for key, value in values.items():
            radio = self.page.locator(f"input[type=radio][name={key}]")
            if radio.count():
                self.page.check(f"input[name={key}][value={value}]")
            elif self.page.locator(f"select[name={key}]").count():
                self.page.select_option(f"select[name={key}]", value)
            else:
                self.page.fill(f"[name={key}]", value)

    def press(self, selector: str) -> None:
        """Click, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.click(selector)
        assert not self.page.locator(".error-summary").count(), self.page.inner_text(".error-summary")

    def text(self) -> str:
        return self.page.inner_text("main")

    def look(self, name: str) -> None:
        """Keep a picture, and hold the page to WCAG 2.2 AA as far as axe can tell."""
        self.page.screenshot(path=str(self.shots / f"{name}-{self.size}.png"), full_page=True)
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        bad = [
            f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}"
            for each in found.response["violations"] if each["impact"] in SERIOUS
        ]
        assert bad == [], (name, bad)
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 1, f"{name} is {width} px wider than the {self.size}"

    def until(self, is_there: Callable[[], bool], *, seconds: float = 30) -> None:
        """Reload until something is there."""
        deadline = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.5)
            self.page.reload()

    def close(self) -> None:
        self.context.close()
