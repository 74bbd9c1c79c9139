"""The app as Django knows it."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Label and name."""

    name = "antin_server.guidance"
    label = "guidance"
