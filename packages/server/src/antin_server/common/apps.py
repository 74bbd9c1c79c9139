"""The app as Django knows it."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Label and name."""

    name = "antin_server.common"
    label = "common"

    def ready(self) -> None:
        """Say how long this app's data is kept."""
        from antin_server.common import old_files, retention

        retention.declare(*old_files.KEPT)
