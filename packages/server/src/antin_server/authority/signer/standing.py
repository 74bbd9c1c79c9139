"""Certificates of the status services, renewed under standing orders that two officers approved once.

A standing order ends when its time is over, when a certificate of its key was revoked, or when what it asks for
cannot be issued any more; officers then approve a new one.
"""

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from antin.issuance import ContentNotAllowed, prepare
from antin.keys import public_key_thumbprint
from antin.orders import Order
from antin_server.authority.signer.contents import service_content
from antin_server.authority.signer.errors import KeyKnownToOthers, OrderContentWrong, OrderRefused
from antin_server.authority.signer.issuing import issue_standing, order_row
from antin_server.authority.signer.journal import shown_time
from antin_server.authority.signer.station import Station


def standing_ordered(station: Station, order: Order, *, at: datetime) -> str:
    """Keep an approved standing order, if a certificate could be issued under it now.

    Raises OrderContentWrong, KeyUsedElsewhere, KeyKnownToOthers.
    """
    asked = service_content(station, order.content, at=at)
    try:
        prepare(asked, station.issuer, issuer_algorithm=station.issuing_key.algorithm)
    except ContentNotAllowed as error:
        raise OrderContentWrong(reason=error.code) from error
    content, until = json.dumps(dict(order.content), sort_keys=True), str(order.content["until"])
    station.journal.append(
        "standing", {"order": order.id, "content": dict(order.content)}, at=at,
        changes=[
            ("INSERT INTO standing VALUES (?, ?, ?)", (order.id, content, shown_time(datetime.fromisoformat(until)))),
            order_row(order.id, "executed", "", "", at),
        ],
    )
    return ""


def services_renew(station: Station, *, at: datetime) -> Iterator[str]:
    """Issue each service its next certificate when the last has lived half of its life; the serial numbers."""
    for order_id, text in station.journal.rows(
        "SELECT order_id, content FROM standing WHERE until > ?", shown_time(at)
    ):
        content = json.loads(text)
        try:
            if _is_due(station, content, at=at):
                yield issue_standing(station, content, order_id=order_id, at=at)
        except OrderRefused as error:
            _ended(station, order_id, error.code, at=at)


def _is_due(station: Station, content: dict[str, Any], *, at: datetime) -> bool:
    """Whether the key's certificate has lived half its life. On hold: not before it is released.

    Raises KeyKnownToOthers: one of them was revoked, whatever for, so this key gets no other.
    """
    thumbprint = public_key_thumbprint(base64.b64decode(content["public_key_info"]))
    rows = station.journal.rows(
        "SELECT state, MAX(not_after) FROM certificates WHERE public_key_thumbprint = ? AND profile = ?"
        " GROUP BY state", thumbprint, content["profile"],
    )
    latest = dict(rows)
    if "revoked" in latest:
        raise KeyKnownToOthers()
    if "on_hold" in latest:
        return False
    half = timedelta(days=content["days"]) / 2
    return "effective" not in latest or at >= datetime.fromisoformat(latest["effective"]) - half


def _ended(station: Station, order_id: str, code: str, *, at: datetime) -> None:
    station.journal.append(
        "standing_ended", {"order": order_id, "code": code}, at=at,
        changes=[("UPDATE standing SET until = ? WHERE order_id = ?", (shown_time(at), order_id))],
    )
