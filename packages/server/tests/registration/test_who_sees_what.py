"""Lists and pages show a person what is theirs, at a cost that does not grow with what is stored."""

import io
import uuid
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from antin.casework.procedures import Actor
from antin_server.registration import selectors
from antin_server.registration.errors import CaseNotFound
from antin_server.registration.models import Case, Letter
from antin_server.registration.selectors import Wanted
from antin_server.registration.types import Doer

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def many(person, count, state="submitted", **more):
    """So many cases of a person, put into the database as they would lie there."""
    first = Case.objects.count()
    return Case.objects.bulk_create(
        Case(
            code=f"HS-2026-{first + number:05}", draft_key=uuid.uuid4(), law_set="nd68_2024", procedure="issue",
            subject_kind="person", state=state, agency=person.agency, subscriber=person, author=person,
            title=person.full_name, search="nguyen thi lan", created_at=NOW, due_at=NOW + timedelta(days=1), **more,
        )
        for number in range(count)
    )


class TestACaseIsSeen:
    def test_by_its_subscriber_the_agency_and_the_province(self, place):
        case = many(place.subscriber, 1)[0]

        for person in (place.subscriber, place.reviewer, place.leader, place.clerk, place.provincial):
            assert selectors.case_visible(case.code, person.pk, at=NOW).pk == case.pk

    @pytest.mark.parametrize("name", ["stranger", "second", "reception"])
    def test_by_nobody_else_before_it_is_sent_on(self, place, name):
        case = many(place.subscriber, 1)[0]

        with pytest.raises(CaseNotFound):
            selectors.case_visible(case.code, getattr(place, name).pk, at=NOW)

    def test_by_reception_once_it_arrived(self, place):
        case = many(place.subscriber, 1, state="at_authority")[0]

        assert selectors.case_visible(case.code, place.reception.pk, at=NOW).pk == case.pk

    def test_by_its_writer_alone_as_long_as_it_is_a_draft(self, place):
        case = many(place.subscriber, 1, state="draft")[0]

        with pytest.raises(CaseNotFound):
            selectors.case_visible(case.code, place.leader.pk, at=NOW)

    def test_by_reception_at_once_when_a_certificate_is_to_be_revoked(self, place):
        case = many(place.subscriber, 1)[0]
        Case.objects.filter(pk=case.pk).update(procedure="revoke")

        assert selectors.case_visible(case.code, place.reception.pk, at=NOW).pk == case.pk


class TestCapacities:
    def test_come_from_roles_in_the_agency_or_above_it(self, place):
        case = many(place.subscriber, 1)[0]

        assert selectors.doer_towards(case, place.leader.pk, at=NOW) == Doer(
            place.leader.pk, frozenset({Actor.AGENCY_LEADER})
        )
        assert selectors.doer_towards(case, place.stranger.pk, at=NOW).actors == frozenset()
        assert selectors.doer_towards(case, place.clerk.pk, at=NOW).actors == {Actor.AGENCY_CLERK}
        assert selectors.doer_towards(case, place.subscriber.pk, at=NOW).actors == {Actor.SUBSCRIBER}

    def test_of_a_role_that_has_ended_are_none(self, place):
        case = many(place.subscriber, 1)[0]
        place.leader.roles.update(until=NOW - timedelta(days=1))

        assert selectors.doer_towards(case, place.leader.pk, at=NOW).actors == frozenset()


class TestALookAtAList:
    @pytest.mark.parametrize("address", ["/ho-so/", "/ho-so/co-quan/", "/ho-so/tiep-nhan/"])
    def test_asks_the_database_no_more_when_more_is_stored(self, place, settings, address):
        settings.ANTIN_TOTP_REQUIRED = False
        person = {"/ho-so/": place.subscriber, "/ho-so/co-quan/": place.reviewer}.get(address, place.reception)
        client = Client(HTTP_HOST="localhost")
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        many(place.subscriber, 2, state="at_authority")
        client.get(address)
        few = _queries(client, address)

        many(place.subscriber, 120, state="at_authority")
        many(place.second, 120, state="at_authority")

        assert _queries(client, address) == few

    def test_of_one_case_asks_no_more_when_more_is_stored(self, place):
        client = Client(HTTP_HOST="localhost")
        client.force_login(place.reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
        case = many(place.subscriber, 1)[0]
        client.get(f"/ho-so/{case.code}/")
        few = _queries(client, f"/ho-so/{case.code}/")

        many(place.second, 120)

        assert _queries(client, f"/ho-so/{case.code}/") == few

    def test_finds_words_without_marks_and_late_ones(self, place):
        many(place.subscriber, 1)
        cases = Case.objects.all()

        assert selectors.narrowed(cases, Wanted("Nguyễn LAN"), at=NOW).count() == 1
        assert selectors.narrowed(cases, Wanted("tran"), at=NOW).count() == 0
        assert selectors.narrowed(cases, Wanted(state="late"), at=NOW + timedelta(days=2)).count() == 1
        assert selectors.narrowed(cases, Wanted(state="submitted", procedure="revoke"), at=NOW).count() == 0


class TestTheNumbersInALetter:
    def test_are_masked_for_a_clerk_whose_own_request_is_the_first_of_several(self, place):
        """Only the first case used to be asked whether its numbers may be read."""
        letter = Letter.objects.create(
            agency=place.commune, prepared_by=place.leader, law_set="nd68_2024", form_number="01",
            draft_key=uuid.uuid4(), prepared_at=NOW, kind="request",
        )
        own, other = many(place.clerk, 1, letter=letter)[0], many(place.second, 1, letter=letter)[0]
        for case, number in ((own, "087190004321"), (other, "087185001234")):
            Case.objects.filter(pk=case.pk).update(payload={"full_name": "Ai", "personal_number": number})
        client = Client(HTTP_HOST="localhost")
        client.force_login(place.clerk, backend="allauth.account.auth_backends.AuthenticationBackend")

        answer = client.get(f"/ho-so/cong-van/{letter.pk}/mau/")

        assert answer.status_code == 200
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        assert "087185001234" not in text and "•••••••••234" in text


class TestADeadline:
    @pytest.mark.parametrize(
        ("due", "days", "kind"),
        [("2026-11-30", 3, "good"), ("2026-11-26", 1, "warn"), ("2026-11-25", 0, "warn"), ("2026-11-20", -3, "bad")],
    )
    def test_is_counted_in_working_days(self, due, days, kind):
        due_at = datetime.fromisoformat(f"{due}T23:59:59+07:00")

        found = selectors.deadline_of(due_at, at=NOW)

        assert (found.days, found.kind) == (days, kind)

    def test_missed_within_the_day_counts_as_one(self):
        found = selectors.deadline_of(NOW - timedelta(hours=1), at=NOW)

        assert (found.days, found.kind) == (-1, "bad")


def _queries(client, address):
    with CaptureQueriesContext(connection, ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
