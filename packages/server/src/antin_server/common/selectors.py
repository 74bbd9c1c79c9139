"""What is known of the installation."""

from antin_server.common.models import Installation, Mode


def installation_mode() -> Mode | None:
    """The mode; None: not set up yet."""
    found = Installation.objects.values_list("mode", flat=True).first()
    return Mode(found) if found else None
