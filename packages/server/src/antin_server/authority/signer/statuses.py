"""Carry out orders about a certificate's state: effective, on hold, released, revoked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antin.orders import Order, OrderKind
from antin.revocation import RevocationReason, revoked_entry
from antin_server.authority.signer.errors import CertificateNotThere, OrderContentWrong, StateForbids
from antin_server.authority.signer.issuing import order_row
from antin_server.authority.signer.journal import Change, shown_time
from antin_server.authority.signer.station import Station

# Which states an order may start from, and where it leads.
TRANSITIONS = {
    OrderKind.MAKE_EFFECTIVE: ({"issued"}, "effective"),
    OrderKind.HOLD: ({"issued", "effective"}, "on_hold"),
    OrderKind.RELEASE: ({"on_hold"}, "effective"),
    OrderKind.REVOKE: ({"issued", "effective", "on_hold"}, "revoked"),
}


@dataclass(frozen=True)
class _Held:
    serial: str
    state: str
    not_after: datetime
    effective_from: datetime | None
    held_since: datetime | None


def change_ordered(station: Station, order: Order, *, at: datetime) -> str:
    """Change the state of a certificate as an approved order asks; the serial number.

    Raises CertificateNotThere, StateForbids, OrderContentWrong.
    """
    held = _held(station, str(order.content["serial"]))
    states, to = TRANSITIONS[order.kind]
    if held.state not in states:
        raise StateForbids(state=held.state)
    changes, body = _changes(order, held, to, at=at)
    station.step(1)
    station.journal.append(
        order.kind.value, {"order": order.id, "serial": held.serial, **body}, at=at,
        changes=[*changes, order_row(order.id, "executed", "", held.serial, at)],
    )
    return held.serial


def _held(station: Station, serial: str) -> _Held:
    rows = station.journal.rows(
        "SELECT serial, state, not_after, effective_from, revoked_at FROM certificates LEFT JOIN revocations"
        " USING (serial) WHERE serial = ?"
        " AND profile IN ('person', 'organisation', 'ocsp_responder', 'time_stamping')", serial,
    )
    if not rows:
        raise CertificateNotThere(serial=serial)
    found, state, not_after, effective_from, held_since = rows[0]
    return _Held(found, state, datetime.fromisoformat(not_after), _maybe(effective_from), _maybe(held_since))


def _maybe(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _changes(order: Order, held: _Held, to: str, *, at: datetime) -> tuple[list[Change], dict[str, Any]]:
    match order.kind:
        case OrderKind.MAKE_EFFECTIVE:
            return _effective(order, held, at=at)
        case OrderKind.HOLD:
            return _listed(held, to, RevocationReason.CERTIFICATE_HOLD, at=at)
        case OrderKind.REVOKE:
            return _listed(held, to, _lasting(str(order.content["reason"])), at=at)
        case _:
            return _released(held, at=at)


def _lasting(reason: str) -> RevocationReason:
    """A reason of revoking for good; readers of lists take certificate_hold for something that may end."""
    if reason == RevocationReason.CERTIFICATE_HOLD:
        raise OrderContentWrong(reason="certificate_hold")
    return RevocationReason(reason)


def _effective(order: Order, held: _Held, *, at: datetime) -> tuple[list[Change], dict[str, Any]]:
    """Effective from the later of what was asked and now: never in the past."""
    asked = datetime.fromisoformat(str(order.content["effective_at"]))
    since = max(asked, at.replace(microsecond=0))
    if since > held.not_after:
        raise OrderContentWrong(reason="effective_after_end")
    change: Change = (
        "UPDATE certificates SET state = 'effective', effective_from = ? WHERE serial = ?",
        (shown_time(since), held.serial),
    )
    return [change], {"effective_from": shown_time(since)}


def _listed(held: _Held, to: str, reason: RevocationReason, *, at: datetime) -> tuple[list[Change], dict[str, Any]]:
    """Revoked or on hold since now; a hold that becomes a revocation is one since the hold (X.509 9.5.2.2)."""
    moment = held.held_since or at.replace(microsecond=0)
    entry = revoked_entry(int(held.serial, 16), moment, reason)
    row = (held.serial, shown_time(moment), reason.value, entry)
    return [
        ("UPDATE certificates SET state = ? WHERE serial = ?", (to, held.serial)),
        ("INSERT OR REPLACE INTO revocations VALUES (?, ?, ?, ?)", row),
    ], {"reason": reason.value, "revoked_at": row[1]}


def _released(held: _Held, *, at: datetime) -> tuple[list[Change], dict[str, Any]]:
    """Back to where it was before the hold."""
    state = "effective" if held.effective_from else "issued"
    return [
        ("UPDATE certificates SET state = ? WHERE serial = ?", (state, held.serial)),
        ("DELETE FROM revocations WHERE serial = ?", (held.serial,)),
    ], {"state": state}
