"""Chains of events, one for each kind of process; rows are only added."""

import hashlib
import json
from datetime import UTC

from django.db import models


class Chain(models.Model):
    """The end of one chain; locked while an event is added, so that numbers and hashes follow each other."""

    name = models.CharField(max_length=40, unique=True)
    last_number = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One deed. tag: `source:subject:action`. actor: `person:17`, `machine`, `anyone`. subject: `case:HS-2026-00017`.

    detail: values that matter, never personal numbers or secrets. hash: over the previous hash and every field.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    tag = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_event_numbered_once")]
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.tag} {self.subject}"


def event_hash(event: Event, chain: str) -> str:
    """SHA-256, hex, over the previous hash and every field as canonical JSON."""
    fields = [
        event.previous_hash, chain, event.number, event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor, event.tag, event.subject, event.detail,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
