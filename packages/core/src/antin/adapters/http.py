"""Getting evidence, time-stamps and orders over HTTP, bounded in time, size and where it may go.

1. Only http and https, no user or password in the address.
2. The host is resolved once; only public addresses are used, unless the caller allowed the origin by name; the
   connection goes to the very address that was checked, so a name that changes its mind (DNS rebinding) gains
   nothing.
3. At most three redirects, each checked like a first address; never from https to http.
4. All of it within a time and a size; the answer is not decompressed. Proxies of the environment are not used.
An origin that could not be reached is not tried again by the same fetcher: one dead host must not cost a
whole folder of documents its time.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from queue import Empty, Queue
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from antin.errors import AntinError

TIMEOUT_S, MAX_OCTETS, MAX_REDIRECTS = 10.0, 20 * 1024 * 1024, 3
_PORTS = {"http": 80, "https": 443}
_REDIRECTS, _REDIRECTS_THAT_KEEP_THE_BODY = {301, 302, 303, 307, 308}, {307, 308}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out (RFC 4291 2.4); the rest is special
_SPECIAL = (  # what older versions of `ipaddress` take for global
    ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("3fff::/20"),
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Origin = tuple[str, str, int]


class FetchError(AntinError):
    """The parent of everything that keeps an answer from coming (`host`)."""

    code = "fetch_error"


class FetchRefused(FetchError):
    """An address that is not to be asked (`host`, `reason`)."""

    code = "fetch_refused"


class FetchUnreachable(FetchError):
    """Nobody answered, or not in HTTP (`host`, `reason`)."""

    code = "fetch_unreachable"


class FetchTimedOut(FetchError):
    """No whole answer in time (`host`, `seconds`)."""

    code = "fetch_timed_out"


class FetchTooLarge(FetchError):
    """An answer larger than we take (`host`, `limit_mb`)."""

    code = "fetch_too_large"


class FetchStatusWrong(FetchError):
    """An answer that says no (`host`, `status`). body: the beginning of what it said."""

    code = "fetch_status_wrong"

    def __init__(self, *, host: str, status: int, body: bytes = b"") -> None:
        super().__init__(host=host, status=status)
        self.status, self.body = status, body


@dataclass(frozen=True)
class Answer:
    """content_type: in lower case, without parameters. url: the one that answered, after redirects."""

    body: bytes
    content_type: str
    url: str


@dataclass(frozen=True)
class _Target:
    """An address taken apart. path: with its query."""

    url: str
    origin: Origin
    path: str

    @property
    def host(self) -> str:
        return self.origin[1]


@dataclass(frozen=True)
class _Question:
    body: bytes | None
    content_type: str
    deadline: float


@dataclass
class Fetcher:
    """A `Fetch`. allow: addresses whose origin (scheme, host, port) may be asked wherever it is, such as a
    loopback address of the machine's own services. timeout_s: for one answer, redirects included.
    """

    allow: Sequence[str] = ()
    timeout_s: float = TIMEOUT_S
    max_octets: int = MAX_OCTETS
    _dead: set[Origin] = field(default_factory=set, repr=False)

    def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        """The body of the answer. Raises FetchError."""
        return self.answer(url, body=body, content_type=content_type).body

    def answer(self, url: str, *, body: bytes | None = None, content_type: str = "") -> Answer:
        """The whole answer. body: posted; None gets. Raises FetchError."""
        question = _Question(body, content_type, monotonic() + self.timeout_s)
        target = _target(url)
        for _ in range(MAX_REDIRECTS + 1):
            found = self._asked(target, question)
            if isinstance(found, Answer):
                return found
            target = found
        raise FetchRefused(host=target.host, reason="redirects")

    def _asked(self, target: _Target, question: _Question) -> Answer | _Target:
        if target.origin in self._dead:
            raise FetchUnreachable(host=target.host, reason="unreachable before")
        try:
            return self._answer_of(target, question)
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            is_late = isinstance(error, TimeoutError) or monotonic() >= question.deadline
            if is_late or isinstance(error, OSError):
                self._dead.add(target.origin)
            if is_late:
                raise FetchTimedOut(host=target.host, seconds=round(self.timeout_s)) from error
            raise FetchUnreachable(host=target.host, reason=type(error).__name__) from error

    def _answer_of(self, target: _Target, question: _Question) -> Answer | _Target:
        with _connected(target, self._addresses(target, question), question) as connection:
            headers = {"Accept-Encoding": "identity", "User-Agent": "antin", "Connection": "close"}
            if question.body is not None:
                headers["Content-Type"] = question.content_type or "application/octet-stream"
            connection.request("GET" if question.body is None else "POST", target.path, question.body, headers)
            response = connection.getresponse()
            if response.status in _REDIRECTS:
                return _redirected(target, response, question)
            answer = self._read(target, response)
            if monotonic() >= question.deadline:
                raise TimeoutError  # the end of the answer may be the end that we made
            return answer

    def _read(self, target: _Target, response: http.client.HTTPResponse) -> Answer:
        if not 200 <= response.status < 300:
            raise FetchStatusWrong(host=target.host, status=response.status, body=response.read(4096))
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise FetchRefused(host=target.host, reason="encoded")
        announced = response.length or 0
        body = response.read(self.max_octets + 1) if announced <= self.max_octets else b""
        if max(announced, len(body)) > self.max_octets:
            raise FetchTooLarge(host=target.host, limit_mb=self.max_octets >> 20)
        if response.length:
            raise http.client.IncompleteRead(body, response.length)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(body, kind, target.url)

    def _addresses(self, target: _Target, question: _Question) -> list[str]:
        """Where the host is, as far as it may be asked. Raises FetchRefused."""
        found = _resolved(target, question)
        if target.origin in {_target(each).origin for each in self.allow}:
            return found
        public = [each for each in found if is_public(ipaddress.ip_address(each.partition("%")[0]))]
        if not public:
            raise FetchRefused(host=target.host, reason="not a public address")
        return public


def is_public(address: Address) -> bool:
    """Whether an address lies in the public internet, also what it carries inside (mapped, 6to4, NAT64)."""
    inner: list[Address] = [address]
    if isinstance(address, ipaddress.IPv6Address):
        carried = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
        inner += [each for each in carried if each is not None]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address in _NAT64 or address.ipv4_mapped is not None:
            inner.remove(address)
    return all(_is_given_out(each) for each in inner)


def _is_given_out(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    is_special = any(address in each for each in _SPECIAL if each.version == address.version)
    return address.is_global and not address.is_multicast and not is_special


def _target(url: str) -> _Target:
    """Raises FetchRefused."""
    try:
        parts = urlsplit(url)
        port, host = parts.port or _PORTS.get(parts.scheme, 0), parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchRefused(host="?", reason="address") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None or _has_blanks(url):
        raise FetchRefused(host=host or "?", reason="address")
    return _Target(url, (parts.scheme, host.lower().rstrip("."), port), _path(parts))


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(each if each.isascii() else "".join(f"%{octet:02X}" for octet in each.encode()) for each in path)


def _has_blanks(url: str) -> bool:
    return any(each <= " " or each == "\x7f" or 0xD800 <= ord(each) <= 0xDFFF for each in url)


def _resolved(target: _Target, question: _Question) -> list[str]:
    """The host's addresses, within the time; a resolver that hangs is left behind on its own thread."""
    answers: Queue[list[str] | OSError] = Queue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.origin[2], type=socket.SOCK_STREAM)
            answers.put([str(each[4][0]) for each in found])
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else socket.gaierror(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=max(0.0, question.deadline - monotonic()))
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, OSError):
        raise found
    return list(dict.fromkeys(found))


