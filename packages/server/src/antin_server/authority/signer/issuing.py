"""Carry out an order to issue, so that a crash at any step loses, doubles or unlints nothing.

1. Judge the content (`contents`): key and request belong together, the key is nobody else's.
2. Choose a serial number and prepare the to-be-signed bytes.
3. Write the intent (serial, bytes) into the journal: from here on the number is used.
4. Lint a twin of exactly these bytes, signed by a throw-away key.
5. Sign, compare, verify.
6. Write the certificate into the journal, with the order as carried out.
7. Publish it in the database (`publishing`).
After a crash, an open intent is taken up again at step 4 with the same bytes; when they do not pass the lint,
it is voided.
Bytes that are not what was prepared are voided too and raise an alarm, in the log and in `antin-server check`: the
signer goes on, because revocations must not wait. Signatures are deterministic, so a certificate that was signed and
lost comes out the same.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antin.errors import AntinError
from antin.issuance import (
    Content,
    ContentNotAllowed,
    LintFailed,
    Prepared,
    PreparedBroken,
    issue,
    lint,
    prepare,
    resume,
)
from antin.keys import public_key_thumbprint
from antin.orders import Order
from antin_server.authority.signer.contents import SERVICES, service_content, subscriber_content
from antin_server.authority.signer.errors import OrderContentWrong
from antin_server.authority.signer.journal import Change, shown_time
from antin_server.authority.signer.station import Station

_log = logging.getLogger("antin.signer")


@dataclass(frozen=True)
class Intent:
    """What is about to be issued."""

    order_id: str
    content: Content
    case: str
    agency: str
    to_be_signed: bytes


def issue_ordered(station: Station, order: Order, *, at: datetime) -> str:
    """Issue what an approved order asks for; the serial number.

    Raises OrderContentWrong, KeyUsedElsewhere, KeyKnownToOthers.
    """
    station.step(1)
    content = subscriber_content(station, order, at=at)
    agency = str(order.content.get("agency", ""))
    return _issued(station, content, order_id=order.id, case=order.case, agency=agency, at=at)


def issue_standing(station: Station, content_json: dict[str, Any], *, order_id: str, at: datetime) -> str:
    """Issue a service's next certificate under a standing order; the serial number. Raises the same."""
    content = service_content(station, content_json, at=at)
    return _issued(station, content, order_id=f"{order_id}:{content.serial:x}", case="", agency="", at=at)


def finish_intents(station: Station, *, at: datetime) -> int:
    """Take up every open intent after a crash; how many there were."""
    rows = station.journal.rows(
        "SELECT order_id, content, case_name, agency, to_be_signed FROM intents WHERE state = 'open'"
    )
    for order_id, content_json, case, agency, to_be_signed in rows:
        content = Content.from_json(json.loads(content_json))
        intent = Intent(order_id, content, case, agency, bytes(to_be_signed))
        try:
            prepared = resume(
                intent.to_be_signed, content, station.issuer, issuer_algorithm=station.issuing_key.algorithm,
            )
            _signed(station, intent, prepared, at=at)
        except (LintFailed, ContentNotAllowed, PreparedBroken) as error:
            _voided(station, intent, error, at=at)
    return len(rows)


def _issued(station: Station, content: Content, *, order_id: str, case: str, agency: str, at: datetime) -> str:
    station.step(2)
    try:
        prepared = prepare(content, station.issuer, issuer_algorithm=station.issuing_key.algorithm)
    except ContentNotAllowed as error:
        raise OrderContentWrong(reason=error.code) from error
    intent, serial = Intent(order_id, content, case, agency, prepared.to_be_signed), f"{content.serial:x}"
    station.step(3)
    station.journal.append(
        "intent", {"order": order_id, "content": content.as_json(), "to_be_signed": prepared.to_be_signed.hex()}, at=at,
        changes=[(
            "INSERT INTO intents VALUES (?, ?, ?, ?, ?, ?, 'open')",
            (serial, order_id, json.dumps(content.as_json()), case, agency, prepared.to_be_signed),
        )],
    )
    try:
        _signed(station, intent, prepared, at=at)
    except (LintFailed, PreparedBroken) as error:
        _voided(station, intent, error, at=at)
        raise OrderContentWrong(reason=error.code) from error
    return f"{content.serial:x}"


def _signed(station: Station, intent: Intent, prepared: Prepared, *, at: datetime) -> None:
    station.step(4)
    linted = lint(prepared, station.linters)
    station.step(5)
    der = issue(linted, station.issuing_key, station.issuer)
    station.step(6)
    station.journal.append(
        "issued", {"order": intent.order_id, "serial": f"{intent.content.serial:x}", "certificate": der.hex()}, at=at,
        changes=[*_stored(intent, der, at), *_order_done(intent, at)],
    )


def _stored(intent: Intent, der: bytes, at: datetime) -> list[Change]:
    content, serial = intent.content, f"{intent.content.serial:x}"
    state, since = ("effective", shown_time(at)) if content.profile in SERVICES else ("issued", None)
    return [
        ("UPDATE intents SET state = 'done' WHERE serial = ?", (serial,)),
        certificate_row(
            serial=serial, content=content, der=der, state=state, issued_at=shown_time(at), effective_from=since,
            order_id=intent.order_id, case=intent.case, agency=intent.agency,
        ),
    ]


def certificate_row(
    *, serial: str, content: Content, der: bytes, state: str, issued_at: str, effective_from: str | None,
    order_id: str, case: str, agency: str,
) -> Change:
    """The change that stores a certificate."""
    return (
        "INSERT INTO certificates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            serial, content.profile, der, state, issued_at, shown_time(content.not_after), effective_from,
            content.email,
            hashlib.sha256(der).hexdigest(), public_key_thumbprint(content.public_key_info), order_id, case, agency,
        ),
    )


def order_row(order_id: str, outcome: str, code: str, serial: str, at: datetime) -> Change:
    """The change that marks an order as dealt with; a second time fails."""
    return ("INSERT INTO orders VALUES (?, ?, ?, ?, ?)", (order_id, outcome, code, serial, shown_time(at)))


def _order_done(intent: Intent, at: datetime) -> list[Change]:
    return [order_row(intent.order_id, "executed", "", f"{intent.content.serial:x}", at)]


def _voided(station: Station, intent: Intent, error: AntinError, *, at: datetime) -> None:
    serial = f"{intent.content.serial:x}"
    if isinstance(error, PreparedBroken):
        _log.critical("prepared_broken", extra={"order": intent.order_id, "code": error.code})
    station.journal.append(
        "voided", {"order": intent.order_id, "serial": serial, "code": error.code}, at=at,
        changes=[
            ("UPDATE intents SET state = 'void' WHERE serial = ?", (serial,)),
            order_row(intent.order_id, "refused", error.code, serial, at),
        ],
    )
