"""Documents on their way to a signature; nothing of a key is ever here."""

import uuid

from django.conf import settings
from django.db import models


class SigningJob(models.Model):
    """One document of one person, kept until it is fetched or its time is over (retention).

    file: as it came. prepared: complete but for the value, with its state; both are void when placed anew.
    page: from 1. x … height: millimetres from the top left of the page as displayed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    file = models.FileField(upload_to="signing/%Y/%m")
    created_at = models.DateTimeField(db_index=True)

    is_visible = models.BooleanField(default=True)
    page = models.PositiveIntegerField(default=1)
    x = models.FloatField(default=120)
    y = models.FloatField(default=200)
    width = models.FloatField(default=70)
    height = models.FloatField(default=25)
    reason = models.CharField(max_length=200, blank=True)

    prepared = models.FileField(upload_to="signing/%Y/%m", blank=True)
    prepared_state = models.TextField(blank=True)
    signed = models.FileField(upload_to="signing/%Y/%m", blank=True)
    signed_at = models.DateTimeField(null=True)
    has_time_stamp = models.BooleanField(default=False)
    certificate_serial = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name

