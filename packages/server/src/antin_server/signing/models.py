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


class AgentRequest(models.Model):
    """Documents on their way to the signing program on the person's own machine, and back.

    call: of `antin.agentwire.SigningCall`. number, issued_at: what the program prints. is_place_free: the person
    chooses the place there. upload_fingerprint: SHA-256, hex, of the secret in the address to bring documents to;
    uploads: how often it was used. ended_at: cancelled or begun anew; nothing is taken afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    call = models.CharField(max_length=20)
    number = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True)
    is_place_free = models.BooleanField(default=False)
    upload_fingerprint = models.CharField(max_length=64, unique=True)
    uploads = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.call} {self.pk}"


class AgentFile(models.Model):
    """One document of a request. fetch_fingerprint: of the secret in the address to fetch it from.

    refusal: why what came back was not taken: `{code, vi: {text, hint}, en: {text, hint}}`; empty: nothing was refused.
    """

    request = models.ForeignKey(AgentRequest, on_delete=models.CASCADE, related_name="files")
    job = models.ForeignKey(SigningJob, on_delete=models.CASCADE, related_name="+")
    fetch_fingerprint = models.CharField(max_length=64, unique=True)
    fetches = models.PositiveIntegerField(default=0)
    returned_at = models.DateTimeField(null=True)
    refusal = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.request_id} {self.job_id}"


class ApiKey(models.Model):
    """A key with which a program of others may ask for verdicts; the secret itself is never kept.

    fingerprint: SHA-256 of the secret, hexadecimal. scope: what it opens.
    """

    VERIFY = "verify"

    name = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=20, default=VERIFY)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
