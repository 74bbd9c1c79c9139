"""antin authority approve: an order shown, signed and sent."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from antin.orders import OrderKind, canonical_bytes, order_digest, read_approval
from antin_testkit.orders import order_of
from antin_testkit.paths import AT, DAY, Authority, x509_time

KEY = ("--key", "anh.p12", "--passphrase-env", "PASSPHRASE")
ORDER = canonical_bytes(order_of(OrderKind.ISSUE))


class Portal(ThreadingHTTPServer):
    """Gives one order and keeps what is posted."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.order, self.status, self.answer = ORDER, 201, b"{}"
        self.places = ["/lenh/0123/order.json"]
        self.posted: list[tuple[str, str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/lenh/0123/"


class Handler(BaseHTTPRequestHandler):
    server: Portal

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        is_there = self.path in self.server.places
        self._answer(200 if is_there else 404, self.server.order if is_there else b"<html>")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.path, self.headers["Content-Type"], body))
        self._answer(self.server.status, self.server.answer)

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture()
def portal() -> Iterator[Portal]:
    with Portal() as started:
        threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield started
        started.shutdown()


@pytest.fixture()
def order_file(tmp_path: Path) -> Path:
    path = tmp_path / "order.json"
    path.write_bytes(ORDER)
    return path


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)


class TestApprovingAtThePortal:
    def test_shows_the_order_and_sends_the_approval(self, run, portal: Portal, key_file: Path) -> None:
        ran = run("authority", "approve", portal.url, *KEY, "--yes")

        assert ran.code == 0, ran.err
        for told in ("Cấp chứng thư số", "Nguyễn Thị Ánh", "BỘ NỘI VỤ › VỤ TỔ CHỨC", order_digest(ORDER), "2 cán bộ"):
            assert told in ran.out
        ((path, kind, approval),) = portal.posted
        assert (path, kind) == ("/lenh/0123/approval", "application/pkcs7-signature")
        assert read_approval(approval, ORDER).signing_time == AT

    def test_asks_first(self, run, portal: Portal, key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        answering(monkeypatch, "k")
        refused = run("authority", "approve", portal.url, *KEY)
        assert (refused.code, portal.posted) == (1, [])

        answering(monkeypatch, "c")
        assert run("authority", "approve", portal.url, *KEY).code == 0
        assert len(portal.posted) == 1

    def test_does_nothing_when_nobody_can_be_asked(
        self, run, portal: Portal, key_file: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def nobody(_: str) -> str:
            raise EOFError

        monkeypatch.setattr("click.termui.visible_prompt_func", nobody)

        assert run("authority", "approve", portal.url, *KEY).code == 1
        assert portal.posted == []

    def test_writes_instead_of_sending_when_asked_to(
        self, run, portal: Portal, key_file: Path, tmp_path: Path,
    ) -> None:
        assert run("authority", "approve", portal.url, *KEY, "--yes", "--out", "a.p7s").code == 0

        assert portal.posted == []
        assert read_approval((tmp_path / "a.p7s").read_bytes(), ORDER)

    @pytest.mark.parametrize("order", [b"{}", ORDER + b"\n", b"<html>", ORDER.replace(b"Nguy", b"\xe2\x80\xaeNg")])
    def test_signs_nothing_that_is_no_order(self, order: bytes, run, portal: Portal, key_file: Path) -> None:
        portal.order = order

        ran = run("authority", "approve", portal.url, *KEY, "--yes")

        assert (ran.code, portal.posted) == (65, [])

    @pytest.mark.parametrize("answer", [
        '{"error": {"code": "order_closed", "text": "Lệnh đã đóng."}}'.encode(), b"<html>", b'{"error": 1}',
    ])
    def test_tells_when_the_portal_says_no(self, answer: bytes, run, portal: Portal, key_file: Path) -> None:
        portal.status, portal.answer = 422, answer

        ran = run("authority", "approve", portal.url, *KEY, "--yes")

        assert ran.code == 1
        assert "422" in ran.err and ("đóng" in ran.err or b"text" not in answer)

    @pytest.mark.parametrize("ending", ["", "/", "/order.json", "/?tab=1"])
    def test_finds_the_order_from_its_page_or_its_bytes(
        self, ending: str, run, portal: Portal, key_file: Path,
    ) -> None:
        ran = run("authority", "approve", portal.url.rstrip("/") + ending, *KEY, "--yes")

        assert ran.code == 0, ran.err
        assert [each[0] for each in portal.posted] == ["/lenh/0123/approval"]

    def test_takes_an_order_that_stands_at_the_address_itself(self, run, portal: Portal, key_file: Path) -> None:
        portal.places = ["/lenh/0123"]

        assert run("authority", "approve", portal.url, *KEY, "--yes").code == 0

    def test_tells_when_there_is_no_such_order(self, run, portal: Portal, key_file: Path) -> None:
        portal.places = []

        ran = run("authority", "approve", portal.url, *KEY, "--yes")

        assert (ran.code, portal.posted) == (2, [])
        assert "404" in ran.err

    def test_is_refused_with_an_expired_certificate(
        self, run, portal: Portal, root: Authority, tmp_path: Path, key_file_of,
    ) -> None:
        key_file_of(root.issue("Cán bộ", not_after=x509_time(AT - DAY)), tmp_path / "anh.p12")

        ran = run("authority", "approve", portal.url, *KEY, "--yes")

        assert (ran.code, portal.posted) == (1, [])
        assert "hết hạn" in ran.err


class TestApprovingAFile:
    def test_writes_the_approval_beside_it(self, run, order_file: Path, key_file: Path) -> None:
        ran = run("--lang", "en", "authority", "approve", order_file, *KEY, "--yes")

        assert ran.code == 0
        assert "Issue a certificate" in ran.out
        assert read_approval(Path(f"{order_file}.p7s").read_bytes(), ORDER)

    def test_does_not_overwrite_one(self, run, order_file: Path, key_file: Path) -> None:
        Path(f"{order_file}.p7s").write_bytes(b"mine")

        assert run("authority", "approve", order_file, *KEY, "--yes").code == 64
        assert Path(f"{order_file}.p7s").read_bytes() == b"mine"
