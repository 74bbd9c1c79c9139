"""The ends of the audit chains, signed and kept outside the database: a chain rewritten or cut shows.

A head is signed by the signer's own key for heads, over chain, number, hash and time as JSON. It stands in the
journal, whose own chain says in which order things were (docs/decisions/0011).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from antin.keys import algorithm_for, check_signature
from antin_server.audit import selectors as audit
from antin_server.authority.signer.journal import Journal, shown_time
from antin_server.authority.signer.station import Station

EVERY, EVENTS = timedelta(minutes=1), 1_000


@dataclass(frozen=True)
class KeptHead:
    """The end of a chain at a time, as signed."""

    chain: str
    number: int
    hash: str
    at: datetime


def heads_sign(station: Station, *, at: datetime) -> int:
    """Sign the ends of all chains that grew, once one of them is due: after a minute, or 1,000 events; how many.

    All at once, so that the latest head of any chain vouches for the others too: they had nothing new by then.
    """
    grown, is_due = [], False
    for chain, number, digest in audit.chain_ends():
        rows = station.journal.rows(
            "SELECT number, at FROM audit_heads WHERE chain = ? ORDER BY number DESC LIMIT 1", chain,
        )
        last, signed_at = (rows[0][0], datetime.fromisoformat(rows[0][1])) if rows else (0, None)
        if number > last:
            grown.append((chain, number, digest))
            is_due = is_due or signed_at is None or at - signed_at >= EVERY or number - last >= EVENTS
    if not is_due:
        return 0
    for chain, number, digest in grown:
        _signed(station, chain, number, digest, at)
    return len(grown)


def _signed(station: Station, chain: str, number: int, digest: str, at: datetime) -> None:
    signature = station.heads_key.sign(_text(chain, number, digest, shown_time(at)))
    station.journal.append(
        "audit_head", {"chain": chain, "number": number, "hash": digest, "signature": signature.hex()}, at=at,
        changes=[
            ("INSERT INTO audit_heads VALUES (?, ?, ?, ?, ?)", (chain, number, digest, shown_time(at), signature)),
        ],
    )


def heads_kept(journal: Journal, public_key_info: bytes) -> Sequence[KeptHead]:
    """Every head, by chain and number, each signature checked. Raises KeySignatureWrong: one does not hold."""
    found = []
    algorithm = algorithm_for(public_key_info)
    for chain, number, digest, at, signature in journal.rows(
        "SELECT chain, number, hash, at, signature FROM audit_heads ORDER BY chain, number"
    ):
        check_signature(
            public_key_info, algorithm=algorithm, signature=bytes(signature), data=_text(chain, number, digest, at),
        )
        found.append(KeptHead(chain, number, digest, datetime.fromisoformat(at)))
    return found


def _text(chain: str, number: int, digest: str, at: str) -> bytes:
    return json.dumps([chain, number, digest, at], ensure_ascii=False, separators=(",", ":")).encode()
