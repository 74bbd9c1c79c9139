"""The process in which documents of strangers are opened: started by `apart`, never imported.

It loads the programs once, then forks for each document. The fork has little time and memory, may write no file,
and ends with its one answer. Here is no Django, no database and none of its password.

A question, pickled by the portal: `(limits, deed, arguments)`. An answer, never pickled: a letter, then bytes.
"""

import base64
import json
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import pypdfium2

from antin.adapters.http import Fetcher
from antin.adapters.pdf_pages import answer_to, comparison
from antin.adapters.pdf_pages_apart import content_from, covered_from, question_of
from antin.validation import Evidence
from antin.verdict import judge
from antin.verdict.covering import CoverQuestion
from antin.verdict.returned import Circumstances, ReturnedRefused, require_returned
from antin.verdict.visible import VisibleContent

PREVIEW_DPI, MAX_PREVIEW_PIXELS, PAGES_WALL_S = 110, 4_000, 3
ANSWERED, REFUSED = b"A", b"R"


def check(name: str, data: bytes, at: datetime, trust: Any, allow: tuple[str, ...] | None, language: Any) -> bytes:
    """The verdict on a file of any kind, as JSON. allow: origins of this machine; None opens no socket."""
    fetch = Fetcher(allow=allow) if allow is not None else None
    verdict = judge(
        data, file=name, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates),
        offline=fetch is None, fetch=fetch, visible=_visible, covered=_covered,
    )
    return json.dumps(verdict.as_json(language), ensure_ascii=False).encode()


def _visible(pdf: bytes) -> VisibleContent | None:
    """What a PDF shows."""
    return content_from(_forked(lambda: answer_to(pdf)))


def _covered(pdf: bytes, questions: Sequence[CoverQuestion]) -> list[bool] | None:
    """Whether places of a PDF are covered by what was added."""
    return covered_from(_forked(lambda: comparison(pdf, question_of(questions))))


def _forked(answer_of: Callable[[], bytes]) -> bytes:
    """An answer about pages, read in a fork: what a hostile PDF does to the program costs no verdict."""
    reading, writing = os.pipe()
    if (reader := os.fork()) == 0:
        try:
            signal.alarm(PAGES_WALL_S)
            with os.fdopen(writing, "wb") as answered:
                answered.write(answer_of())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answered:
        answer = answered.read()
    os.waitpid(reader, 0)
    return answer


def draw(pdf: bytes, number: int) -> bytes:
    """A page, from 1, as PNG. Raises PdfiumError, IndexError: no such page."""
    document = pypdfium2.PdfDocument(pdf)
    if not 1 <= number <= len(document):
        raise IndexError
    page = document[number - 1]
    largest = max(page.get_width(), page.get_height(), 1)
    picture = page.render(scale=min(PREVIEW_DPI / 72, MAX_PREVIEW_PIXELS / largest), may_draw_forms=True).to_pil()
    out = BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def returned(
    sent: bytes, data: bytes, expected: Any, at: datetime, trust: Any, allow: tuple[str, ...],
) -> bytes:
    """What was added to a document that was sent to be signed, or why it is not taken, as JSON."""
    evidence = Evidence(certificates=trust.intermediates)
    circumstances = Circumstances(at, trust, evidence, Fetcher(allow=allow), _covered)
    try:
        found = require_returned(sent, data, expected, circumstances)
    except ReturnedRefused as error:
        texts = {"vi": error.told("vi"), "en": error.told("en")}
        refusal = {"code": error.code, **{each: {"text": said.text, "hint": said.hint} for each, said in texts.items()}}
        return json.dumps({"refusal": refusal}, ensure_ascii=False).encode()
    signatures = [
        {"certificate": base64.b64encode(each.certificate.encoded).decode(), "has_time_stamp": each.has_time_stamp}
        for each in found
    ]
    return json.dumps({"signatures": signatures}).encode()


DEEDS: Mapping[str, Callable[..., bytes]] = {"check": check, "draw": draw, "returned": returned}


def main() -> None:
    """Fork for each socket that comes in over standard input, until the portal is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the portal's; this ends with it
    doorway = socket.socket(fileno=os.dup(0))
    while True:
        _, sockets, _, _ = socket.recv_fds(doorway, 1, 1)
        if not sockets:
            return
        if os.fork() == 0:
            doorway.close()
            with socket.socket(fileno=sockets[0]) as asker:
                _answer(asker)
            os._exit(0)
        os.close(sockets[0])


def _answer(asker: socket.socket) -> None:
    with asker.makefile("rb") as asked:
        limits, deed, arguments = pickle.load(asked)  # noqa: S301 - written by the portal, which started us
    _limit(**limits)
    try:
        answer = ANSWERED + DEEDS[deed](*arguments)
    except MemoryError:
        return  # no answer: too heavy
    except Exception as error:  # noqa: BLE001 - whatever a hostile file does to the programs, it cannot be opened
        answer = REFUSED + type(error).__name__.encode()
    asker.sendall(answer)


def _limit(cpu_s: int, wall_s: int, memory: int) -> None:
    limits = {resource.RLIMIT_CPU: cpu_s, resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.alarm(wall_s)  # SIGALRM ends the process


if __name__ == "__main__":
    sys.stdout = sys.stderr
    main()
