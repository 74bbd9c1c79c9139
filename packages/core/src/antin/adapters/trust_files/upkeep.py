"""Changing a trust set: import by hand, update from a genuine list, and the record of both.

A list for `update_set` is a bundle of certificates (PEM or PKCS#7). It is genuine when either
- its SHA-256 is the one the caller got from somewhere else, or
- it is the attached content of a CMS signature by the very certificate whose SHA-256 the caller got from
  somewhere else. Being certified below an anchor is not enough: any civil servant is.
The new list takes the place of the former one; what was imported by hand and what is shipped stays. A signed
list of earlier days is accepted again; the record shows it.

A set's folder holds `<sha256>.crt` for each imported anchor and `list.pem` for the latest list; the trust
folder holds `record.jsonl`, one line per deed.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap

from antin import cms
from antin.adapters.evidence_files import certificates_in, read_certificates
from antin.adapters.trust_files.loading import sorted_out
from antin.adapters.trust_files.sets import set_folder
from antin.cms import SignatureInvalid, SignatureUnverifiable, SignedDataBroken
from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.validation import TrustAnchor

LIST_FILE, RECORD_FILE = "list.pem", "record.jsonl"
_LABEL = "CERTIFICATE"


class TrustFileWithoutAnchor(AntinError):
    """Nothing in the file is self-signed (`path`)."""

    code = "trust_file_without_anchor"


class TrustReasonMissing(AntinError):
    """Trust was to be extended without saying why."""

    code = "trust_reason_missing"


class TrustListNotGenuine(AntinError):
    """A list that neither the expected digest nor the expected signer vouches for (`reason`)."""

    code = "trust_list_not_genuine"


@dataclass(frozen=True)
class RecordEntry:
    """One deed: `import` or `update`, when (RFC 3339, UTC), on which set, of which certificates, and why."""

    deed: str
    at: str
    set: str
    sha256: tuple[str, ...]
    source: str
    reason: str


def import_anchors(
    path: Path, *, name: str, reason: str, at: datetime, folder: Path,
) -> tuple[TrustAnchor, ...]:
    """Add the self-signed certificates of a file to a set; gives those that are in it now because of it.

    folder: the trust folder. Raises TrustReasonMissing, TrustSetUnknown, EvidenceFileUnreadable,
    TrustFileWithoutAnchor.
    """
    if not reason.strip():
        raise TrustReasonMissing
    own = set_folder(name, folder)
    anchors = sorted_out(read_certificates([path]), source=name).anchors
    if not anchors:
        raise TrustFileWithoutAnchor(path=str(path))
    own.mkdir(parents=True, exist_ok=True)
    for anchor in anchors:
        (own / f"{anchor.sha256}.crt").write_bytes(_pem([anchor]))
    _note(folder, RecordEntry("import", _told(at), name, _digests(anchors), str(path), reason.strip()))
    return anchors


@dataclass(frozen=True)
class Proof:
    """What makes a list genuine: SHA-256, hex, of the list itself or of its signer's certificate."""

    sha256: str = ""
    signer_sha256: str = ""


def update_set(
    data: bytes, proof: Proof, *, name: str, source: str, at: datetime, folder: Path,
) -> tuple[TrustAnchor, ...]:
    """Replace the list of a set by a genuine one; gives the anchors of the new list.

    source: where it came from, for the record. Raises TrustListNotGenuine, TrustSetUnknown.
    """
    own = set_folder(name, folder)
    content, vouched_by = _genuine(data, proof)
    try:
        anchors = sorted_out(certificates_in(content), source=name).anchors
    except MalformedEncoding as error:
        raise TrustListNotGenuine(reason=error.fields.get("reason", "")) from error
    own.mkdir(parents=True, exist_ok=True)
    (own / LIST_FILE).write_bytes(_pem(anchors))
    _note(folder, RecordEntry("update", _told(at), name, _digests(anchors), source, vouched_by))
    return anchors


def read_record(folder: Path) -> list[RecordEntry]:
    """Every deed, the oldest first."""
    path = folder / RECORD_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [RecordEntry(**{**entry, "sha256": tuple(entry["sha256"])}) for entry in map(json.loads, lines)]


def _genuine(data: bytes, proof: Proof) -> tuple[bytes, str]:
    """The bundle inside, and what vouches for it."""
    digest = hashlib.sha256(data).hexdigest()
    if proof.sha256 and digest == _plain(proof.sha256):
        return data, f"sha256 {digest}"
    if not proof.signer_sha256:
        raise TrustListNotGenuine(reason=f"SHA-256 {digest}")
    try:
        signed = cms.read(data)
        signature = cms.verify_signature(signed)
    except (SignedDataBroken, SignatureInvalid, SignatureUnverifiable) as error:
        raise TrustListNotGenuine(reason=error.code) from error
    signer = hashlib.sha256(signature.certificate).hexdigest()
    if signer != _plain(proof.signer_sha256) or signed.content is None:
        raise TrustListNotGenuine(reason=f"signer SHA-256 {signer}")
    return signed.content, f"signer sha256 {signer}"


def _plain(digest: str) -> str:
    """A digest as people copy it: with colons, blanks and capitals."""
    return digest.replace(":", "").replace(" ", "").lower()


def _note(folder: Path, entry: RecordEntry) -> None:
    with (folder / RECORD_FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def _told(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _digests(anchors: Sequence[TrustAnchor]) -> tuple[str, ...]:
    return tuple(each.sha256 for each in anchors)


def _pem(anchors: Sequence[TrustAnchor]) -> bytes:
    lines: list[str] = []
    for each in anchors:
        block = wrap(b64encode(each.certificate).decode(), 64)
        lines += [f"-----BEGIN {_LABEL}-----", *block, f"-----END {_LABEL}-----"]
    return "".join(f"{line}\n" for line in lines).encode()
