"""The app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Label and name."""

    name = "antin_server.accounts"
    label = "accounts"
