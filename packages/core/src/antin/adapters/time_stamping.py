"""Asking a time-stamping service over HTTP (RFC 3161 3.4)."""

import hashlib
from collections.abc import Callable
from secrets import randbits

from antin import pades, timestamp
from antin.adapters.online_evidence import Fetch

TIME_STAMP_QUERY = "application/timestamp-query"
# The service of official duty takes up to two minutes; one try is one answer.
TIMEOUT_S = 140.0
_NONCE_BITS = 64


def fetched_time_stamp(
    value: bytes, url: str, fetch: Fetch, *, random_number: Callable[[int], int] = randbits,
) -> bytes:
    """A token over a signature value, shown to answer this very question.

    Raises what `fetch` raises; TimeStampRefused, TimeStampMalformed, a child of TimeStampWrong,
    TimeStampUnverifiable.
    """
    return fetched_document_time_stamp(hashlib.sha256(value).digest(), url, fetch, random_number=random_number)


def fetched_document_time_stamp(
    digest: bytes, url: str, fetch: Fetch, *, random_number: Callable[[int], int] = randbits,
) -> bytes:
    """A token over a SHA-256 digest, shown to answer this very question. Raises as `fetched_time_stamp`."""
    request = timestamp.time_stamp_request(digest, "sha256", nonce=random_number(_NONCE_BITS))
    response = fetch(url, body=request, content_type=TIME_STAMP_QUERY)
    return timestamp.answer_to(request, response)


def time_stamped_document(pdf: bytes, url: str, fetch: Fetch) -> bytes:
    """The file with one more time-stamp over all of it (EN 319 142-1 5.4.3). Raises as `fetched_time_stamp`, and
    PdfUnreadable.
    """
    prepared = pades.prepare_time_stamp(pdf)
    return pades.complete_time_stamp(prepared, fetched_document_time_stamp(prepared.digest, url, fetch))
