"""Candidate paths from a certificate up to the anchors (RFC 4158), the likeliest first, in bounded work.

1. An issuer is an anchor or a certificate of the evidence whose subject is the issuer name.
2. Names that no chain of names leads to from an anchor are not followed.
3. Anchors first; then certificates: best key identifier match, CA, valid at the time, nearest to an anchor.
4. The link's signature is checked before going on; a link that cannot be told yet (inherited DSA parameters)
   is followed, and judged with the whole path.
5. No name and key stand twice in a path.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from antin.validation.anchors import TrustAnchor
from antin.validation.certificate import Certificate
from antin.validation.context import Context
from antin.validation.extensions import KEY_CERT_SIGN, directory_names
from antin.validation.indications import Reason
from antin.validation.signatures import lacks_parameters

Candidate = tuple[TrustAnchor, tuple[Certificate, ...]]
MAX_DEAD_ENDS = 10


@dataclass
class Search:
    """Finds paths and remembers why others ended. top: the farthest certificate without issuer."""

    context: Context
    dead_ends: list[Reason] = field(default_factory=list)
    top: tuple[int, Certificate] | None = None

    def paths(self, target: Certificate) -> Iterator[Candidate]:
        """Anchors with the certificates below them, anchor side first. Raises TooComplex."""
        return self._upwards((target,))

    def _upwards(self, path: tuple[Certificate, ...]) -> Iterator[Candidate]:
        self.context.budget.spend("steps")
        below, index = path[0], self.context.index
        found = False
        for anchor in index.anchors_by_name.get(below.issuer, ()):  # 1, 3
            if self._links(below, anchor.public_key_info, path):
                found = True
                self.context.budget.spend("paths")
                yield anchor, path
        for issuer in self._issuers(path):
            if not self._is_used(issuer, path) and self._links(below, issuer.public_key_info, path):  # 4, 5
                found = True
                yield from self._upwards((issuer, *path))
        self._end(path, found=found)

    def _issuers(self, path: tuple[Certificate, ...]) -> list[Certificate]:
        """1-3: certificates that bear the issuer's name, the likeliest first; none when the path is full."""
        below, index = path[0], self.context.index
        is_full = len(path) >= self.context.policy.limits.path_length
        if is_full or below.issuer not in index.distances:
            return []
        return sorted(index.by_subject.get(below.issuer, ()), key=lambda each: self._rank(below, each))

    def _links(self, below: Certificate, key_info: bytes, path: tuple[Certificate, ...]) -> bool:
        if lacks_parameters(key_info):
            return True
        answer = self.context.may_be_signed_by(below, key_info)
        if not answer and len(self.dead_ends) < MAX_DEAD_ENDS:
            code = "certificate_algorithm_unsupported" if answer is None else "certificate_signature_wrong"
            shown = below.subject.shown
            self.dead_ends.append(Reason(code, len(path) - 1, {"subject": shown, "name": shown}))
        return bool(answer)

    def _end(self, path: tuple[Certificate, ...], *, found: bool) -> None:
        if not found and (self.top is None or len(path) - 1 > self.top[0]):
            self.top = (len(path) - 1, path[0])

    def _is_used(self, issuer: Certificate, path: tuple[Certificate, ...]) -> bool:
        """Whether name and key stand in the path, or are an anchor's own, which was tried as such."""
        anchors = self.context.index.anchors_by_name.get(issuer.subject, ())
        return any(anchor.is_key_of(issuer) for anchor in anchors) or any(
            each.subject == issuer.subject and each.public_key_info == issuer.public_key_info for each in path
        )

    def _rank(self, below: Certificate, issuer: Certificate) -> tuple[int, bool, bool, float, bool]:
        is_valid = issuer.not_before <= self.context.at <= issuer.not_after
        return (
            _identifier_rank(below, issuer), not (issuer.is_ca and issuer.may(KEY_CERT_SIGN)), not is_valid,
            self.context.index.distances.get(issuer.issuer, inf), issuer.is_self_issued,
        )


def _identifier_rank(below: Certificate, issuer: Certificate) -> int:
    """0: key identifier, or issuer and serial, match; 1: nothing to compare; 2: they differ (4.2.1.1)."""
    stated = below.authority_key_identifier
    if stated.serial == issuer.serial and issuer.issuer in directory_names(stated.issuers):
        return 0
    if not stated.key_identifier or not issuer.subject_key_identifier:
        return 1
    return 0 if stated.key_identifier == issuer.subject_key_identifier else 2
