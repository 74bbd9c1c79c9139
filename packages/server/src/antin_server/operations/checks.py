"""Is the installation well? Each check looks at one thing and says what is wrong with it."""

import http.client
import os
import shutil
import smtplib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from antin.errors import AntinError
from antin.issuance import PreparedBroken
from antin_server.authority.signer.derived import check_tables
from antin_server.authority.signer.journal import Journal as SignersJournal
from antin_server.authority.signer.journal import shown_time
from antin_server.common.models import Mode
from antin_server.common.selectors import installation_mode
from antin_server.va.errors import JournalUnreadable
from antin_server.va.selectors import AUTHORITIES, Journal
from antin_server.va.signer import own_keys

LOW_DISK_MB = 500
CLOCK_TOLERANCE = timedelta(seconds=5)
ALARM_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Finding:
    """What is wrong: a code of the catalogue, whose hint says what to do, and its fields."""

    code: str
    fields: dict[str, object] = field(default_factory=dict)


Findings = Iterator[Finding]


def findings(*, at: datetime) -> list[Finding]:
    """Everything that is wrong. Without a database or an installation the rest cannot be judged."""
    for first in FIRST:
        found = list(first(at))
        if found:
            return found
    return [each for one in LATER for each in one(at)]


def database(at: datetime) -> Findings:
    """The database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding("check_database", {"reason": (str(error).splitlines() or ["?"])[0][:200]})


def migrations(at: datetime) -> Findings:
    """The database is as new as the program."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding("check_migrations", {"count": len(missing)})


def is_set_up(at: datetime) -> Findings:
    """Somebody chose what this installation is."""
    if installation_mode() is None:
        yield Finding("check_not_set_up")


def secret_files(at: datetime) -> Findings:
    """Secrets and keys are for their owner only."""
    for folder in ("secrets", "signer", "va", "demo", "backup"):
        for where, _, names in os.walk(settings.ANTIN_HOME / folder):
            for name in names:
                path = Path(where) / name
                if path.is_file() and path.stat().st_mode & 0o077:
                    yield Finding("check_secret_exposed", {"file": str(path)})


def journal(at: datetime) -> Findings:
    """The chain of the signer's journal holds from its first record to its last, and its tables follow from it."""
    if not _is_authority():
        return
    try:
        opened = SignersJournal(_journal_path())
        opened.verify()
        check_tables(opened)
        opened.close()
    except (AntinError, sqlite3.Error) as error:
        yield Finding("check_journal", {"reason": str(error)[:200]})


def issuing(at: datetime) -> Findings:
    """No bytes waiting to be signed were other than what was prepared, within the last month."""
    if not _is_authority():
        return
    try:
        opened = SignersJournal(_journal_path())
        rows = opened.rows(
            "SELECT order_id FROM orders WHERE code = ? AND at > ?", PreparedBroken.code,
            shown_time(at - ALARM_KEPT),
        )
        opened.close()
    except (AntinError, sqlite3.Error):
        return  # `journal` says so
    for (order_id,) in rows:
        yield Finding("check_prepared_broken", {"order": order_id})


def clock_not_behind(at: datetime) -> Findings:
    """The clock is not behind what was done already."""
    last = _last_record_at()
    if last is not None and at < last - CLOCK_TOLERANCE:
        yield Finding("check_clock", {"at": last.isoformat(timespec="seconds")})


def signer_runs(at: datetime) -> Findings:
    """Somebody holds the signer's lock."""
    from antin_server.operations.loops import is_signer_running

    if _is_authority() and not is_signer_running(settings.ANTIN_HOME):
        yield Finding("check_signer_silent")


def lists(at: datetime) -> Findings:
    """Each CA has a list that is still good, and not near its end: the root's needs a key from a safe."""
    if not _is_authority():
        return
    try:
        view = Journal(_journal_path()).view()
    except JournalUnreadable:
        return  # `journal` says so
    for name in AUTHORITIES:
        published = view.published_list(name)
        if published is None:
            yield Finding("check_list_missing", {"name": name})
        elif published.next_update <= at:
            yield Finding("check_list_old", {"name": name, "at": published.next_update.isoformat()})
        elif published.next_update - at < (published.next_update - published.this_update) / 4:
            yield Finding("check_list_ends", {"name": name, "at": published.next_update.isoformat()})


def service_certificates(at: datetime) -> Findings:
    """OCSP and time-stamping have certificates that are within their dates."""
    if not _is_authority():
        return
    try:
        keys, view = own_keys(settings.ANTIN_HOME / "va" / "keys"), Journal(_journal_path()).view()
    except AntinError:
        return  # `secret_files` or `journal` says so
    for name, signer in (("OCSP", keys.ocsp), ("TSA", keys.tsa)):
        if view.certificate_of_key(signer.public_key_info, at=at) is None:
            yield Finding("check_service_certificate", {"name": name})


def status_services(at: datetime) -> Findings:
    """The status services answer at the address that certificates carry."""
    if not _is_authority():
        return
    parts = urlsplit(settings.ANTIN_STATUS_URL)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    asked = kind(parts.hostname or "", parts.port, timeout=5)
    try:
        asked.request("GET", f"{parts.path}/healthz")
        asked.getresponse().read(1000)
    except (OSError, http.client.HTTPException):
        yield Finding("check_status_silent", {"url": settings.ANTIN_STATUS_URL})
    finally:
        asked.close()


def disk(at: datetime) -> Findings:
    """There is room for what will be written."""
    free = shutil.disk_usage(settings.ANTIN_HOME).free // 2**20
    if free < LOW_DISK_MB:
        yield Finding("check_disk", {"folder": str(settings.ANTIN_HOME), "free_mb": free})


def mail(at: datetime) -> Findings:
    """The mail server can be reached, when mail goes to one."""
    from antin_server.config import environment

    told = environment.mail()
    if "EMAIL_HOST" not in told:
        return
    speak = smtplib.SMTP_SSL if told["EMAIL_USE_SSL"] else smtplib.SMTP
    try:
        with speak(str(told["EMAIL_HOST"]), int(str(told["EMAIL_PORT"])), timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("check_mail", {"reason": type(error).__name__})


def static_files(at: datetime) -> Findings:
    """What pages are drawn with came with the package."""
    for app in ("common", "signing"):
        if not files(f"antin_server.{app}").joinpath("static", app).is_dir():
            yield Finding("check_static", {"name": f"static/{app}"})


Check = Callable[[datetime], Findings]
FIRST: tuple[Check, ...] = (database, migrations, is_set_up)
LATER: tuple[Check, ...] = (
    secret_files, journal, issuing, clock_not_behind, signer_runs, lists, service_certificates, status_services, disk,
    mail, static_files,
)
CHECKS: tuple[Check, ...] = (*FIRST, *LATER)


def _is_authority() -> bool:
    return installation_mode() is Mode.AUTHORITY


def _journal_path() -> Path:
    return Path(settings.ANTIN_HOME) / "signer" / "journal.sqlite"


def _last_record_at() -> datetime | None:
    if not _is_authority():
        return None
    try:
        return Journal(_journal_path()).view().last_at()
    except JournalUnreadable:
        return None
