"""Any file → one verdict. Never raises on input."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from antin import pades
from antin.errors import AntinError
from antin.pades.errors import NotPdf
from antin.validation import Evidence, Reason
from antin.validation.online_evidence import Fetch
from antin.verdict import covering
from antin.verdict.covering import FindCovered
from antin.verdict.documents import agency_remarks, document_findings, shown_by, unsigned
from antin.verdict.findings import of_code, together
from antin.verdict.kinds import Kind, brought
from antin.verdict.model import Judgement, SignatureVerdict, Verdict
from antin.verdict.paths import NOTHING, Paths, Trust, with_carried
from antin.verdict.signatures import judge_signature
from antin.verdict.time_stamps import DocumentTimeStamp, document_time_stamps, proof_by_document
from antin.verdict.visible import ReadVisible

# Bounds of one verdict: how many signatures are judged, and how many octets are hashed for them.
MAX_SIGNATURES, MAX_HASHED_OCTETS = 100, 8 << 30


def judge(
    data: bytes, *, file: str, at: datetime, trust: Trust, evidence: Evidence = NOTHING, offline: bool = False,
    fetch: Fetch | None = None, visible: ReadVisible | None = None, covered: FindCovered | None = None,
) -> Verdict:
    """The verdict on a file at an aware time; bounded, and it never raises on input.

    1. Open the file and find its signatures, and what covers what they signed. 2. Judge the document's time-stamps,
    newest first. 3. Judge each signature. 4. Read number and date from what is signed, and ask about the agency.
    5. The file is as good as its worst signature.
    file: how it is called. evidence: certificates, lists and answers at hand. fetch: gets missing revocation
    evidence, for certificates that lead to an anchor and no others; None opens no socket.
    visible: gives what a PDF shows (`antin.adapters.pdf_pages_apart`); None leaves number and date unknown.
    covered: tells whether later looks cover what was signed (the same adapter); None: that is not asked.
    offline: revocation that could not be checked is a remark instead of leaving the question open.
    """
    try:
        found = pades.read(data)                                                                 # 1
    except pades.PdfUnreadable as error:
        return _unopened(error, data, file=file)
    compared = covering.compared(found, covered)
    found = replace(found, signatures=compared.signatures)
    paths = Paths(at, trust, with_carried(evidence, found.validation_data), offline, fetch)
    by_kind = _parted(found)
    stamps = document_time_stamps(found, by_kind[pades.SignatureKind.DOCUMENT_TIME_STAMP], paths)  # 2
    signed = by_kind[pades.SignatureKind.SIGNATURE]
    judged = tuple(                                                                              # 3
        judge_signature(found, each, paths, proof_by_document(stamps, each.revision, at))
        for each in signed[: _many(found)]
    )
    shown = shown_by(found, signed, judged, visible)                                             # 4
    document = document_findings(judged, shown, at)
    of_file = [*_of_file(signed, judged, stamps), *(() if signed else unsigned(shown, document))]
    remarks = (*compared.remarks, *agency_remarks(document.agency))
    concluded = _concluded(found, of_file, judged, remarks)                                      # 5
    sha256 = found.digests.whole("sha256").hex()  # after the signatures': what they cover is not hashed again
    return Verdict(file, sha256, Kind.PDF, concluded, document, judged, tuple(each.verdict for each in stamps))


def _unopened(error: pades.PdfUnreadable, data: bytes, *, file: str) -> Verdict:
    """The verdict on a broken PDF, or on what people bring instead, each kind with its own next step.

    Archives and mails may hold a PDF near enough to their beginning to look like one.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    found = brought(data) if isinstance(error, NotPdf) or data.lstrip()[:5] != b"%PDF-" else None
    if found is None or (found.kind in (Kind.OTHER, Kind.TEXT) and not isinstance(error, NotPdf)):
        return unreadable(error, file=file, sha256=sha256, kind=Kind.PDF)
    return Verdict(file, sha256, found.kind, of_code(found.code), is_readable=False)


def unreadable(error: AntinError, *, file: str, sha256: str = "", kind: str = Kind.OTHER) -> Verdict:
    """The verdict on a file that could not even be opened, for the reason told."""
    judgement = of_code(error.code, error.fields, meant="file_unreadable")
    return Verdict(file, sha256, kind, judgement, is_readable=False)


def _parted(found: pades.PdfSignatures) -> dict[pades.SignatureKind, list[pades.EmbeddedSignature]]:
    return {kind: [each for each in found.signatures if each.kind is kind] for kind in pades.SignatureKind}


def _many(found: pades.PdfSignatures) -> int:
    """How many signatures are judged: each hashes what it covers."""
    return max(1, min(MAX_SIGNATURES, MAX_HASHED_OCTETS // max(1, len(found.pdf))))


def _concluded(
    found: pades.PdfSignatures, of_file: Sequence[Judgement], judged: Sequence[SignatureVerdict],
    remarked: Sequence[Reason],
) -> Judgement:
    """The reasons are those of the file; each signature tells its own."""
    remarks = [*(Reason(code) for code in found.remarks), *remarked]
    worst = together([*of_file, *(each.judgement for each in judged)])
    own = together(of_file, remarks)
    return Judgement(worst.outcome, worst.indication, worst.sub_indication, own.reasons, own.remarks)


def _of_file(
    signed: Sequence[object], judged: Sequence[SignatureVerdict], stamps: Sequence[DocumentTimeStamp],
) -> Iterator[Judgement]:
    if not signed:
        yield of_code("no_signature")
    if len(signed) > len(judged):
        yield of_code("too_many_signatures", {"count": len(signed), "limit": len(judged)})
    for each in stamps:
        if each.is_false:
            yield of_code("document_time_stamp_false", {"field": each.verdict.field})
