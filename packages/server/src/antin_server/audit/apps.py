"""The app as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Label and name."""

    name = "antin_server.audit"
    label = "audit"
