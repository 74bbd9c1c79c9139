"""What a signed file must carry to stay checkable: certificates, lists and answers, gathered by judging it
(EN 319 142-1 5.4.2, EN 319 102-1 5.5).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from antin import pades
from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.validation import Evidence, PathReport
from antin.validation.crl import read_revocation_list
from antin.validation.ocsp import read_ocsp_response
from antin.validation.online_evidence import Fetch
from antin.verdict.paths import NOTHING, Paths, Trust, with_carried
from antin.verdict.signatures import judge_signature
from antin.verdict.time_stamps import document_time_stamps, proof_by_document


class EvidenceIncomplete(AntinError):
    """Validation data for a certificate cannot be had (`subject`): no path, or nobody tells of its revocation."""

    code = "evidence_incomplete"


def validation_data_for(
    pdf: bytes, *, at: datetime, trust: Trust, evidence: Evidence = NOTHING, fetch: Fetch | None = None,
) -> pades.ValidationData:
    """Everything that judging the file's signatures and time-stamps rests on, at an aware time.

    1. Judge them, fetching what is missing. 2. Every path must reach an anchor and have its answers. 3. Keep of
    the evidence what speaks of these paths.
    fetch: None opens no socket. Raises EvidenceIncomplete; every child of PdfUnreadable.
    """
    found = pades.read(pdf)
    paths = Paths(at, trust, with_carried(evidence, found.validation_data), fetch=fetch)
    stamps = [each for each in found.signatures if each.kind is pades.SignatureKind.DOCUMENT_TIME_STAMP]
    judged = document_time_stamps(found, stamps, paths)                                          # 1
    for each in found.signatures:
        if each.kind is pades.SignatureKind.SIGNATURE:
            judge_signature(found, each, paths, proof_by_document(judged, each.revision, at))
    for report in paths.reports:                                                                 # 2
        _check(report)
    return _relevant(paths.reports, paths.evidence)                                              # 3


def preserved(
    pdf: bytes, *, at: datetime, trust: Trust, evidence: Evidence = NOTHING, fetch: Fetch | None = None,
) -> bytes:
    """The file with what `validation_data_for` finds appended to it. Raises as that does."""
    return pades.add_validation_data(
        pdf, validation_data_for(pdf, at=at, trust=trust, evidence=evidence, fetch=fetch),
    )


def _check(report: PathReport) -> None:
    unanswered = [each.certificate for each in report.unanswered]
    if report.anchor is None or not report.path:
        subject = report.path[0].certificate.subject.shown if report.path else "?"
        raise EvidenceIncomplete(subject=subject)
    if unanswered:
        raise EvidenceIncomplete(subject=unanswered[0].subject.shown)


def _relevant(reports: Sequence[PathReport], evidence: Evidence) -> pades.ValidationData:
    certificates = list(dict.fromkeys(each.certificate for report in reports for each in report.path))
    anchors = [report.anchor.certificate for report in reports if report.anchor and report.anchor.certificate]
    serials = {each.serial for each in certificates}
    issuers = {each.issuer for each in certificates}
    return pades.ValidationData(
        tuple(dict.fromkeys((*(each.encoded for each in certificates), *anchors))),
        tuple(_kept(evidence.crls, lambda each: read_revocation_list(each).issuer in issuers)),
        tuple(_kept(evidence.ocsp_responses, lambda each: any(a.serial in serials for a in read_ocsp_response(each)))),
    )


def _kept(octets: Iterable[bytes], is_wanted: Callable[[bytes], bool]) -> Iterable[bytes]:
    for each in dict.fromkeys(octets):
        try:
            if is_wanted(each):
                yield each
        except MalformedEncoding:
            continue
