"""The app as Django knows it."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Label and name."""

    name = "antin_server.registration"
    label = "registration"

    def ready(self) -> None:
        """Say how long personal numbers are kept."""
        from antin_server.common import clock
        from antin_server.common.retention import Keeping, declare
        from antin_server.registration.services.forgetting import personal_numbers_forget

        declare(Keeping(
            "personal_numbers", "ANTIN_KEEP_PERSONAL_NUMBER_DAYS",
            lambda before: personal_numbers_forget(before=before, at=clock.now()),
        ))
