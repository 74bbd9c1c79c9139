"""Personal numbers leave cases that closed long ago; the cases stay."""

from datetime import timedelta
from uuid import uuid4

from antin_server.audit.models import Event
from antin_server.common.sealing import sealed
from antin_server.registration.models import Case
from antin_server.registration.services.forgetting import personal_numbers_forget

from .conftest import NOW


class TestForgettingPersonalNumbers:
    def test_touches_closed_cases_that_are_old_enough_only(self, place) -> None:
        agency = place.commune
        person = agency.people.first()
        common = {
            "law_set": "nd68_2024", "procedure": "issue", "subject_kind": "person", "agency": agency,
            "subscriber": person, "author": person, "created_at": NOW, "payload": {"full_name": "Trần Thu Hà"},
        }
        old, young, running = (
            Case.objects.create(draft_key=uuid4(), sealed=sealed("{}"), closed_at=closed, **common)
            for closed in (NOW - timedelta(days=2), NOW, None)
        )

        count = personal_numbers_forget(before=NOW - timedelta(days=1), at=NOW)

        kept = {each.pk: bool(each.sealed) for each in Case.objects.filter(pk__in=[old.pk, young.pk, running.pk])}
        assert count == 1
        assert kept == {old.pk: False, young.pk: True, running.pk: True}
        assert Case.objects.get(pk=old.pk).payload == {"full_name": "Trần Thu Hà"}
        assert Event.objects.filter(tag="registration:personal_numbers:forgotten").count() == 1
