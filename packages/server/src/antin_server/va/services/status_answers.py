"""Answer OCSP (RFC 6960, 5019, 9654)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from antin.keys import Signer
from antin.revocation import (
    UNKNOWN,
    CertId,
    CertIdMatcher,
    CertificateStatus,
    OcspError,
    OcspRequest,
    OcspRequestMalformed,
    ocsp_error,
    ocsp_response,
    read_ocsp_request,
)
from antin_server.va.errors import JournalUnreadable
from antin_server.va.selectors import Journal, JournalView
from antin_server.va.services.states import is_effective, status_of
from antin_server.va.types import Standing

VALIDITY = timedelta(hours=1)
REUSE = timedelta(minutes=10)  # how long an answer signed before is given again
MOST_KEPT = 20_000
_BEFORE = (Standing.ISSUED, Standing.EFFECTIVE)


@dataclass(frozen=True)
class StatusAnswer:
    """body: DER. this_update, next_update: None for errors, and for what must not be kept by anybody."""

    body: bytes
    this_update: datetime | None = None
    next_update: datetime | None = None


@dataclass(frozen=True)
class _Kept:
    sequence: int
    signed_at: datetime
    answer: StatusAnswer


class StatusResponder:
    """Answers from the journal with va's own key, and keeps what it signed until the journal goes on."""

    def __init__(self, journal: Journal, signer: Signer, *, not_yet_effective: str) -> None:
        self.journal, self.signer, self.not_yet_effective = journal, signer, not_yet_effective
        self._kept: dict[bytes, _Kept] = {}
        self._issuers: dict[bytes, CertIdMatcher] = {}

    def answer(self, data: bytes, *, at: datetime) -> StatusAnswer:
        """The answer to a request in DER; never raises on input.

        1. Read the question. 2. Without journal or responder certificate: try later. 3. A question about
        other CAs only: unauthorized. 4. A question without nonce about one certificate, good or revoked and
        not still to become effective, may be answered with bytes signed before, if nothing was written in the
        journal since. 5. Else sign.
        """
        try:
            request = read_ocsp_request(data)                                                  # 1
        except OcspRequestMalformed:
            return StatusAnswer(ocsp_error(OcspError.MALFORMED_REQUEST))
        try:
            view = self.journal.view()                                                         # 2
            responder = view.certificate_of_key(self.signer.public_key_info, at=at)
            issuer = view.issuing_certificate()
            if responder is None or issuer is None:
                return StatusAnswer(ocsp_error(OcspError.TRY_LATER))
            return self._answer_from(view, request, issuer, responder, at)
        except JournalUnreadable:
            return StatusAnswer(ocsp_error(OcspError.TRY_LATER))

    def _answer_from(
        self, view: JournalView, request: OcspRequest, issuer: bytes, responder: bytes, at: datetime,
    ) -> StatusAnswer:
        ids = self._ids(issuer)
        if not any(ids.matches(each) for each in request.certificates):                   # 3
            return StatusAnswer(ocsp_error(OcspError.UNAUTHORIZED))
        keep = request.nonce is None and len(request.certificates) == 1
        place, place_serial = request.certificates[0].der, request.certificates[0].serial  # the answer repeats its DER
        if keep and (kept := self._kept.get(place)) and self._still_true(kept, view, at):       # 4
            return kept.answer
        statuses = [self._status(view, ids, each, at) for each in request.certificates]
        answer = self._signed(request, statuses, responder, at)                                 # 5
        if not keep or statuses[0].state == "unknown" or self._begins_later(view, place_serial, at):
            return StatusAnswer(answer.body)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[place] = _Kept(view.sequence, at, answer)
        return answer

    def _status(self, view: JournalView, ids: CertIdMatcher, asked: CertId, at: datetime) -> CertificateStatus:
        if not ids.matches(asked):
            return UNKNOWN
        return status_of(view.known(asked.serial), not_yet_effective=self.not_yet_effective, at=at)

    def _begins_later(self, view: JournalView, serial: int, at: datetime) -> bool:
        """Whether the certificate is neither effective nor taken away: time alone may make it good."""
        known = view.known(serial)
        return known is not None and known.standing in _BEFORE and not is_effective(known, at=at)

    def _still_true(self, kept: _Kept, view: JournalView, at: datetime) -> bool:
        """A clock set back, or on, makes it sign anew."""
        return kept.sequence == view.sequence and timedelta(0) <= at - kept.signed_at < REUSE

    def _signed(
        self, request: OcspRequest, statuses: list[CertificateStatus], responder: bytes, at: datetime,
    ) -> StatusAnswer:
        now = at.replace(microsecond=0)
        body = ocsp_response(
            request=request, statuses=statuses, responder_certificate=responder, signer=self.signer,
            produced_at=now, this_update=now, next_update=now + VALIDITY,
        )
        return StatusAnswer(body, now, now + VALIDITY)

    def _ids(self, issuer: bytes) -> CertIdMatcher:
        if issuer not in self._issuers:
            self._issuers[issuer] = CertIdMatcher(issuer)
        return self._issuers[issuer]
