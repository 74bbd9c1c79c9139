"""Structured logs: one JSON object per line in `log/<process>.jsonl`; never people or secrets.

Warnings and errors go to standard error too; everything does when the file cannot be written (under systemd, whose
journal keeps it).

What reaches a line: time, level, process, logger, message, and the fields named in FIELDS. E-mail addresses and
long numbers are blanked wherever they stand. Of an exception come its classes and places, not its words, because
databases quote the values that they refuse.
"""

import contextlib
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.conf import settings

from antin.errors import AntinError

FIELDS = ("method", "route", "status", "ms", "name_of_work", "count", "code", "kind", "seconds", "task", "order")
_EMAIL = re.compile(r"[\w.+%-]+@[\w.-]+\.\w+")
_NUMBER = re.compile(r"(?<![0-9A-Za-z-])\+?[0-9](?:[ .]?[0-9]){8,}(?![0-9A-Za-z-])")
_BYTES, _FILES = 20 * 1024 * 1024, 5


def set_up(process: str) -> None:
    """From now on every log line of this process is JSON, in its file and on standard error."""
    root = logging.getLogger()
    for each in list(root.handlers):
        root.removeHandler(each)
    screen: logging.Handler = logging.StreamHandler()
    handlers = [screen]
    with contextlib.suppress(OSError):  # then the screen gets it all
        handlers.append(_file(settings.ANTIN_HOME / "log" / f"{process}.jsonl"))
        screen.setLevel(logging.WARNING)
    for handler in handlers:
        handler.setFormatter(JsonLines(process))
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "process": self.process, "logger": record.name,
            "message": blanked(_message(record)),
        }
        for name in FIELDS:
            if hasattr(record, name):
                value = getattr(record, name)
                line[name] = value if isinstance(value, int | float | None) else blanked(str(value))
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def blanked(text: str) -> str:
    """The text without e-mail addresses and without numbers of nine digits or more."""
    return _NUMBER.sub("[number]", _EMAIL.sub("[e-mail]", text))


def _message(record: logging.LogRecord) -> str:
    """Django writes addresses into its messages, and they may hold one-time keys: keep its outcome only."""
    status = getattr(record, "status_code", None)
    if record.name.startswith("django.") and status is not None:
        return f"answered {status}"
    if record.name == "django.security.DisallowedHost":
        return "a host that is not ours was asked for"
    return record.getMessage()


def _told(error: BaseException) -> list[dict[str, object]]:
    """The exception and its causes, the latest first: class, code of ours, and where it went through."""
    told: list[dict[str, object]] = []
    seen: BaseException | None = error
    while seen is not None and len(told) < 5:
        frames = traceback.extract_tb(seen.__traceback__)[-12:]
        told.append({
            "class": type(seen).__qualname__,
            "code": seen.code if isinstance(seen, AntinError) else None,
            "places": [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames],
        })
        seen = seen.__cause__ or seen.__context__
    return told


def _file(path: Path) -> logging.Handler:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)
    return RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
