"""From a decision to a certificate; there is no way around the lint.

1. `prepare` checks the content and makes the twin: a complete certificate by a throw-away key.
2. The caller stores content and to-be-signed bytes (after a crash, `resume` takes them up again).
3. `lint` judges the twin and gives a token that works once.
4. `issue` signs exactly the linted bytes, compares, and verifies the signature.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from antin.der import bit_string, sequence
from antin.issuance.checking import check_content, issuer_certificate
from antin.issuance.errors import IssuedCertificateWrong, IssuerMismatch, LintFailed, PreparedBroken, TokenUsed
from antin.issuance.twin import new_twin, twin_of
from antin.keys import (
    KeyAlgorithmMismatch,
    KeySignatureWrong,
    PublicKeyMalformed,
    Signer,
    SigningAlgorithm,
    check_signature,
)
from antin.lints import Decision, Finding, LintSubjectUnreadable, Severity, lint_decision
from antin.lints.certificate import Certificate
from antin.profiles import Content, Issuer, SelfIssued

Linter = Callable[["Prepared"], Iterable[Finding]]


@dataclass(frozen=True)
class Prepared:
    """The bytes to be signed (DER TBSCertificate), the twin around them (DER), and what was decided."""

    to_be_signed: bytes
    twin: bytes
    content: Content
    issuer: Issuer | SelfIssued
    algorithm: SigningAlgorithm

    @property
    def issuer_key(self) -> bytes:
        """DER SubjectPublicKeyInfo that must sign. Raises ContentIssuerNotAllowed."""
        if isinstance(self.issuer, SelfIssued):
            return self.content.public_key_info
        return issuer_certificate(self.issuer).public_key_info


def prepare(content: Content, issuer: Issuer | SelfIssued, *, issuer_algorithm: SigningAlgorithm) -> Prepared:
    """A certificate ready to be linted. Raises a child of ContentNotAllowed."""
    check_content(content, issuer, issuer_algorithm)
    twin = new_twin(Decision(content, issuer), issuer_algorithm)
    return Prepared(Certificate.read(twin).to_be_signed, twin, content, issuer, issuer_algorithm)


def resume(
    to_be_signed: bytes, content: Content, issuer: Issuer | SelfIssued, *, issuer_algorithm: SigningAlgorithm,
) -> Prepared:
    """Take up stored bytes after a crash: a fresh twin around exactly these, to be linted again.

    Raises a child of ContentNotAllowed; PreparedBroken: the bytes are no TBSCertificate.
    """
    check_content(content, issuer, issuer_algorithm)
    twin = twin_of(to_be_signed, Decision(content, issuer), issuer_algorithm)
    prepared = Prepared(to_be_signed, twin, content, issuer, issuer_algorithm)
    _check_twin(prepared)
    return prepared


class Linted:
    """Leave to sign one certificate once; only `lint` gives it. findings: what was found and is no error."""

    def __init__(self, prepared: Prepared, findings: Sequence[Finding], *, given_by: object) -> None:
        if given_by is not _LINT:
            raise TokenUsed
        self.findings = tuple(findings)
        self.prepared = prepared
        self._unused = [prepared]

    def take(self, issuer: Issuer | SelfIssued) -> Prepared:
        """The bytes, once, and for the issuer they were made for. Raises TokenUsed, IssuerMismatch."""
        if issuer != self.prepared.issuer:
            raise IssuerMismatch
        try:
            return self._unused.pop()
        except IndexError as error:
            raise TokenUsed from error


_LINT = object()


def lint(prepared: Prepared, linters: Sequence[Linter] = ()) -> Linted:
    """Judge the twin by the rules of `antin.lints`, always, and by further linters.

    Raises LintFailed: a finding of severity ERROR; PreparedBroken; a child of ContentNotAllowed.
    """
    _check_twin(prepared)
    check_content(prepared.content, prepared.issuer, prepared.algorithm)
    findings = [*lint_decision(prepared.twin, Decision(prepared.content, prepared.issuer))]
    for linter in linters:
        findings += linter(prepared)
    if any(finding.severity >= Severity.ERROR for finding in findings):
        raise LintFailed(findings)
    return Linted(prepared, findings, given_by=_LINT)


def _check_twin(prepared: Prepared) -> None:
    try:
        twin = Certificate.read(prepared.twin)
    except LintSubjectUnreadable as error:
        raise PreparedBroken from error
    algorithms = {twin.inner_algorithm, twin.outer_algorithm}
    if twin.to_be_signed != prepared.to_be_signed or algorithms != {prepared.algorithm.identifier_der}:
        raise PreparedBroken


def issue(linted: Linted, signer: Signer, issuer: Issuer | SelfIssued) -> bytes:
    """Sign what was linted; the certificate in DER. The token is used up even if the signer fails.

    Raises TokenUsed; IssuerMismatch: another issuer, key or algorithm; IssuedCertificateWrong: the signer
    gave a signature that does not verify.
    """
    expected = linted.prepared
    if signer.public_key_info != expected.issuer_key or signer.algorithm != expected.algorithm:
        raise IssuerMismatch
    prepared = linted.take(issuer)
    signature = signer.sign(prepared.to_be_signed)
    certificate = sequence(prepared.to_be_signed, prepared.algorithm.identifier_der, bit_string(signature))
    _check_issued(certificate, prepared)
    return certificate


def _check_issued(encoded: bytes, prepared: Prepared) -> None:
    try:
        certificate = Certificate.read(encoded)
    except LintSubjectUnreadable as error:
        raise IssuedCertificateWrong(reason="unreadable") from error
    if certificate.to_be_signed != Certificate.read(prepared.twin).to_be_signed:
        raise IssuedCertificateWrong(reason="differs from what was linted")
    try:
        check_signature(
            prepared.issuer_key, algorithm=prepared.algorithm, signature=certificate.signature,
            data=certificate.to_be_signed,
        )
    except (KeySignatureWrong, KeyAlgorithmMismatch, PublicKeyMalformed) as error:
        raise IssuedCertificateWrong(reason="signature") from error
