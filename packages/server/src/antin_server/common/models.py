"""The installation itself."""

from enum import StrEnum

from django.db import models


class Mode(StrEnum):
    """What this installation is: the whole authority, or an office in front of another one."""

    AUTHORITY = "authority"
    REGISTRATION_OFFICE = "registration_office"


class Installation(models.Model):
    """One row, made when the installation is set up. mode cannot change afterwards."""

    mode = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Mode])
    set_up_at = models.DateTimeField()
    singleton = models.BooleanField(default=True, unique=True)

    def __str__(self) -> str:
        return self.mode
