"""Set Django up in a process of ours."""

import os

import django

LOGGED = frozenset({"web", "worker", "signer", "clock"})
"""The processes that stay; a command speaks to whoever typed it."""


def start_django(process: str) -> None:
    """After this the apps can be used. process: what the audit chain and the logs are named after."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antin_server.config.settings")
    from django.conf import settings

    settings.ANTIN_PROCESS = process
    django.setup()
    if process in LOGGED:
        from antin_server.common import logs

        logs.set_up(process)
