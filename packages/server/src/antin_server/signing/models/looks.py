"""How the signatures of a person, or of an agency, are seen: each look in versions, of which the latest counts."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from antin_server.accounts.models import Agency


class Look(models.Model):
    """Of a person or of an agency, never of both. kind: a `LookKind`, one of those that need a picture.

    current: the version that counts; None only while the look is being made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    current = models.OneToOneField("LookVersion", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """One owner."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, agency__isnull=False) | Q(person__isnull=False, agency=None),
                name="signing_look_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class LookVersion(models.Model):
    """A look as it was from some moment on; never changed. number: from 1. width, height: millimetres.

    picture: a PNG with nothing around its ink. has_labels: whether lines say what they are.
    """

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    picture = models.FileField(upload_to="looks/%Y/%m")
    width = models.FloatField()
    height = models.FloatField()
    has_labels = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """The latest first."""

        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("look", "number"), name="signing_look_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class LooksToRestore(models.Model):
    """A file of looks that its owner brought, shown before anything of it is taken; one for each owner and person.

    Kept no longer than documents are.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.FileField(upload_to="looks/%Y/%m")
    brought_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
