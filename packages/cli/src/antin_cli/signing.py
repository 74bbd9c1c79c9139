"""Signing documents: the certificate checked once, each document prepared, signed, stamped and checked again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from antin import pades
from antin.adapters.trust_files import Trust
from antin.validation import DOCUMENT_SIGNING, Certificate, Evidence, Indication, PathReport, Reason, read_certificate
from antin.validation.purposes import purpose_faults
from antin.verdict import judge
from antin.verdict.holders import described_holder
from antin.verdict.paths import Paths
from antin_cli import language
from antin_cli.errors import CertificateMayNotSign, OwnOutputNotGood
from antin_cli.key_holder import KeyHolder
from antin_cli.limits import bounded
from antin_cli.long_term import Climb
from antin_cli.looks import Placed, Signer, placed_by
from antin_cli.shared import Trusting
from antin_cli.surveying import Survey
from antin_cli.texts import say
from antin_cli.wishes import Wishes

# What is only not known does not keep a person from signing; everything else about the certificate does.
_NOT_KNOWN = {"issuer_not_found", "revocation_unchecked", "revocation_stale", "certificate_algorithm_unsupported"}


@dataclass(frozen=True)
class SignedDocument:
    """remarks: what could not be had for it, in words."""

    pdf: bytes
    level: pades.Level
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """One signer, one way of signing, any number of documents. at: when this run began."""

    holder: KeyHolder
    trusting: Trusting
    wishes: Wishes
    at: datetime

    def check_certificate(self) -> Iterator[str]:
        """Remarks about the signer's certificate, in words. Raises CertificateMayNotSign: expired, revoked, not
        yet effective, for another purpose...
        """
        report = self._report()
        self._require_none_of((*report.reasons, *own_faults(self._certificate, at=self.at)))
        codes = {each.code for each in (*report.reasons, *report.remarks)}
        if "issuer_not_found" in codes:
            yield say("said.issuer_unknown")
        elif codes & {"revocation_unchecked", "revocation_stale"}:
            yield say("said.revocation_unchecked")

    def _require_none_of(self, faults: Iterable[Reason]) -> None:
        for fault in faults:
            if fault.code not in _NOT_KNOWN:
                raise refused(self._certificate, fault)

    def sign(self, pdf: bytes, survey: Survey, *, at: datetime) -> SignedDocument:
        """The signed document.

        survey: of these very octets. 1. Prepare. 2. Sign. 3. Stamp, and add what keeps it checkable; what cannot be
        had costs a level and is told in the remarks. 4. Check the result.
        What reads the document is bounded; waiting for a PIN or a service is not.
        Raises CertificateMayNotSign (it may have expired since the run began), OwnOutputNotGood, PdfTooHeavy,
        LookIncomplete, what pades raises.
        """
        self._require_none_of(own_faults(self._certificate, at=at))
        climb = Climb(self.trusting, self.wishes.tsa, at, Evidence(self.holder.chain))
        with bounded(len(pdf)):
            prepared = self._prepared(pdf, survey, at)                                           # 1
        value = self.holder.signer.sign(prepared.to_be_signed)                                   # 2
        token = climb.token(value)                                                               # 3
        signed = pades.complete(prepared, value, time_stamp_token=token)
        reached = pades.Level.B
        if token:
            signed, reached = climb.raised(signed, self.wishes.level)
        with bounded(len(signed)):
            _check(signed, at)                                                                   # 4
        return SignedDocument(signed, reached, tuple(climb.remarks()))

    def _prepared(self, pdf: bytes, survey: Survey, at: datetime) -> pades.Prepared:
        wishes = self.wishes
        holder = described_holder(self._certificate)
        field, signer = wishes.field_spec(), Signer(holder.name, holder.agency, at)
        placed = placed_by(wishes.looks, field, signer, survey.place) or Placed(field, self._appearance(at))
        return pades.prepare(
            pdf, field=placed.field, signatory=self._signatory, appearance=placed.appearance, level=wishes.level,
            statement=pades.Statement(at, reason=wishes.reason, location=wishes.location),
            certifies=wishes.certifies,
        )

    @property
    def shown_certificate(self) -> str:
        """The signer's name and serial number."""
        return f"{self._certificate.subject.shown} ({self._certificate.serial:X})"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the signer's certificate, hex."""
        return self._certificate.sha256

    @cached_property
    def _certificate(self) -> Certificate:
        return read_certificate(self.holder.certificate)

    @property
    def _signatory(self) -> pades.Signatory:
        return pades.Signatory(self.holder.certificate, self.holder.signer.algorithm, self.holder.chain)

    def _report(self) -> PathReport:
        paths = Paths(
            self.at, self.trusting.load(), Evidence(self.holder.chain), self.trusting.offline, self.trusting.fetcher(),
        )
        return paths.judged(self.holder.certificate, at=self.at, purpose=DOCUMENT_SIGNING)

    def _appearance(self, at: datetime) -> pades.Appearance:
        lines = self.wishes.lines or self._usual_lines(at)
        return pades.Appearance(lines, image=self.wishes.image)

    def _usual_lines(self, at: datetime) -> tuple[str, ...]:
        holder = described_holder(self._certificate)
        agency = "" if holder.is_organisation else holder.agency
        return pades.signature_lines(name=holder.name, agency=agency, at=at)


def _check(signed: bytes, at: datetime) -> None:
    """Whom to trust is not asked: only whether the result says what was meant. Raises OwnOutputNotGood."""
    verdict = judge(signed, file="", at=at, trust=Trust(), offline=True)
    false = [each for each in verdict.signatures if each.judgement.indication is Indication.TOTAL_FAILED]
    if false or not verdict.signatures:
        reasons = [reason.code for each in false for reason in each.judgement.reasons]
        raise OwnOutputNotGood(reason=", ".join(reasons) or "no_signature")


def own_faults(certificate: Certificate, *, at: datetime) -> Iterator[Reason]:
    """Dates and purpose: they count even where nobody known issued the certificate."""
    about = {"subject": certificate.subject.shown}
    if at > certificate.not_after:
        yield Reason("certificate_expired", 0, {**about, "not_after": certificate.not_after})
    if at < certificate.not_before:
        yield Reason("certificate_not_yet_valid", 0, {**about, "not_before": certificate.not_before})
    yield from purpose_faults(certificate, DOCUMENT_SIGNING)


def refused(certificate: Certificate, reason: Reason) -> CertificateMayNotSign:
    """The error about a certificate that is not to be used now."""
    return CertificateMayNotSign(subject=certificate.subject.shown, reason=reason.message(language.current()).text)
