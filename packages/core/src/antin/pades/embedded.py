"""Signatures as found in a PDF: what each says, what it covers, and what happened after it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import new as new_hash
from typing import Any

from antin import cms
from antin.pades.byte_range import ByteRange
from antin.pades.errors import SignatureFormatWrong


class SignatureKind(StrEnum):
    """A signature of a person or organisation, or a time-stamp over the document (EN 319 142-1 5.4)."""

    SIGNATURE = "signature"
    DOCUMENT_TIME_STAMP = "document_time_stamp"


@dataclass(frozen=True)
class Change:
    """Something that happened to the document after a signature; the catalogue has a text for each code.

    is_allowed: by the rules for signed documents and by what this signature permits.
    pages: numbers from 1; fields: names; either may be empty when it does not apply or is not known.
    is_examined: False says that there was too much to examine: neither allowed nor against the rules.
    """

    code: str
    is_allowed: bool
    pages: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    is_examined: bool = True

    @property
    def message_fields(self) -> dict[str, str]:
        """What the catalogue's texts name in braces."""
        return {"pages": ", ".join(map(str, self.pages)) or "?", "fields": ", ".join(self.fields) or "?"}


@dataclass(frozen=True)
class EmbeddedSignature:
    """One signature.

    claimed_time: from /M, aware, or None. contents: the CMS, empty when there is none.
    faults: codes of format rules broken; when there are any, nothing it covers can be relied on.
    revision: its number from 1, of `PdfSignatures.revisions`; 0 when faults hide it.
    permission: the DocMDP level it sets for what follows (1 to 3), or None.
    page: where its appearance stands, from 1; 0 when it is invisible.
    """

    field: str
    kind: SignatureKind
    sub_filter: str
    claimed_time: datetime | None
    name: str
    reason: str
    location: str
    contents: bytes
    byte_range: ByteRange | None
    faults: tuple[str, ...]
    revision: int
    covers_whole_file: bool
    permission: int | None
    page: int
    changes: tuple[Change, ...] = ()

    @property
    def is_changed_against_the_rules(self) -> bool:
        """Whether something happened after it that is not allowed."""
        return any(not change.is_allowed and change.is_examined for change in self.changes)

    @property
    def is_fully_examined(self) -> bool:
        """Whether everything that happened after it was examined."""
        return all(change.is_examined for change in self.changes)


@dataclass(frozen=True)
class ValidationData:
    """What a file carries for later validation (DSS, EN 319 142-1 5.4.2): DER, nothing in it trusted."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsp_responses: tuple[bytes, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.certificates or self.crls or self.ocsp_responses)


class Digests:
    """Digests of a file without a gap. What several signatures cover in common is hashed once."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = memoryview(pdf)
        self._kept: dict[str, tuple[int, Any]] = {}

    def without(self, span: ByteRange, digest_name: str) -> bytes:
        """Of what a range covers, by hashlib's name. Cheapest when asked for in the order of the gaps."""
        running = self._up_to(span.start, digest_name)
        running.update(self._pdf[span.end : span.covered])
        return bytes(running.digest())

    def whole(self, digest_name: str) -> bytes:
        """Of the whole file."""
        return bytes(self._up_to(len(self._pdf), digest_name).digest())

    def _up_to(self, end: int, digest_name: str) -> Any:
        at, running = self._kept.get(digest_name, (end + 1, None))
        if at > end:
            at, running = 0, new_hash(digest_name, usedforsecurity=False)
        running.update(self._pdf[at:end])
        self._kept[digest_name] = end, running
        return running.copy()


@dataclass(frozen=True)
class PdfSignatures:
    """All signatures of a file, in the order of their revisions.

    empty_fields: signature fields without a signature. remarks: codes about the file as a whole.
    validation_data: certificates, lists and answers that the file carries for later (its DSS).
    """

    pdf: bytes
    signatures: tuple[EmbeddedSignature, ...]
    empty_fields: tuple[str, ...]
    revisions: int
    pages: int
    remarks: tuple[str, ...] = ()
    validation_data: ValidationData = field(default_factory=ValidationData, repr=False)

    @cached_property
    def digests(self) -> Digests:
        """Of the file and its parts."""
        return Digests(self.pdf)

    def digest_of(self, signature: EmbeddedSignature, digest_name: str) -> bytes:
        """The digest of what the signature covers, by hashlib's name. Raises SignatureFormatWrong."""
        span = signature.byte_range
        if span is None:
            raise SignatureFormatWrong(faults=", ".join(signature.faults))
        return self.digests.without(span, digest_name)

    def revision_of(self, signature: EmbeddedSignature) -> bytes:
        """The document exactly as it was signed. Raises SignatureFormatWrong."""
        if signature.byte_range is None:
            raise SignatureFormatWrong(faults=", ".join(signature.faults))
        return self.pdf[: signature.byte_range.covered]


_DETACHED = frozenset({"ETSI.CAdES.detached", "adbe.pkcs7.detached"})
_SHA1_INSIDE = "adbe.pkcs7.sha1"


def verify(found: PdfSignatures, signature: EmbeddedSignature) -> cms.VerifiedSignature:
    """Whether the signature holds over the bytes it covers: format, digest, value; not whom to trust, nor
    changes.

    For document time-stamps use `digest_of` and the time-stamp's own verification.
    Raises SignatureFormatWrong; what `cms.read` and `cms.verify_signature` raise.
    """
    if signature.faults:
        raise SignatureFormatWrong(faults=", ".join(signature.faults))
    signed = cms.read(signature.contents)
    signer = cms.only_signer(signed)
    if signature.sub_filter in _DETACHED:
        if signed.content is not None:
            raise SignatureFormatWrong(faults="content_not_detached")
        return cms.verify_signature(signed, digest=found.digest_of(signature, signer.digest_name))
    if signature.sub_filter == _SHA1_INSIDE:
        return cms.verify_signature(signed, content=found.digest_of(signature, "sha1"))
    raise SignatureFormatWrong(faults="sub_filter_unknown")
