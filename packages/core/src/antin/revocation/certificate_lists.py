"""Certificate revocation lists (RFC 5280 5), complete ones, put together from stored entries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from antin import oids
from antin.der import (
    bit_string,
    boolean,
    context,
    generalized_time,
    integer,
    object_identifier,
    octet_string,
    sequence,
    x509_time,
)
from antin.keys import Signer, check_signature
from antin.lints import Finding, Severity, lint_revocation_list
from antin.revocation.certificates import SigningCertificate, signing_certificate
from antin.revocation.entries import sorted_by_serial
from antin.revocation.errors import CrlLintFailed, RuleBroken
from antin.revocation.times import check_interval, check_time

MAX_NUMBER_OCTETS = 20
ENTRIES_LINTED = 100  # the others have the same form, which is checked when they are sorted
_DRAFT_SIGNATURE = bytes(64)

# Sees the list under a signature of zeros before any key is used. A finding of ERROR stops the list.
Linter = Callable[[bytes], Iterable[Finding]]


def build_crl(
    *, issuer_certificate: bytes, entries: Iterable[bytes], number: int, this_update: datetime,
    next_update: datetime, signer: Signer, distribution_point_url: str = "",
    keeps_expired_since: datetime | None = None, linters: Sequence[Linter] = (lint_revocation_list,),
) -> bytes:
    """A complete list in DER. Entries are sorted by serial, so equal input gives equal bytes (but for PSS).

    1. Check what was asked for. 2. Lint the list as it will be, with its first hundred entries. 3. Sign.
    4. Verify.
    entries: as `revoked_entry` makes them. this_update, next_update: aware UTC, whole seconds.
    distribution_point_url: when given, a critical IssuingDistributionPoint names it (5.2.5).
    keeps_expired_since: certificates that expired since then stay listed (X.509 9.5.2.8).
    Raises RuleBroken: a serial appears twice, and other faults; CrlLintFailed; RevocationKeyWrong;
    KeySignatureWrong: the key's device made a wrong signature.
    """
    issuer = signing_certificate(issuer_certificate)
    issuer.check_key(signer)                                                                              # 1
    _check(issuer, number)
    check_interval(this_update, next_update)
    listed = sorted_by_serial(entries)
    before = integer(1) + signer.algorithm.identifier_der + issuer.subject + x509_time(this_update)
    before += x509_time(next_update)
    after = context(0, sequence(*_extensions(issuer, number, distribution_point_url, keeps_expired_since)))
    _lint(_signed(sequence(before, _revoked(listed[:ENTRIES_LINTED]), after), signer, _DRAFT_SIGNATURE), linters)  # 2
    to_be_signed = sequence(before, _revoked(listed), after)
    signature = signer.sign(to_be_signed)                                                                 # 3
    check_signature(                                                                                      # 4
        signer.public_key_info, algorithm=signer.algorithm, signature=signature, data=to_be_signed,
    )
    return _signed(to_be_signed, signer, signature)


def _revoked(entries: Sequence[bytes]) -> bytes:
    """Left out when nothing is revoked (RFC 5280 5.1.2.6)."""
    return sequence(*entries) if entries else b""


def _signed(to_be_signed: bytes, signer: Signer, signature: bytes) -> bytes:
    return sequence(to_be_signed, signer.algorithm.identifier_der, bit_string(signature))


def _lint(draft: bytes, linters: Sequence[Linter]) -> None:
    findings = [each for linter in linters for each in linter(draft) if each.severity >= Severity.ERROR]
    if findings:
        raise CrlLintFailed(findings="; ".join(f"{each.rule}: {each.detail}" for each in findings))


def _check(issuer: SigningCertificate, number: int) -> None:
    if not issuer.may_sign_lists:
        raise RuleBroken(rule="RFC 5280 4.2.1.3: the issuer's key usage holds cRLSign")
    if not issuer.key_identifier:
        raise RuleBroken(rule="RFC 5280 5.2.1: the issuer's certificate states its key identifier")
    if number < 0 or number.bit_length() // 8 + 1 > MAX_NUMBER_OCTETS:
        raise RuleBroken(rule="RFC 5280 5.2.3: the list number is not negative and at most 20 octets long")


def _extensions(
    issuer: SigningCertificate, number: int, url: str, keeps_expired_since: datetime | None,
) -> list[bytes]:
    found = [
        _extension(oids.AUTHORITY_KEY_IDENTIFIER, sequence(context(0, issuer.key_identifier, constructed=False))),
        _extension(oids.CRL_NUMBER, integer(number)),
    ]
    if url:
        found.append(_extension(oids.ISSUING_DISTRIBUTION_POINT, _issuing_distribution_point(url), critical=True))
    if keeps_expired_since is not None:
        since = generalized_time(check_time(keeps_expired_since, "expiredCertsOnCRL"))
        found.append(_extension(oids.EXPIRED_CERTIFICATES_ON_CRL, since))
    return found


def _issuing_distribution_point(url: str) -> bytes:
    """Only a full name: one address, by which the list's scope is compared with certificates (5.2.5)."""
    if not url.isascii() or not url.isprintable() or " " in url or "://" not in url:
        raise RuleBroken(rule="RFC 5280 4.2.1.6: the distribution point is an absolute ASCII address")
    address = context(6, url.encode("ascii"), constructed=False)
    return sequence(context(0, context(0, address)))


def _extension(oid: str, value: bytes, *, critical: bool = False) -> bytes:
    return sequence(object_identifier(oid), boolean(True) if critical else b"", octet_string(value))
