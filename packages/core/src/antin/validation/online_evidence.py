"""Revocation evidence fetched from where the certificates of a path say it is.

Only for paths that already lead to an anchor by good signatures: an address in a certificate that nobody
known issued is never opened, so a hostile file sends us nowhere. Nothing fetched is believed; it goes back
into `validate_path` as evidence.

1. Judge with what is at hand. Where every certificate has its answer, that is all.
2. For each certificate without one, all at the same time: ask its OCSP responders, in order, until one
   answers about it; else fetch its lists, in order, until one can be read. Judge again.
3. Where an answer was not acceptable, fetch the lists too, and judge a last time.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.validation.crl import read_revocation_list
from antin.validation.evidence import Evidence
from antin.validation.ocsp import ocsp_request, read_ocsp_response
from antin.validation.pointers import pointers_of
from antin.validation.report import CertificateReport, PathReport

MAX_ADDRESSES, MAX_AT_ONCE = 3, 4
OCSP_REQUEST = "application/ocsp-request"


class Fetch(Protocol):
    """Gets an address, or posts a body to it; bounded in time, size and where it may go.

    Raises a child of AntinError when there is no answer.
    """

    def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        """The body of the answer."""
        ...


@dataclass(frozen=True)
class _Found:
    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()


def judged_online(
    judge: Callable[[Evidence], PathReport], evidence: Evidence, fetch: Fetch, *, gathered_at: datetime,
) -> tuple[PathReport, Evidence]:
    """The report of `judge` once fetching can add nothing, and the evidence it rests on.

    judge: `validate_path` with all but the evidence filled in. gathered_at: until when evidence may say to be
    from: the time of fetching, and what the clocks of servers may be ahead. Never raises for what the network
    does: what cannot be had is not added.
    """
    report = judge(evidence)  # 1
    for lists_only in (False, True):  # 2, 3
        if report.unanswered:
            more = _fetched(report.unanswered, fetch, lists_only=lists_only)
            evidence = replace(
                evidence, crls=(*evidence.crls, *more.lists), gathered_at=gathered_at,
                ocsp_responses=(*evidence.ocsp_responses, *more.answers),
            )
            report = judge(evidence) if more != _Found() else report
    return report, evidence


def _fetched(unanswered: Sequence[CertificateReport], fetch: Fetch, *, lists_only: bool) -> _Found:
    with ThreadPoolExecutor(min(MAX_AT_ONCE, len(unanswered))) as pool:
        found = list(pool.map(lambda each: _for_one(each, fetch, lists_only=lists_only), unanswered))
    return _Found(
        tuple(each for one in found for each in one.lists),
        tuple(each for one in found for each in one.answers),
    )


def _for_one(unanswered: CertificateReport, fetch: Fetch, *, lists_only: bool) -> _Found:
    certificate, pointers = unanswered.certificate, pointers_of(unanswered.certificate)

    def ask(url: str) -> bytes:
        question = ocsp_request(certificate, unanswered.issuer_key_info)
        return fetch(url, body=question, content_type=OCSP_REQUEST)

    def is_answer(data: bytes) -> bool:
        return any(answer.serial == certificate.serial for answer in read_ocsp_response(data))

    answers = () if lists_only else _first(pointers.answers, ask, is_answer)
    return _Found(answers=answers) if answers else _Found(lists=_first(pointers.lists, fetch, _is_list))


def _is_list(data: bytes) -> bool:
    read_revocation_list(data)
    return True


def _first(
    urls: Sequence[str], get: Callable[[str], bytes], is_good: Callable[[bytes], bool],
) -> tuple[bytes, ...]:
    """The first good thing that one of the addresses gives; none, when none does."""
    return next(iter(_good(urls[:MAX_ADDRESSES], get, is_good)), ())


def _good(
    urls: Iterable[str], get: Callable[[str], bytes], is_good: Callable[[bytes], bool],
) -> Iterable[tuple[bytes, ...]]:
    for url in urls:
        try:
            data = get(url)
            if is_good(data):
                yield (data,)
        except (AntinError, MalformedEncoding):
            continue
