"""Is this certificate valid at that time? The one door of the room.

1. Read the certificate. What cannot be read is reported, never raised.
2. A certificate that is itself an anchor is judged without a path.
3. Take candidate paths, the likeliest first (`chain_building`).
4. Process each (`path_processing`); where it holds, or fails by dates and strength alone, ask for the
   revocation of every certificate (`revocation`).
5. The first path without fault is the answer. Else the path that comes closest tells why: open questions
   before refusals, because another look may settle them.
6. Without any path, the dead ends of the search tell why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from antin.der import MalformedEncoding
from antin.validation.anchors import TrustAnchor
from antin.validation.budget import TooComplex
from antin.validation.certificate import Certificate, read_certificate
from antin.validation.chain_building import Search
from antin.validation.context import Context
from antin.validation.evidence import Evidence
from antin.validation.indications import RANK, VERDICTS, Indication, Outcome, Reason, SubIndication
from antin.validation.path_processing import ProcessedPath, process_anchor, process_path
from antin.validation.policy import Purpose, RevocationMode, ValidationPolicy
from antin.validation.report import CertificateReport, PathReport
from antin.validation.revocation import RevocationChecking, unasked
from antin.validation.statuses import PROBLEMS, RevocationState, RevocationStatus

NO_EVIDENCE = Evidence()
DEFAULT_POLICY = ValidationPolicy()
# With these faults, revocation is still worth asking for: it may turn an answer (expired → not revoked).
_CURABLE = {
    "certificate_expired", "certificate_not_yet_valid", "issuer_expired", "issuer_not_yet_valid",
    "algorithm_refused",
}


@dataclass(frozen=True)
class _Attempt:
    """A path with its statuses (anchor side first) and everything found."""

    path: ProcessedPath
    statuses: tuple[RevocationStatus, ...]
    faults: tuple[Reason, ...]
    remarks: tuple[Reason, ...]


def validate_path(
    certificate: bytes, *, at: datetime, anchors: Sequence[TrustAnchor], evidence: Evidence = NO_EVIDENCE,
    policy: ValidationPolicy = DEFAULT_POLICY, purpose: Purpose | None = None,
) -> PathReport:
    """Whether a certificate (DER) is valid at an aware time: RFC 5280 6 in the words of EN 319 102-1 5.2.6.

    Pure and bounded: never raises on input, opens nothing, ends within `policy.limits`. evidence: issuers'
    certificates, lists and answers, of any origin, in any order. purpose: None asks for none.
    """
    context = Context(at, policy, anchors, evidence)
    try:
        target = read_certificate(certificate)  # 1
    except MalformedEncoding as error:
        return _concluded(at, (Reason("certificate_malformed", 0, dict(error.fields)),))
    report = _judged(target, context, purpose)
    return replace(report, work=context.budget.spent)


def _judged(target: Certificate, context: Context, purpose: Purpose | None) -> PathReport:
    search, attempts = Search(context), list[_Attempt]()
    namesakes = context.index.anchors_by_name.get(target.subject, ())
    anchor = next((each for each in namesakes if each.is_key_of(target)), None)
    if anchor is not None:
        return _anchor_report(anchor, target, context, purpose)  # 2
    try:
        for anchor, certificates in search.paths(target):  # 3
            attempts.append(_attempt(anchor, certificates, context, purpose))  # 4
            if not attempts[-1].faults:
                return _report(attempts[-1], context)  # 5
    except TooComplex as error:
        return _concluded(context.at, (Reason("validation_too_complex", 0, dict(error.fields)),))
    if attempts:
        return _report(min(attempts, key=_distance), context)
    return _concluded(context.at, _dead_end(search, target))  # 6


def _anchor_report(
    anchor: TrustAnchor, target: Certificate, context: Context, purpose: Purpose | None,
) -> PathReport:
    path = process_anchor(anchor, target, context, purpose=purpose)
    status = RevocationStatus(RevocationState.NOT_PROVIDED)
    return _report(_Attempt(path, (status,), path.faults, path.remarks), context)


def _attempt(
    anchor: TrustAnchor, certificates: tuple[Certificate, ...], context: Context, purpose: Purpose | None,
) -> _Attempt:
    path = process_path(anchor, certificates, context, purpose=purpose)
    mode = context.policy.revocation
    if mode is RevocationMode.NOT_CHECKED or any(each.code not in _CURABLE for each in path.faults):
        return _Attempt(path, unasked(path), path.faults, path.remarks)
    statuses = RevocationChecking(context, anchor).statuses(path)
    found = [each for index in range(len(statuses)) for each in _reasons(statuses, index, path, context.at)]
    counting = _faults_of(mode)
    return _Attempt(
        path, statuses, (*path.faults, *(each for each in found if each.code in counting)),
        (*path.remarks, *(each for each in found if each.code not in counting)),
    )


def _faults_of(mode: RevocationMode) -> frozenset[str]:
    """The codes about revocation that keep a path from passing."""
    told = {"certificate_revoked", "issuer_revoked", "certificate_on_hold", "certificate_unknown_to_issuer"}
    return frozenset(told | set(PROBLEMS if mode is RevocationMode.REQUIRED else ()))


def _reasons(
    statuses: Sequence[RevocationStatus], index: int, path: ProcessedPath, at: datetime,
) -> Iterator[Reason]:
    """What the status of the certificate at `index`, counted from the anchor, has to say."""
    status, position = statuses[index], len(statuses) - 1 - index
    fields = {
        "subject": path.certificates[index].subject.shown,
        "revoked_at": status.revoked_at, "reason": status.reason, "checked_at": status.checked_at,
    }
    if status.is_revoked_at(at):
        revoked = "issuer_revoked" if position else "certificate_revoked"
        yield Reason("certificate_on_hold" if status.is_on_hold else revoked, position, fields)
    elif status.state is RevocationState.REVOKED:
        yield Reason("revoked_later", position, fields)
    elif status.state is RevocationState.UNKNOWN:
        yield Reason("certificate_unknown_to_issuer", position, fields)
    elif status.state is RevocationState.UNCHECKED:
        yield Reason(status.problem, position, fields)


def _distance(attempt: _Attempt) -> tuple[bool, int]:
    """How far a path is from passing: open questions are nearer than refusals, late faults than early."""
    decisive = min(RANK[each.code] for each in attempt.faults)
    is_refused = any(VERDICTS[each.code][1] is Outcome.NOT_VALID for each in attempt.faults)
    return is_refused, -decisive


def _report(attempt: _Attempt, context: Context) -> PathReport:
    path = attempt.path
    described = zip(path.certificates, attempt.statuses, path.algorithms, path.keys, strict=True)
    report = _concluded(context.at, attempt.faults)
    return replace(
        report, sub_indication=_refined(report, attempt), remarks=attempt.remarks,
        path=tuple(reversed([CertificateReport(*each) for each in described])), anchor=path.anchor,
        policies=path.policies,
    )


def _refined(report: PathReport, attempt: _Attempt) -> SubIndication | None:
    """Expired, yet known not to have been revoked, is told apart (EN 319 102-1 5.2.6.4)."""
    is_good = attempt.statuses[-1].state is RevocationState.GOOD
    if is_good and report.reasons and report.reasons[0].code == "certificate_expired":
        return SubIndication.OUT_OF_BOUNDS_NOT_REVOKED
    return report.sub_indication


def _concluded(at: datetime, faults: Sequence[Reason]) -> PathReport:
    if not faults:
        return PathReport(Outcome.VALID, Indication.TOTAL_PASSED, None, at)
    ordered = tuple(sorted(faults, key=lambda each: (RANK[each.code], each.position or 0)))
    sub_indication = VERDICTS[ordered[0].code][0]
    outcomes = {VERDICTS[each.code][1] for each in ordered}
    outcome = Outcome.NOT_VALID if Outcome.NOT_VALID in outcomes else Outcome.CANNOT_TELL
    return PathReport(outcome, Indication.INDETERMINATE, sub_indication, at, ordered)


def _dead_end(search: Search, target: Certificate) -> tuple[Reason, ...]:
    if search.context.index.is_cut:
        return (Reason("validation_too_complex", 0, {"limit": "certificates"}),)
    position, top = search.top or (0, target)
    missing = Reason("issuer_not_found", position, {"subject": top.subject.shown, "issuer": top.issuer.shown})
    return (*search.dead_ends[:10], missing)
