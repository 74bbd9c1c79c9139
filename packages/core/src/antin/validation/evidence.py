"""What is at hand to judge with, and finding one's way in it."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from antin.der import MalformedEncoding
from antin.validation.anchors import TrustAnchor
from antin.validation.certificate import readable_certificates
from antin.validation.crl import RevocationList, read_revocation_list
from antin.validation.names import DistinguishedName
from antin.validation.ocsp import OcspAnswer, read_ocsp_response
from antin.validation.policy import Limits

T = TypeVar("T")


@dataclass(frozen=True)
class Evidence:
    """certificates, crls, ocsp_responses: DER from anywhere, not trusted; what cannot be read is passed over.

    gathered_at: when it was looked for; nothing in it may be from later. None: the time of validation. It is
    later than that when an old signature is judged with today's lists.
    """

    certificates: Sequence[bytes] = ()
    crls: Sequence[bytes] = ()
    ocsp_responses: Sequence[bytes] = ()
    gathered_at: datetime | None = None


class EvidenceIndex:
    """Evidence, read at most once, by what is asked of it."""

    def __init__(self, evidence: Evidence, anchors: Sequence[TrustAnchor], limits: Limits) -> None:
        """Of certificates, lists and answers, as many as limits say are looked at; is_cut: there are more."""
        certificates = _within(evidence.certificates, limits.certificates, limits.certificate_octets)
        self._lists = _within(evidence.crls, limits.lists, limits.list_octets)
        self._answers = _within(evidence.ocsp_responses, limits.answers, limits.answer_octets)
        self.is_cut = len(certificates) < len(evidence.certificates)
        self.certificates = list(readable_certificates(dict.fromkeys(certificates)))
        self.anchors_by_name = _by_name((anchor.name, anchor) for anchor in anchors)
        self.by_subject = _by_name((each.subject, each) for each in self.certificates)

    @cached_property
    def distances(self) -> Mapping[DistinguishedName, int]:
        """How many names away an anchor is, for every name that a chain of names leads to from one."""
        by_issuer = _by_name((each.issuer, each) for each in self.certificates)
        found = dict.fromkeys(self.anchors_by_name, 0)
        pending = deque(found)
        while pending:
            name = pending.popleft()
            for each in by_issuer.get(name, ()):
                if each.subject not in found:
                    found[each.subject] = found[name] + 1
                    pending.append(each.subject)
        return found

    @cached_property
    def revocation_lists(self) -> Mapping[DistinguishedName, Sequence[RevocationList]]:
        """Lists by issuer, the newest first."""
        found: list[RevocationList] = []
        for encoded in self._lists:
            try:
                found.append(read_revocation_list(encoded))
            except MalformedEncoding:
                continue
        found.sort(key=lambda each: each.this_update, reverse=True)
        return _by_name((each.issuer, each) for each in found)

    @cached_property
    def ocsp_answers(self) -> Mapping[int, Sequence[OcspAnswer]]:
        """Single answers by serial number, the newest first."""
        found: dict[int, list[OcspAnswer]] = defaultdict(list)
        for encoded in self._answers:
            try:
                for answer in read_ocsp_response(encoded):
                    found[answer.serial].append(answer)
            except MalformedEncoding:
                continue
        for answers in found.values():
            answers.sort(key=lambda each: each.this_update, reverse=True)
        return found


def _within(encodings: Sequence[bytes], count: int, octets: int) -> list[bytes]:
    """The first of them, until they are too many or too large together."""
    sizes = accumulate(map(len, encodings[:count]))
    return [encoded for encoded, size in zip(encodings, sizes, strict=False) if size <= octets]


def _by_name(pairs: Iterable[tuple[DistinguishedName, T]]) -> Mapping[DistinguishedName, Sequence[T]]:
    found: dict[DistinguishedName, list[T]] = defaultdict(list)
    for name, value in pairs:
        found[name].append(value)
    return found
