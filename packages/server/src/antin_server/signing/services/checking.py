"""Is this document good? The verdict on what somebody brought; nothing of it is kept here."""

import base64
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from antin import pades
from antin.errors import AntinError
from antin.messages import Language, Message, message_of
from antin.validation import Evidence
from antin.validation.later_evidence import AtHand, Question
from antin.validation.online_evidence import Fetch
from antin.verdict import Trust, Verdict, judge
from antin_server.signing import selectors
from antin_server.signing.errors import DocumentNotReached, DocumentTooHeavy, DocumentUnopenable
from antin_server.signing.services.apart import done_apart

AT_THE_SAME_TIME, BEGIN_WITHIN_S = 2, 50.0
"""Files of one upload: each is in memory then. A file begun last may take `apart.LIMITS`, and the web server in front
waits 120 s.
"""
PICTURED_PAGES = 3
UNCHECKED = {"revocation_unchecked", "revocation_stale"}


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
    """size: octets. read: gives them, once, when their turn has come. refusal: why it is not even read."""

    name: str
    size: int
    read: Callable[[], bytes]
    refusal: AntinError | None = None


@dataclass(frozen=True)
class CheckedFile:
    """What became of a file: the JSON of its verdict, or why there is none.

    missing: what could still be asked about its certificates. is_kept: it is here to be judged again with the answers.
    pictures: of changed pages, before and after, as `apart_worker.check_at_hand` tells them.
    """

    name: str
    verdict: dict[str, Any] | None = None
    refusal: Message | None = None
    missing: tuple[Question, ...] = ()
    pictures: tuple[dict[str, Any], ...] = ()
    is_kept: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the verdict rests on revocation that was not checked."""
        verdict = self.verdict
        if verdict is None:
            return False
        judged = [*verdict["signatures"], *verdict["time_stamps"]]
        judged += [stamp for each in verdict["signatures"] for stamp in each["time_stamps"]]
        return any(reason["code"] in UNCHECKED for each in judged for reason in each["reasons"])


def stranger_check(*, name: str, data: bytes, circumstances: Circumstances) -> dict[str, Any]:
    """The verdict on a file of anybody, as its JSON. Raises DocumentTooHeavy, DocumentUnopenable."""
    return _checked(name, data, selectors.installation_trust(), circumstances)


def strangers_check(
    *, files: Sequence[FileToCheck], circumstances: Circumstances, keep: Callable[[int, bytes], bool],
) -> list[CheckedFile]:
    """Each file by itself, in their order, from what is at hand here; a bad one never stops the rest.

    keep: told the number and the octets of a file about which something is to be asked; whether there was room.
    """
    trust = selectors.installation_trust()

    def check(number: int, file: FileToCheck) -> CheckedFile:
        if file.refusal is not None:
            return refused(file.name, file.refusal, circumstances.language)
        data = file.read()
        found = judged_at_hand(file.name, data, trust, circumstances, AtHand(), pictured=PICTURED_PAGES)
        return replace(found, is_kept=keep(number, data)) if found.missing else found

    with ThreadPoolExecutor(AT_THE_SAME_TIME) as pool:
        asked = [pool.submit(check, *each) for each in enumerate(files)]
        waiting = wait(asked, timeout=BEGIN_WITHIN_S).not_done
        late = {each for each in waiting if each.cancel()}
        return [
            refused(file.name, DocumentNotReached(), circumstances.language) if each in late else each.result()
            for file, each in zip(files, asked, strict=True)
        ]


def judged_at_hand(
    name: str, data: bytes, trust: Trust, circumstances: Circumstances, at_hand: AtHand, *, pictured: int = 0,
) -> CheckedFile:
    """The file judged with these answers, no socket open; what could not be opened is refused."""
    at, language = circumstances.at, circumstances.language
    try:
        told = json.loads(done_apart("check_at_hand", name, data, at, trust, language, at_hand, pictured))
    except (DocumentTooHeavy, DocumentUnopenable) as error:
        return refused(name, error, language)
    return CheckedFile(
        name, told["verdict"], missing=tuple(question_from(each) for each in told["missing"]),
        pictures=tuple(told["pictures"]),
    )


def question_from(told: Sequence[str | None]) -> Question:
    """A question as JSON tells it: address, body in base64, media type."""
    url, body, content_type = told
    return Question(url or "", None if body is None else base64.b64decode(body), content_type or "")


def refused(name: str, error: AntinError, language: Language) -> CheckedFile:
    """A file without a verdict."""
    return CheckedFile(name, refusal=message_of(error, language))


def _checked(name: str, data: bytes, trust: Trust, circumstances: Circumstances) -> dict[str, Any]:
    at, allow, language = circumstances.at, circumstances.allow, circumstances.language
    found: dict[str, Any] = json.loads(done_apart("check", name, data, at, trust, allow, language))
    return found


def page_draw(
    pdf: bytes, number: int, marks: Sequence[tuple[pades.FieldSpec, pades.Appearance]] = (),
) -> bytes:
    """A page, from 1, as PNG, as it will be seen with these marks.

    Raises DocumentTooHeavy, DocumentUnopenable: no such page, or it cannot be drawn.
    """
    return done_apart("draw", pdf, number, tuple(marks))
