"""The app as Django knows it."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Label and name."""

    name = "antin_server.registration"
    label = "registration"
