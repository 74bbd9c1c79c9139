"""Reports as people read them on a terminal; times as in Hà Nội."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from antin_cli import language
from antin_cli.texts import say

if TYPE_CHECKING:
    from antin.validation import PathReport, Reason

_HANOI = timezone(timedelta(hours=7))
MARKS = {"valid": "✓", "not_valid": "✗", "cannot_tell": "?"}


def shown_time(at: datetime | None) -> str:
    """`25/11/2026 09:30`; a dash for none."""
    return at.astimezone(_HANOI).strftime("%d/%m/%Y %H:%M") if at is not None else "—"


def labelled(rows: Iterable[tuple[str, str]], indent: str = "  ") -> Iterator[str]:
    """Lines `label: value` for those that have a value."""
    return (f"{indent}{say(f'label.{label}')}: {value}" for label, value in rows if value)


def headline(outcome: str, file: str, *, is_readable: bool = True) -> str:
    """The line that every file gets."""
    return f"{MARKS[outcome]} {say(outcome if is_readable else 'unreadable')}  {file}"


def report_lines(report: "PathReport", file: str) -> Iterator[str]:
    """What a validation found about a certificate."""
    yield headline(str(report.outcome), file)
    if report.path:
        certificate = report.path[0].certificate
        yield from labelled((("subject", certificate.subject.text), ("serial", f"{certificate.serial:X}")))
    if report.revocation is not None:
        yield from labelled([("revocation", say(f"state.{report.revocation.state}"))])
    if report.anchor is not None:
        yield from labelled([("anchor", report.anchor.name.shown)])
    yield from grounds(report.reasons, report.remarks)
    hints = dict.fromkeys(each.message(language.current()).hint for each in report.reasons)
    yield from labelled(("advice", hint) for hint in hints)


def grounds(
    reasons: Sequence["Reason"], remarks: Sequence["Reason"], indent: str = "  ",
) -> Iterator[str]:
    """Why, and what else there is to say."""
    spoken = language.current()
    yield from labelled((("reason", each.message(spoken).text) for each in reasons), indent)
    yield from labelled((("remark", each.message(spoken).text) for each in remarks), indent)
