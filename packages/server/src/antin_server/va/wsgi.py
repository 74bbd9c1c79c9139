"""The status services over HTTP: a bare WSGI callable, no framework.

/ocsp (POST, GET), /crl/<name>.crl, /crt/<name>.crt, /tsa, /healthz. Each request reads the clock once, here.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from antin.oids import PILOT_TIME_STAMP_POLICY
from antin.revocation import OcspRequestMalformed, request_of_path
from antin_server.common import clock
from antin_server.va.errors import JournalUnreadable
from antin_server.va.selectors import Journal
from antin_server.va.services.status_answers import StatusAnswer, StatusResponder
from antin_server.va.services.time_stamps import TimeStamper
from antin_server.va.signer import own_keys
from antin_server.va.types import Answer

OCSP_LIMIT, TSA_LIMIT = 8 * 1024, 64 * 1024
LONGEST_AGE_S = 300
OCSP_REQUEST, OCSP_RESPONSE = "application/ocsp-request", "application/ocsp-response"
TSA_QUERY, TSA_REPLY = "application/timestamp-query", "application/timestamp-reply"
_LIST, _CERTIFICATE, _PLAIN = "application/pkix-crl", "application/pkix-cert", "text/plain; charset=utf-8"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class Refused(Exception):  # an HTTP answer on its way up within this module
    """A request that is answered with an error status."""

    def __init__(self, status: str, **headers: str) -> None:
        super().__init__(status)
        self.answer = Answer(status, f"{status}\n".encode(), _PLAIN, {**headers, "Cache-Control": "no-store"})


class Application:
    """The WSGI callable. Everything it needs comes in here; `clock.now` is read once for each request."""

    def __init__(
        self, *, journal: Journal, responder: StatusResponder, stamper: TimeStamper,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self.journal, self.responder, self.stamper, self.now = journal, responder, stamper, now

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._answer(environ, self.now())
        except Refused as refused:
            answer = refused.answer
        except JournalUnreadable:
            answer = Refused("503 Service Unavailable", **{"Retry-After": "10"}).answer
        headers = [("X-Content-Type-Options", "nosniff"), *answer.headers.items()]
        if not answer.status.startswith("304"):
            headers += [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
        start_response(answer.status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def _answer(self, environ: Environ, at: datetime) -> Answer:
        path = environ.get("PATH_INFO", "")
        if path == "/ocsp" or path == "/ocsp/" or path.startswith("/ocsp/"):
            return self._ocsp(environ, path, at)
        if path == "/tsa":
            return self._time_stamp(environ, at)
        if path.startswith(("/crl/", "/crt/")):
            return self._published(environ, path, at)
        if path == "/healthz":
            return self._health(environ, at)
        raise Refused("404 Not Found")

    def _ocsp(self, environ: Environ, path: str, at: datetime) -> Answer:
        """POST: never kept by anybody. GET: may be kept while it stands (RFC 5019 6, RFC 9111)."""
        method = _method(environ, "GET", "HEAD", "POST")
        if method == "POST":
            answer = self.responder.answer(_body(environ, OCSP_REQUEST, OCSP_LIMIT), at=at)
            return Answer("200 OK", answer.body, OCSP_RESPONSE, {"Cache-Control": "no-store"})
        answer = self.responder.answer(_from_address(path), at=at)
        headers = _kept_headers(answer, at)
        if "ETag" in headers and headers["ETag"] in environ.get("HTTP_IF_NONE_MATCH", ""):
            return Answer("304 Not Modified", b"", OCSP_RESPONSE, headers)
        return Answer("200 OK", answer.body, OCSP_RESPONSE, headers)

    def _time_stamp(self, environ: Environ, at: datetime) -> Answer:
        _method(environ, "POST")
        body = self.stamper.answer(_body(environ, TSA_QUERY, TSA_LIMIT), at=at)
        if body is None:
            raise Refused("503 Service Unavailable", **{"Retry-After": "10"})
        return Answer("200 OK", body, TSA_REPLY, {"Cache-Control": "no-store"})

    def _published(self, environ: Environ, path: str, at: datetime) -> Answer:
        _method(environ, "GET", "HEAD")
        kind, _, name = path.removeprefix("/").partition("/")
        name, suffix = name.removesuffix(f".{kind}"), f".{kind}"
        if not path.endswith(suffix):
            raise Refused("404 Not Found")
        view = self.journal.view()
        if kind == "crt":
            certificate = view.authority_certificate(name)
            if certificate is None:
                raise Refused("404 Not Found")
            return _conditional(environ, certificate, _CERTIFICATE, {"Cache-Control": "public, max-age=3600"})
        published = view.published_list(name)
        if published is None:
            raise Refused("404 Not Found")
        headers = _kept_headers(StatusAnswer(published.der, published.this_update, published.next_update), at)
        return _conditional(environ, published.der, _LIST, headers)

    def _health(self, environ: Environ, at: datetime) -> Answer:
        """200 while everything can be answered; 503 and what is missing otherwise."""
        _method(environ, "GET", "HEAD")
        view = self.journal.view()
        published = view.published_list("issuing")
        parts = {
            "ocsp": view.certificate_of_key(self.responder.signer.public_key_info, at=at) is not None,
            "tsa": view.certificate_of_key(self.stamper.signer.public_key_info, at=at) is not None,
            "crl": published is not None and at < published.next_update,
        }
        status = "200 OK" if all(parts.values()) else "503 Service Unavailable"
        body = json.dumps({"journal": view.sequence, **parts}).encode()
        return Answer(status, body, "application/json", {"Cache-Control": "no-store"})


def _method(environ: Environ, *allowed: str) -> str:
    method = str(environ["REQUEST_METHOD"])
    if method not in allowed:
        raise Refused("405 Method Not Allowed", Allow=", ".join(allowed))
    return method


def _body(environ: Environ, content_type: str, limit: int) -> bytes:
    """The body of a POST: of the right type, whole, within the limit."""
    if environ.get("CONTENT_TYPE", "").split(";")[0].strip().lower() != content_type:
        raise Refused("415 Unsupported Media Type")
    length = environ.get("CONTENT_LENGTH") or ""
    if length and (not length.isdecimal() or int(length[:12]) > limit):
        raise Refused("413 Content Too Large" if length.isdecimal() else "400 Bad Request")
    body: bytes = environ["wsgi.input"].read(limit + 1)
    if len(body) > limit:
        raise Refused("413 Content Too Large")
    return body


def _from_address(path: str) -> bytes:
    """The request that stands in the address."""
    text = path.removeprefix("/ocsp").removeprefix("/")
    if len(text) > OCSP_LIMIT * 4 // 3 + 4:
        raise Refused("414 URI Too Long")
    try:
        return request_of_path(text)
    except OcspRequestMalformed:
        raise Refused("400 Bad Request") from None


def _kept_headers(answer: StatusAnswer, at: datetime) -> dict[str, str]:
    """How long others may keep it: at most five minutes, never beyond next_update; errors not at all."""
    if answer.this_update is None or answer.next_update is None:
        return {"Cache-Control": "no-store"}
    age = min(int((answer.next_update - at).total_seconds()), LONGEST_AGE_S)
    if age <= 0:
        return {"Cache-Control": "no-store"}
    return {
        "Cache-Control": f"public, max-age={age}, no-transform, must-revalidate",
        "ETag": f'"{sha256(answer.body).hexdigest()}"',
        "Last-Modified": format_datetime(answer.this_update, usegmt=True),
        "Expires": format_datetime(answer.next_update, usegmt=True),
    }


def _conditional(environ: Environ, body: bytes, content_type: str, headers: dict[str, str]) -> Answer:
    tag = f'"{sha256(body).hexdigest()}"'
    headers = {"ETag": tag, **headers}
    if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Answer("304 Not Modified", b"", content_type, headers)
    return Answer("200 OK", body, content_type, headers)


def application(
    home: Path, *, not_yet_effective: str = "unknown", policy: str = PILOT_TIME_STAMP_POLICY,
) -> Application:
    """The status services of the installation in this data folder. Raises KeyFileExposed, KeyFileUnusable."""
    keys = own_keys(home / "va" / "keys")
    journal = Journal(home / "signer" / "journal.sqlite")
    return Application(
        journal=journal,
        responder=StatusResponder(journal, keys.ocsp, not_yet_effective=not_yet_effective),
        stamper=TimeStamper(journal, keys.tsa, policy=policy),
    )
