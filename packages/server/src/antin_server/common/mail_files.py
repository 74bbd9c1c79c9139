"""Mail of a pilot: each message a file that any mail program opens."""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from antin_server.common import clock


class MailFiles(BaseEmailBackend):
    """Writes `mail/<time>-<random>.eml` below the data folder."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were written."""
        folder = settings.ANTIN_HOME / "mail"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in email_messages:
            name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
            beside = folder / f".{name}"
            beside.write_bytes(each.message().as_bytes())
            beside.rename(folder / name)
        return len(email_messages)
