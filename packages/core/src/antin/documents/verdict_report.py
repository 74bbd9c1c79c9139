"""The report on checked files as PDF/A-2b, from the JSON of their verdicts; equal input gives equal octets."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from antin.documents.report_words import report_words
from antin.documents.typeset import typeset
from antin.messages import Language

Json = Mapping[str, Any]
VIETNAM = timezone(timedelta(hours=7))


def verdict_report(verdicts: Sequence[Json], *, language: Language, at: datetime) -> bytes:
    """One report on these files, each as `Verdict.as_json` tells it. at: when they were checked, aware.

    Characters that the document font does not have are shown as a question mark.
    """
    words = report_words(language)
    report = {
        "language": language, "words": words, "at": _time(at.isoformat()),
        "made": list(at.astimezone(UTC).timetuple()[:6]),
        "files": [_file(each, words) for each in verdicts],
    }
    return typeset("verdict_report.typ", report)


def _file(verdict: Json, words: Mapping[str, str]) -> Json:
    document = verdict["document"]
    agency = document["agency"] or {"name": None, "existed": None, "successor": None}
    return {
        "name": verdict["file"] or "–", "outcome": verdict["outcome"], "told": words[verdict["outcome"]],
        "reasons": _texts(verdict["reasons"]), "advice": _texts(verdict["advice"]),
        "remarks": _texts(verdict["remarks"]),
        "rows": _rows(words, {
            "authorised": _flag(document["authorised_signature"], words),
            "seal": _flag(document["agency_signature"], words), "agency": agency["name"],
            "existed": _flag(agency["existed"], words) if document["agency"] else None,
            "successor": agency["successor"], "number": document["number"], "date": _day(document["date"]),
            "text_is_signed": _flag(document["text_is_signed"], words),
            "changed": _flag(document["changed_after_issue"], words),
            "complete": _flag(document["is_complete"], words),
            "indication": _indication(verdict), "sha256": f"{verdict['sha256'][:32]} {verdict['sha256'][32:]}".strip(),
        }),
        "signatures": [
            _signature(number, each, words) for number, each in enumerate(verdict["signatures"], 1)
        ],
    }


def _signature(number: int, signature: Json, words: Mapping[str, str]) -> Json:
    certificate = signature["certificate"]
    return {
        "title": f"{words['signature']} {number}: {words[signature['outcome']]}",
        "rows": _rows(words, {
            "signer": signature["signer"], "agency": signature["agency"], "issuer": signature["issuer"],
            "serial": signature["serial"], "indication": _indication(signature), "level": signature["level"],
            "best_time": f"{_time(signature['best_time'])} ({words[signature['best_time_source']]})",
            "claimed_time": _time(signature["claimed_time"]), "covers": _spans(signature["covered"]),
            "algorithms": ", ".join(f"{each['name']} ({words[each['strength']]})" for each in signature["algorithms"]),
            "then": words["state_" + certificate["state_then"]] if certificate else None,
            "now_state": words["state_" + certificate["state_now"]] if certificate else None,
            "why": " ".join(_texts(signature["reasons"])), "remarks": " ".join(_texts(signature["remarks"])),
            "changes": " ".join(_texts(signature["changes"])),
        }),
        "checks": [[each["row"], words[f"check_{each['result']}"], each["text"]] for each in signature["checks"]],
    }


def _rows(words: Mapping[str, str], values: Mapping[str, str | None]) -> list[list[str]]:
    return [[words[key], value] for key, value in values.items() if value]


def _texts(told: Iterable[Json]) -> list[str]:
    return [each["text"] for each in told]


def _flag(value: bool | None, words: Mapping[str, str]) -> str:
    return words["unknown" if value is None else "yes" if value else "no"]


def _indication(judged: Json) -> str:
    return " / ".join(each for each in (judged["indication"], judged["sub_indication"]) if each)


def _spans(spans: Iterable[Sequence[int]]) -> str:
    return ", ".join(f"{first}–{last}" for first, last in spans)


def _day(text: str | None) -> str | None:
    return "/".join(reversed(text.split("-"))) if text else None


def _time(text: str | None) -> str | None:
    """RFC 3339 as people here read it."""
    return datetime.fromisoformat(text).astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S +07:00") if text else None
