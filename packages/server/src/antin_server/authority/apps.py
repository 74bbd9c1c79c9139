"""The app as Django knows it."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """Label and name."""

    name = "antin_server.authority"
    label = "authority"
