"""The tables of the journal, checked against its records: each must be what the records, one after the other, make.

Records are chained; tables are not. A table mended by hand, or damaged, is found here before anything is signed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from antin_server.authority.signer.errors import JournalTablesWrong
from antin_server.authority.signer.journal import Journal, Record, shown_time

Row = tuple[object, ...]
_SERVICES = ("ocsp_responder", "time_stamping")


@dataclass
class Tables:
    """What must stand in the tables, by key; of certificates also the profile, which intents tell."""

    certificates: dict[str, Row] = field(default_factory=dict)
    revocations: dict[str, Row] = field(default_factory=dict)
    orders: dict[str, Row] = field(default_factory=dict)
    officers: dict[str, Row] = field(default_factory=dict)
    heads: dict[str, Row] = field(default_factory=dict)
    standing: dict[str, Row] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)


def check_tables(journal: Journal) -> None:
    """Raises JournalTablesWrong at the first row that is too many, missing or different."""
    journal.connection.execute("BEGIN")  # one moment of the journal, whatever the signer writes meanwhile
    try:
        expected = Tables()
        for record in journal.records():
            if record.kind in _MEANINGS:
                _MEANINGS[record.kind](expected, record)
        for table, statement in _STATEMENTS.items():
            _compare(table, dict(getattr(expected, table)), journal.connection.execute(statement))
    finally:
        journal.connection.execute("COMMIT")


def _compare(table: str, expected: dict[str, Row], rows: Iterator[Any]) -> None:
    for key, *values in rows:
        if expected.pop(str(key), None) != tuple(values):
            raise JournalTablesWrong(table=table, key=str(key))
    for key in expected:
        raise JournalTablesWrong(table=table, key=key)


_STATEMENTS = {
    "certificates": "SELECT serial, state, effective_from, lower(hex(der)) FROM certificates"
                    " WHERE profile NOT IN ('root', 'issuing_ca')",
    "revocations": "SELECT serial, revoked_at, reason FROM revocations",
    "orders": "SELECT order_id, outcome, serial FROM orders",
    "officers": "SELECT lower(hex(certificate)), name, person, email, is_active FROM officers",
    "standing": "SELECT order_id, content, until FROM standing",
    "heads": "SELECT chain || ' ' || number, hash FROM audit_heads",
}


def _intent(tables: Tables, record: Record) -> None:
    content = record.body["content"]
    tables.profiles[content["serial"]] = content["profile"]


def _issued(tables: Tables, record: Record) -> None:
    serial, order_id = record.body["serial"], record.body["order"]
    is_service = tables.profiles[serial] in _SERVICES
    state, since = ("effective", _written(record)) if is_service else ("issued", None)
    tables.certificates[serial] = (state, since, record.body["certificate"])
    tables.orders[order_id] = ("executed", serial)


def _state(tables: Tables, record: Record, state: str, since: object) -> None:
    serial = record.body["serial"]
    tables.certificates[serial] = (state, since, tables.certificates[serial][2])
    tables.orders[record.body["order"]] = ("executed", serial)


def _effective(tables: Tables, record: Record) -> None:
    _state(tables, record, "effective", record.body["effective_from"])


def _listed(state: str) -> Callable[[Tables, Record], None]:
    def apply(tables: Tables, record: Record) -> None:
        serial = record.body["serial"]
        _state(tables, record, state, tables.certificates[serial][1])
        tables.revocations[serial] = (record.body["revoked_at"], record.body["reason"])

    return apply


def _released(tables: Tables, record: Record) -> None:
    serial = record.body["serial"]
    _state(tables, record, record.body["state"], tables.certificates[serial][1])
    tables.revocations.pop(serial, None)


def _over(outcome: str) -> Callable[[Tables, Record], None]:
    def apply(tables: Tables, record: Record) -> None:
        tables.orders[record.body["order"]] = (outcome, record.body.get("serial", ""))

    return apply


def _standing(tables: Tables, record: Record) -> None:
    _over("executed")(tables, record)
    content = record.body["content"]
    until = shown_time(datetime.fromisoformat(content["until"]))
    tables.standing[record.body["order"]] = (json.dumps(content, sort_keys=True), until)


def _standing_ended(tables: Tables, record: Record) -> None:
    order_id = record.body["order"]
    tables.standing[order_id] = (tables.standing[order_id][0], _written(record))


def _officer(tables: Tables, record: Record) -> None:
    body = record.body
    tables.officers[body["certificate"]] = (body["name"], body["person"], body["email"], 1)


def _officer_gone(tables: Tables, record: Record) -> None:
    for certificate, row in tables.officers.items():
        if sha256(bytes.fromhex(certificate)).hexdigest() == record.body["certificate_sha256"]:
            tables.officers[certificate] = (*row[:3], 0)


def _head(tables: Tables, record: Record) -> None:
    tables.heads[f"{record.body['chain']} {record.body['number']}"] = (record.body["hash"],)


def _written(record: Record) -> str:
    return record.at.isoformat()


_MEANINGS: Mapping[str, Callable[[Tables, Record], None]] = {
    "intent": _intent, "issued": _issued, "make_effective": _effective, "hold": _listed("on_hold"),
    "revoke": _listed("revoked"), "release": _released,
    "standing": _standing, "standing_ended": _standing_ended, "refused": _over("refused"),
    "withdrawn": _over("voided"),
    "voided": _over("refused"), "officer_added": _officer, "officer_removed": _officer_gone, "audit_head": _head,
}
