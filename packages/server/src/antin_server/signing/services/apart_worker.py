"""The process in which documents of strangers are opened: started by `apart`, never imported.

It loads the programs once, then forks for each document. The fork has little time and memory, may write no file,
and ends with its one answer. Here is no Django, no database and none of its password.

A question, pickled by the portal: `(limits, deed, arguments)`. An answer, never pickled: a letter, then bytes; of an
error of ours, its code and fields as JSON.
"""

import base64
import gc
import json
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import ImageOps

from antin import pades
from antin.adapters import page_reading
from antin.adapters.change_pictures import change_pictures, marked
from antin.adapters.http import Fetcher
from antin.adapters.page_drawing import look_png, page_png
from antin.adapters.page_reading_apart import SIDE_PAGES, page_texts_of
from antin.adapters.pdf_pages import answer_to, comparison
from antin.adapters.pdf_pages_apart import content_from, covered_from, question_of
from antin.adapters.time_stamping import time_stamped_document
from antin.errors import AntinError
from antin.messages import catalogue
from antin.pades.cautions import cautions
from antin.pades.image import opened_picture
from antin.pades.looks import (
    KINDS,
    Ink,
    LookKind,
    PageText,
    Proposal,
    clean_picture,
    covers_text,
    plain_picture,
    proposals,
)
from antin.pades.previewing import with_look
from antin.validation import Evidence
from antin.validation.later_evidence import AtHand
from antin.verdict import Verdict, judge
from antin.verdict.covering import CoverQuestion
from antin.verdict.holders import certificate_of
from antin.verdict.preserving import preserved
from antin.verdict.returned import Circumstances, ReturnedRefused, require_returned
from antin.verdict.visible import VisibleContent

PAGES_WALL_S, BEFORE_PX, LOOK_DPI, PICTURE_DPI, MOST_COVERED, NEAR_MM = 3, 480, 200, 72, 60, 3.0
ANSWERED, REFUSED, TOLD = b"A", b"R", b"T"


def check(name: str, data: bytes, at: datetime, trust: Any, allow: tuple[str, ...] | None, language: Any) -> bytes:
    """The verdict on a file of any kind, as JSON. allow: origins of this machine; None opens no socket."""
    fetch = Fetcher(allow=allow) if allow is not None else None
    verdict = judge(
        data, file=name, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates),
        offline=fetch is None, fetch=fetch, visible=_visible, covered=_covered,
    )
    return json.dumps(verdict.as_json(language), ensure_ascii=False).encode()


def check_at_hand(
    name: str, data: bytes, at: datetime, trust: Any, language: Any, at_hand: AtHand, pictured: int,
) -> bytes:
    """`{verdict, missing, pictures}`: the verdict from the answers at hand alone, and what could still be asked.

    pictured: of how many changed pages pictures are made. missing: `[url, body in base64 or null, content_type]`.
    """
    verdict = judge(
        data, file=name, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates), fetch=at_hand,
        visible=_visible, covered=_covered,
    )
    pictures = _forked(lambda: _pictures(data, verdict, pictured)) if pictured and _changed(verdict) else b""
    return json.dumps({
        "verdict": verdict.as_json(language),
        "missing": [
            [each.url, None if each.body is None else base64.b64encode(each.body).decode(), each.content_type]
            for each in at_hand.missing
        ],
        "pictures": [json.loads(line) for line in pictures.splitlines() if line.endswith(b"}")],
    }, ensure_ascii=False).encode()


def _changed(verdict: Verdict) -> list[tuple[int, int]]:
    """The signatures, and of each the changes after it that the rules do not allow and that name pages."""
    return [
        (which, number) for which, signature in enumerate(verdict.signatures)
        for number, change in enumerate(signature.changes) if change.pages and not change.is_allowed
    ]


def _pictures(data: bytes, verdict: Verdict, most: int) -> Iterator[bytes]:
    """A line of JSON for each page, `{signature, change, page, before, after}`, pictures in base64; each page once."""
    seen: set[int] = set()
    for which, number in _changed(verdict):
        signature = verdict.signatures[which]
        change = signature.changes[number]
        wanted = replace(change, pages=tuple(each for each in change.pages if each not in seen)[: most - len(seen)])
        for page in change_pictures(data, signature, wanted, dpi=PICTURE_DPI):
            seen.add(page.number)
            framed = marked(page)
            yield json.dumps({
                "signature": which, "change": number, "page": page.number,
                "before": base64.b64encode(framed.before).decode(), "after": base64.b64encode(framed.after).decode(),
            }).encode() + b"\n"


