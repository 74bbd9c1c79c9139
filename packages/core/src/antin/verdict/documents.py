"""What an official document needs, read from the verdicts on its signatures (NĐ 30/2020 Đ.8, Đ.13) and from what
it shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from antin import pades
from antin.casework.agencies import standing
from antin.casework.formats.dates import VIETNAM
from antin.validation import Outcome, Reason
from antin.verdict.findings import of_code
from antin.verdict.headings import Heading, heading_of
from antin.verdict.model import Agency, DocumentFindings, Judgement, SignatureVerdict, TimeSource
from antin.verdict.visible import ReadVisible, VisibleContent, copy_code


@dataclass(frozen=True)
class Shown:
    """What a file shows. is_signed: the octets it was read from are those that a valid signature covers;
    None: a signature of which that cannot be told.
    """

    content: VisibleContent | None = None
    is_signed: bool | None = None


def shown_by(
    found: pades.PdfSignatures, signed: Sequence[pades.EmbeddedSignature], judged: Sequence[SignatureVerdict],
    visible: ReadVisible | None,
) -> Shown:
    """What the newest revision shows that a valid signature covers; without one, the newest that may turn out to
    be; else the file as it is. Later revisions may show something else, which nobody answers for. Where signatures
    are and none can be read, nothing is asked: whatever the file shows, it is as false as they are.
    """
    if visible is None or (signed and all(each.faults for each in signed)):
        return Shown()
    for outcome, is_signed in ((Outcome.VALID, True), (Outcome.CANNOT_TELL, None)):
        covering = [
            each for each, verdict in zip(signed, judged, strict=False)
            if verdict.judgement.outcome is outcome and each.byte_range is not None and not each.faults
        ]
        if covering:
            newest = max(covering, key=lambda each: each.revision)
            return Shown(visible(found.revision_of(newest)), is_signed)
    return Shown(visible(found.pdf), False)


def document_findings(signatures: Sequence[SignatureVerdict], shown: Shown, at: datetime) -> DocumentFindings:
    """Number and date are those that the first page shows. at: the time of the verdict, aware."""
    pages = shown.content.pages if shown.content else ()
    heading = heading_of(pages[0]) if pages else Heading()
    is_read = heading.number is not None or heading.issued_on is not None
    return DocumentFindings(
        number=heading.number.text if heading.number else None,
        date=heading.issued_on.isoformat() if heading.issued_on else None,
        text_is_signed=shown.is_signed if is_read else None,
        agency=_agency(signatures, at),
        authorised_signature=_is_there([each for each in signatures if not each.signatory.is_organisation]),
        agency_signature=_is_there([each for each in signatures if each.signatory.is_organisation]),
        changed_after_issue=_is_changed(signatures),
    )


def unsigned(shown: Shown, document: DocumentFindings) -> Iterator[Judgement]:
    """What a file without signature is, beyond that: a scan, or a print that lost what was signed."""
    code = copy_code(shown.content) if shown.content else ""
    if code:
        named = Reason("document_numbered", None, {"number": document.number}) if document.number else None
        yield of_code(code, {"document": named or Reason("document_unnumbered")})


def agency_remarks(agency: Agency | None) -> tuple[Reason, ...]:
    """What to say of an agency that is no more."""
    if agency is None or (agency.existed is not False and not agency.successor):
        return ()
    fields = {"agency": agency.name, "successor": agency.successor}
    if agency.existed is False:
        return (Reason("agency_did_not_exist" if agency.successor else "agency_of_the_past", None, fields),)
    return (Reason("agency_succeeded", None, fields),)


def _agency(signatures: Sequence[SignatureVerdict], at: datetime) -> Agency | None:
    """Of the seal, else of the person; of a valid signature before others; the last to sign."""
    named = [each for each in signatures if each.signatory.bodies]
    if not named:
        return None
    chosen = max(named, key=lambda each: (each.signatory.is_organisation, each.judgement.outcome is Outcome.VALID))
    is_proved = chosen.best_time_source is not TimeSource.NOW
    signed_at = chosen.best_time if is_proved else chosen.claimed_time
    name = chosen.signatory.agency
    if signed_at is None:
        return Agency(name)
    known = standing(chosen.signatory.bodies, on=_day(signed_at), today=_day(at))
    return Agency(name, known.existed, known.successor)


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _is_there(signatures: Sequence[SignatureVerdict]) -> bool | None:
    outcomes = {each.judgement.outcome for each in signatures}
    if Outcome.VALID in outcomes:
        return True
    return None if Outcome.CANNOT_TELL in outcomes else False


def _is_changed(signatures: Sequence[SignatureVerdict]) -> bool | None:
    """Whether anything happened after signing that the rules do not allow, or a digest is broken."""
    if not signatures:
        return None
    changes = [change for each in signatures for change in each.changes]
    is_broken = any(reason.code == "message_digest_wrong" for each in signatures for reason in each.judgement.reasons)
    if is_broken or any(not each.is_allowed and each.is_examined for each in changes):
        return True
    return None if any(not each.is_examined for each in changes) else False
