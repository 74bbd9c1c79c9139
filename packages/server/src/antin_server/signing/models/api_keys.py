"""Keys of programs of others."""

from django.db import models


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

