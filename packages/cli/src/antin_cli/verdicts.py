"""A verdict as people read it on a terminal: is this a genuine, complete official document? Then what is technical."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from antin_cli import language
from antin_cli.showing import MARKS, grounds, headline, labelled, shown_time
from antin_cli.texts import say

if TYPE_CHECKING:
    from antin.validation import Reason
    from antin.verdict import SignatureVerdict, TimeStampVerdict, Verdict

_RESULTS = {"yes": "✓", "no": "✗", "not_checked": "?"}


def verdict_lines(verdict: "Verdict", *, with_details: bool = False) -> Iterator[str]:
    """1. The conclusion. 2. Which document, who signed, what happened to it. 3. Why, and what to do. 4. On request,
    everything else.
    """
    yield headline(str(verdict.outcome), verdict.file, is_readable=verdict.is_readable)          # 1
    if verdict.is_readable:
        yield from _document_lines(verdict)                                                      # 2
        for each in verdict.signatures:
            yield _signer_line(each)
    yield from grounds(*_all_grounds(verdict))                                                   # 3
    yield from labelled(("advice", text) for text in _advice(verdict))
    if with_details:
        yield from _details(verdict)                                                             # 4


def verdict_line(verdict: "Verdict") -> str:
    """The conclusion and the first reason, where files are many."""
    reasons, _ = _all_grounds(verdict)
    why = f": {reasons[0].message(language.current()).text}" if reasons else ""
    return headline(str(verdict.outcome), verdict.file, is_readable=verdict.is_readable) + why


def _document_lines(verdict: "Verdict") -> Iterator[str]:
    document, agency = verdict.document, verdict.document.agency
    yield from labelled([("document", _named(verdict))])
    if not verdict.signatures:
        return
    yield from labelled([
        ("authorised_signature", _answer(document.authorised_signature)),
        ("agency_signature", _answer(document.agency_signature)),
        ("complete", _answer(document.is_complete)),
        ("agency_existed", _answer(agency.existed) if agency and agency.existed is not None else ""),
        ("agency_now", agency.successor if agency else ""),
        ("changed", _answer(document.changed_after_issue)),
    ])


def _named(verdict: "Verdict") -> str:
    """Số 123/QĐ-UBND, ngày 26/11/2026; and whether a valid signature answers for that."""
    document = verdict.document
    day = "/".join(reversed(document.date.split("-"))) if document.date else ""
    parts = (say("document.number", number=document.number) if document.number else "",
             say("document.date", date=day) if day else "")
    named = ", ".join(filter(None, parts))
    return named + (f" ({say('document.unsigned')})" if named and document.text_is_signed is False else "")


def _signer_line(each: "SignatureVerdict") -> str:
    """✓ Trần Văn Ước, SỞ NỘI VỤ, 24/11/2026 10:00"""
    signatory = each.signatory
    agency = signatory.agency if signatory.agency != signatory.name else ""
    is_proved = each.best_time_source != "now"
    at = shown_time(each.best_time if is_proved else each.claimed_time)
    parts = ", ".join(part for part in (signatory.name or "?", agency, at) if part)
    return f"  {MARKS[str(each.judgement.outcome)]} {parts}"


def _all_grounds(verdict: "Verdict") -> tuple[list["Reason"], list["Reason"]]:
    """The reasons and the remarks of the file and its signatures, the same text once."""
    judgements = [verdict.judgement, *(each.judgement for each in verdict.signatures)]
    return (
        _once(reason for each in judgements for reason in each.reasons),
        _once(remark for each in judgements for remark in each.remarks),
    )


def _once(reasons: Iterable["Reason"]) -> list["Reason"]:
    return list({(each.code, each.message(language.current()).text): each for each in reasons}.values())


def _advice(verdict: "Verdict") -> Iterator[str]:
    entries = verdict.as_json(language.current())["advice"]
    if isinstance(entries, list):
        yield from (str(each["text"]) for each in entries)


def _details(verdict: "Verdict") -> Iterator[str]:
    yield f"  {say('label.details')}:"
    yield from labelled([("sha256", verdict.sha256), ("indication", _indication(verdict))], "    ")
    for each in verdict.signatures:
        yield from _signature_lines(each)
    for stamp in verdict.time_stamps:
        yield from _time_stamp_lines(stamp, "    ")


def _signature_lines(each: "SignatureVerdict") -> Iterator[str]:
    signatory, certificate = each.signatory, each.certificate
    yield f"    {MARKS[str(each.judgement.outcome)]} {signatory.name or '?'} ({each.field})"
    yield from labelled([
        ("indication", _indication(each)), ("level", each.level or ""),
        ("time", shown_time(each.claimed_time)),
        ("proved_time", shown_time(each.best_time) if each.best_time_source != "now" else ""),
        ("issuer", signatory.issuer), ("serial", signatory.serial),
        ("not_before", shown_time(certificate.not_before) if certificate else ""),
        ("not_after", shown_time(certificate.not_after) if certificate else ""),
        ("state_then", say(f"state.{certificate.state_then}") if certificate else ""),
        ("state_now", say(f"state.{certificate.state_now}") if certificate else ""),
        ("revocation", _revocation(each)),
        ("algorithms", ", ".join(f"{use.shown} ({say(f'strength.{use.strength}')})" for use in each.algorithms)),
        ("whole_file", say("label.yes" if each.covers_whole_file else "answer.no")),
    ], "      ")
    yield from labelled((("changes", _text(change.code, change.message_fields)) for change in each.changes), "      ")
    for stamp in each.time_stamps:
        yield from _time_stamp_lines(stamp, "      ")
    for check in each.checks:
        yield f"      {check.row} {_RESULTS[check.result]} {_text(check.message_code, {})}"


def _time_stamp_lines(stamp: "TimeStampVerdict", indent: str) -> Iterator[str]:
    mark, authority = MARKS[str(stamp.judgement.outcome)], stamp.authority or "?"
    yield from labelled([("time_stamp", f"{mark} {authority}, {shown_time(stamp.at)}")], indent)
    yield from grounds(stamp.judgement.reasons, stamp.judgement.remarks, indent + "  ")


def _revocation(each: "SignatureVerdict") -> str:
    status = each.revocation
    source = f" ({status.source.upper()}, {shown_time(status.checked_at)})" if status.source else ""
    return say(f"state.{status.state}") + source


def _indication(each: "Verdict | SignatureVerdict") -> str:
    judgement = each.judgement
    return " / ".join(str(part) for part in (judgement.indication, judgement.sub_indication) if part)


def _answer(is_so: bool | None) -> str:
    return say("answer.unknown" if is_so is None else "label.yes" if is_so else "answer.no")


def _text(code: str, fields: Mapping[str, object]) -> str:
    from antin.messages import message

    return message(code, language.current(), **fields).text
