"""The app as Django knows it."""

from django.apps import AppConfig


class VaConfig(AppConfig):
    """Label and name."""

    name = "antin_server.va"
    label = "va"
