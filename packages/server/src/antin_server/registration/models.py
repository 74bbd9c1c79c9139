"""Cases, their steps, the letters of agencies and attached files."""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.db import models

from antin.casework.procedures import Action, CaseState, ProcedureKind, SubjectKind
from antin_server.registration.types import LetterKind


def _choices(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in values]


class Letter(models.Model):
    """A letter of a managing agency for one or many cases, or its notice of hand-over.

    draft_key: random, from the empty page, so that a double click makes one letter.
    head: who receives, place, day; the personal numbers of the receiver are in `sealed`. signed_by: the leader;
    None while it is being prepared, and again after a recall. number: given by the văn thư when sending
    (NĐ 30/2020 Đ.15), empty until then.
    """

    draft_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20, choices=_choices(LetterKind))
    law_set = models.CharField(max_length=20)
    form_number = models.CharField(max_length=8)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+")
    head = models.JSONField(default=dict)
    sealed = models.TextField(blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "sent_at"])]

    def __str__(self) -> str:
        return f"Mẫu {self.form_number} {self.number}".strip()


class Case(models.Model):
    """One request of one subscriber (hồ sơ). Its state moves only through services, by the tables of the core.

    code: what people read out, HS-2026-00017; None only between insert and numbering.
    draft_key: random, made with the empty form, so that a double click makes one case.
    author: who writes it: the subscriber, or the agency or reception where the law lets them ask.
    law_set: of the draft's day at first, of the day of receipt from the submission on.
    version: counts edits; what was made from an older one is refused.
    payload: the filled form without personal numbers; `sealed` holds those, encrypted. search: folded text.
    subject_serial: the certificate that the case is about (renew, change, revoke, recover); empty for issue.
    certificate_serial: the one that came out of it. Serials are hexadecimal in lower case, without leading zeros.
    order_id: what the officers are asked to approve now. hold_order_id: the emergency hold of a case to revoke.
    """

    code = models.CharField(max_length=20, unique=True, null=True)
    draft_key = models.UUIDField(unique=True)
    law_set = models.CharField(max_length=20)
    procedure = models.CharField(max_length=20, choices=_choices(ProcedureKind))
    subject_kind = models.CharField(max_length=20, choices=_choices(SubjectKind))
    state = models.CharField(max_length=20, choices=_choices(CaseState), default=CaseState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)

    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+")
    subscriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="cases")
    handover_letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="handed_cases")

    payload = models.JSONField(default=dict)
    sealed = models.TextField(blank=True)
    title = models.CharField(max_length=255, blank=True)
    search = models.TextField(blank=True)

    csr = models.TextField(blank=True)
    key_thumbprint = models.CharField(max_length=64, blank=True, db_index=True)
    subject_serial = models.CharField(max_length=40, blank=True, db_index=True)
    certificate_serial = models.CharField(max_length=40, blank=True, db_index=True)
    order_id = models.CharField(max_length=64, blank=True, db_index=True)
    hold_order_id = models.CharField(max_length=64, blank=True)
    device_number = models.CharField(max_length=32, blank=True)
    handed_over_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "state"]),
            models.Index(fields=["subscriber", "state"]),
            models.Index(fields=["state", "due_at"]),
        ]

    def __str__(self) -> str:
        return self.code or f"#{self.pk}"


class CaseStep(models.Model):
    """What happened to a case: the timeline people see. Rows are only added.

    person: None when the machine found out (orders executed). version: of the case before the step.
    note: the reason or remark that the person concerned reads.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20, choices=_choices(Action))
    state_before = models.CharField(max_length=20)
    state_after = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    form_number = models.CharField(max_length=8, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.action}"


class Attachment(models.Model):
    """A file that belongs to a case: a decision, a scanned letter. Bytes live behind Django's storage."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="cases/%Y/%m")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name
