"""The signer's journal: a chain of records that are only added, and the tables that follow from them.

One SQLite file outside the database (decision 0002). A record and what it changes are one transaction,
durable when `append` returns. Triggers refuse to change or delete records, so that a slip is an error.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from antin_server.authority.signer.errors import JournalDamaged, JournalMissing

Change = tuple[str, Sequence[object]]
FIRST = "0" * 64

_TABLES = """
CREATE TABLE records (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
  previous_hash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_remain BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE INDEX records_of_kind ON records (kind, seq);
CREATE TABLE intents (serial TEXT PRIMARY KEY, order_id TEXT NOT NULL UNIQUE, content TEXT NOT NULL,
  case_name TEXT NOT NULL, agency TEXT NOT NULL, to_be_signed BLOB NOT NULL, state TEXT NOT NULL);
CREATE INDEX intents_open ON intents (state) WHERE state = 'open';
CREATE TABLE certificates (serial TEXT PRIMARY KEY, profile TEXT NOT NULL, der BLOB NOT NULL, state TEXT NOT NULL,
  issued_at TEXT NOT NULL, not_after TEXT NOT NULL, effective_from TEXT, email TEXT NOT NULL, sha256 TEXT NOT NULL,
  public_key_thumbprint TEXT NOT NULL, order_id TEXT NOT NULL, case_name TEXT NOT NULL, agency TEXT NOT NULL);
CREATE INDEX certificates_by_key ON certificates (public_key_thumbprint);
CREATE INDEX certificates_of_profile ON certificates (profile);
CREATE TABLE revocations (serial TEXT PRIMARY KEY, revoked_at TEXT NOT NULL, reason TEXT NOT NULL, entry BLOB NOT NULL);
CREATE TABLE crls (issuer TEXT NOT NULL, number INTEGER NOT NULL, der BLOB NOT NULL, this_update TEXT NOT NULL,
  next_update TEXT NOT NULL, PRIMARY KEY (issuer, number));
CREATE TABLE officers (certificate_sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, person TEXT NOT NULL,
  email TEXT NOT NULL, certificate BLOB NOT NULL, is_active INTEGER NOT NULL);
CREATE TABLE orders (order_id TEXT PRIMARY KEY, outcome TEXT NOT NULL, code TEXT NOT NULL, serial TEXT NOT NULL,
  at TEXT NOT NULL);
CREATE TABLE standing (order_id TEXT PRIMARY KEY, content TEXT NOT NULL, until TEXT NOT NULL);
CREATE TABLE audit_heads (chain TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL,
  signature BLOB NOT NULL, PRIMARY KEY (chain, number));
"""


@dataclass(frozen=True)
class Record:
    """One record. body: plain data."""

    seq: int
    at: datetime
    kind: str
    body: dict[str, Any]
    previous_hash: str
    hash: str


class Journal:
    """The open journal; one writer at a time, as many readers as there are."""

    def __init__(self, path: Path) -> None:
        """Raises JournalMissing."""
        if not path.exists():
            raise JournalMissing(path=str(path))
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("CREATE INDEX IF NOT EXISTS records_of_kind ON records (kind, seq)")

    @classmethod
    def create(cls, path: Path) -> "Journal":
        """A new, empty journal; the file appears whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.new")
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside)
        connection.executescript(_TABLES)
        connection.close()
        beside.chmod(0o600)
        beside.rename(path)
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def end(self) -> tuple[int, str]:
        """Number and hash of the last record; 0 and zeros when there is none."""
        row = self.connection.execute("SELECT seq, hash FROM records ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, FIRST)

    def append(self, kind: str, body: Mapping[str, object], *, at: datetime, changes: Iterable[Change] = ()) -> int:
        """Add a record and make its changes, both or neither; the record's number.

        Raises sqlite3.Error when it cannot be written: full disk, a number used twice.
        """
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            number, previous = self.end()
            values = (number + 1, shown_time(at), kind, text, previous)
            self.connection.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", (*values, record_hash(*values)))
            for statement, parameters in changes:
                self.connection.execute(statement, parameters)
            self.connection.execute("COMMIT")
        except BaseException:  # whatever it was, nothing of it may stay; it is raised again
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        return number + 1

    def rows(self, statement: str, *parameters: object) -> list[Any]:
        """What a query finds."""
        return self.connection.execute(statement, parameters).fetchall()

    def records(self, after: int = 0) -> Iterator[Record]:
        """The records after a number, in order."""
        cursor = self.connection.execute("SELECT * FROM records WHERE seq > ? ORDER BY seq", (after,))
        for seq, at, kind, body, previous, digest in cursor:
            yield Record(seq, datetime.fromisoformat(at), kind, json.loads(body), previous, digest)

    def hash_of(self, number: int) -> str | None:
        """The hash of a record; None: there is no such record; 0 is before the first."""
        if number == 0:
            return FIRST
        row = self.connection.execute("SELECT hash FROM records WHERE seq = ?", (number,)).fetchone()
        return row[0] if row else None

    def verify(self) -> int:
        """Go along the whole chain; how many records. Raises JournalDamaged at the first that does not hold."""
        expected, previous = 0, FIRST
        for row in self.connection.execute("SELECT * FROM records ORDER BY seq"):
            expected += 1
            if row[0] != expected or row[4] != previous or row[5] != record_hash(*row[:5]):
                raise JournalDamaged(number=expected)
            previous = row[5]
        return expected


def record_hash(seq: int, at: str, kind: str, body: str, previous: str) -> str:
    """SHA-256, hex, over the fields of a record and the hash before it."""
    return hashlib.sha256(json.dumps([seq, at, kind, body, previous], ensure_ascii=False).encode()).hexdigest()


def shown_time(at: datetime) -> str:
    """A time as the journal keeps it: UTC, ISO 8601."""
    return at.astimezone(UTC).isoformat()
