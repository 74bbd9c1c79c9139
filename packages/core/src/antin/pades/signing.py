"""Signing in two steps: `prepare` gives the bytes to be signed, `complete` puts the value in.

The key may be in a token, a file, or a browser at the other end of a later request: between the steps there
are only the prepared document's bytes and a small JSON text.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import new as new_hash

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from antin import cms, oids
from antin.pades.appearance import Appearance, draw
from antin.pades.engine import SignatureEntries, Slot, append_signature, inspect
from antin.pades.errors import AlreadySigned, PreparedStateBroken, SlotTooSmall
from antin.pades.geometry import Box
from antin.pades.long_term import TIME_STAMP_ROOM

_STATE_VERSION = 1


class Level(StrEnum):
    """How much a signature carries (EN 319 142-1 6): its value; a time-stamp over it; what validation needs;
    a time-stamp over all that. The last two are added to a finished B-T (`antin.pades.long_term`).
    """

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass(frozen=True)
class FieldSpec:
    """An existing empty field by its name; or a new one, on a page (from 1, or from -1 backwards), in a box.

    name: None gives the next free name. box: None makes a new field invisible. must_exist: never make a new
    one.
    """

    name: str | None = None
    page: int = 1
    box: Box | None = None
    must_exist: bool = False


@dataclass(frozen=True)
class Signatory:
    """Who signs: certificate and the rest of the chain as DER, and the algorithm the key will use."""

    certificate: bytes
    algorithm: cms.SignatureAlgorithm
    chain: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Statement:
    """What the signature claims in words. at: aware. name: empty takes the certificate's common name."""

    at: datetime
    name: str = ""
    reason: str = ""
    location: str = ""
    contact: str = ""


@dataclass(frozen=True)
class KeptAlgorithm:
    """An algorithm as the state keeps it."""

    identifier_der: bytes
    digest_name: str


@dataclass(frozen=True)
class Prepared:
    """A document that waits for its signature value.

    original: as given; appended: what comes behind it, complete but for the value. to_be_signed: what the key
    signs: the DER of the signed attributes, hashed by the algorithm's digest as part of signing.
    digest: of what is signed, when it was computed in this process; None when restored.
    """

    original: bytes
    appended: bytes
    slot: Slot
    to_be_signed: bytes
    signatory: Signatory
    digest: bytes | None = None

    @property
    def document(self) -> bytes:
        """The whole document, complete but for the value."""
        return b"".join((self.original, self.appended))

    @cached_property
    def state(self) -> str:
        """All but the document, as JSON; holds nothing secret, but must come back unchanged."""
        return json.dumps(
            {
                "version": _STATE_VERSION,
                "slot": [self.slot.start, self.slot.end],
                "to_be_signed": _text(self.to_be_signed),
                "certificate": _text(self.signatory.certificate),
                "chain": [_text(each) for each in self.signatory.chain],
                "algorithm": [
                    _text(self.signatory.algorithm.identifier_der),
                    self.signatory.algorithm.digest_name,
                ],
            }
        )

    @classmethod
    def restore(cls, document: bytes, state: str) -> "Prepared":
        """What `document` and `state` were. Raises PreparedStateBroken: the state is not one of ours."""
        try:
            kept = json.loads(state)
            start, end = map(int, kept["slot"])
            identifier, digest_name = kept["algorithm"]
            signatory = Signatory(
                b64decode(kept["certificate"]), KeptAlgorithm(b64decode(identifier), str(digest_name)),
                tuple(b64decode(each) for each in kept["chain"]),
            )
            return cls(document, b"", Slot(start, end), b64decode(kept["to_be_signed"]), signatory)
        except (ValueError, TypeError, KeyError) as error:
            raise PreparedStateBroken from error


def prepare(
    pdf: bytes,
    *,
    field: FieldSpec,
    signatory: Signatory,
    statement: Statement,
    appearance: Appearance | None = None,
    level: Level = Level.B,
    certifies: int | None = None,
    time_stamp_room: int = TIME_STAMP_ROOM,
) -> Prepared:
    """The document with everything in place but the signature value.

    1. Open the file and find or make the field. 2. Draw the appearance to its size. 3. Reckon the room that
    certificates, attributes and a time-stamp need. 4. Append the update. 5. Hash, and make the signed
    attributes.
    appearance: is left out when the field is invisible. level: above B keeps `time_stamp_room` octets for a token.
    certifies: 1: nothing may change afterwards, 2: forms may be filled and signatures added, 3: comments, too.
    Raises AlreadySigned: what others have signed cannot be certified any more; every child of PdfUnreadable and
    SigningRefused.
    """
    opened = inspect(pdf)                                                                        # 1
    if certifies is not None and opened.is_signed():
        raise AlreadySigned
    place = opened.place(field.name, page=field.page, box=field.box, must_exist=field.must_exist)
    drawing = (
        draw(appearance, width=place.width, height=place.height, conformance=opened.conformance())
        if appearance and place.rectangle else None
    )  # 2
    entries = SignatureEntries(
        at=statement.at, name=statement.name or _common_name(signatory.certificate), reason=statement.reason,
        location=statement.location, contact=statement.contact, certifies=certifies,
    )
    room = _room(signatory) + (0 if level is Level.B else time_stamp_room)                       # 3
    appended = append_signature(  # 4
        opened, place, entries=entries, drawing=drawing, room=room, digest_name=signatory.algorithm.digest_name,
    )
    attributes = cms.signed_attributes(                                                          # 5
        algorithm=signatory.algorithm, certificate=signatory.certificate, message_digest=appended.digest,
    )
    return Prepared(pdf, appended.octets, appended.slot, attributes, signatory, appended.digest)


