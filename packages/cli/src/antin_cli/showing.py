"""Verdicts and reports as people read them on a terminal; times as in Hà Nội."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from antin_cli import language
from antin_cli.texts import say

if TYPE_CHECKING:
    from antin.validation import PathReport, Reason
    from antin.verdict import SignatureVerdict, Verdict

_HANOI = timezone(timedelta(hours=7))
_MARKS = {"valid": "✓", "not_valid": "✗", "cannot_tell": "?"}


def shown_time(at: datetime | None) -> str:
    """`25/11/2026 09:30`; a dash for none."""
    return at.astimezone(_HANOI).strftime("%d/%m/%Y %H:%M") if at is not None else "—"


def labelled(rows: Iterable[tuple[str, str]], indent: str = "  ") -> Iterator[str]:
    """Lines `label: value` for those that have a value."""
    return (f"{indent}{say(f'label.{label}')}: {value}" for label, value in rows if value)


def headline(outcome: str, file: str, *, is_readable: bool = True) -> str:
    """The line that every file gets."""
    return f"{_MARKS[outcome]} {say(outcome if is_readable else 'unreadable')}  {file}"


def verdict_lines(verdict: "Verdict") -> Iterator[str]:
    """What a verdict says, the conclusion first."""
    yield headline(str(verdict.outcome), verdict.file, is_readable=verdict.is_readable)
    yield from _grounds(verdict.judgement.reasons, verdict.judgement.remarks)
    for each in verdict.signatures:
        yield from _signature_lines(each)
    advice = verdict.as_json(language.current())["advice"]
    yield from labelled(("advice", text) for text in _texts(advice))


def _signature_lines(each: "SignatureVerdict") -> Iterator[str]:
    signatory = each.signatory
    yield f"  {_MARKS[str(each.judgement.outcome)]} {signatory.name or '?'}"
    is_proved = each.best_time_source != "now"
    yield from labelled((
        ("agency", signatory.agency if signatory.agency != signatory.name else ""),
        ("issuer", signatory.issuer), ("serial", signatory.serial),
        ("time", shown_time(each.claimed_time)),
        ("proved_time", shown_time(each.best_time) if is_proved else ""),
        ("level", each.level or ""),
    ), "    ")
    changes = [_change(each.code, each.message_fields) for each in each.changes]
    yield from labelled((("changes", text) for text in changes), "    ")
    yield from _grounds(each.judgement.reasons, each.judgement.remarks, "    ")


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
    yield from _grounds(report.reasons, report.remarks)
    hints = dict.fromkeys(each.message(language.current()).hint for each in report.reasons)
    yield from labelled(("advice", hint) for hint in hints)


def _grounds(
    reasons: Sequence["Reason"], remarks: Sequence["Reason"], indent: str = "  ",
) -> Iterator[str]:
    spoken = language.current()
    yield from labelled((("reason", each.message(spoken).text) for each in reasons), indent)
    yield from labelled((("remark", each.message(spoken).text) for each in remarks), indent)


def _change(code: str, fields: Mapping[str, object]) -> str:
    from antin.messages import message

    return message(code, language.current(), **fields).text


def _texts(entries: object) -> Iterator[str]:
    if isinstance(entries, list):
        yield from (str(each["text"]) for each in entries)
