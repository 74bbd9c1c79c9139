"""The app as Django knows it."""

from django.apps import AppConfig


class FirstRunConfig(AppConfig):
    """Label and name."""

    name = "antin_server.first_run"
    label = "first_run"
