"""Documents on their way to a signature; nothing of a key is ever here."""

import uuid

from django.conf import settings
from django.db import models


class SigningJob(models.Model):
    """One document of one person, kept until it is fetched or its time is over (retention).

    file: as it came. so_far: with the signatures of its first marks, while others wait. prepared: complete but for the
    value of the next mark, with its state; both are void when a mark is placed anew. signed, signed_at: when every
    mark is signed. has_time_stamp: every signature has one. certificate_serial: of the last signature.
    made_from: the name of the office document that it was made of here, of which nothing else is kept; or empty.
    found: what was in it when it came: `signers`, names of who signed it, and `cautions`, each `{code, page, text}`.
    refusal: why it was not signed the last time: `{code, vi: {text, hint}, en: {text, hint}}`, or empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    file = models.FileField(upload_to="signing/%Y/%m")
    created_at = models.DateTimeField(db_index=True)
    made_from = models.CharField(max_length=255, blank=True)
    found = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict)

    so_far = models.FileField(upload_to="signing/%Y/%m", blank=True)
    prepared = models.FileField(upload_to="signing/%Y/%m", blank=True)
    prepared_state = models.TextField(blank=True)
    signed = models.FileField(upload_to="signing/%Y/%m", blank=True)
    signed_at = models.DateTimeField(null=True)
    has_time_stamp = models.BooleanField(default=False)
    certificate_serial = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name
