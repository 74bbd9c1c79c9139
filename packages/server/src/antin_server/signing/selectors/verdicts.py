"""Verdicts as pages show them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

_OF_REVOCATION = {"revocation_unchecked", "revocation_stale"}


def shown(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict's JSON for a page: times as times, the date of the document as a date.

    What is false stays false whatever is learnt of revocation: then nobody is sent to ask about it.
    """
    found = dict(verdict)
    if found["outcome"] == "not_valid":
        found["advice"] = [each for each in found["advice"] if each["code"] not in _OF_REVOCATION]
    document = found["document"]
    found["document"] = {**document, "date": date.fromisoformat(document["date"]) if document["date"] else None}
    found["signatures"] = [_signature_shown(each) for each in found["signatures"]]
    found["time_stamps"] = [_timed(each, "time") for each in found["time_stamps"]]
    return found


def decisive_reason(verdict: Mapping[str, Any]) -> str:
    """In one sentence why a verdict is what it is; empty when it is valid."""
    judged = [verdict, *(each for each in verdict["signatures"] if each["outcome"] == verdict["outcome"])]
    return next((each["reasons"][0]["text"] for each in judged if each["reasons"]), "")


def changes_shown(verdict: Mapping[str, Any], pictures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The changes of which there are pictures: which signature, from 1, what happened, and the pages."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for each in pictures:
        which, number = each["signature"], each["change"]
        text = verdict["signatures"][which]["changes"][number]["text"]
        change = found.setdefault((which, number), {"signature": which + 1, "text": text, "pages": []})
        change["pages"].append(each)
    return list(found.values())


def _signature_shown(signature: Mapping[str, Any]) -> dict[str, Any]:
    certificate = signature["certificate"]
    return _timed(signature, "claimed_time", "best_time") | {
        "certificate": _timed(certificate, "not_before", "not_after") if certificate else None,
        "revocation": _timed(signature["revocation"], "checked_at", "revoked_at"),
        "time_stamps": [_timed(each, "time") for each in signature["time_stamps"]],
    }


def _timed(described: Mapping[str, Any], *names: str) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(described[name]) if described[name] else None for name in names}
    return {**described, **times}

