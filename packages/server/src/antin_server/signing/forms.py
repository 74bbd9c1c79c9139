"""What pages of signing send, read into nouns; nothing is saved here."""

from __future__ import annotations

import base64
import binascii
import json
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from antin_server.signing.errors import CertificateMissing, FileMissing, FileTooLarge, JobNotPrepared, PlaceWrong
from antin_server.signing.services import Place

MAX_CERTIFICATES, MAX_SIGNATURE = 6, 4_096


def uploaded(file: UploadedFile[Any] | None) -> tuple[str, bytes]:
    """The name and bytes of a chosen file. Raises FileMissing, FileTooLarge."""
    if file is None or file.size is None:
        raise FileMissing()
    if file.size > settings.ANTIN_UPLOAD_BYTES:
        raise FileTooLarge(limit_mb=settings.ANTIN_UPLOAD_BYTES // (1024 * 1024))
    name = unicodedata.normalize("NFC", PurePosixPath((file.name or "").replace("\\", "/")).name)
    return name or "van-ban.pdf", file.read()


def placed(data: Mapping[str, str]) -> Place:
    """Where the signature will stand. Raises PlaceWrong."""
    is_visible = data.get("look", "visible") != "invisible"
    try:
        numbers = [float(data.get(key, "").replace(",", ".")) for key in ("x", "y", "width", "height")]
        page = int(data.get("page", ""))
    except ValueError as error:
        raise PlaceWrong() from error
    if not all(-10_000 < each < 10_000 for each in numbers):
        raise PlaceWrong()
    x, y, width, height = numbers
    return Place(page, x, y, width, height, is_visible, data.get("reason", "").replace("\x00", "").strip())


def certificates_sent(body: bytes) -> tuple[bytes, ...]:
    """`{"certificates": [base64 DER, leaf first]}`. Raises CertificateMissing."""
    try:
        sent = json.loads(body)["certificates"]
        found = tuple(base64.b64decode(each, validate=True) for each in sent)
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
        raise CertificateMissing() from error
    if not 1 <= len(found) <= MAX_CERTIFICATES:
        raise CertificateMissing()
    return found


def signature_sent(body: bytes) -> bytes:
    """`{"signature": base64}`. Raises JobNotPrepared."""
    try:
        found = base64.b64decode(json.loads(body)["signature"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
        raise JobNotPrepared() from error
    if not 1 <= len(found) <= MAX_SIGNATURE:
        raise JobNotPrepared()
    return found
