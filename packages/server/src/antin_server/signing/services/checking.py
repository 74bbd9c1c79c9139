"""Is this document good? The verdict on what somebody brought; nothing of it is kept."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antin.errors import AntinError
from antin.messages import Language
from antin.validation import Evidence
from antin.validation.online_evidence import Fetch
from antin.verdict import Trust, Verdict, judge
from antin_server.signing import selectors
from antin_server.signing.errors import DocumentNotReached, DocumentTooHeavy, DocumentUnopenable
from antin_server.signing.services.apart import done_apart

AT_THE_SAME_TIME, BEGIN_WITHIN_S = 4, 50.0
"""Files of one upload; a file begun last may take `apart.LIMITS`, and the web server in front waits 120 s."""


def document_check(*, name: str, data: bytes, at: datetime, fetch: Fetch | None) -> Verdict:
    """The verdict on a file of our own, in this process; never raises on input. fetch: None opens no socket."""
    trust = selectors.installation_trust()
    return judge(
        data, file=name, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates),
        offline=fetch is None, fetch=fetch,
    )


@dataclass(frozen=True)
class Circumstances:
    """allow: origins of this machine that may be asked for evidence. at: of the verdict. language: of its texts."""

    at: datetime
    allow: tuple[str, ...]
    language: Language


@dataclass(frozen=True)
class FileToCheck:
    """read: gives the octets, once, when their turn has come."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class CheckedFile:
    """What became of a file: the JSON of its verdict, or why there is none."""

    name: str
    verdict: dict[str, Any] | None = None
    refusal: AntinError | None = None


def stranger_check(*, name: str, data: bytes, circumstances: Circumstances) -> dict[str, Any]:
    """The verdict on a file of anybody, as its JSON. Raises DocumentTooHeavy, DocumentUnopenable."""
    return _checked(name, data, selectors.installation_trust(), circumstances)


def strangers_check(*, files: Sequence[FileToCheck], circumstances: Circumstances) -> list[CheckedFile]:
    """Each file by itself, in their order, a few at the same time; a bad one never stops the rest."""
    trust = selectors.installation_trust()

    def check(file: FileToCheck) -> CheckedFile:
        try:
            return CheckedFile(file.name, _checked(file.name, file.read(), trust, circumstances))
        except (DocumentTooHeavy, DocumentUnopenable) as error:
            return CheckedFile(file.name, refusal=error)

    with ThreadPoolExecutor(AT_THE_SAME_TIME) as pool:
        asked = [pool.submit(check, each) for each in files]
        waiting = wait(asked, timeout=BEGIN_WITHIN_S).not_done
        late = {each for each in waiting if each.cancel()}
        return [
            CheckedFile(file.name, refusal=DocumentNotReached()) if each in late else each.result()
            for file, each in zip(files, asked, strict=True)
        ]


def _checked(name: str, data: bytes, trust: Trust, circumstances: Circumstances) -> dict[str, Any]:
    at, allow, language = circumstances.at, circumstances.allow, circumstances.language
    found: dict[str, Any] = json.loads(done_apart("check", name, data, at, trust, allow, language))
    return found


def page_draw(pdf: bytes, number: int) -> bytes:
    """A page, from 1, as PNG. Raises DocumentTooHeavy, DocumentUnopenable: no such page, or it cannot be drawn."""
    return done_apart("draw", pdf, number)
