"""Orders and approvals as web wrote them; certificates and officers as the signer published them.

Nothing here is believed by the signer: it judges orders by their bytes and keeps its truth in its journal.
"""

from django.conf import settings
from django.db import models

from antin_server.authority.types import CertificateState, OrderState


class Order(models.Model):
    """An order. canonical: RFC 8785 bytes, approved as they are. refusal: code of why the signer refused."""

    order_id = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=20)
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    case = models.CharField(max_length=40, blank=True, db_index=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    needed = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in OrderState], default=OrderState.WAITING.value,
    )
    refusal = models.CharField(max_length=60, blank=True)
    void_reason = models.CharField(max_length=255, blank=True)
    result_serial = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField()
    executed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "proposed_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}"


class Approval(models.Model):
    """An officer's approval (DER of a detached CMS signature)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="approvals")
    certificate_sha256 = models.CharField(max_length=64)
    officer_name = models.CharField(max_length=120)
    der = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "certificate_sha256"], name="authority_approval_once"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_name} {self.order_id}"


class CertificateRecord(models.Model):
    """A certificate as published by the signer. serial: hexadecimal, lower case."""

    serial = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in CertificateState])
    der = models.BinaryField()
    profile = models.CharField(max_length=20)
    subject = models.TextField()
    common_name = models.CharField(max_length=120)
    agency = models.CharField(max_length=400, blank=True)
    email = models.EmailField(max_length=400, blank=True, db_index=True)
    sha1 = models.CharField(max_length=40, db_index=True)
    sha256 = models.CharField(max_length=64, unique=True)
    public_key_thumbprint = models.CharField(max_length=64, db_index=True)
    search = models.TextField(blank=True)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    effective_from = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, blank=True)
    order_id = models.CharField(max_length=80, blank=True)
    case = models.CharField(max_length=40, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.serial} {self.common_name}"


class AuthorityCertificate(models.Model):
    """The certificates of the CAs themselves, for pages and chains. name: root or issuing."""

    name = models.CharField(max_length=20, unique=True)
    der = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """An officer as in the signer's registry. person: `person:17`, or an e-mail when there is no such row."""

    name = models.CharField(max_length=120)
    person = models.CharField(max_length=120)
    certificate_sha256 = models.CharField(max_length=64, unique=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Published(models.Model):
    """How far the signer has published its journal here."""

    singleton = models.BooleanField(default=True, unique=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.sequence)


class LookUpCount(models.Model):
    """How many look-ups came from one address (kept as a fingerprint) in one minute."""

    source = models.CharField(max_length=64)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "minute"], name="authority_look_up_counted_once")]

    def __str__(self) -> str:
        return f"{self.minute} {self.count}"
