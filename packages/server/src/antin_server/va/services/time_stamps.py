"""Answer requests for time-stamps (RFC 3161)."""

import secrets
from collections.abc import Callable
from datetime import datetime

from antin.keys import Signer
from antin.timestamp import TimeStampAuthority, time_stamp_response
from antin_server.va.selectors import Journal

SERIAL_BITS = 127  # positive and unforeseeable; no counter that a restored backup could set back


def random_serial(bits: Callable[[int], int] = secrets.randbits) -> int:
    """A serial number that no other token bears."""
    return bits(SERIAL_BITS) | 1 << (SERIAL_BITS - 1)


class TimeStamper:
    """Stamps with va's own key, as soon as the journal holds a certificate for it."""

    def __init__(self, journal: Journal, signer: Signer, *, policy: str) -> None:
        self.journal, self.signer, self.policy = journal, signer, policy
        self._authority: TimeStampAuthority | None = None

    def answer(self, data: bytes, *, at: datetime) -> bytes | None:
        """The response in DER, a token or a refusal; None: there is no certificate yet.

        Raises JournalUnreadable.
        """
        view = self.journal.view()
        certificate = view.certificate_of_key(self.signer.public_key_info, at=at)
        issuer = view.issuing_certificate()
        if certificate is None or issuer is None:
            return None
        return time_stamp_response(data, authority=self._unit(certificate, issuer), serial=random_serial(), at=at)

    def _unit(self, certificate: bytes, issuer: bytes) -> TimeStampAuthority:
        """Made once for each certificate: it keeps what stays the same in all its tokens."""
        if self._authority is None or self._authority.certificate != certificate:
            self._authority = TimeStampAuthority(
                certificate=certificate, chain=(issuer,), signer=self.signer, policy=self.policy,
            )
        return self._authority
