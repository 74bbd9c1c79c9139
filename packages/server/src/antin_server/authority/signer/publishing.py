"""What the journal says, written into the database for pages; and the check that both are of one past.

The database may be behind (a crash, a backup put back): it is brought up to the journal. It may never know
more than the journal: then the journal is old or another one, and the signer does not run.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1
from django.db import transaction

from antin.keys import public_key_thumbprint
from antin.names import common_name, shown
from antin.validation import read_certificate
from antin_server.audit import services as audit
from antin_server.authority.models import AuthorityCertificate, CertificateRecord, Officer, Order, Published
from antin_server.authority.signer.errors import JournalBehind
from antin_server.authority.signer.journal import Journal, Record
from antin_server.authority.types import CertificateState, OrderState
from antin_server.common.folding import folded

AT_ONCE = 200


def publish(journal: Journal) -> int:
    """Bring the database up to the journal; how many records were written. Raises JournalBehind."""
    done = 0
    while True:
        with transaction.atomic():
            Published.objects.get_or_create()
            published = Published.objects.select_for_update().get()
            if journal.hash_of(published.sequence) != (published.hash or journal.hash_of(0)):
                raise JournalBehind(database=published.sequence, journal=journal.end()[0])
            records = [record for _, record in zip(range(AT_ONCE), journal.records(published.sequence), strict=False)]
            if not records:
                return done
            for record in records:
                _apply(journal, record)
            published.sequence, published.hash = records[-1].seq, records[-1].hash
            published.save()
        done += len(records)


def order_told(journal: Journal, order_id: str) -> None:
    """Say once more what became of an order: its row was put back to before that."""
    rows = journal.rows("SELECT outcome, code, serial, at FROM orders WHERE order_id = ?", order_id)
    for outcome, code, serial, at in rows:
        Order.objects.filter(order_id=order_id).update(
            state=outcome, refusal=code, result_serial=serial, executed_at=datetime.fromisoformat(at),
        )


def _apply(journal: Journal, record: Record) -> None:
    writer = _WRITERS.get(record.kind)
    if writer is None:
        return
    writer(journal, record)
    subject = record.body.get("serial") or record.body.get("order") or record.body.get("certificate_sha256", "")[:16]
    audit.event_record(
        at=record.at, actor="machine", tag=f"authority:signer:{record.kind}", subject=f"journal:{record.seq}",
        detail={"of": str(subject)},
    )


def _issued(journal: Journal, record: Record) -> None:
    serial, der = record.body["serial"], bytes.fromhex(record.body["certificate"])
    row = journal.rows(
        "SELECT profile, email, order_id, case_name, agency FROM certificates WHERE serial = ?", serial,
    )[0]
    read = read_certificate(der)
    CertificateRecord.objects.update_or_create(serial=serial, defaults={
        "state": CertificateState.ISSUED.value, "der": der, "profile": row[0], "subject": shown(read.subject.encoded),
        "common_name": common_name(read.subject.encoded), "agency": row[4], "email": row[1], "order_id": row[2],
        "case": row[3], "sha1": x509.load_der_x509_certificate(der).fingerprint(SHA1()).hex(),  # noqa: S303 - a thumbprint
        "sha256": read.sha256, "public_key_thumbprint": public_key_thumbprint(read.public_key_info),
        "search": folded(f"{common_name(read.subject.encoded)} {row[4]} {row[1]}"),
        "not_before": read.not_before, "not_after": read.not_after,
    })
    if row[0] in ("ocsp_responder", "time_stamping"):
        _updated(serial, state=CertificateState.EFFECTIVE.value, effective_from=record.at)
    _order_over(record, OrderState.EXECUTED)


def _make_effective(_: Journal, record: Record) -> None:
    since = datetime.fromisoformat(record.body["effective_from"])
    _updated(record.body["serial"], state=CertificateState.EFFECTIVE.value, effective_from=since)
    _order_over(record, OrderState.EXECUTED)


def _listed(state: CertificateState) -> Callable[[Journal, Record], None]:
    def write(_: Journal, record: Record) -> None:
        moment = datetime.fromisoformat(record.body["revoked_at"])
        _updated(record.body["serial"], state=state.value, revoked_at=moment, reason=record.body["reason"])
        _order_over(record, OrderState.EXECUTED)

    return write


def _released(_: Journal, record: Record) -> None:
    _updated(record.body["serial"], state=record.body["state"], revoked_at=None, reason="")
    _order_over(record, OrderState.EXECUTED)


def _standing(_: Journal, record: Record) -> None:
    _order_over(record, OrderState.EXECUTED)


def _refused(_: Journal, record: Record) -> None:
    _order_over(record, OrderState.REFUSED)


def _withdrawn(_: Journal, record: Record) -> None:
    _order_over(record, OrderState.VOIDED)


def _standing_ended(_: Journal, __: Record) -> None:
    """Nothing but the event: the order was carried out, and its time is over."""


def _authority(_: Journal, record: Record) -> None:
    AuthorityCertificate.objects.update_or_create(
        name=record.body["name"], defaults={"der": bytes.fromhex(record.body["certificate"])},
    )


def _officers(journal: Journal, _: Record) -> None:
    rows = journal.rows("SELECT certificate_sha256, name, person, is_active FROM officers")
    for sha256, name, person, is_active in rows:
        values = {"name": name[:120], "person": person[:120], "is_active": bool(is_active)}
        Officer.objects.update_or_create(certificate_sha256=sha256, defaults=values)


_WRITERS: Mapping[str, Callable[[Journal, Record], None]] = {
    "issued": _issued,
    "make_effective": _make_effective,
    "hold": _listed(CertificateState.ON_HOLD),
    "revoke": _listed(CertificateState.REVOKED),
    "release": _released,
    "standing": _standing,
    "standing_ended": _standing_ended,
    "refused": _refused,
    "withdrawn": _withdrawn,
    "voided": _refused,
    "authority": _authority,
    "officer_added": _officers,
    "officer_removed": _officers,
}


def _updated(serial: str, **values: Any) -> None:
    CertificateRecord.objects.filter(serial=serial).update(**values)


def _order_over(record: Record, state: OrderState) -> None:
    """What became of an order; an order whose row is gone (a backup put back) has nobody to tell."""
    values = {
        "state": state.value, "executed_at": record.at, "result_serial": record.body.get("serial", ""),
        "refusal": record.body.get("code", ""),
    }
    Order.objects.filter(order_id=record.body["order"]).update(**values)
