"""Documents on their way to the signing program on a person's own machine, and back."""

import uuid

from django.conf import settings
from django.db import models

from antin_server.signing.models.documents import SigningJob


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

