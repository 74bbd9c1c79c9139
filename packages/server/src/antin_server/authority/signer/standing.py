"""Certificates of the status services, renewed under standing orders that two officers approved once."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from antin.keys import public_key_thumbprint
from antin.orders import Order
from antin_server.authority.signer.errors import OrderContentWrong
from antin_server.authority.signer.issuing import SERVICES, issue_standing, order_row
from antin_server.authority.signer.journal import shown_time
from antin_server.authority.signer.station import Station


def standing_ordered(station: Station, order: Order, *, at: datetime) -> str:
    """Keep an approved standing order. Raises OrderContentWrong."""
    if order.content["profile"] not in SERVICES:
        raise OrderContentWrong(reason="profile")
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
    rows = station.journal.rows("SELECT order_id, content FROM standing WHERE until > ?", shown_time(at))
    for order_id, text in rows:
        content = json.loads(text)
        thumbprint = public_key_thumbprint(base64.b64decode(content["public_key_info"]))
        latest = station.journal.rows(
            "SELECT MAX(not_after) FROM certificates WHERE public_key_thumbprint = ? AND profile = ?"
            " AND state = 'effective'", thumbprint, content["profile"],
        )[0][0]
        half = timedelta(days=content["days"]) / 2
        if latest is None or at >= datetime.fromisoformat(latest) - half:
            yield issue_standing(station, content, order_id=order_id, at=at)
