"""The name spaces that the CAs of a path leave to those below them (RFC 5280 4.2.1.10, 6.1.3 b c, 6.1.4 g).

Each CA narrows what the one above it allowed: a name must lie in a permitted subtree of *every* CA that
permits names of its form, and in no excluded subtree of any.
"""

from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import islice
from urllib.parse import urlsplit

from antin import oids
from antin.validation.budget import Budget
from antin.validation.certificate import Certificate
from antin.validation.extensions import Subtrees, network
from antin.validation.general_names import GeneralName, NameForm
from antin.validation.indications import Reason
from antin.validation.names import DistinguishedName

MAX_FAULTS = 10
_JUDGED = {NameForm.RFC822, NameForm.DNS, NameForm.DIRECTORY, NameForm.URI, NameForm.IP}


class NameSpace:
    """permitted_subtrees and excluded_subtrees of RFC 5280 6.1.2 b, c, grown from anchor to target."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._permitted: dict[NameForm, list[list[GeneralName]]] = defaultdict(list)
        self._excluded: dict[NameForm, list[GeneralName]] = defaultdict(list)

    def narrow(self, subtrees: Subtrees) -> None:
        """6.1.4 g: intersect the permitted subtrees, unite the excluded ones."""
        permitted: dict[NameForm, list[GeneralName]] = defaultdict(list)
        for base in subtrees.permitted:
            permitted[base.form].append(base)
        for form, bases in permitted.items():
            self._permitted[form].append(bases)
        for base in subtrees.excluded:
            self._excluded[base.form].append(base)

    def faults(self, certificate: Certificate) -> Iterator[Reason]:
        """6.1.3 b, c: why names of the certificate lie outside; of many names, the first MAX_FAULTS."""
        names = _names_of(certificate) if self._permitted or self._excluded else iter(())
        found = ((self._fault(name), name) for name in names)
        for code, name in islice((each for each in found if each[0]), MAX_FAULTS):
            yield Reason(code, fields={"name": _shown(name)})

    def _fault(self, name: GeneralName) -> str:
        permitted, excluded = self._permitted.get(name.form, []), self._excluded.get(name.form, [])
        if name.form not in _JUDGED:
            return "name_form_not_judged" if permitted or excluded else ""
        for base in excluded:
            if self._matches(name, base, for_exclusion=True):
                return "name_excluded"
        for bases in permitted:
            if not any(self._matches(name, base, for_exclusion=False) for base in bases):
                return "name_not_permitted"
        return ""

    def _matches(self, name: GeneralName, base: GeneralName, *, for_exclusion: bool) -> bool:
        self._budget.spend("name_comparisons")
        return matches(name, base, when_unclear=for_exclusion)


def matches(name: GeneralName, base: GeneralName, *, when_unclear: bool) -> bool:
    """Whether the name lies in the subtree; when_unclear: the answer for a name that cannot be made out."""
    match name.value, base.value:
        case DistinguishedName() as inner, DistinguishedName() as outer:
            return inner.lies_within(outer)
        case bytes() as address, bytes() as range_:
            return len(range_) == 2 * len(address) and ip_address(address) in network(range_)
        case str() as text, str() as constraint:
            verdict = _TEXT_MATCHERS[name.form](text, constraint)
            return when_unclear if verdict is None else verdict
        case _:
            return when_unclear


def _names_of(certificate: Certificate) -> Iterator[GeneralName]:
    if not certificate.subject.is_empty:
        yield GeneralName(NameForm.DIRECTORY, certificate.subject)
    yield from map(_as_mail, certificate.subject_alt_names)
    if not certificate.subject_alt_names:
        # Mail addresses in the subject count only without a subjectAltName (4.2.1.10).
        yield from (GeneralName(NameForm.RFC822, each) for each in certificate.subject.emails)


def _as_mail(name: GeneralName) -> GeneralName:
    """A SmtpUTF8Mailbox stands under the constraints on mail addresses (RFC 9598 6)."""
    return GeneralName(NameForm.RFC822, "") if name.type_id == oids.SMTP_UTF8_MAILBOX else name


def _is_host(text: str) -> bool:
    labels = text.split(".")
    return len(text) <= 253 and all(
        0 < len(label) <= 63 and label.replace("-", "a").replace("_", "a").isalnum() and label.isascii()
        for label in labels
    )


def _lies_below(host: str, base: str) -> bool:
    return host == base or host.endswith("." + base)


def _dns(name: str, constraint: str) -> bool | None:
    """Any number of labels may stand before the constraint; the empty constraint holds every name.

    A wildcard name stands for names of one more label: excluded already when one of those is.
    """
    host, base = name.lower(), constraint.lower()
    if not base:
        return True
    pattern = host.removeprefix("*.")
    if not _is_host(pattern) or not _is_host(base):
        return None
    if _lies_below(pattern, base):
        return True
    return None if pattern != host and base.partition(".")[2] == pattern else False


def _host_constraint(host: str, constraint: str) -> bool | None:
    """RFC 5280 4.2.1.10 for URI and mail: `.example.vn` every host below, `example.vn` that host alone."""
    if not _is_host(constraint.removeprefix(".")) or not _is_host(host):
        return None
    return host.endswith(constraint) if constraint.startswith(".") else host == constraint


def _uri(name: str, constraint: str) -> bool | None:
    """Only the host counts; a URI without one, or with an address, satisfies no constraint."""
    try:
        host = urlsplit(name).hostname or ""
    except ValueError:
        return None
    if host.replace(".", "").isdigit() or ":" in host:
        return None
    return True if not constraint and host else _host_constraint(host.lower(), constraint.lower())


def _mail(name: str, constraint: str) -> bool | None:
    """A whole address, a host, or with a leading dot every host below; the local part keeps its case."""
    local, at, host = name.rpartition("@")
    if not (local and at and _is_host(host)) or ("@" in local and not local.startswith('"')):
        return None
    if not constraint:
        return True
    wanted_local, wants_mailbox, wanted_host = constraint.rpartition("@")
    if wants_mailbox:
        return local == wanted_local and host.lower() == wanted_host.lower()
    return _host_constraint(host.lower(), constraint.lower())


_TEXT_MATCHERS = {NameForm.DNS: _dns, NameForm.URI: _uri, NameForm.RFC822: _mail}


def _shown(name: GeneralName) -> str:
    match name.value:
        case DistinguishedName(text=text):
            return text
        case bytes() as octets:
            return str(ip_address(octets)) if len(octets) in (4, 16) else octets[:40].hex()
        case text:
            return text
