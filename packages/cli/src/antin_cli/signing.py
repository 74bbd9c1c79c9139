"""Signing documents: the certificate checked once, each document prepared, signed, stamped and checked again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from antin import pades
from antin.adapters.trust_files import Trust
from antin.pades.cautions import Caution
from antin.validation import DOCUMENT_SIGNING, Certificate, Evidence, Indication, PathReport, Reason, read_certificate
from antin.validation.purposes import purpose_faults
from antin.verdict import judge
from antin.verdict.holders import described_holder
from antin.verdict.paths import Paths
from antin_cli import language
from antin_cli.errors import CertificateMayNotSign, OptionsApart, OwnOutputNotGood, SignaturesAlreadyBroken
from antin_cli.inputs import read_small
from antin_cli.key_holder import KeyHolder
from antin_cli.limits import bounded
from antin_cli.long_term import LEVELS, Climb
from antin_cli.looks import LookWishes, Placed, Seen, Signer, said_caution, said_place
from antin_cli.shared import Trusting
from antin_cli.texts import say

# What is only not known does not keep a person from signing; everything else about the certificate does.
_NOT_KNOWN = {"issuer_not_found", "revocation_unchecked", "revocation_stale", "certificate_algorithm_unsupported"}


@dataclass(frozen=True)
class Wishes:
    """Where and how a signature is to stand. lines: None: the usual ones."""

    field: str | None
    page: int
    box: pades.Box | None
    lines: tuple[str, ...]
    image: bytes | None
    reason: str
    location: str
    tsa: str | None
    level: pades.Level
    looks: LookWishes
    certifies: int | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Wishes":
        """From the options of the command. Raises OptionsApart, InputUnreadable."""
        box, image = options["box"], options["image"]
        is_placed = box is not None or options["field"] is not None or options["place"] is not None
        if (options["visible"] or image) and not is_placed:
            raise OptionsApart(names="--visible, --image, --box, --field")
        tsa, named = options["tsa"], options["level"]
        if (named is not None) and (named != "b") != (tsa is not None):
            raise OptionsApart(names="--level, --tsa")
        level = LEVELS[named] if named else pades.Level.T if tsa else pades.Level.B
        return cls(
            options["field"], options["page"] or 1, pades.Box(*box) if box else None, options["visible"],
            read_small(image) if image else None, options["reason"], options["location"], tsa, level,
            LookWishes.of(options), options["certify"],
        )


@dataclass(frozen=True)
class Outlook:
    """One document before it is signed: where a signature will stand and be seen as, and what to know of it."""

    placed: Placed
    cautions: tuple[Caution, ...]

    def notes(self) -> Iterator[str]:
        """In words."""
        if self.placed.place is not None:
            yield said_place(self.placed.place)
        yield from map(said_caution, self.cautions)

    def as_json(self) -> dict[str, object]:
        """Place and cautions, where there are any."""
        place = self.placed.place
        told: dict[str, object] = {}
        if place is not None:
            box = [place.box.x, place.box.y, place.box.width, place.box.height]
            told["place"] = {"page": place.page, "box": box, "reason": place.reason}
        if self.cautions:
            told["cautions"] = [{"code": each.code, **each.fields} for each in self.cautions]
        return told


@dataclass(frozen=True)
class Desk:
    """One signer, one way of signing, any number of documents. at: the time of this run."""

    holder: KeyHolder
    trusting: Trusting
    wishes: Wishes
    at: datetime

    def check_certificate(self) -> Iterator[str]:
        """Remarks about the signer's certificate, in words. Raises CertificateMayNotSign: expired, revoked, not
        yet effective, for another purpose...
        """
        report = self._report()
        faults = (*report.reasons, *own_faults(self._certificate, at=self.at))
        refusals = [each for each in faults if each.code not in _NOT_KNOWN]
        if refusals:
            raise refused(self._certificate, refusals[0])
        codes = {each.code for each in (*report.reasons, *report.remarks)}
        if "issuer_not_found" in codes:
            yield say("said.issuer_unknown")
        elif codes & {"revocation_unchecked", "revocation_stale"}:
            yield say("said.revocation_unchecked")

    def outlook(self, pdf: bytes) -> Outlook:
        """Raises PlaceNotFound, LookIncomplete, what opening a PDF raises; PdfTooHeavy: it takes too much work."""
        wishes = self.wishes
        seen, holder = Seen(pdf, wishes.looks), described_holder(self._certificate)
        with bounded(len(pdf)):
            placed = seen.placed(self._field(), Signer(holder.name, holder.agency, self.at))
            cautions = seen.cautions(placed, wishes.box, wishes.page)
        return Outlook(placed or Placed(self._field(), self._appearance()), cautions)

    def sign(self, pdf: bytes, outlook: Outlook) -> tuple[bytes, pades.Level]:
        """The signed document and its level.

        1. Signatures that are there must not be false already. 2. Prepare. 3. Sign. 4. Stamp, and add what keeps it
        checkable; what cannot be had costs a level and is told by `remarks`. 5. Check the result.
        What reads the document is bounded; waiting for a PIN or a service is not.
        Raises SignaturesAlreadyBroken, OwnOutputNotGood, PdfTooHeavy, what pades raises.
        """
        with bounded(len(pdf)):
            prepared = self._prepared(pdf, outlook)                                              # 1, 2
        value = self.holder.signer.sign(prepared.to_be_signed)                                   # 3
        token = self._climb.token(value)                                                         # 4
        signed = pades.complete(prepared, value, time_stamp_token=token)
        reached = pades.Level.B
        if token:
            signed, reached = self._climb.raised(signed, self.wishes.level)
        with bounded(len(signed)):
            self._check(signed)                                                                  # 5
        return signed, reached

    def _prepared(self, pdf: bytes, outlook: Outlook) -> pades.Prepared:
        broken = pades.broken_signatures(pdf)                                                    # 1
        if broken:
            raise SignaturesAlreadyBroken(fields=", ".join(each.field for each in broken))
        wishes = self.wishes
        return pades.prepare(                                                                    # 2
            pdf, field=outlook.placed.field, signatory=self._signatory, appearance=outlook.placed.appearance,
            level=wishes.level,
            statement=pades.Statement(self.at, reason=wishes.reason, location=wishes.location),
            certifies=wishes.certifies,
        )

    def remarks(self) -> Iterator[str]:
        """What could not be had for the document signed last, in words."""
        return self._climb.remarks()

    @cached_property
    def _climb(self) -> Climb:
        return Climb(self.trusting, self.wishes.tsa, self.at, Evidence(self.holder.chain))

    @property
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

    def _field(self) -> pades.FieldSpec:
        wishes = self.wishes
        return pades.FieldSpec(wishes.field, wishes.page, wishes.box, must_exist=wishes.field is not None)

    def _appearance(self) -> pades.Appearance:
        lines = self.wishes.lines or self._usual_lines()
        return pades.Appearance(lines, image=self.wishes.image)

    def _usual_lines(self) -> tuple[str, ...]:
        holder = described_holder(self._certificate)
        agency = "" if holder.is_organisation else holder.agency
        return pades.signature_lines(name=holder.name, agency=agency, at=self.at)

    def _check(self, signed: bytes) -> None:
        """Whom to trust is not asked: only whether the result says what was meant."""
        verdict = judge(signed, file="", at=self.at, trust=Trust(), offline=True)
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
