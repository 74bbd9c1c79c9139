"""What a PDF shows, read in a process of its own: a hostile file ends that process and costs no verdict.

The process (`pdf_pages`) is started at first use and serves many files.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from threading import Timer
from typing import Any, Self

from antin.adapters import pdf_pages
from antin.adapters.pdf_pages import LENGTH, framed
from antin.verdict.covering import CoverQuestion
from antin.verdict.visible import VisibleContent, VisiblePage, VisibleWord

# Seconds for one file: some, and some for its size.
WALL_S, OCTETS_A_SECOND, MAX_OCTETS = 3.0, 20 << 20, 128 << 20
START_S = 30.0  # until the process is there, on a busy machine


class PagesApart:
    """Reads pages (`antin.verdict.visible.ReadVisible`); a context manager that ends its process.

    wall_s: the time for one small file, after which its pages are not known.
    """

    def __init__(self, wall_s: float = WALL_S) -> None:
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, pdf: bytes) -> VisibleContent | None:
        """What the PDF shows; None: larger than MAX_OCTETS, not to be opened, or not in time."""
        return content_from(self._answer(pdf))

    def covered(self, pdf: bytes, questions: Sequence[CoverQuestion]) -> list[bool] | None:
        """Whether each place is covered (`antin.verdict.covering.FindCovered`); None as for what the PDF shows."""
        return covered_from(self._answer(pdf, question_of(questions)))

    def _answer(self, pdf: bytes, question: bytes = b"") -> bytes:
        """Of no length: none."""
        if len(pdf) > MAX_OCTETS:
            return b""
        try:
            return self._asked(pdf, question)
        except (OSError, EOFError):
            self.close()
            return b""
        except BaseException:  # whatever stops the caller leaves the process amid its answer
            self.close()
            raise

    def start(self) -> None:
        """Have the process ready before the first question; one that cannot be started is told by no answer."""
        with suppress(OSError):
            self._running()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._is_ready = False
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
                [sys.executable, "-I", pdf_pages.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _asked(self, pdf: bytes, question: bytes) -> bytes:
        """The answer. Raises OSError, EOFError: the process is gone."""
        process = self._running()
        asked, answered = process.stdin, process.stdout
        if asked is None or answered is None:
            raise OSError
        if not self._is_ready:
            with _ended_after(process, START_S):
                framed(answered)
            self._is_ready = True
        with _ended_after(process, self._wall_s + len(pdf) / OCTETS_A_SECOND):
            asked.write(len(question).to_bytes(LENGTH) + question + len(pdf).to_bytes(LENGTH))
            asked.write(pdf)
            asked.flush()
            return framed(answered)


@contextmanager
def _ended_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    timer = Timer(seconds, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def content_from(answer: bytes) -> VisibleContent | None:
    """What `pdf_pages` answered; None for no answer."""
    try:
        told: Mapping[str, Any] = json.loads(answer)
        pages = tuple(
            VisiblePage(**{**each, "words": tuple(VisibleWord(*word) for word in each["words"])})
            for each in told["pages"]
        )
        return VisibleContent(pages, told["producer"])
    except (ValueError, KeyError, TypeError):
        return None


def question_of(questions: Sequence[CoverQuestion]) -> bytes:
    """As `pdf_pages.comparison` reads it."""
    return json.dumps([asdict(each) for each in questions]).encode()


def covered_from(answer: bytes) -> list[bool] | None:
    """What `pdf_pages.comparison` answered; None for no answer."""
    try:
        return [bool(each) for each in json.loads(answer)]
    except (ValueError, TypeError):
        return None
