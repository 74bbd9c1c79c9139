"""The audit log as auditors read it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

import antin_server
from antin.casework.procedures import Action
from antin.messages import catalogue
from antin_server.accounts.types import AgencyKind, Role
from antin_server.audit.services import event_record
from antin_server.authority.signer.publishing import _WRITERS
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

        client.get("/huong-dan/")  # a process asks once which installation it serves
        with django_assert_num_queries(7):  # one of them for the names of all people on the page
            page = client.get("/nhat-ky/", {"page": "2", "tag": "tests"}).content.decode()

        assert "51–100" in page
        assert "?page=3&amp;tag=tests" in page

    def test_says_who_did_what_in_words_and_keeps_the_codes(self, client: Client) -> None:
        top = agency("Sở Nội vụ")
        who, other = person("ha@bcy.gov.vn", "Trần Thu Hà", agency=top), person("nam@bcy.gov.vn", "Vũ Nam", agency=top)
        record(1, actor=f"person:{who.pk}", tag="accounts:person:moved", subject=f"person:{other.pk}")
        record(1, actor="machine", tag="authority:signer:issued", subject="journal:4")
        record(1, actor=f"person:{who.pk}", tag="registration:case:begin", subject="case:HS-2026-00017")
        record(1, actor="person:999999", tag="accounts:agency:renamed", subject=f"agency:{top.pk}")

        page = client.get("/nhat-ky/").content.decode()

        said = {
            "Trần Thu Hà": f"person:{who.pk}", "Vũ Nam": f"person:{other.pk}", "Hệ thống": "machine",
            "Chuyển người dùng sang cơ quan khác": "accounts:person:moved", "Cấp chứng thư": "authority:signer:issued",
            "Hồ sơ HS-2026-00017": "case:HS-2026-00017", "Sở Nội vụ": f"agency:{top.pk}", "Người dùng": "person:999999",
        }
        lines = [f"{words}<br><small><code>{code}</code></small>" for words, code in said.items()]
        assert [each for each in lines if each not in page] == []

    def test_shows_a_code_it_has_no_words_for_as_it_is(self, client: Client) -> None:
        record(1, actor="<b>:7", tag="tests:thing:done", subject="thing:1")

        page = client.get("/nhat-ky/").content.decode()

        assert '<td data-label="Ai"><code>&lt;b&gt;:7</code>' in page
        assert '<td data-label="Việc"><code>tests:thing:done</code>' in page

    def test_says_how_days_are_written(self, client: Client) -> None:
        page = client.get("/nhat-ky/").content.decode()

        assert page.count("Ngày/tháng/năm (dd/mm/yyyy), ví dụ 25/11/2026.") == 2
        assert re.search(r'<input[^>]*name="since"[^>]*aria-describedby="id_since_helptext"', page)


class TestTheWordsOfDeeds:
    def test_are_there_for_every_tag_that_is_written(self) -> None:
        written = {
            tag for path in Path(antin_server.__file__).parent.rglob("*.py")
            for tag in re.findall(r'"([a-z_]+:[a-z_]+:[a-z_]+)"', path.read_text(encoding="utf-8"))
        }
        written |= {f"registration:case:{each.value}" for each in Action}
        written |= {f"registration:case:{each}" for each in ("begin", "attach", "detach", "hold", "release")}
        written |= {f"registration:letter:{each}" for each in ("prepare", "sign", "send", "recall")}
        written |= {f"authority:signer:{each}" for each in _WRITERS}

        assert len(written) > 60
        assert [each for each in sorted(written) if f"did_{each.replace(':', '_')}" not in catalogue()] == []
