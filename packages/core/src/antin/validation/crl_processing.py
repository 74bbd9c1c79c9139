"""Revocation by lists: RFC 5280 6.3.3 for one certificate over all lists at hand.

For each distribution point of the certificate, and last for one made of the issuer's own name:
1. (b) take the lists of the right issuer whose scope holds the certificate;
2. (d e) skip a list that adds no reason to those already covered;
3. (a) refuse one that is not fresh, or that RFC 5280 5.2 forbids to use;
4. (f g) find the key that signed it: the certificate's issuer, the anchor, or another holder of the list
   issuer's name whose own path leads to the same anchor and is not revoked;
5. (c h) join the newest delta list of the same scope and key;
6. (i j k) look the certificate up; (l) gather the reasons covered until all are, or it is found revoked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from antin.der import MalformedEncoding
from antin.validation.certificate import Certificate
from antin.validation.context import Context
from antin.validation.crl import Entry, RevocationList
from antin.validation.extensions import ALL_REASONS, CRL_SIGN, DistributionPoint, directory_names
from antin.validation.general_names import GeneralName, NameForm
from antin.validation.names import relative_name_below
from antin.validation.path_processing import Issuer
from antin.validation.signatures import lacks_parameters
from antin.validation.statuses import RevocationState, RevocationStatus, unchecked, weightiest

SignerIsTrusted = Callable[[Certificate, datetime], bool]


@dataclass(frozen=True)
class ListProcessing:
    """signer_is_trusted: whether a certificate, at a time, has a path to the anchor in question."""

    context: Context
    signer_is_trusted: SignerIsTrusted

    def status(self, certificate: Certificate, issuer: Issuer) -> RevocationStatus:
        """What the lists at hand say of the certificate. Raises TooComplex."""
        covered: frozenset[int] = frozenset()
        used: list[RevocationList] = []
        result = unchecked()
        for point, revocation_list in self._in_scope(certificate):
            reasons = revocation_list.scope.reasons & point.reasons
            if reasons <= covered:  # 2
                continue
            problem, entry = self._consult(revocation_list, certificate, issuer)  # 3-6
            if entry is not None:
                return _revoked(entry, revocation_list)
            if problem:
                result = weightiest([result, unchecked(problem)])
                continue
            covered |= reasons
            used.append(revocation_list)
            if covered == ALL_REASONS:
                return _good(used)
        return result

    def _in_scope(self, certificate: Certificate) -> Iterator[tuple[DistributionPoint, RevocationList]]:
        """1: (b)."""
        own_name = DistributionPoint((GeneralName(NameForm.DIRECTORY, certificate.issuer),))
        for point in (*certificate.crl_distribution_points, own_name):
            issuers = directory_names(point.crl_issuers) if point.crl_issuers else (certificate.issuer,)
            for name in issuers:
                for each in self.context.index.revocation_lists.get(name, ()):
                    if each.base_number is None and _holds(each, point, certificate):
                        yield point, each

    def _consult(
        self, complete: RevocationList, certificate: Certificate, issuer: Issuer,
    ) -> tuple[str, Entry | None]:
        """What keeps the list from being used (a code of the catalogue, or empty), and the entry found."""
        if problem := self._problem(complete):  # 3
            return problem, None
        key = self._signer_key(complete, issuer)  # 4
        if key is None:
            return "revocation_unchecked", None
        try:
            entry = complete.entry(certificate.serial, certificate.issuer)  # 6
            delta = self._delta(complete, key)  # 5
            changed = delta.entry(certificate.serial, certificate.issuer) if delta is not None else None
        except MalformedEncoding:
            return "revocation_unchecked", None
        if changed is not None:
            entry = None if changed.reason == "remove_from_crl" else changed
        if entry is None and _is_silent_on_expired(complete, certificate):
            return "revocation_after_expiry", None
        return "", entry

    def _problem(self, revocation_list: RevocationList) -> str:
        if revocation_list.fault:
            return "revocation_unchecked"
        at, age = self.context.at, self.context.policy.evidence_age
        if revocation_list.this_update > self.context.known_at:
            return "revocation_unchecked"
        is_over = revocation_list.next_update is not None and revocation_list.next_update < at
        is_old = age is not None and at - revocation_list.this_update > age
        return "revocation_stale" if is_over or is_old else ""

    def _signer_key(self, revocation_list: RevocationList, issuer: Issuer) -> bytes | None:
        """4: the key (DER) that signed the list and may do so."""
        for name, key, may_sign in issuer.signers_of_lists:
            if name == revocation_list.issuer and may_sign and self.context.proves(revocation_list, key):
                return key
        time = max(self.context.at, revocation_list.this_update)
        for each in self._other_signers(revocation_list):
            key = each.public_key_info
            if self.context.proves(revocation_list, key) and self.signer_is_trusted(each, time):
                return key
        return None

    def _other_signers(self, revocation_list: RevocationList) -> list[Certificate]:
        stated = revocation_list.authority_key_identifier.key_identifier
        return sorted(
            (
                each for each in self.context.index.by_subject.get(revocation_list.issuer, ())
                if each.may(CRL_SIGN) and not lacks_parameters(each.public_key_info)
            ),
            key=lambda each: each.subject_key_identifier != stated,
        )

    def _delta(self, complete: RevocationList, key: bytes) -> RevocationList | None:
        """5: the newest delta list that continues this one."""
        for each in self.context.index.revocation_lists.get(complete.issuer, ()):
            if _continues(each, complete) and not self._problem(each) and self.context.proves(each, key):
                return each
        return None


def _holds(revocation_list: RevocationList, point: DistributionPoint, certificate: Certificate) -> bool:
    """Whether the scope of the list holds the certificate at this point: (b) 1, 2."""
    scope = revocation_list.scope
    if bool(point.crl_issuers) and not scope.is_indirect:
        return False
    if scope.only_attributes or (scope.only_users if certificate.is_ca else scope.only_authorities):
        return False
    names = _scope_names(revocation_list)
    return not names or bool(names & _point_names(point, certificate))


def _scope_names(revocation_list: RevocationList) -> frozenset[GeneralName]:
    scope = revocation_list.scope
    if scope.relative is None:
        return frozenset(scope.names)
    name = relative_name_below(revocation_list.issuer, scope.relative)
    return frozenset({GeneralName(NameForm.DIRECTORY, name)})


def _point_names(point: DistributionPoint, certificate: Certificate) -> frozenset[GeneralName]:
    if point.relative is not None:
        base = next(iter(directory_names(point.crl_issuers)), certificate.issuer)
        return frozenset({GeneralName(NameForm.DIRECTORY, relative_name_below(base, point.relative))})
    return frozenset(point.names or point.crl_issuers)


def _continues(delta: RevocationList, complete: RevocationList) -> bool:
    """Whether a delta list may be joined to a complete one (RFC 5280 5.2.4, 6.3.3 c)."""
    if delta.base_number is None or delta.number is None or complete.number is None:
        return False
    return (
        delta.scope_encoded == complete.scope_encoded
        and delta.authority_key_identifier == complete.authority_key_identifier
        and delta.base_number <= complete.number < delta.number
    )


def _is_silent_on_expired(revocation_list: RevocationList, certificate: Certificate) -> bool:
    """Whether the list is from after the certificate's end, when entries may be dropped (RFC 5280 3.3)."""
    since = revocation_list.keeps_expired_since
    is_kept = since is not None and since <= certificate.not_after
    return revocation_list.this_update > certificate.not_after and not is_kept


def _revoked(entry: Entry, revocation_list: RevocationList) -> RevocationStatus:
    return replace(
        _good([revocation_list]), state=RevocationState.REVOKED, revoked_at=entry.at, reason=entry.reason,
    )


def _good(used: list[RevocationList]) -> RevocationStatus:
    oldest = min(used, key=lambda each: each.this_update)
    return RevocationStatus(RevocationState.GOOD, "crl", oldest.this_update, oldest.next_update)
