"""Somebody brings documents to be checked while the status service of their issuer is slow, or silent."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser

from antin_testkit.official_documents import official_document
from antin_testkit.paths import Authority, distribution_point, uri, x509_time
from antin_testkit.pdf_revisions import append_revision, stream
from antin_testkit.signed_documents import signed_pdf

from .conftest import Installation, free_port, wait_for
from .portal import Person

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


class StatusService:
    """A list of revocations over HTTP. open: the answer waits for it. is_broken: it says 503 instead."""

    def __init__(self) -> None:
        self.open, self.is_broken, self.octets = Event(), False, b""
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.open.wait(60)
                self.send_response(503 if service.is_broken else 200)
                self.end_headers()
                self.wfile.write(b"" if service.is_broken else service.octets)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def service() -> Iterator[StatusService]:
    found = StatusService()
    yield found
    found.open.set()
    found.server.shutdown()


@pytest.fixture(scope="module")
def root(installation: Installation, service: StatusService) -> Authority:
    """An issuer that this installation trusts."""
    found = Authority(
        "CA cấp chứng thư thử nghiệm", not_before=x509_time(NOW - 900 * DAY), not_after=x509_time(NOW + 900 * DAY),
    )
    pilot = installation.home / "trust/pilot"
    pilot.mkdir(parents=True, exist_ok=True)
    (pilot / "kiem-tra.cer").write_bytes(found.certificate)
    service.octets = found.crl(this_update=NOW - DAY, next_update=NOW + DAY)
    return found


@pytest.fixture(scope="module")
def portal(installation: Installation, service: StatusService) -> Iterator[str]:
    """One more web process of the installation, which may ask that service."""
    port = free_port()
    environment = {
        **installation.environment, "ANTIN_PUBLIC_URL": f"http://localhost:{port}", "ANTIN_STATUS_URL": service.url,
        "ANTIN_LOOPBACK_EVIDENCE": "yes",
    }
    log = installation.home / "second-web.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "antin_server", "web", "--port", str(port)], env=environment, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )
    try:
        wait_for(f"http://localhost:{port}/readyz", process, log)
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def files(root: Authority, service: StatusService, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A document signed by a person, and one whose sum was changed afterwards."""
    signer = root.issue(
        "Trần Văn Ước", serial=7, extensions=[distribution_point(uri(f"{service.url}/goc.crl"))],
        not_before=x509_time(NOW - 800 * DAY), not_after=x509_time(NOW + 800 * DAY),
    )
    plain = signed_pdf(signer, at=NOW - DAY)
    changed = append_revision(plain, {5: stream(
        b"BT /F1 28 Tf 72 700 Td (Muc ho tro: 9.000.000 dong) Tj ET 0.8 0.1 0.1 rg 72 420 240 90 re f"
    )})
    folder = tmp_path_factory.mktemp("brought")
    found = {
        "Quyết định hỗ trợ.pdf": signed_pdf(signer, official_document(), at=NOW - DAY), "Bị sửa.pdf": changed,
        "Ghi chú.txt": b"xin chao",
    }
    for name, data in found.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in found}


def visitor(browser: Browser, portal: str, shots: Path, size: str) -> Person:
    person = Person(browser, portal, shots, size=size)
    person.open("/kiem-tra/")
    return person


class TestADocumentWhoseIssuerIsSlow:
    @pytest.mark.parametrize("size", ["desktop", "phone"])
    def test_is_answered_at_once_and_completed_by_itself(
        self, browser: Browser, portal: str, shots: Path, service: StatusService, files: dict[str, Path], size: str,
    ) -> None:
        service.open.clear()
        person = visitor(browser, portal, shots, size)
        person.look("60-check")
        person.page.set_input_files("#file", [files["Quyết định hỗ trợ.pdf"], files["Bị sửa.pdf"]])
        person.press("form button[type=submit] >> nth=0")

        assert "đang hỏi" in person.text() and "Trần Văn Ước" in person.text()
        assert "hợp lệ 0, không hợp lệ 1, chưa kết luận được 1" in person.text()
        assert person.page.locator(".before-after img").count() == 2
        person.look("61-check-asking")

        service.open.set()
        person.page.wait_for_selector("text=hợp lệ 1, không hợp lệ 1")
        assert person.page.locator("[data-asking]").count() == 0
        assert "Kết quả đã đầy đủ" in person.page.inner_text("[data-check-said]")
        person.look("62-check-complete")
        with person.page.expect_download() as got:
            person.page.click("button[name=format][value=json]")
        assert '"outcome": "valid"' in Path(got.value.path()).read_text(encoding="utf-8")
        person.close()

    def test_says_who_did_not_answer_and_tries_again(
        self, browser: Browser, portal: str, shots: Path, service: StatusService, files: dict[str, Path],
    ) -> None:
        service.open.set()
        service.is_broken = True
        person = visitor(browser, portal, shots, "phone")
        person.page.set_input_files("#file", files["Quyết định hỗ trợ.pdf"])
        person.press("form button[type=submit] >> nth=0")
        person.page.wait_for_selector("[data-not-asked]")
        assert "127.0.0.1 từ chối yêu cầu" in person.text() and "Chưa kết luận được" in person.text()
        person.look("63-check-not-asked")

        service.is_broken = False
        person.press("button[value=again]")
        person.page.wait_for_selector(".notice-good")

        assert "Hợp lệ" in person.text()
        person.close()

    def test_is_completed_without_javascript_by_a_button(
        self, browser: Browser, portal: str, service: StatusService, files: dict[str, Path],
    ) -> None:
        service.open.clear()
        context = browser.new_context(java_script_enabled=False, locale="vi-VN")
        page = context.new_page()
        page.goto(f"{portal}/kiem-tra/")
        page.set_input_files("#file", files["Quyết định hỗ trợ.pdf"])
        page.click("form button[type=submit] >> nth=0")
        page.click("text=Xem kết quả đầy đủ")
        assert "đang hỏi" in page.inner_text("main")
        service.open.set()

        for _ in range(40):
            if page.locator("text=Xem kết quả đầy đủ").count() == 0:
                break
            page.click("text=Xem kết quả đầy đủ")

        assert page.locator(".notice-good").count() == 1
        page.click("text=Xóa hết ngay bây giờ")
        assert "Đã xóa tệp và kết quả" in page.inner_text("main")
        context.close()
