"""The app as Django knows it."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Label and name."""

    name = "antin_server.signing"
    label = "signing"
