"""What the operator is told when everything runs."""

import json
from pathlib import Path

from django.conf import settings

from antin_server.common.models import Mode
from antin_server.common.selectors import installation_mode
from antin_server.operations.processes import Addresses
from antin_server.operations.speech import say


def welcome(home: Path, addresses: Addresses) -> None:
    """Addresses, where mail and logs go, and the accounts of a demo."""
    say("up_ready")
    say("up_portal", url=settings.ANTIN_PUBLIC_URL)
    if installation_mode() is Mode.AUTHORITY:
        say("up_status", url=settings.ANTIN_STATUS_URL)
    if settings.EMAIL_BACKEND == "antin_server.common.mail_files.MailFiles":
        say("up_mail", folder=home / "mail")
    say("up_logs", folder=home / "log")
    accounts = home / "demo" / "accounts.json"
    if accounts.exists():
        _demo(json.loads(accounts.read_text(encoding="utf-8")))


def _demo(known: dict[str, object]) -> None:
    say("up_accounts", password=known["password"])
    listed = known["accounts"]
    assert isinstance(listed, list)
    for each in listed:
        say("up_account", email=each["email"], text=f"{each['name']} · {each['does']}")
    say("up_approve")