@contextmanager
def _connected(
    target: _Target, addresses: Sequence[str], question: _Question,
) -> Iterator[http.client.HTTPConnection]:
    """A connection to one of the addresses, torn down at the deadline whatever it is doing then."""
    scheme, host, port = target.origin
    connection = http.client.HTTPConnection(host, port)
    connection.auto_open = 0  # else a dropped connection would be opened again, to an unchecked address
    connection.default_port = _PORTS[scheme]
    connection.sock = _opened(addresses, port, question)
    with closing(connection):
        if scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(
                connection.sock, server_hostname=host, do_handshake_on_connect=False,
            )
        watch = threading.Timer(max(0.0, question.deadline - monotonic()), _shut, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            yield connection
        finally:
            watch.cancel()


def _opened(addresses: Sequence[str], port: int, question: _Question) -> socket.socket:
    failure: OSError = ConnectionError()
    for address in addresses[:4]:
        left = question.deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            opened = socket.create_connection((address, port), timeout=left)
            opened.settimeout(max(0.001, question.deadline - monotonic()))
            return opened
        except OSError as error:
            failure = error
    raise failure


def _shut(opened: socket.socket) -> None:
    try:
        socket.socket.shutdown(opened, socket.SHUT_RDWR)
    except OSError:
        return  # closed in the meantime


def _redirected(target: _Target, response: http.client.HTTPResponse, question: _Question) -> _Target:
    location = response.headers.get("Location", "")
    if question.body is not None and response.status not in _REDIRECTS_THAT_KEEP_THE_BODY:
        raise FetchRefused(host=target.host, reason="redirect of a post")
    following = _target(urljoin(target.url, location))
    if target.origin[0] == "https" and following.origin[0] == "http":
        raise FetchRefused(host=following.host, reason="redirect from https to http")
    return following
