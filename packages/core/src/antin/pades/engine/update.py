"""Appending a signature: an incremental update with a field, a signature dictionary, and a slot for its
value.

The original bytes stay as they are. Neither the document's information nor its metadata is touched: a signer
has no business writing itself into /Producer, and PDF/A asks the two to agree.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPSpec, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from antin.pades.appearance import Drawing
from antin.pades.engine.drawing import form_xobject
from antin.pades.engine.inspection import FieldPlace, Inspection
from antin.pades.engine.opening import parser_door
from antin.pades.engine.signatures import permission_of
from antin.pades.engine.values import array_at, dictionary_at, entry, resolved, whole_number

_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class SignatureEntries:
    """What the signature dictionary says in words; empty entries are not written. at: the claimed time,
    aware.
    """

    at: datetime
    name: str = ""
    reason: str = ""
    location: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Slot:
    """Where `<`, the hexadecimal digits and `>` of /Contents stand: offsets of the first, and after the
    last.
    """

    start: int
    end: int


class _Update(IncrementalPdfFileWriter):
    IO_CHUNK_SIZE = 1 << 20
    # Lower than any real file, so that no update raises a document's version (PDF/A-1 must stay 1.4).
    output_version = (1, 0)

    def _update_meta(self) -> None:
        """Nothing: see the module."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        """The first half as it was; the second from what went before, so that equal input gives equal
        bytes.
        """
        stream = prev.stream
        stream.seek(max(0, (prev.last_startxref or 0) - 4096))
        changing = sha256(stream.read()).digest()[:16]
        given = array_at(prev.trailer_view, "/ID")
        permanent = getattr(resolved(given[0]), "original_bytes", changing) if given else changing
        return generic.ArrayObject([generic.ByteStringObject(permanent), generic.ByteStringObject(changing)])


def append_signature(
    opened: Inspection, place: FieldPlace, *, entries: SignatureEntries, drawing: Drawing | None, room: int,
    digest_name: str,
) -> tuple[bytes, Slot]:
    """The document with a signature whose value is still zeros, its /ByteRange filled in.

    room: octets kept for the SignedData. digest_name: of the document's digest. The file opened is used up.
    Raises PdfBroken.
    """
    with parser_door():
        writer = _Update.from_reader(opened.reader)
        embedding = PdfCMSEmbedder(new_field_spec=_new_field(place, entries)).write_cms(
            place.name, writer, existing_fields_only=not place.is_new
        )
        field = next(embedding).get_object()
        if drawing is not None:
            _draw(writer, field, place, drawing)
        embedding.send(
            SigObjSetup(_signature_dictionary(entries, room), SigMDPSetup(digest_name, **_lock_of(field)))
        )
        prepared, output = embedding.send(SigIOSetup(digest_name, output=BytesIO()))
        return output.getvalue(), Slot(prepared.reserved_region_start, prepared.reserved_region_end)


def _new_field(place: FieldPlace, entries: SignatureEntries) -> SigFieldSpec | None:
    if not place.is_new:
        return None
    told = f"Chữ ký số của {entries.name}" if entries.name else "Chữ ký số"
    box: Any = place.rectangle  # fractions are written too; the annotation asks for whole numbers
    return SigFieldSpec(place.name, on_page=max(place.page, 1) - 1, box=box, readable_field_name=told)


def _signature_dictionary(entries: SignatureEntries, room: int) -> SignatureObject:
    return SignatureObject(
        timestamp=entries.at.astimezone(_VIETNAM).replace(microsecond=0), subfilter=SigSeedSubFilter.PADES,
        name=entries.name or None, reason=entries.reason or None, location=entries.location or None,
        contact_info=entries.contact or None, bytes_reserved=2 * room,
    )


def _lock_of(field: Any) -> dict[str, Any]:
    """What an existing field's /Lock demands of the signature in it (ISO 32000-2 12.7.5.5)."""
    lock = entry(field, "/Lock")
    if lock is None:
        return {}
    return {
        "field_lock": FieldMDPSpec.from_pdf_object(lock),
        "docmdp_perms": permission_of(whole_number(entry(lock, "/P"))),
    }


def _draw(writer: IncrementalPdfFileWriter, field: Any, place: FieldPlace, drawing: Drawing) -> None:
    kids = array_at(field, "/Kids")
    widget = resolved(kids[0]) if kids else field
    widget[pdf_name("/AP")] = generic.DictionaryObject(
        {pdf_name("/N"): form_xobject(writer, drawing, place.rotation)}
    )
    if place.rotation:
        look = generic.DictionaryObject(dictionary_at(widget, "/MK"))
        look[pdf_name("/R")] = generic.NumberObject(place.rotation)
        widget[pdf_name("/MK")] = look
    writer.update_container(widget)
