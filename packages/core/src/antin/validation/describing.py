"""A path report as plain data for JSON, in the words of the contracts; times are RFC 3339 in UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime

from antin.messages import Language
from antin.validation.anchors import TrustAnchor
from antin.validation.indications import Reason
from antin.validation.report import CertificateReport, PathReport
from antin.validation.statuses import RevocationStatus

Json = dict[str, object]


def described(report: PathReport, language: Language = "vi") -> Json:
    """Outcome, indications, reasons, remarks and advice with texts, anchor, and path (target first)."""
    return {
        "outcome": str(report.outcome),
        "indication": str(report.indication),
        "sub_indication": str(report.sub_indication) if report.sub_indication else None,
        "at": _time(report.at),
        "reasons": _texts(report.reasons, language),
        "remarks": _texts(report.remarks, language),
        "advice": _advice(report.reasons, language),
        "revocation": described_status(report.revocation) if report.revocation else None,
        "policies": sorted(report.policies),
        "anchor": _anchor(report.anchor) if report.anchor else None,
        "path": [_certificate(each) for each in report.path],
    }


def described_status(status: RevocationStatus) -> Json:
    """A revocation status."""
    return {
        "state": str(status.state), "source": status.source or None, "checked_at": _time(status.checked_at),
        "revoked_at": _time(status.revoked_at), "reason": status.reason or None,
    }


def _anchor(anchor: TrustAnchor) -> Json:
    return {"subject": anchor.name.text, "sha256": anchor.sha256, "source": anchor.source}


def _certificate(each: CertificateReport) -> Json:
    certificate = each.certificate
    return {
        "subject": certificate.subject.text, "issuer": certificate.issuer.text,
        "serial": f"{certificate.serial:X}", "sha256": certificate.sha256,
        "not_before": _time(certificate.not_before), "not_after": _time(certificate.not_after),
        "revocation": described_status(each.revocation),
        "algorithms": [{"name": use.shown, "strength": str(use.strength)} for use in each.algorithms],
    }


def _texts(reasons: Sequence[Reason], language: Language) -> list[Json]:
    """Codes with texts, each text once."""
    unique = dict.fromkeys((each.code, each.message(language).text) for each in reasons)
    return [{"code": code, "text": text} for code, text in unique]


def _advice(reasons: Sequence[Reason], language: Language) -> list[Json]:
    """What a person can do, once for each code that knows something."""
    hints = {each.code: each.message(language).hint for each in reasons}
    return [{"code": code, "text": hint} for code, hint in hints.items() if hint]


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None
