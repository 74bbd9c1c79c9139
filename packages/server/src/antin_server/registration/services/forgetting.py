"""What cases no longer need is forgotten."""

from datetime import datetime

from django.db import transaction

from antin_server.audit.services import event_record
from antin_server.registration.models import Case


@transaction.atomic
def personal_numbers_forget(*, before: datetime, at: datetime) -> int:
    """Cases closed before lose their sealed personal numbers; the rest of the case stays. How many."""
    count = Case.objects.filter(closed_at__lt=before).exclude(sealed="").update(sealed="")
    if count:
        event_record(
            at=at, actor="machine", tag="registration:personal_numbers:forgotten", subject="cases",
            detail={"count": count, "closed_before": before.isoformat()},
        )
    return count
