"""Make an installation what it should be; each step looks whether it was done before.

1. The database. 2. The secrets. 3. The mode: a demo is a whole authority; an empty one waits for its page.
4. An authority: its ceremony, va's keys, the standing orders for them. 5. A demo: agencies, people, officers,
and the officers' approvals.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from antin.orders import OrderKind
from antin_server.authority import selectors as authority
from antin_server.authority import services as authority_services
from antin_server.authority.signer import ceremony
from antin_server.authority.signer.journal import Journal
from antin_server.authority.signer.publishing import publish
from antin_server.authority.signer.running import only_one
from antin_server.common.models import Mode
from antin_server.common.secret_files import secret
from antin_server.common.selectors import installation_mode
from antin_server.first_run import services as first_run
from antin_server.operations import demo_data
from antin_server.operations.errors import ModeSettled
from antin_server.operations.speech import say, text
from antin_server.va.signer import own_keys

SECRETS = ("django", "sealing")
SERVICES = {  # profile, name of the service, days a certificate lives
    "ocsp": ("ocsp_responder", "Dịch vụ trạng thái chứng thư", 30),
    "tsa": ("time_stamping", "Dịch vụ cấp dấu thời gian", 365),
}
STANDING_YEARS = 5


def set_up(*, demo: bool, empty: bool, at: datetime) -> None:
    """Everything that is not there yet. Raises ModeSettled: a demo in what is a registration office."""
    home: Path = settings.ANTIN_HOME
    _database()                                                                                # 1
    for name in SECRETS:                                                                       # 2
        secret(home / "secrets", name)
    if demo and installation_mode() is None:                                                   # 3
        first_run.mode_choose(mode=Mode.AUTHORITY, at=at)
    mode = installation_mode()
    if demo and mode is not Mode.AUTHORITY:
        raise ModeSettled(mode=mode)
    if mode is Mode.AUTHORITY:
        _authority(home, at=at)                                                                # 4
        if demo:
            demo_data.demo_make(home, at=at)                                                   # 5
    if empty and mode is None:
        say("first_run_code", url=f"{settings.ANTIN_PUBLIC_URL}/bat-dau/", key=first_run.code_make())
    if mode is not None:
        say("init_done", folder=home)


def _database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        told("init_database", lambda: call_command("migrate", verbosity=0, interactive=False))


def _authority(home: Path, *, at: datetime) -> None:
    folder = home / "signer"
    if not (folder / "journal.sqlite").exists():
        told("init_ceremony", lambda: ceremony.set_up(
            folder, status_url=settings.ANTIN_STATUS_URL, public_url=settings.ANTIN_PUBLIC_URL, plan=ceremony.Plan(),
            at=at,
        ))
        publish_journal(folder)
    proposed = standing_orders(home, at=at)
    if proposed and not settings.ANTIN_DEMO:
        say("init_waiting_for_officers", ids=" ".join(proposed))


def publish_journal(folder: Path) -> None:
    """Bring the database up to the journal now, unless the signer runs and does so itself."""
    with only_one(folder):
        journal = Journal(folder / "journal.sqlite")
        publish(journal)
        journal.close()


def standing_orders(home: Path, *, at: datetime) -> list[str]:
    """An order for each of va's keys that none stands for; the ids of the new ones."""
    keys = own_keys(home / "va" / "keys")
    spoken_for = {
        each.content["public_key_info"] for each in (*authority.orders_waiting(), *authority.orders_recent(limit=1000))
        if each.kind == OrderKind.STANDING and each.state in ("waiting", "approved", "executed")
    }
    made = []
    for name, (profile, common_name, days) in SERVICES.items():
        key = b64encode(getattr(keys, name).public_key_info).decode()
        if key not in spoken_for:
            until = (at + timedelta(days=365 * STANDING_YEARS)).replace(microsecond=0)
            made.append(authority_services.order_propose(
                kind=OrderKind.STANDING, case="", requested_by=None, involved=(), at=at, content={
                    "profile": profile, "public_key_info": key, "days": days, "until": until.isoformat(),
                    "subject": {"common_name": common_name, "organisation_path": [ceremony.Plan().organisation]},
                },
            ))
    return made


def told(code: str, deed: Callable[[], object]) -> None:
    """Say what is being done, then do it."""
    say("init_step", text=text(code))
    deed()
