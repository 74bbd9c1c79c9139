"""Files that belong to a case; what a file is, its first bytes say and not its name."""

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from antin_server.registration.errors import AttachmentRefused, AttachmentTooMany
from antin_server.registration.models import Attachment
from antin_server.registration.services.drafts import editable_locked
from antin_server.registration.services.steps import event_about
from antin_server.registration.types import Chosen

LARGEST = 10 * 1024 * 1024
MOST = 10


def _is_word_file(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):  # looks like ZIP and is none
        return False


KINDS: tuple[tuple[str, str, Callable[[bytes], bool]], ...] = (
    ("pdf", "application/pdf", lambda data: data.startswith(b"%PDF-")),
    ("png", "image/png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    ("jpg", "image/jpeg", lambda data: data.startswith(b"\xff\xd8\xff")),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda data: data.startswith(b"PK\x03\x04") and _is_word_file(data),
    ),
)


@transaction.atomic
def attachment_add(*, chosen: Chosen, name: str, data: bytes, author_id: int, at: datetime) -> int:
    """Keep a file with a case that is being written; its id. The same file again is the same attachment.

    Raises AttachmentRefused: empty, larger than LARGEST, or of no kind in KINDS; AttachmentTooMany; and as
    `editable_locked`.
    """
    case = editable_locked(chosen, author_id=author_id)
    found = next((each for each in KINDS if each[2](data)), None)
    if not data or len(data) > LARGEST or found is None:
        raise AttachmentRefused(maximum=LARGEST // (1024 * 1024))
    digest = hashlib.sha256(data).hexdigest()
    known = case.attachments.filter(sha256=digest).first()
    if known is not None:
        return known.pk
    if case.attachments.count() >= MOST:
        raise AttachmentTooMany(maximum=MOST)
    extension, media_type, _ = found
    kept = Attachment(
        case=case, name=_tidy_name(name, extension), media_type=media_type, size=len(data), sha256=digest,
        added_at=at, added_by_id=author_id,
    )
    kept.file.save(f"{digest[:32]}.{extension}", ContentFile(data), save=True)
    event_about(case, "attach", person_id=author_id, at=at)
    return kept.pk


@transaction.atomic
def attachment_remove(*, chosen: Chosen, attachment_id: int, author_id: int, at: datetime) -> None:
    """Take a file away from a case that is being written. Raises as `editable_locked`."""
    case = editable_locked(chosen, author_id=author_id)
    for each in case.attachments.filter(pk=attachment_id):
        storage, path = each.file.storage, str(each.file.name)
        each.delete()
        transaction.on_commit(partial(storage.delete, path))
        event_about(case, "detach", person_id=author_id, at=at)


def _tidy_name(name: str, extension: str) -> str:
    """The name people know the file by, without folders or invisible characters, ending as the content demands."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    letters = "".join(each for each in unicodedata.normalize("NFC", stem) if each.isprintable())
    return f"{letters.strip()[:200] or 'tep'}.{extension}"
