"""The app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Label and name."""

    name = "antin_server.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say how people and agencies are named."""
        from antin_server.accounts import selectors
        from antin_server.common import naming

        naming.declare("person", selectors.people_names)
        naming.declare("agency", selectors.agency_names)
