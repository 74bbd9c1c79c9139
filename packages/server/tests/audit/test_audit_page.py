"""The audit log as auditors read it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from antin_server.accounts.types import AgencyKind, Role
from antin_server.audit.services import event_record
from antin_testkit.people import agency, person, role

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def client(db, settings) -> Client:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ANTIN_TOTP_REQUIRED = False
    root = agency("Toàn quốc", kind=AgencyKind.ROOT)
    auditor = person("thu@bcy.gov.vn", "Đỗ Anh Thư", agency=root)
    role(auditor, Role.AUDITOR, root)
    client = Client()
    client.force_login(auditor)
    return client


def record(count: int, **more: str) -> None:
    for number in range(count):
        values = {"actor": "person:7", "tag": "tests:thing:done", "subject": f"thing:{number}", **more}
        event_record(at=NOW + timedelta(minutes=number), **values)


class TestTheAuditPage:
    def test_shows_the_latest_first_in_vietnamese_time(self, client: Client) -> None:
        record(2)

        page = client.get("/nhat-ky/").content.decode()

        assert page.index("thing:1") < page.index("thing:0")
        assert "25/11/2026 09:01:00" in page

    def test_narrows_to_what_is_looked_for(self, client: Client) -> None:
        record(1, tag="tests:key:read", subject="key:1")
        record(1)

        wanted = {"tag": "tests:key", "since": "25/11/2026", "until": "25/11/2026"}
        page = client.get("/nhat-ky/", wanted).content.decode()

        assert "key:1" in page
        assert "thing:0" not in page

    def test_says_what_is_wrong_with_a_day(self, client: Client) -> None:
        response = client.get("/nhat-ky/", {"since": "31/02/2026"})

        assert response.status_code == 422
        assert "error-summary" in response.content.decode()

    def test_turns_pages_with_the_same_number_of_questions(self, client: Client, django_assert_num_queries) -> None:
        record(120)

        with django_assert_num_queries(6):
            page = client.get("/nhat-ky/", {"page": "2", "tag": "tests"}).content.decode()

        assert "51–100" in page
        assert "?page=3&amp;tag=tests" in page
