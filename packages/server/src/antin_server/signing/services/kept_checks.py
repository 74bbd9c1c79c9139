"""What waits of an upload to the public page: how it is stored, how much of it, and when it goes."""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import Q, Sum

from antin.errors import AntinError
from antin.messages import Language, Message, message_of
from antin.validation.later_evidence import Question
from antin_server.signing.errors import CheckGone, CheckInterrupted
from antin_server.signing.models import OpenCheck
from antin_server.signing.services import kept_files
from antin_server.signing.services.checking import CheckedFile, question_from

FILES_KEPT, RESULTS_KEPT = timedelta(minutes=15), timedelta(hours=1)
FILE_MINUTES = int(FILES_KEPT.total_seconds() // 60)
MOST_OCTETS, MOST_OPEN, SHARE_OF_ONE = 2 * 1024**3, 60, 4
"""Kept in all; of one address a fourth."""


@dataclass(frozen=True)
class Failure:
    """What could not be had. hint: what to do."""

    text: str
    hint: str


@dataclass(frozen=True)
class Check:
    """One upload. secret: opens it again, empty when nothing is kept. at: when the verdicts were reached.

    is_asking: evidence is being fetched. may_ask_again: something is open, and the file is here. begun_until: whoever
    got this began to ask, and has time until then; None: others ask, or nobody.
    """

    files: tuple[CheckedFile, ...]
    at: datetime
    language: Language
    secret: str = ""
    failures: tuple[Failure, ...] = ()
    is_asking: bool = False
    may_ask_again: bool = False
    asked: int = 0
    answered: int = 0
    begun_until: datetime | None = None


def check_open(*, secret: str, at: datetime) -> Check:
    """What is known of an upload. Raises CheckGone."""
    row = OpenCheck.objects.filter(pk=kept_files.id_of(secret), begun_at__gt=at - RESULTS_KEPT).first()
    if row is None or not row.told:
        raise CheckGone(minutes=int(RESULTS_KEPT.total_seconds() // 60))
    return _check_of(secret, row, at)


def check_drop(*, secret: str) -> None:
    """Delete everything of an upload."""
    for row in OpenCheck.objects.filter(pk=kept_files.id_of(secret)):
        _deleted(row)


def checks_expire(*, at: datetime) -> int:
    """Delete files and results whose time is over; how many results."""
    for row in OpenCheck.objects.filter(Q(octets__gt=0) | Q(told=b""), begun_at__lte=at - FILES_KEPT):
        _files_deleted(row)
        OpenCheck.objects.filter(pk=row.pk).update(octets=0)
    over = list(OpenCheck.objects.filter(begun_at__lte=at - RESULTS_KEPT))
    for row in over:
        _deleted(row)
    return len(over)


class Room:
    """How many octets may still be kept; files are kept on several threads."""

    def __init__(self, octets: int) -> None:
        self.left, self._lock, self.used = octets, Lock(), 0

    def taken(self, octets: int) -> bool:
        """Whether there was room for so many."""
        with self._lock:
            if octets > self.left:
                return False
            self.left -= octets
            self.used += octets
            return True


def room_of(row: OpenCheck, at: datetime) -> int:
    """Octets that this upload may leave here, beside all others of its address and in all."""
    everybody = OpenCheck.objects.filter(octets__gt=0).exclude(pk=row.pk)
    own = everybody.filter(source=row.source)
    if everybody.filter(asking_until__gt=at).count() >= MOST_OPEN or own.count() >= MOST_OPEN // SHARE_OF_ONE:
        return 0
    used, of_own = (each.aggregate(used=Sum("octets"))["used"] or 0 for each in (everybody, own))
    return max(0, min(MOST_OCTETS - used, MOST_OCTETS // SHARE_OF_ONE - of_own))


def fingerprint(source: str) -> str:
    """An address as it is stored: counted with, not read."""
    return hashlib.sha256(f"{settings.SECRET_KEY}\x00check\x00{source}".encode()).hexdigest()


def failure_of(error: AntinError, language: Language) -> Failure:
    """What keeps something from being asked, in words."""
    told = message_of(error, language)
    return Failure(told.text, told.hint)


def told_of(secret: str, check: Check) -> bytes:
    """What is stored of it, encrypted."""
    files = [asdict(each) | {"missing": [_question_told(one) for one in each.missing]} for each in check.files]
    told = {
        "files": files, "at": check.at.isoformat(), "language": check.language,
        "failures": [asdict(each) for each in check.failures],
    }
    return kept_files.locked(secret, json.dumps(told, ensure_ascii=False).encode())


def _question_told(question: Question) -> list[str | None]:
    body = None if question.body is None else base64.b64encode(question.body).decode()
    return [question.url, body, question.content_type]


def _check_of(secret: str, row: OpenCheck, at: datetime) -> Check:
    told: dict[str, Any] = json.loads(kept_files.unlocked(secret, bytes(row.told)))
    language: Language = "en" if told["language"] == "en" else "vi"
    files = tuple(_file_of(each) for each in told["files"])
    failures = tuple(Failure(**each) for each in told["failures"])
    is_asking = row.asking_until is not None and row.asking_until > at
    if row.asking_until is not None and not is_asking:
        failures = (failure_of(CheckInterrupted(), language),)
    may = not is_asking and row.octets > 0 and row.begun_at > at - FILES_KEPT
    return Check(
        files, datetime.fromisoformat(told["at"]), language, secret, failures, is_asking=is_asking,
        may_ask_again=may and any(each.is_kept for each in files), asked=row.asked, answered=row.answered,
    )


def _file_of(told: dict[str, Any]) -> CheckedFile:
    refusal = Message(**told["refusal"]) if told["refusal"] else None
    return CheckedFile(**told | {
        "refusal": refusal, "missing": tuple(question_from(each) for each in told["missing"]),
        "pictures": tuple(told["pictures"]),
    })


def _files_deleted(row: OpenCheck) -> None:
    for number in range(row.files):
        kept_files.file_drop(row.pk, number)


def _deleted(row: OpenCheck) -> None:
    _files_deleted(row)
    row.delete()
