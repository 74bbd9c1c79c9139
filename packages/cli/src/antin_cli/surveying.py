"""One document looked at before it is signed, without a key: what it is, where a signature will stand, what to know."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from antin import pades
from antin.pades.cautions import Caution
from antin.pades.looks import Proposal
from antin.pdf import MAX_SIZE
from antin.verdict.holders import certificate_of
from antin_cli.errors import InputChanged, SignaturesAlreadyBroken
from antin_cli.inputs import read_input
from antin_cli.limits import bounded
from antin_cli.looks import Seen, Signer, placed_by, said_caution, said_place
from antin_cli.wishes import Wishes

# A look is tried with a signer of this name before the key is there: what it lacks is known before a PIN is typed.
_SOMEBODY = "Nguyễn Văn A"


@dataclass(frozen=True)
class Survey:
    """sha256: hex. signers: of signatures that are there, as their certificates name them. place: what was proposed."""

    sha256: str
    pages: int
    signers: tuple[str, ...]
    place: Proposal | None
    cautions: tuple[Caution, ...]

    def notes(self) -> Iterator[str]:
        """Place and cautions in words."""
        if self.place is not None:
            yield said_place(self.place)
        yield from map(said_caution, self.cautions)

    def as_json(self) -> dict[str, object]:
        """Place and cautions, where there are any."""
        told: dict[str, object] = {}
        if self.place is not None:
            box = self.place.box
            told["place"] = {
                "page": self.place.page, "box": [box.x, box.y, box.width, box.height], "reason": self.place.reason,
            }
        if self.cautions:
            told["cautions"] = [{"code": each.code, **each.fields} for each in self.cautions]
        return told


def read_document(path: Path, survey: Survey | None = None) -> bytes:
    """A document to sign; with a survey, the one that was surveyed. Raises InputUnreadable, InputChanged."""
    pdf = read_input(path, MAX_SIZE)
    if survey is not None and hashlib.sha256(pdf).hexdigest() != survey.sha256:
        raise InputChanged(path=path)
    return pdf


def surveyed(pdf: bytes, wishes: Wishes, *, at: datetime) -> Survey:
    """1. It opens, and no signature in it is false already. 2. The place. 3. What to know.

    Raises SignaturesAlreadyBroken, PlaceNotFound, LookIncomplete, what opening a PDF raises; PdfTooHeavy: it takes
    too much work.
    """
    seen = Seen(pdf, wishes.looks)
    with bounded(len(pdf)):
        pages = pades.overview(pdf).page_count                                                   # 1
        found = pades.read(pdf).signatures
        broken = pades.broken_signatures(pdf) if found else ()
        if broken:
            raise SignaturesAlreadyBroken(fields=", ".join(each.field for each in broken))
        place = seen.place()                                                                     # 2
        placed_by(wishes.looks, wishes.field_spec(), Signer(_SOMEBODY, _SOMEBODY, at), place)
        cautions = seen.cautions(place, wishes.box, wishes.page)                                 # 3
    signers = tuple(_signer(each) for each in found if each.kind is pades.SignatureKind.SIGNATURE)
    return Survey(hashlib.sha256(pdf).hexdigest(), pages, signers, place, cautions)


def _signer(signature: pades.EmbeddedSignature) -> str:
    certificate = certificate_of(signature.contents)
    return certificate.subject.shown if certificate else signature.field
