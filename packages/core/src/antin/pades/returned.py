"""What was added to a document that somebody else's program signed: signatures, their places, and all the rest."""

from collections.abc import Collection
from dataclasses import dataclass

from antin.pades.embedded import Change, EmbeddedSignature, PdfSignatures, SignatureKind
from antin.pades.engine import open_file
from antin.pades.engine.places import signature_boxes
from antin.pades.engine.signatures import Restriction
from antin.pades.errors import PadesError
from antin.pades.geometry import Box
from antin.pades.reading import read

_OF_SIGNING = {
    "change_signature_added", "change_time_stamp_added", "change_signature_field_added", "change_validation_data_added",
    "change_metadata", "change_permitted_other",
}


class DocumentNotKept(PadesError):
    """The octets that were sent are not the beginning of what came back."""

    code = "document_not_kept"


@dataclass(frozen=True)
class AddedSignature:
    """boxes: where it is seen, page from 1; none when it is invisible."""

    signature: EmbeddedSignature
    boxes: tuple[tuple[int, Box], ...]


@dataclass(frozen=True)
class Added:
    """found: all signatures of the returned file. others: changes that signing does not explain."""

    found: PdfSignatures
    signatures: tuple[AddedSignature, ...]
    others: tuple[Change, ...]


def added(sent: bytes, returned: bytes) -> Added:
    """What stands in `returned` beyond `sent`; time-stamps of the document are no signatures here.

    1. Every octet that was sent is still there, at the beginning. 2. What was added goes on from it, as a further
    revision, and does not begin anew. 3. New signatures and where they stand. 4. What else the revisions did, and what
    signatures that were there forbid.
    Raises DocumentNotKept (1, 2); what `read` raises.
    """
    if not returned.startswith(sent):                                                            # 1
        raise DocumentNotKept
    before = {each.field: each for each in read(sent).signatures}
    tables, opened = open_file(sent).tables, open_file(returned)
    if opened.tables[: len(tables)] != tables:                                                   # 2
        raise DocumentNotKept
    found = read(returned)
    boxes = signature_boxes(returned)
    signatures = tuple(                                                                          # 3
        AddedSignature(each, boxes.get(each.field, ())) for each in found.signatures
        if each.field not in before and each.kind is SignatureKind.SIGNATURE
    )
    changes = opened.changes_after(len(tables) - 1, Restriction())                               # 4
    others = [each for each in changes if not each.is_allowed or each.code not in _OF_SIGNING]
    for each in found.signatures:
        if each.field in before:
            others.extend(_forbidden(each, {change.code for change in _forbidden(before[each.field])}))
    return Added(found, signatures, tuple(others))


def _forbidden(signature: EmbeddedSignature, known: Collection[str] = ()) -> list[Change]:
    """What happened after a signature against its rules, but for what was known of it."""
    return [each for each in signature.changes if not each.is_allowed and each.code not in known]
