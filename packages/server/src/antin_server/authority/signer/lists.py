"""Revocation lists: a new one after every change, and whenever the last has lived half of its life.

Numbers only grow: the later of the last number + 1 and the time in seconds, so that not even a lost journal
leads to a number used twice (RFC 5280 5.2.3).
"""

from datetime import UTC, datetime, timedelta

from antin.der import children, read_one, sequence
from antin.keys import LocalSigner
from antin.lints import lint_revocation_list
from antin.revocation import RevocationReason, build_crl, revoked_entry
from antin.validation.crl import read_revocation_list
from antin_server.authority.signer.errors import ListUnlikeItsOrder
from antin_server.authority.signer.journal import shown_time
from antin_server.authority.signer.keys import ROOT, load_key
from antin_server.authority.signer.station import Station

LIFE = timedelta(days=1)
ROOT_LIFE = timedelta(days=180)
CHANGING = ("revoke", "hold", "release")
CHANGING_WHEN_HELD = ("issued", "make_effective")
_NEVER = datetime.max.replace(tzinfo=UTC)
"""These change a list only where a certificate that is not yet effective stands on it as on hold."""


def lists_due(station: Station, *, at: datetime) -> bool:
    """Make a new list of the issuing CA when one is due; whether one was made."""
    if not _is_old(station, "issuing", LIFE, at=at) and not _is_changed(station) and not _has_begun(station, at):
        return False
    certificate, key = station.issuer.certificate, station.issuing_key
    list_make(station, "issuing", certificate, key, entries=_entries(station, at), life=LIFE, at=at)
    if station.not_yet_effective == "hold":
        station.next_effect = _next_effect(station, at)
    return True


def _has_begun(station: Station, at: datetime) -> bool:
    """Whether a certificate that the list shows as on hold has become effective since, by its own time.

    When that will be is looked up at the start and after each list, not at each tick.
    """
    if station.not_yet_effective != "hold":
        return False
    if station.next_effect is None:
        [(last,)] = station.journal.rows("SELECT MAX(this_update) FROM crls WHERE issuer = 'issuing'")
        station.next_effect = _next_effect(station, datetime.fromisoformat(last))
    return station.next_effect <= at


def _next_effect(station: Station, after: datetime) -> datetime:
    rows = station.journal.rows(
        "SELECT MIN(effective_from) FROM certificates WHERE state = 'effective' AND effective_from > ?",
        shown_time(after),
    )
    return datetime.fromisoformat(rows[0][0]) if rows[0][0] else _NEVER


def root_list_due(station: Station, *, at: datetime) -> bool:
    """Make a new list of the root when the last is old and the root's key is here; whether one was made.

    The key of an authority in service is in a safe: it is put back for this, twice a year.
    Raises SignerKeyUnusable.
    """
    keys = station.folder / "keys"
    if not _is_old(station, "root", ROOT_LIFE, at=at) or not (keys / f"{ROOT}.pem").exists():
        return False
    list_make(
        station, "root", station.root_certificate, load_key(keys, ROOT), entries=[], life=ROOT_LIFE, at=at,
    )
    return True


def _is_old(station: Station, issuer: str, life: timedelta, *, at: datetime) -> bool:
    """Whether the last list has lived half of its life, or there is none."""
    rows = station.journal.rows("SELECT MAX(this_update) FROM crls WHERE issuer = ?", issuer)
    return rows[0][0] is None or at >= datetime.fromisoformat(rows[0][0]) + life / 2


def _is_changed(station: Station) -> bool:
    """Whether a record after the issuing CA's last list changed what a list says."""
    changing = (*CHANGING, *(CHANGING_WHEN_HELD if station.not_yet_effective == "hold" else ()))
    [(last,)] = station.journal.rows(
        "SELECT COALESCE((SELECT seq FROM records WHERE kind = 'crl' AND body LIKE '%\"issuer\":\"issuing\"%'"
        " ORDER BY seq DESC LIMIT 1), 0)"
    )
    marks = ", ".join("?" * len(changing))
    query = f"SELECT 1 FROM records WHERE kind IN ({marks}) AND seq > ? LIMIT 1"  # noqa: S608 - question marks only
    return bool(station.journal.rows(query, *changing, last))


def list_make(
    station: Station, issuer: str, certificate: bytes, key: LocalSigner, *, entries: list[bytes], life: timedelta,
    at: datetime,
) -> int:
    """Sign, check and keep a list; its number. Raises ListUnlikeItsOrder, and what `build_crl` raises."""
    now = at.replace(microsecond=0)
    rows = station.journal.rows("SELECT MAX(number) FROM crls WHERE issuer = ?", issuer)
    number = max((rows[0][0] or 0) + 1, int(now.timestamp()))
    der = build_crl(
        issuer_certificate=certificate, entries=entries, number=number, this_update=now, next_update=now + life,
        signer=key, linters=(lint_revocation_list,),
    )
    _check(der, number, entries, now, now + life)
    station.journal.append(
        "crl", {"issuer": issuer, "number": number, "entries": len(entries)}, at=at,
        changes=[
            ("INSERT INTO crls VALUES (?, ?, ?, ?, ?)", (issuer, number, der, shown_time(now), shown_time(now + life))),
            ("DELETE FROM crls WHERE issuer = ? AND number < ?", (issuer, number)),
        ],
    )
    return number


def _check(der: bytes, number: int, entries: list[bytes], this_update: datetime, next_update: datetime) -> None:
    """Read the list with the reader that judges lists of others; entries octet by octet, so reasons and dates too.

    entries: in any order; the list has an order of its own. Raises ListUnlikeItsOrder.
    """
    found = read_revocation_list(der)
    said = (found.fault, found.number, found.this_update, found.next_update)
    listed = sorted(each.encoded for each in children(read_one(sequence(found.revoked))))
    if said != ("", number, this_update, next_update) or listed != sorted(entries):
        raise ListUnlikeItsOrder(number=number)


def _entries(station: Station, at: datetime) -> list[bytes]:
    """Everything revoked or on hold; what is not yet effective too, when the outside is to see it as on hold."""
    entries = [bytes(entry) for (entry,) in station.journal.rows("SELECT entry FROM revocations")]
    if station.not_yet_effective == "hold":
        rows = station.journal.rows(
            "SELECT serial, issued_at FROM certificates WHERE (state = 'issued' OR state = 'effective'"
            " AND effective_from > ?) AND profile IN ('person', 'organisation')", shown_time(at),
        )
        entries += [
            revoked_entry(int(serial, 16), _whole_second(issued), RevocationReason.CERTIFICATE_HOLD)
            for serial, issued in rows
        ]
    return entries


def _whole_second(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(microsecond=0)
