"""Reading personal numbers of others is a deed, and is written down."""

from datetime import datetime

from django.db import transaction

from antin_server.audit import services as audit
from antin_server.registration import selectors
from antin_server.registration.errors import CaseNotFound
from antin_server.registration.models import Case


@transaction.atomic
def personal_numbers_read(*, case: Case, person_id: int, at: datetime) -> dict[str, str]:
    """Every value of the form; the reading is recorded unless it is the person's own. Raises CaseNotFound."""
    if not selectors.may_read_numbers(case, person_id, at=at):
        raise CaseNotFound()
    if person_id not in (case.subscriber_id, case.author_id):
        audit.event_record(
            at=at, actor=f"person:{person_id}", tag="registration:personal_number:read", subject=f"case:{case.code}"
        )
    return selectors.payload_read(case)
