"""The signer's journal as the status services see it: read-only, without Django, always as it is now."""

import sqlite3
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from antin.cms import read_certificate
from antin_server.va.errors import JournalUnreadable
from antin_server.va.types import Known, Standing, StoredList

WAIT_S = 5.0
AUTHORITIES = {"root": "root", "issuing": "issuing_ca"}
"""The names in addresses, and the profiles they stand for."""
_SERVICES = ("ocsp_responder", "time_stamping")


class Journal:
    """The file, opened again when another one stands in its place (a restore). Safe among threads.

    Nothing of the signer's folder need be writable. While the signer has its journal open, SQLite's log stands
    beside it; when it does not, the file is whole, and is read without the locks that would have to be written.
    """

    def __init__(self, path: Path) -> None:
        self.path, self._log = path, path.with_name(f"{path.name}-wal")
        self._local = threading.local()
        self._certificates: tuple[int, tuple[int, ...], Sequence[tuple[str, bytes]]] | None = None

    def view(self) -> "JournalView":
        """The journal as it is now. Raises JournalUnreadable."""
        identity, connection = self._connection()
        sequence = _rows(connection, "SELECT COALESCE(MAX(seq), 0) FROM records")[0][0]
        return JournalView(connection, sequence, self._own_certificates(connection, sequence, identity))

    def _connection(self) -> tuple[tuple[int, ...], sqlite3.Connection]:
        try:
            found = self.path.stat()
            is_written = self._log.exists()
            identity = (found.st_dev, found.st_ino, 0 if is_written else found.st_mtime_ns)
            if getattr(self._local, "identity", None) != identity:
                way = "mode=ro" if is_written else "mode=ro&immutable=1"
                self._local.connection = sqlite3.connect(
                    f"{self.path.absolute().as_uri()}?{way}", uri=True, timeout=WAIT_S, isolation_level=None,
                )
                self._local.identity = identity
        except (OSError, sqlite3.Error) as error:
            raise JournalUnreadable(reason=type(error).__name__) from error
        return identity, self._local.connection

    def _own_certificates(
        self, connection: sqlite3.Connection, sequence: int, identity: tuple[int, ...],
    ) -> Sequence[tuple[str, bytes]]:
        """Profile and DER of the CAs and the services, newest first; read once for each end of the journal."""
        kept = self._certificates
        if kept is not None and kept[:2] == (sequence, identity):
            return kept[2]
        wanted = (*AUTHORITIES.values(), *_SERVICES)
        rows = _rows(
            connection,
            "SELECT profile, der FROM certificates WHERE state IN ('issued', 'effective')"  # noqa: S608 - marks only
            f" AND profile IN ({','.join('?' * len(wanted))}) ORDER BY rowid DESC",
            *wanted,
        )
        self._certificates = (sequence, identity, rows)
        return rows


class JournalView:
    """What the journal says at one moment. sequence: the number of its last record."""

    def __init__(
        self, connection: sqlite3.Connection, sequence: int, certificates: Sequence[tuple[str, bytes]],
    ) -> None:
        self._connection, self.sequence, self._own = connection, sequence, certificates

    def authority_certificate(self, name: str) -> bytes | None:
        """DER of the CA of this name (`AUTHORITIES`)."""
        profile = AUTHORITIES.get(name)
        return next((der for each, der in self._own if each == profile), None)

    def issuing_certificate(self) -> bytes | None:
        """DER of the CA that issues to people."""
        return self.authority_certificate("issuing")

    def certificate_of_key(self, public_key_info: bytes, *, at: datetime) -> bytes | None:
        """DER of the newest service certificate for this key that is within its dates."""
        for profile, der in self._own:
            if profile in _SERVICES and read_certificate(der).public_key_info == public_key_info:
                read = x509.load_der_x509_certificate(der)
                if read.not_valid_before_utc <= at <= read.not_valid_after_utc:
                    return der
        return None

    def known(self, serial: int) -> Known | None:
        """What is known of a serial number; None: never issued. Raises JournalUnreadable."""
        rows = _rows(
            self._connection,
            "SELECT c.state, c.issued_at, c.effective_from, r.revoked_at, r.reason FROM certificates c"
            " LEFT JOIN revocations r ON r.serial = c.serial"
            " WHERE c.serial = ? AND c.profile NOT IN ('root', 'issuing_ca')", f"{serial:x}",
        )
        if not rows:
            return None
        state, issued_at, effective_from, since, reason = rows[0]
        return Known(Standing(state), _time(issued_at), _maybe(effective_from), _maybe(since), reason or "")

    def last_at(self) -> datetime | None:
        """When the last record was written. Raises JournalUnreadable."""
        rows = _rows(self._connection, "SELECT at FROM records ORDER BY seq DESC LIMIT 1")
        return _time(rows[0][0]) if rows else None

    def published_list(self, name: str) -> StoredList | None:
        """The newest CRL of the CA of this name. Raises JournalUnreadable."""
        rows = _rows(
            self._connection,
            "SELECT der, number, this_update, next_update FROM crls WHERE issuer = ? ORDER BY number DESC LIMIT 1",
            name,
        )
        return StoredList(bytes(rows[0][0]), rows[0][1], _time(rows[0][2]), _time(rows[0][3])) if rows else None


def _rows(connection: sqlite3.Connection, statement: str, *values: object) -> list[Any]:
    try:
        return connection.execute(statement, values).fetchall()
    except sqlite3.Error as error:
        raise JournalUnreadable(reason=type(error).__name__) from error


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return _time(text) if text else None
