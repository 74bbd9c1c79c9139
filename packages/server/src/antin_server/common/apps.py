"""The app as Django knows it."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Label and name."""

    name = "antin_server.common"
    label = "common"