def _visible(pdf: bytes) -> VisibleContent | None:
    """What a PDF shows."""
    return content_from(_forked(lambda: [answer_to(pdf)]))


def _covered(pdf: bytes, questions: Sequence[CoverQuestion]) -> list[bool] | None:
    """Whether places of a PDF are covered by what was added."""
    return covered_from(_forked(lambda: [comparison(pdf, question_of(questions))]))


def _forked(pieces_of: Callable[[], Iterable[bytes]]) -> bytes:
    """An answer about pages, made in a fork: what a hostile PDF does to the program costs no verdict. When its time
    is over, the answer is what was made until then.
    """
    reading, writing = os.pipe()
    if (reader := os.fork()) == 0:
        try:
            signal.alarm(PAGES_WALL_S)
            with os.fdopen(writing, "wb") as answered:
                for piece in pieces_of():
                    answered.write(piece)
                    answered.flush()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answered:
        answer = answered.read()
    os.waitpid(reader, 0)
    return answer


def draw(pdf: bytes, number: int, marks: Sequence[tuple[pades.FieldSpec, pades.Appearance]] = ()) -> bytes:
    """A page, from 1, as PNG, as it will be seen with these marks. Raises PageNotDrawn.

    A mark that cannot be drawn where it stands is left out: where it is placed, that is said.
    """
    for field, appearance in marks:
        with suppress(AntinError):
            pdf = with_look(pdf, field=field, appearance=appearance)
    return page_png(pdf, number)


def survey(pdf: bytes, kinds: Sequence[tuple[str, tuple[float, float] | None]]) -> bytes:
    """Pages, the best place for each kind (empty: none), what to know of it, as JSON. Raises what opening a PDF
    raises.
    """
    seen, pages = pades.overview(pdf), _words(pdf, unseen=True)
    last = seen.pages[-1]
    leader: tuple[int, pades.Box] | None = None
    places = list[dict[str, Any] | None]()
    for name, size in kinds:
        found = next(iter(_proposed(name, pages, size, leader)), None)
        if found is not None and found.kind is LookKind.LEADER:
            leader = found.page, found.box
        places.append(_told(found) if found is not None else None)
    size = last.width, last.height
    told = {"page_count": seen.page_count, "last": len(seen.pages), "last_size": size, "places": places}
    return json.dumps({**told, "found": _found(pdf, pages)}).encode()


def _found(pdf: bytes, pages: Sequence[PageText]) -> dict[str, Any]:
    """Who signed it already, and what somebody should know before signing it."""
    signatures = [each for each in pades.read(pdf).signatures if each.kind is pades.SignatureKind.SIGNATURE]
    certificates = ((each, certificate_of(each.contents)) for each in signatures)
    return {
        "signers": [found.subject.shown if found else each.field for each, found in certificates],
        "cautions": [{"code": each.code, "page": each.page, "text": each.text} for each in cautions(pdf, pages)],
    }


def placing(
    pdf: bytes, kind: str, size: tuple[float, float], leader: tuple[int, pades.Box] | None, page: int,
    box: pades.Box | None,
) -> bytes:
    """Every place for a kind, the size of a page, and the words that a box covers there, as JSON."""
    sizes, words = pades.overview(pdf).pages, _words(pdf)
    shown = sizes[min(page, len(sizes)) - 1]
    found = proposals(LookKind(kind), words, size_mm=size, signed_at=leader)
    covered = _covered_words(kind, words, page, box, found)
    told = {"size": (shown.width, shown.height), "places": [_told(each) for each in found], "covered": covered}
    return json.dumps(told).encode()


def look_over(pdf: bytes, marks: Sequence[tuple[str, int, pades.Box]]) -> bytes:
    """What to know of a document before it is signed, and the words that each of these marks covers, as JSON.

    marks: kind, page, box.
    """
    words = _words(pdf, unseen=True)
    found = [(each.code, dict(each.fields)) for each in cautions(pdf, words)]
    if not words:
        found.append(("caution_words_not_read", {}))
    covered = [
        _covered_words(kind, words, page, box, proposals(LookKind(kind), words, size_mm=(box.width, box.height)))
        for kind, page, box in marks
    ]
    return json.dumps({"cautions": found, "covered": covered}).encode()


