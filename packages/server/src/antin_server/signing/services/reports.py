"""The report on what was checked. Nothing is kept here: the verdicts travel in the page, signed by this portal."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from antin.documents import verdict_report
from antin.messages import Language
from antin_server.signing.errors import ReportGone

KEPT, MOST_LETTERS, MOST_SIGNATURES = timedelta(hours=1), 1_500_000, 200
_SALT = "signing.report"


@dataclass(frozen=True)
class Report:
    """verdicts: as JSON, texts in this language. at: when the files were checked."""

    verdicts: tuple[dict[str, Any], ...]
    at: datetime
    language: Language

    def pdf(self) -> bytes:
        """As PDF/A."""
        return verdict_report(self.verdicts, language=self.language, at=self.at)

    def json_text(self) -> str:
        """One object, or with several files one in each line, as `antin pdf verify --json` writes them."""
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in self.verdicts)


def report_token(*, verdicts: Sequence[dict[str, Any]], at: datetime, language: Language) -> str:
    """What the page hands back to get the report; empty when there is nothing to tell or too much of it."""
    if not verdicts or sum(len(each["signatures"]) for each in verdicts) > MOST_SIGNATURES:
        return ""
    told = {"verdicts": list(verdicts), "at": at.isoformat(), "language": language}
    token = signing.dumps(told, salt=_SALT, compress=True)
    return token if len(token) <= MOST_LETTERS else ""


def report_of(*, token: str, at: datetime) -> Report:
    """What this portal handed out less than an hour ago. Raises ReportGone."""
    gone = ReportGone(minutes=int(KEPT.total_seconds() // 60))
    try:
        told = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise gone from error
    checked_at = datetime.fromisoformat(told["at"])
    if at - checked_at > KEPT:
        raise gone
    return Report(tuple(told["verdicts"]), checked_at, "en" if told["language"] == "en" else "vi")
