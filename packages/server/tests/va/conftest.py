"""Status services over a real journal, asked as HTTP asks, without a socket."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from antin_server.va.wsgi import Application, application
from antin_testkit.pilot_authority import AT, PilotAuthority, pilot_authority


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Asks a WSGI callable. at: what the services think the time is."""

    def __init__(self, app: Application) -> None:
        self.app, self.at = app, AT
        app.now = self.now

    def now(self) -> datetime:
        return self.at

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: bytes, content_type: str, **headers: str) -> Reply:
        return self.ask("POST", path, body, CONTENT_TYPE=content_type, CONTENT_LENGTH=str(len(body)), **headers)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        started: list[Any] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": BytesIO(body), **headers}
        sent = b"".join(self.app(environ, lambda status, sent_headers: started.append((status, sent_headers))))
        return Reply(int(started[0][0][:3]), dict(started[0][1]), sent)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[PilotAuthority]:
    """An authority whose services have certificates, and which has published a list."""
    made = pilot_authority(tmp_path)
    made.services_certified()
    made.listed()
    yield made
    made.station.journal.close()


@pytest.fixture
def client(authority: PilotAuthority) -> Client:
    return Client(application(authority.home))


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A client of the services of any data folder."""
    return lambda home, **more: Client(application(home, **more))