def _covered_words(
    kind: str, words: Sequence[PageText], page: int, box: pades.Box | None, found: Sequence[Proposal],
) -> str:
    """But for those that a place proposed there may cover."""
    if box is None or KINDS[LookKind(kind)].may_cover_text:
        return ""
    over = [word for each in found if each.page == page and _is_near(each.box, box) for word in each.over]
    texts = [word.text for each in words if each.number == page for word in covers_text(box, each, over=over)]
    return " ".join(texts)[:MOST_COVERED]


def _is_near(one: pades.Box, other: pades.Box) -> bool:
    return abs(one.x - other.x) < NEAR_MM and abs(one.y - other.y) < NEAR_MM


def _words(pdf: bytes, *, unseen: bool = False) -> tuple[PageText, ...]:
    """Of the first and last pages; none when they cannot be read. unseen: with words that nobody sees."""
    question = json.dumps({"first": SIDE_PAGES, "last": SIDE_PAGES, "unseen": unseen}).encode()
    return page_texts_of(pdf, _forked(lambda: [page_reading.answer_to(pdf, question)]))


def _proposed(
    name: str, pages: Sequence[PageText], size: tuple[float, float] | None, leader: tuple[int, pades.Box] | None,
) -> tuple[Proposal, ...]:
    """A seal goes to the leader's signature of the same document where there is one."""
    return proposals(LookKind(name), pages, size_mm=size, signed_at=leader) if name else ()


def _told(found: Proposal) -> dict[str, Any]:
    box = found.box
    return {
        "page": found.page, "box": (box.x, box.y, box.width, box.height), "reason": found.reason,
        "blanks": (found.day_left, found.month_left),
    }


def clean(data: bytes, ink: Ink) -> bytes:
    """What was brought, small, and its ink alone, each a PNG in base64, as JSON. Raises as `clean_picture`."""
    after = clean_picture(data, ink)
    before = ImageOps.exif_transpose(opened_picture(data)).convert("RGB")
    before.thumbnail((BEFORE_PX, BEFORE_PX))
    out = BytesIO()
    before.save(out, "PNG")
    return _listed([out.getvalue(), after])


def plain(pictures: Sequence[bytes]) -> bytes:
    """Pictures cleaned before, written anew, each a PNG in base64, as JSON. Raises ImageUnreadable."""
    return _listed([plain_picture(each) for each in pictures])


def draw_look(appearance: pades.Appearance, width: float, height: float) -> bytes:
    """A look by itself, of this size in millimetres, as PNG. Raises as `look_png`."""
    return look_png(appearance, width_mm=width, height_mm=height, dpi=LOOK_DPI)


def _listed(pictures: Sequence[bytes]) -> bytes:
    return json.dumps([base64.b64encode(each).decode() for each in pictures]).encode()


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


def preserve(pdf: bytes, at: datetime, trust: Any, allow: tuple[str, ...], tsa: str) -> bytes:
    """A signed document with its validation data and a time-stamp over both; without the latter when none can be had.

    Raises EvidenceIncomplete, PdfUnreadable.
    """
    fetch = Fetcher(allow=allow)
    raised = preserved(pdf, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates), fetch=fetch)
    try:
        return time_stamped_document(raised, tsa, fetch)
    except AntinError:
        return raised


DEEDS: Mapping[str, Callable[..., bytes]] = {
    "check": check, "check_at_hand": check_at_hand, "draw": draw, "preserve": preserve, "returned": returned,
    "survey": survey, "placing": placing, "look_over": look_over, "clean": clean, "plain": plain,
    "draw_look": draw_look,
}


def main() -> None:
    """Fork for each socket that comes in over standard input, until the portal is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the portal's; this ends with it
    doorway = socket.socket(fileno=os.dup(0))
    catalogue()  # read once, not in every fork
    gc.freeze()  # what is loaded stays shared with the forks
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
    except AntinError as error:
        fields = {name: value if isinstance(value, int | float) else str(value) for name, value in error.fields.items()}
        answer = TOLD + json.dumps({"code": error.code, "fields": fields}).encode()
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
