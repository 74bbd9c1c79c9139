"""Where the fetcher goes, where it never goes, and that it comes back."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

from antin.adapters import http
from antin.adapters.http import (
    Fetcher,
    FetchError,
    FetchRefused,
    FetchStatusWrong,
    FetchTimedOut,
    FetchTooLarge,
    FetchUnreachable,
    is_public,
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path.startswith("/to/"):
            self._headers(302, Location=self.path[4:] or "/")
        elif self.path.startswith("/round"):
            self._headers(302, Location="/round")
        elif self.path == "/large":
            self._whole(b"x" * 5000)
        elif self.path == "/endless":
            self._headers(200, length=False)
            self._drip(b"x" * 4096)
        elif self.path == "/dripping-headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self._drip(b"X-More: x\r\n")
        elif self.path == "/short":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nfew")
        elif self.path == "/squeezed":
            self._whole(b"\x1f\x8b", Content_Encoding="gzip")
        elif self.path == "/gone":
            self._whole(b"no such thing", status=404)
        elif self.path == "/nonsense":
            self.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        else:
            self._whole(b"here", Content_Type="Application/JSON; charset=utf-8")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.path)
        if self.path.startswith("/to/"):
            self._headers(307, Location=self.path[4:])
        elif self.path.startswith("/see/"):
            self._headers(303, Location=self.path[5:])
        else:
            self._whole(self.headers["Content-Type"].encode() + b" " + body)

    def _whole(self, body: bytes, status: int = 200, **headers: str) -> None:
        self._headers(status, length=False, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def _headers(self, status: int, *, length: bool = True, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, **({"Content-Length": "0"} if length else {})}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _drip(self, piece: bytes) -> None:
        self.close_connection = True
        try:
            while not self.server.is_over.wait(0.02):
                self.wfile.write(piece)
        except OSError:
            return


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.is_over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as started:
        threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield started
        started.is_over.set()
        started.shutdown()


@pytest.fixture()
def fetch(server: Server) -> Fetcher:
    return Fetcher(allow=[server.url])


class TestAFetcher:
    def test_gets_what_is_there(self, fetch: Fetcher, server: Server) -> None:
        answer = fetch.answer(server.url + "/x?a=b")

        assert (answer.body, answer.content_type) == (b"here", "application/json")
        assert server.asked == ["/x?a=b"]

    def test_posts_with_the_content_type(self, fetch: Fetcher, server: Server) -> None:
        assert fetch(server.url + "/ocsp", body=b"?", content_type="application/ocsp-request") == (
            b"application/ocsp-request ?"
        )

    def test_follows_three_redirects_and_no_fourth(self, fetch: Fetcher, server: Server) -> None:
        assert fetch(server.url + "/to//to//to//x") == b"here"
        with pytest.raises(FetchRefused, match="redirects"):
            fetch(server.url + "/round")

    def test_posts_again_only_where_the_redirect_keeps_the_body(self, fetch: Fetcher, server: Server) -> None:
        assert fetch(server.url + "/to//x", body=b"?", content_type="a/b") == b"a/b ?"
        with pytest.raises(FetchRefused, match="redirect"):
            fetch(server.url + "/see//x", body=b"?", content_type="a/b")

    def test_writes_addresses_in_vietnamese_as_http_wants_them(self, fetch: Fetcher, server: Server) -> None:
        fetch(server.url + "/Ấn")

        assert server.asked == ["/%E1%BA%A4n"]


class TestWhatAFetcherRefuses:
    @pytest.mark.parametrize("path,error", [
        ("/large", FetchTooLarge), ("/squeezed", FetchRefused), ("/short", FetchUnreachable),
        ("/gone", FetchStatusWrong), ("/nonsense", FetchUnreachable),
    ])
    def test_answers_that_are_too_large_squeezed_cut_or_no(
        self, path: str, error: type[FetchError], server: Server,
    ) -> None:
        fetch = Fetcher(allow=[server.url], max_octets=4999)

        with pytest.raises(error):
            fetch(server.url + path)

    def test_more_than_the_limit_when_nothing_was_announced(self, server: Server) -> None:
        with pytest.raises(FetchTooLarge):
            Fetcher(allow=[server.url], max_octets=10_000)(server.url + "/endless")

    @pytest.mark.parametrize("path", ["/dripping-headers", "/endless"])
    def test_answers_that_never_end(self, path: str, server: Server) -> None:
        begun = monotonic()

        with pytest.raises(FetchTimedOut):
            Fetcher(allow=[server.url], timeout_s=0.3)(server.url + path)
        assert monotonic() - begun < 3

    def test_the_status_comes_with_the_beginning_of_what_was_said(self, fetch: Fetcher, server: Server) -> None:
        with pytest.raises(FetchStatusWrong) as caught:
            fetch(server.url + "/gone")

        assert (caught.value.status, caught.value.body) == (404, b"no such thing")

    def test_the_same_dead_origin_is_not_asked_twice(self) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        fetch = Fetcher(allow=[url])

        for reason in ("ConnectionRefusedError", "before"):
            with pytest.raises(FetchUnreachable, match=reason):
                fetch(url)

    def test_an_origin_that_is_local_unless_allowed(self, server: Server) -> None:
        for url in (server.url, server.url.replace("127.0.0.1", "localhost"), server.url.replace("127.", "0.")):
            with pytest.raises(FetchError):
                Fetcher()(url)
        assert server.asked == []

    def test_a_redirect_to_an_origin_that_is_not_allowed(self, fetch: Fetcher, server: Server) -> None:
        with Server() as other:
            with pytest.raises(FetchRefused, match="public"):
                fetch(f"{server.url}/to/{other.url}/secret")

            assert other.asked == []

    @pytest.mark.parametrize("url", [
        "ftp://example.org/", "file:///etc/passwd", "http://", "//example.org/", "http://user@example.org/",
        "http://user:secret@example.org/", "http://example.org/a b", "http://example.org/\r\nHost: x",
        "http://example.org:99999/", "http://[::1", "http://a" + "b" * 70 + ".org/", "javascript:alert(1)", "",
        "http://example.org/\ud800",
    ])
    def test_what_is_no_address_of_the_web(self, url: str) -> None:
        with pytest.raises(FetchRefused):
            Fetcher()(url)

    def test_a_name_that_turns_out_to_be_local(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", port))]

        monkeypatch.setattr(http.socket, "getaddrinfo", look_up)

        with pytest.raises(FetchRefused, match="public"):
            Fetcher()("http://metadata.example.org/")

    def test_a_resolver_that_hangs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        over = threading.Event()

        def hang(*_: object, **__: object) -> list[object]:
            over.wait(10)
            return []

        monkeypatch.setattr(http.socket, "getaddrinfo", hang)

        with pytest.raises(FetchTimedOut):
            Fetcher(timeout_s=0.1)("http://slow.example.org/")
        over.set()

    def test_a_name_is_resolved_once_and_the_checked_address_is_used(
        self, server: Server, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        port, looked_up = server.server_address[1], list[str]()

        def look_up(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
            looked_up.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        real = socket.getaddrinfo
        monkeypatch.setattr(http.socket, "getaddrinfo", lambda host, *rest, **more: (
            look_up(host) if host.endswith(".example") else real(host, *rest, **more)
        ))

        url = f"http://status.example:{port}/x"
        assert Fetcher(allow=[url])(url) == b"here"
        assert looked_up == ["status.example"]


@pytest.mark.parametrize("address", [
    "::127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1", "::ffff:0:7f00:1", "5f00::1", "3fff::1", "192.0.0.8", "192.88.99.1",
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1",
    "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "2001:db8::1",
])
def test_an_address_that_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["203.162.4.190", "8.8.8.8", "2401:d800::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_that_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
