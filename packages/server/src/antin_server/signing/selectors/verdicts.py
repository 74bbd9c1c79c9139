"""Verdicts as pages show them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def shown(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict's JSON for a page: times as times, the date of the document as a date."""
    found = dict(verdict)
    document = found["document"]
    found["document"] = {**document, "date": date.fromisoformat(document["date"]) if document["date"] else None}
    found["signatures"] = [_signature_shown(each) for each in found["signatures"]]
    found["time_stamps"] = [_timed(each, "time") for each in found["time_stamps"]]
    return found


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

