"""What a signature is seen as, and where: a document gets one signature for each of its marks, one after the other."""

from django.db import models

from antin_server.signing.models.documents import SigningJob
from antin_server.signing.models.looks import LookVersion


class JobMark(models.Model):
    """One signature of a document, as it will be or was made.

    position: from 0, the order of signing. kind: a `LookKind`, empty for the usual lines (name, agency, time).
    facts: what the kind shows of this document: number, issued_on (ISO 8601), initials, comment, agency, arrival,
    copy_form, address; each a text. page: from 1. x … height: millimetres from the top left of the page as displayed.
    look: whose picture, labels and name it takes; None: none, or it was deleted meanwhile.
    day_left, month_left: of a date in the document's own blanks, as shares of the width. certificate_serial: hex.
    """

    job = models.ForeignKey(SigningJob, on_delete=models.CASCADE, related_name="marks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    look = models.ForeignKey(LookVersion, on_delete=models.SET_NULL, null=True, related_name="+")
    facts = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)

    is_visible = models.BooleanField(default=True)
    page = models.PositiveIntegerField()
    x = models.FloatField()
    y = models.FloatField()
    width = models.FloatField()
    height = models.FloatField()
    day_left = models.FloatField(null=True)
    month_left = models.FloatField(null=True)

    signed_at = models.DateTimeField(null=True)
    has_time_stamp = models.BooleanField(default=False)
    certificate_serial = models.CharField(max_length=40, blank=True)

    class Meta:
        """Signed in their order."""

        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("job", "position"), name="signing_mark_position"),)

    def __str__(self) -> str:
        return f"{self.job_id} {self.position} {self.kind}"
