"""The desk, search, errors, and what machines ask."""

import json

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

from antin_server.accounts.types import AgencyKind, Role
from antin_server.portal import views
from antin_testkit.people import agency, person, role


@pytest.fixture
def client(db, settings) -> Client:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ANTIN_TOTP_REQUIRED = False
    return Client()


def somebody(client: Client, *roles: Role):
    root = agency("Toàn quốc", kind=AgencyKind.ROOT)
    who = person("ha@angiang.gov.vn", "Trần Thu Hà", agency=root)
    for each in roles:
        role(who, each, root)
    client.force_login(who)
    return who


class TestTheDesk:
    def test_shows_only_what_the_person_may_do(self, client: Client) -> None:
        somebody(client)

        page = client.get("/ban-lam-viec/").content.decode()

        assert "Trần Thu Hà" in page
        assert "Hồ sơ của tôi" in page
        for hidden in ("/nhat-ky/", "/nguoi-dung/", "/ho-so/tiep-nhan/", "/lenh/"):
            assert hidden not in page

    def test_shows_every_work_of_every_role(self, client: Client) -> None:
        somebody(client, Role.ADMINISTRATOR, Role.AUDITOR, Role.RECEPTION, Role.AGENCY_REVIEWER)

        page = client.get("/ban-lam-viec/").content.decode()

        for shown in ("/nhat-ky/", "/nguoi-dung/", "/co-quan/", "/ho-so/tiep-nhan/", "/ho-so/co-quan/", "/lenh/"):
            assert f'href="{shown}"' in page
            assert client.get(shown).status_code == 200


class TestSearch:
    def test_finds_with_and_without_marks(self, client: Client) -> None:
        with_marks = client.get("/tim-kiem/", {"q": "thu hồi chứng thư"}).content.decode()
        without = client.get("/tim-kiem/", {"q": "thu hoi chung thu"}).content.decode()

        assert "<mark>" in with_marks and "<mark>" in without
        assert "/huong-dan/thu-hoi/" in without

    @pytest.mark.parametrize("words", ["", " ", "a" * 5000, "<script>alert(1)</script>", "%_\\"])
    def test_takes_whatever_is_typed(self, client: Client, words: str) -> None:
        somebody(client)

        response = client.get("/tim-kiem/", {"q": words})

        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()

    def test_says_what_to_do_when_nothing_is_found(self, client: Client) -> None:
        page = client.get("/tim-kiem/", {"q": "qwrtzpsdf"}).content.decode()

        assert "Không tìm thấy gì." in page
        assert 'href="/huong-dan/"' in page


class TestAnErrorPage:
    def test_of_a_missing_page_leads_on(self, client: Client) -> None:
        response = client.get("/khong-co-trang-nay/")

        assert response.status_code == 404
        assert "Không có trang này" in response.content.decode()
        assert 'href="/huong-dan/"' in response.content.decode()

    def test_of_an_expired_form_says_so(self, client: Client) -> None:
        strict = Client(enforce_csrf_checks=True)

        response = strict.post("/co-chu/", {"size": "large"})

        assert response.status_code == 403
        assert "Trang này đã quá hạn" in response.content.decode()

    def test_of_our_own_fault_needs_no_database(self, settings) -> None:
        request = RequestFactory().get("/")  # no session, no user; no mark lends this test a database

        response = views.server_error(request)

        assert response.status_code == 500
        assert "Hệ thống gặp lỗi" in response.content.decode()
        assert "Traceback" not in response.content.decode()


class TestAMachine:
    def test_learns_that_the_process_and_its_database_answer(self, client: Client) -> None:
        assert json.loads(client.get("/healthz").content) == {"status": "ok"}
        assert json.loads(client.get("/readyz").content) == {"status": "ready"}

    def test_learns_that_the_database_does_not_answer(self, client: Client, monkeypatch) -> None:
        def refuse() -> None:
            raise DatabaseError

        with monkeypatch.context() as patched:
            patched.setattr(connection, "cursor", refuse)
            response = views.ready(RequestFactory().get("/readyz"))

        assert response.status_code == 503

    def test_learns_whom_to_tell_about_a_weakness(self, client: Client, settings) -> None:
        settings.ANTIN_SECURITY_CONTACT = "an-ninh@angiang.gov.vn"

        text = client.get("/.well-known/security.txt").content.decode()

        assert "Contact: mailto:an-ninh@angiang.gov.vn" in text
        assert "Expires: " in text

    def test_learns_where_not_to_search(self, client: Client) -> None:
        assert "Disallow: /ho-so/" in client.get("/robots.txt").content.decode()
