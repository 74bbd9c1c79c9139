"""Basic path processing: RFC 5280 6.1 over one candidate path, every fault collected.

The procedure, with the letters of the RFC:
1. 6.1.2  Initialise the state from the policy and the trust anchor (RFC 5937, where asked).
2. For each certificate from the anchor down to the target:
   a. 6.1.3 a 1  its signature is made by the working key;
   b. 6.1.3 a 2  the time of validation lies in its validity, both ends included;
      6.1.3 a 3  revocation is judged afterwards, by `antin.validation.revocation`;
   c. 6.1.3 a 4  its issuer is the working issuer name (building the path has seen to it);
   d. 6.1.3 b c  its names lie in the name space, unless it is self-issued and not the last;
   e. 6.1.3 d e f  its policies extend the policy graph;
   f. 6.1.4  unless it is the last: mappings and policy counters (a, b, h-j), the working key (c-f), name
      constraints (g), that it is a CA (k), path length (l, m), key usage (n), critical extensions (o).
3. 6.1.5  Wrap up: policies (a, b, g), the target's critical extensions (f), its purpose, its form.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from antin.der import MalformedEncoding
from antin.validation.anchors import TrustAnchor
from antin.validation.certificate import PROCESSED, Certificate
from antin.validation.context import Context
from antin.validation.extensions import CRL_SIGN, KEY_CERT_SIGN
from antin.validation.indications import Reason
from antin.validation.name_constraints import NameSpace
from antin.validation.names import DistinguishedName
from antin.validation.policy import Purpose
from antin.validation.policy_graph import PolicyState
from antin.validation.profile import contradictions, faults_of_issuer
from antin.validation.purposes import purpose_faults
from antin.validation.signatures import AlgorithmNotSupported, complete_key, public_key, signature_scheme
from antin.validation.strength import AlgorithmUse, Strength


@dataclass(frozen=True)
class ProcessedPath:
    """certificates: from the one below the anchor to the target; keys: DER of the key that signed each.

    faults and remarks carry positions counted from the target (0). policies: user-constrained.
    """

    anchor: TrustAnchor
    certificates: tuple[Certificate, ...]
    keys: tuple[bytes, ...]
    faults: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    algorithms: tuple[tuple[AlgorithmUse, ...], ...]
    policies: frozenset[str]


    def issuer(self, index: int) -> "Issuer":
        """Who issued the certificate at `index`."""
        above = self.certificates[index - 1] if index else None
        return Issuer(
            self.certificates[index].issuer, self.keys[index],
            above.may(CRL_SIGN) if above is not None else self.anchor.may_sign_lists, self.anchor,
        )


@dataclass(frozen=True)
class Issuer:
    """The issuer of a certificate as its path knows it. key: DER, complete with inherited parameters."""

    name: DistinguishedName
    key: bytes
    may_sign_lists: bool
    anchor: TrustAnchor

    @property
    def signers_of_lists(self) -> tuple[tuple[DistinguishedName, bytes, bool], ...]:
        """The issuer and the anchor: name, key, and whether they may sign lists."""
        anchor = self.anchor
        return (
            (self.name, self.key, self.may_sign_lists),
            (anchor.name, anchor.public_key_info, anchor.may_sign_lists),
        )


class _Processing:
    """The state of 6.1.2 and what was found so far."""

    def __init__(self, anchor: TrustAnchor, certificates: Sequence[Certificate], context: Context) -> None:
        self.anchor, self.context = anchor, context
        self.length = len(certificates)
        self.policies = PolicyState(context.policy, self.length)
        self.names = NameSpace(context.budget)
        self.working_key = anchor.public_key_info
        self.max_path_length = self.length
        self.faults: list[Reason] = []
        self.remarks: list[Reason] = []
        self.algorithms: list[tuple[AlgorithmUse, ...]] = []
        self.keys: list[bytes] = []

    def note(self, reasons: Iterable[Reason], position: int | None) -> None:
        self.faults += [replace(each, position=position) for each in reasons]


def process_path(
    anchor: TrustAnchor, certificates: Sequence[Certificate], context: Context, *, purpose: Purpose | None,
) -> ProcessedPath:
    """Judge one path, anchor side first, as far as RFC 5280 6.1 goes without revocation.

    Raises TooComplex.
    """
    state = _Processing(anchor, certificates, context)
    _initialise(state)  # 1
    for index, certificate in enumerate(certificates):  # 2
        position = state.length - 1 - index
        state.note(_basic(state, certificate, position), position)  # 2 a-e
        if position:
            state.note(_prepare(state, certificate, purpose), position)  # 2 f
    constrained, faults = state.policies.conclude(certificates[-1])  # 3
    state.note(faults, 0)
    state.note(purpose_faults(certificates[-1], purpose), 0)
    _judge_form(state, certificates)
    return ProcessedPath(
        anchor, tuple(certificates), tuple(state.keys), tuple(state.faults), tuple(state.remarks),
        tuple(state.algorithms), constrained,
    )


def process_anchor(
    anchor: TrustAnchor, target: Certificate, context: Context, *, purpose: Purpose | None,
) -> ProcessedPath:
    """Judge a certificate that is itself an anchor: dates, key, purpose and form; nobody vouches for it."""
    state = _Processing(anchor, (target,), context)
    state.working_key = target.public_key_info
    state.note(_validity_faults("certificate", target, context.at), 0)
    state.note(_critical_faults(target), 0)
    state.note(purpose_faults(target, purpose), 0)
    uses = _own_key_use(state)
    state.note(_strength_faults(state, uses, 0), 0)
    _judge_form(state, (target,))
    remarks = (*state.remarks, Reason("certificate_is_anchor", 0))
    return ProcessedPath(
        anchor, (target,), (state.working_key,), tuple(state.faults), remarks, (uses,), frozenset(),
    )


def _initialise(state: _Processing) -> None:
    anchor, policy = state.anchor, state.context.policy
    if policy.anchor_validity:
        state.note(_validity_faults("issuer", anchor, state.context.at), state.length)
    known, subject = anchor.known_certificate, {"subject": anchor.name.shown}
    if known is not None and policy.strict_profile:
        state.note((*contradictions(known), *faults_of_issuer(known)), state.length)
    if not policy.anchor_constraints:
        return
    if anchor.path_length is not None:
        state.max_path_length = min(state.max_path_length, anchor.path_length)
    if known is None:
        return
    state.note(_critical_faults(known), state.length)
    state.names.narrow(known.name_constraints)
    state.policies.restrict(known.policies)
    if known.version == 3 and not known.is_ca:
        state.note([Reason("issuer_is_not_a_ca", fields=subject)], state.length)
    elif not known.may(KEY_CERT_SIGN):
        state.note([Reason("issuer_may_not_sign_certificates", fields=subject)], state.length)


def _basic(state: _Processing, certificate: Certificate, position: int) -> Iterator[Reason]:
    """6.1.3."""
    yield from _signature_faults(state, certificate, position)  # 2 a
    yield from _validity_faults("issuer" if position else "certificate", certificate, state.context.at)  # 2 b
    if certificate.issuer.is_empty:
        yield Reason("issuer_name_empty")
    if not (certificate.is_self_issued and position):
        yield from state.names.faults(certificate)  # 2 d
    yield from state.policies.process(certificate, is_last=position == 0)  # 2 e
    yield from _critical_faults(certificate)


def _signature_faults(state: _Processing, certificate: Certificate, position: int) -> Iterator[Reason]:
    state.keys.append(state.working_key)
    uses: tuple[AlgorithmUse, ...] = ()
    try:
        if not state.context.is_signed_by(certificate, state.working_key):
            yield Reason("certificate_signature_wrong", fields={"subject": certificate.subject.shown})
        scheme, key = signature_scheme(certificate.signature_algorithm), public_key(state.working_key)
        uses = state.context.policy.strength.signature(scheme, key, state.context.at)
        state.working_key = complete_key(certificate.public_key_info, state.working_key)  # 6.1.4 c-f
    except (AlgorithmNotSupported, MalformedEncoding) as error:
        yield Reason("certificate_algorithm_unsupported", fields={"name": error.fields.get("name", "")})
        state.working_key = certificate.public_key_info
    if position == 0:
        uses += _own_key_use(state)
    state.algorithms.append(uses)
    yield from _strength_faults(state, uses, position)


def _strength_faults(state: _Processing, uses: tuple[AlgorithmUse, ...], position: int) -> Iterator[Reason]:
    for use in uses:
        if use.strength is Strength.REFUSED:
            yield Reason("algorithm_refused", fields={"name": use.shown})
        elif use.strength is Strength.WEAK:
            state.remarks.append(Reason("algorithm_weak", position, {"name": use.shown}))


def _own_key_use(state: _Processing) -> tuple[AlgorithmUse, ...]:
    """The target's own key: what it will sign rests on it."""
    try:
        key = public_key(state.working_key)
    except AlgorithmNotSupported:
        return ()
    return (state.context.policy.strength.key(key.family, key.bits, state.context.at),)


