"""What became of a person's documents: as rows of a report, and all that are signed in one archive."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import RawIOBase
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Prefetch

from antin.documents import RowOutcome, SignedRow
from antin.messages import Language
from antin_server.signing.models import JobMark, SigningJob

_PIECE = 256 * 1024


def batch_of(person_id: int) -> Sequence[SigningJob]:
    """All documents that this person keeps here, with their marks, in the order they came."""
    marks = Prefetch("marks", JobMark.objects.order_by("position"))
    return list(SigningJob.objects.filter(person_id=person_id).prefetch_related(marks).order_by("created_at", "name"))


def signed_name(job: SigningJob) -> str:
    """What the signed document is called."""
    stem = job.name[:-4] if job.name.lower().endswith(".pdf") else job.name
    return f"{stem}.signed.pdf"


def rows_of(jobs: Iterable[SigningJob], *, language: Language) -> Iterator[SignedRow]:
    """One row for each document. The digest of a signed one is that of the file as it is kept now."""
    for job in jobs:
        if job.signed:
            yield SignedRow(
                job.name, RowOutcome.SIGNED, job.sha256, _sha256(job), certificate=job.certificate_serial.upper(),
                level="B-T" if job.has_time_stamp else "B-B", at=job.signed_at,
            )
        elif job.refusal:
            yield SignedRow(job.name, RowOutcome.REFUSED, job.sha256, reason=refusal_text(job.refusal, language))
        else:
            yield SignedRow(job.name, RowOutcome.NOT_BEGUN, job.sha256)


def refusal_text(refusal: dict[str, Any], language: Language) -> str:
    """A refusal that was kept, with what to do; empty for none."""
    told = refusal.get(language, {})
    return f"{told.get('text', '')} {told.get('hint', '')}".strip()


def archive_of(jobs: Iterable[SigningJob]) -> Iterator[bytes]:
    """A ZIP of the signed documents in pieces: never more of it in memory than one piece. One that is gone meanwhile is
    left out.
    """
    pipe, names = _Pipe(), set[str]()
    with zipfile.ZipFile(pipe, "w") as archive:
        for job in jobs:
            try:
                opened = job.signed.open("rb")
            except FileNotFoundError:
                continue
            moment = job.signed_at.timetuple()[:6] if job.signed_at else (1980, 1, 1, 0, 0, 0)
            with opened as file, archive.open(zipfile.ZipInfo(_free(signed_name(job), names), moment), "w") as entry:
                while piece := file.read(_PIECE):
                    entry.write(piece)
                    yield pipe.taken()
    yield pipe.taken()


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where several documents have it."""
    path, free, number = PurePosixPath(name), name, 1
    while free in taken:
        number += 1
        free = f"{path.name.removesuffix('.signed.pdf')} ({number}).signed.pdf"
    taken.add(free)
    return free


def _sha256(job: SigningJob) -> str:
    with job.signed.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Pipe(RawIOBase):
    """What is written can be taken once; nothing can be sought."""

    def __init__(self) -> None:
        self._pieces = list[bytes]()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Kept until it is taken."""
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Everything written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