def complete(prepared: Prepared, signature_value: bytes, *, time_stamp_token: bytes | None = None) -> bytes:
    """The signed document, checked again before it is handed out.

    time_stamp_token: an RFC 3161 token over the signature value (DER of its ContentInfo); makes level B-T.
    Raises SlotTooSmall; SignatureValueWrong: not the value of the announced key over `to_be_signed`;
    MessageDigestWrong or PreparedStateBroken: document and state do not belong together.
    """
    filled = complete_appended(prepared, signature_value, time_stamp_token=time_stamp_token)
    return b"".join((prepared.original, filled)) if prepared.appended else filled


def complete_appended(
    prepared: Prepared, signature_value: bytes, *, time_stamp_token: bytes | None = None
) -> bytes:
    """What is to stand behind the original, for documents that are not copied in memory; else as `complete`.

    Of a restored document it is the whole.
    """
    signatory, slot = prepared.signatory, prepared.slot
    signed = cms.signed_data(
        algorithm=signatory.algorithm, signed_attributes=prepared.to_be_signed, signature=signature_value,
        certificate=signatory.certificate, other_certificates=signatory.chain,
    )
    if time_stamp_token is not None:
        signed = cms.add_unsigned_attribute(signed, oid=oids.SIGNATURE_TIME_STAMP, value=time_stamp_token)
    filled = _filled(prepared, signed)
    start = slot.start - (len(prepared.original) if prepared.appended else 0)
    written = filled[start + 1 : start + slot.end - slot.start - 1]
    digest = prepared.digest or _digest(prepared, signatory.algorithm.digest_name)
    cms.verify_signature(cms.read(bytes.fromhex(written.decode())), digest=digest)
    return filled


def _filled(prepared: Prepared, signed: bytes) -> bytes:
    """What holds the slot, with the value in it: the appended part, or the whole of a restored document."""
    held = prepared.appended or prepared.original
    base = len(prepared.original) if prepared.appended else 0
    start, end = prepared.slot.start - base, prepared.slot.end - base
    room = end - start - 2
    if start < 0 or room < 0 or held[start:end] != b"<" + b"0" * room + b">":
        raise PreparedStateBroken
    if 2 * len(signed) > room:
        raise SlotTooSmall(needed=len(signed), room=room // 2)
    digits = signed.hex().upper().encode().ljust(room, b"0")
    return b"".join((held[: start + 1], digits, held[end - 1 :]))


def _digest(prepared: Prepared, digest_name: str) -> bytes:
    view = memoryview(prepared.document)
    running = new_hash(digest_name, view[: prepared.slot.start])
    running.update(view[prepared.slot.end :])
    return running.digest()


def _room(signatory: Signatory) -> int:
    """The size of the SignedData with the longest value the key can make."""
    attributes = cms.signed_attributes(
        algorithm=signatory.algorithm, message_digest=new_hash(signatory.algorithm.digest_name).digest(),
        certificate=signatory.certificate,
    )
    return len(
        cms.signed_data(
            algorithm=signatory.algorithm,
            signed_attributes=attributes,
            signature=bytes(_longest_value(signatory.certificate)),
            certificate=signatory.certificate,
            other_certificates=signatory.chain,
        )
    )


def _longest_value(certificate: bytes) -> int:
    match cms.read_certificate(certificate).public_key():
        case rsa.RSAPublicKey() as key:
            return (key.key_size + 7) // 8
        case ec.EllipticCurvePublicKey() as key:
            return 2 * ((key.key_size + 7) // 8) + 9
        case _:
            raise cms.SignatureAlgorithmUnsupported(name="public key")


def _common_name(certificate: bytes) -> str:
    names = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(
        x509.NameOID.COMMON_NAME
    )
    return str(names[0].value) if names else ""


def _text(data: bytes) -> str:
    return b64encode(data).decode()