def _prepare(state: _Processing, certificate: Certificate, purpose: Purpose | None) -> Iterator[Reason]:
    """6.1.4."""
    subject = {"subject": certificate.subject.shown}
    yield from state.policies.prepare(certificate)  # a, b, h-j
    state.names.narrow(certificate.name_constraints)  # g
    if certificate.version != 3 or not certificate.is_ca:
        yield Reason("issuer_is_not_a_ca", fields=subject)  # k
    if not certificate.is_self_issued:  # l
        if state.max_path_length <= 0:
            yield Reason("path_length_exceeded", fields=subject)
        state.max_path_length -= 1
    limit = certificate.basic_constraints.path_length if certificate.basic_constraints else None
    state.max_path_length = state.max_path_length if limit is None else min(state.max_path_length, limit)  # m
    if not certificate.may(KEY_CERT_SIGN):
        yield Reason("issuer_may_not_sign_certificates", fields=subject)  # n
    yield from purpose_faults(certificate, purpose, is_issuer=True)


def _critical_faults(certificate: Certificate) -> Iterator[Reason]:
    """6.1.4 o, 6.1.5 f."""
    for each in certificate.extensions.values():
        if each.is_critical and each.oid not in PROCESSED:
            yield Reason("critical_extension_unknown", fields={"oid": each.oid})


def _validity_faults(kind: str, holder: Certificate | TrustAnchor, at: datetime) -> Iterator[Reason]:
    """kind: `certificate` or `issuer`, the beginning of the reason's code."""
    subject = holder.subject.shown if isinstance(holder, Certificate) else holder.name.shown
    if holder.not_before is not None and at < holder.not_before:
        yield Reason(f"{kind}_not_yet_valid", fields={"subject": subject, "not_before": holder.not_before})
    if holder.not_after is not None and at > holder.not_after:
        yield Reason(f"{kind}_expired", fields={"subject": subject, "not_after": holder.not_after})


def _judge_form(state: _Processing, certificates: Sequence[Certificate]) -> None:
    """Contradictions refuse the path; issuers' faults of form do under a strict policy, else are remarked."""
    strict = state.context.policy.strict_profile
    for index, certificate in enumerate(certificates):
        position = state.length - 1 - index
        state.note(contradictions(certificate), position)
        found = [replace(each, position=position) for each in faults_of_issuer(certificate)]
        (state.faults if strict else state.remarks).extend(found)
