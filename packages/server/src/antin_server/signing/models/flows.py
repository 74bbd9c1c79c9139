"""Documents on their way through an agency: initials, the leader's signature, number – date – seal."""

import uuid

from django.conf import settings
from django.db import models

from antin_server.signing.models.documents import SigningJob


class DocumentFlow(models.Model):
    """One document from its draft to its issue (NĐ 30/2020 Đ.13–18).

    id: made with the empty page, so that a double click makes one flow. round: from 1; a corrected file begins another.
    turn: the position of the step that is due; 0 when none is. waits_for: whose turn it is, the beginner's after a
    return; None at the end. version: counts moves; what was sent from a page of an older one is refused.
    moved_at: of the last move. told_at: when whoever it waits for was last told by mail.
    number, issued_on: as văn thư gives them, after the leader's signature. number_key: year and number, folded: taken
    once in an agency; empty when none is held.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=20)
    round = models.PositiveIntegerField(default=1)
    turn = models.PositiveSmallIntegerField(default=1)
    waits_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField(db_index=True)
    told_at = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("waits_for", "moved_at"), name="signing_flow_waits"),
            models.Index(fields=("begun_by", "state"), name="signing_flow_begun"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "number_key"), condition=~models.Q(number_key=""), name="signing_flow_number",
            ),
        )

    def __str__(self) -> str:
        return self.title


class FlowStep(models.Model):
    """Who acts, and when it is their turn: by position, from 1. kind: a `StepKind`.

    job: the document of this step on its way to a signature; None until the person begins, and when it is deleted.
    """

    flow = models.ForeignKey(DocumentFlow, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(SigningJob, on_delete=models.SET_NULL, null=True, related_name="flow_step")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("flow", "position"), name="signing_step_position"),
            models.UniqueConstraint(fields=("flow", "person"), name="signing_step_person"),
        )

    def __str__(self) -> str:
        return f"{self.flow_id} {self.position} {self.kind}"


class FlowEvent(models.Model):
    """What happened: the history people see, and the revisions of the file. Rows are only added.

    deed: a `FlowDeed`. person: None when the schedule reminded. position: of the step it belongs to, 0 for the
    beginner's. file: the octets after the deed, when it brought any; within a round each begins with those before.
    """

    flow = models.ForeignKey(DocumentFlow, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=20)
    round = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1000, blank=True)
    file = models.FileField(upload_to="flows/%Y/%m", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    has_time_stamp = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("flow", "round", "position"), condition=~models.Q(file=""), name="signing_event_revision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.flow_id} {self.deed}"
