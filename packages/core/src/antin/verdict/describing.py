"""A verdict as plain data for JSON, in the words of the contracts; times are RFC 3339 in UTC."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from antin.messages import Language, message
from antin.pades import Change
from antin.validation import Reason, described_status
from antin.verdict.checks import Check
from antin.verdict.model import (
    Agency,
    DocumentFindings,
    Judgement,
    SignatureVerdict,
    SignerCertificate,
    TimeStampVerdict,
    Verdict,
)

Json = dict[str, object]
# These say what the advice on `no_signature` says, and more.
_COPIES = {"scanned_copy", "signature_only_drawn", "printed_copy"}


def described(verdict: Verdict, language: Language = "vi") -> Json:
    """Everything a verdict says, with texts."""
    return {
        "file": verdict.file, "sha256": verdict.sha256, "kind": verdict.kind,
        "outcome": str(verdict.outcome),
        "document": _document(verdict.document),
        **_judgement(verdict.judgement, language),
        "signatures": [_signature(each, language) for each in verdict.signatures],
        "time_stamps": [_time_stamp(each, language) for each in verdict.time_stamps],
        "advice": _advice(verdict, language),
    }


def _document(document: DocumentFindings) -> Json:
    return {
        "authorised_signature": document.authorised_signature, "agency_signature": document.agency_signature,
        "is_complete": document.is_complete,
        "number": document.number, "date": document.date, "text_is_signed": document.text_is_signed,
        "changed_after_issue": document.changed_after_issue, "agency": _agency(document.agency),
    }


def _agency(agency: Agency | None) -> Json | None:
    if agency is None:
        return None
    return {"name": agency.name, "existed": agency.existed, "successor": agency.successor or None}


def _judgement(judgement: Judgement, language: Language) -> Json:
    return {
        "indication": str(judgement.indication),
        "sub_indication": str(judgement.sub_indication) if judgement.sub_indication else None,
        "reasons": _texts(judgement.reasons, language), "remarks": _texts(judgement.remarks, language),
    }


def _signature(each: SignatureVerdict, language: Language) -> Json:
    return {
        "field": each.field, "signer": each.signatory.name or None, "agency": each.signatory.agency or None,
        "issuer": each.signatory.issuer or None, "serial": each.signatory.serial or None,
        "is_organisation": each.signatory.is_organisation,
        "outcome": str(each.judgement.outcome),
        "claimed_time": _time(each.claimed_time), "best_time": _time(each.best_time),
        "best_time_source": str(each.best_time_source), "level": each.level,
        "covers_whole_file": each.covers_whole_file,
        "covered": [list(span) for span in each.covered],
        "not_covered": [list(span) for span in each.not_covered],
        "changes": [_change(change, language) for change in each.changes],
        "algorithms": [{"name": use.shown, "strength": str(use.strength)} for use in each.algorithms],
        **_judgement(each.judgement, language),
        "revocation": described_status(each.revocation),
        "time_stamps": [_time_stamp(stamp, language) for stamp in each.time_stamps],
        "checks": [_check(check, language) for check in each.checks],
        "certificate": _certificate(each.certificate) if each.certificate else None,
    }


def _certificate(certificate: SignerCertificate) -> Json:
    return {
        "not_before": _time(certificate.not_before), "not_after": _time(certificate.not_after),
        "state_then": str(certificate.state_then), "state_now": str(certificate.state_now),
    }


def _check(check: Check, language: Language) -> Json:
    return {
        "row": check.row, "code": check.code, "is_mandatory": check.is_mandatory, "result": str(check.result),
        "text": message(check.message_code, language).text,
    }


def _time_stamp(each: TimeStampVerdict, language: Language) -> Json:
    return {
        "field": each.field or None, "time": _time(each.at), "authority": each.authority or None,
        "outcome": str(each.judgement.outcome), **_judgement(each.judgement, language),
    }


def _change(change: Change, language: Language) -> Json:
    text = message(change.code, language, **change.message_fields).text
    return {"code": change.code, "text": text, "is_allowed": change.is_allowed}


def _texts(reasons: Iterable[Reason], language: Language) -> list[Json]:
    """Codes with texts, each text once."""
    unique = dict.fromkeys((each.code, each.message(language).text) for each in reasons)
    return [{"code": code, "text": text} for code, text in unique]


def _advice(verdict: Verdict, language: Language) -> list[Json]:
    """What to do next, once for each code that knows something."""
    hints: Mapping[str, str] = {each.code: each.message(language).hint for each in _grounds(verdict)}
    is_more_known = not _COPIES.isdisjoint(hints)
    return [
        {"code": code, "text": hint} for code, hint in hints.items()
        if hint and not (is_more_known and code == "no_signature")
    ]


def _grounds(verdict: Verdict) -> Iterator[Reason]:
    judgements = [verdict.judgement, *(each.judgement for each in verdict.signatures)]
    for each in judgements:
        yield from each.reasons
    for each in judgements:
        yield from each.remarks


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None
