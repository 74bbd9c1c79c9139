"""The app as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Label and name."""

    name = "antin_server.portal"
    label = "portal"
