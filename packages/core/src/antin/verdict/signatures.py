"""One signature of a PDF, judged step by step (EN 319 102-1 5.3, 5.5; ISO 32000-2 12.8).

1. Format: what breaks it leaves nothing to rely on.
2. Arithmetic: digest and value, whoever signed.
3. What happened to the document afterwards.
4. When: the earliest time that a good time-stamp proves; without one, the time of the verdict.
5. Who: the certificate's path at that time, revocation included.
6. How strong the algorithms were at that time.
7. The checklist of TT 15/2025, from all this.
Every step that can be taken is taken; the worst finding names the outcome.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from antin import cms, pades
from antin.cms import SignedDataBroken, VerifiedSignature
from antin.errors import AntinError
from antin.validation import DOCUMENT_SIGNING, Evidence, PathReport, Reason
from antin.verdict.certificate_states import signer_certificate
from antin.verdict.checks import Basis, checks_of
from antin.verdict.findings import PASSED, of_code, of_error, of_path, together
from antin.verdict.holders import certificate_of, described_holder
from antin.verdict.model import UNASKED, Judgement, Signatory, SignatureVerdict, TimeSource, TimeStampVerdict
from antin.verdict.paths import Paths
from antin.verdict.strengths import algorithms_of, of_strength
from antin.verdict.time_stamps import Proof, signature_time_stamps

# A claimed time may lie this far from a proved one before it is remarked: signing waits for the time-stamp.
CLAIM_MAY_DIFFER = timedelta(minutes=15)


@dataclass(frozen=True)
class _Arithmetic:
    """What the octets say. verified: None when they do not hold; signed: None when they cannot be read."""

    judgement: Judgement
    verified: VerifiedSignature | None = None
    signed: cms.SignedData | None = None

    @property
    def failed(self) -> str:
        """The code of what it broke on; empty when it holds."""
        return self.judgement.reasons[0].code if self.judgement.reasons else ""

    @property
    def has_attributes(self) -> bool:
        """Whether attributes are signed, and not the content itself."""
        return self.signed is not None and any(each.signed_attributes for each in self.signed.signer_infos)


def judge_signature(
    found: pades.PdfSignatures, signature: pades.EmbeddedSignature, paths: Paths, control: Proof,
) -> SignatureVerdict:
    """The verdict on one signature. control: the earliest proof by document time-stamps, or now."""
    arithmetic = _arithmetic(found, signature)                                                   # 1, 2
    afterwards = _afterwards(signature)                                                          # 3
    stamps = _stamps(arithmetic, paths, control)                                                 # 4
    proof = _best_proof(stamps, control)
    path, report = _path(arithmetic, paths, proof)                                               # 5
    algorithms = algorithms_of(arithmetic.verified, proof.at) if arithmetic.verified else ()     # 6
    claimed_time = signature.claimed_time or _claimed_in(arithmetic.signed)
    judgement = together(
        [arithmetic.judgement, afterwards, path, of_strength(algorithms)],
        [*_remarks(arithmetic, proof, claimed_time, path), *_stamp_remarks(stamps)],
    )
    certificate, revocation = certificate_of(signature.contents), (report.revocation if report else None) or UNASKED
    basis = Basis(                                                                               # 7
        is_verified=arithmetic.verified is not None, failed=arithmetic.failed, has_attributes=arithmetic.has_attributes,
        certificate=certificate, report=report, revocation=revocation, proved_at=proof.at, claimed_time=claimed_time,
        algorithms=algorithms,
    )
    covered, not_covered = _coverage(found, signature)
    return SignatureVerdict(
        field=signature.field, signatory=described_holder(certificate) if certificate else Signatory(),
        judgement=judgement,
        claimed_time=claimed_time, best_time=proof.at, best_time_source=proof.source,
        level=_level(found, signature, arithmetic, stamps, control), covers_whole_file=signature.covers_whole_file,
        covered=covered, not_covered=not_covered, changes=signature.changes, algorithms=algorithms,
        revocation=revocation, time_stamps=stamps, checks=checks_of(basis), certificate=(
            signer_certificate(certificate, revocation, then=proof.at, now=paths.at) if certificate else None
        ),
    )


def _arithmetic(found: pades.PdfSignatures, signature: pades.EmbeddedSignature) -> _Arithmetic:
    if signature.faults:
        return _Arithmetic(together([of_code(code) for code in signature.faults]))
    signed = None
    try:
        signed = cms.read(signature.contents)
        return _Arithmetic(PASSED, pades.verify(found, signature), signed)
    except AntinError as error:
        return _Arithmetic(of_error(error), None, signed)


def _afterwards(signature: pades.EmbeddedSignature) -> Judgement:
    return together([
        of_code(each.code, each.message_fields, meant="" if each.is_examined else "change_unexamined")
        for each in signature.changes if not each.is_allowed
    ])


def _stamps(arithmetic: _Arithmetic, paths: Paths, control: Proof) -> tuple[TimeStampVerdict, ...]:
    if arithmetic.signed is None or arithmetic.verified is None:
        return ()
    signer = cms.only_signer(arithmetic.signed)
    return signature_time_stamps(signer.time_stamp_tokens, signer.signature, paths, control)


def _best_proof(stamps: tuple[TimeStampVerdict, ...], control: Proof) -> Proof:
    """The earliest; a time-stamp from a clock a little ahead of ours is as good as one of now."""
    good = [each.at for each in stamps if not each.judgement.reasons and each.at is not None]
    return Proof(min(*good, control.at), TimeSource.TIME_STAMP) if good else control


def _path(arithmetic: _Arithmetic, paths: Paths, proof: Proof) -> tuple[Judgement, PathReport | None]:
    """Whom nobody signed for is not asked about: a false signature sends us nowhere."""
    if arithmetic.verified is None or arithmetic.signed is None:
        return PASSED, None
    beside = Evidence(arithmetic.signed.certificates, arithmetic.signed.crls)
    report = paths.judged(
        arithmetic.verified.certificate, at=proof.at, purpose=DOCUMENT_SIGNING, beside=beside,
    )
    return of_path(report), report


def _remarks(
    arithmetic: _Arithmetic, proof: Proof, claimed_time: datetime | None, path: Judgement,
) -> Iterator[Reason]:
    if arithmetic.verified is None:
        return
    if not arithmetic.verified.certificate_reference:
        yield Reason("certificate_not_referenced")
    is_proved = proof.source is not TimeSource.NOW
    if is_proved and claimed_time is not None and abs(claimed_time - proof.at) > CLAIM_MAY_DIFFER:
        yield Reason("claimed_time_differs", None, {"claimed": claimed_time, "proved": proof.at})
    if not is_proved and any(each.code in _TIME_WOULD_HELP for each in path.reasons):
        yield Reason("time_not_proved")


# With these, proof that the signature is older could change the answer.
_TIME_WOULD_HELP = {
    "certificate_revoked", "certificate_expired", "issuer_revoked", "issuer_expired", "algorithm_refused",
    "certificate_on_hold", "revocation_after_expiry",
}


def _stamp_remarks(stamps: tuple[TimeStampVerdict, ...]) -> Iterator[Reason]:
    """A time-stamp that proves nothing costs the time it would have proved, not the signature."""
    for each in stamps:
        if each.judgement.reasons:
            fields = {"authority": each.authority or "?", "reason": each.judgement.reasons[0]}
            yield Reason("time_stamp_not_good", None, fields)


def _claimed_in(signed: cms.SignedData | None) -> datetime | None:
    if signed is None or len(signed.signer_infos) != 1:
        return None
    try:
        return signed.signer_infos[0].signing_time
    except SignedDataBroken:
        return None


def _coverage(
    found: pades.PdfSignatures, signature: pades.EmbeddedSignature,
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    span, size = signature.byte_range, len(found.pdf)
    if span is None or signature.faults:
        return (), ((0, size),)
    behind = ((span.covered, size),) if span.covered < size else ()
    return ((0, span.start), (span.end, span.covered)), behind


def _level(
    found: pades.PdfSignatures, signature: pades.EmbeddedSignature, arithmetic: _Arithmetic,
    stamps: tuple[TimeStampVerdict, ...], control: Proof,
) -> str | None:
    """By what is there (EN 319 142-1 6): the signed reference to the certificate, a time-stamp, validation
    data in the file, a time-stamp of the document over it all.
    """
    verified = arithmetic.verified
    if verified is None or not verified.certificate_reference or signature.sub_filter != "ETSI.CAdES.detached":
        return None
    if not any(each.at is not None for each in stamps):
        return "B-B"
    if found.validation_data.is_empty:
        return "B-T"
    return "B-LTA" if control.source is TimeSource.DOCUMENT_TIME_STAMP else "B-LT"
