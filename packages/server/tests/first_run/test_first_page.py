"""The first page: opened by the code of the console, once; afterwards the pages are those of the mode."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from antin_server.accounts.models import RoleAssignment
from antin_server.common.models import Installation, Mode
from antin_server.common.selectors import installation_mode
from antin_server.first_run import selectors, services
from antin_server.first_run.errors import SetUpAlready

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.ANTIN_HOME = tmp_path
    return tmp_path


def answers(code: str, **more: str) -> dict[str, str]:
    return {
        "code": code, "mode": "authority", "agency_name": "Tổ chức chứng thực", "full_name": "Mai Xuân Giang",
        "email": "giang@mau.gov.vn", "password": "mot cau that dai", "password_again": "mot cau that dai", **more,
    }


class TestTheCode:
    def test_is_kept_as_its_digest_for_its_owner_only(self, home: Path) -> None:
        code = services.code_make()

        assert code not in (home / "first-run").read_text()
        assert (home / "first-run").stat().st_mode & 0o777 == 0o600

    def test_may_be_typed_in_any_case_and_spacing(self) -> None:
        code = services.code_make()

        assert selectors.is_code(f" {code.lower().replace('-', ' ')} ")

    def test_opens_nothing_once_there_is_a_newer_one(self) -> None:
        older, newer = services.code_make(), services.code_make()

        assert (selectors.is_code(older), selectors.is_code(newer)) == (False, True)

    def test_is_none_when_none_was_made(self) -> None:
        assert not selectors.is_code("")


class TestThePage:
    def test_is_all_there_is_before_the_set_up(self, client) -> None:
        services.code_make()

        assert client.get("/").headers["Location"] == "/bat-dau/"
        assert "Bắt đầu bản cài đặt này" in client.get("/bat-dau/").content.decode()

    def test_is_not_there_for_anybody_else(self, client) -> None:
        assert client.get("/bat-dau/").status_code == 404

    @pytest.mark.parametrize("mode", list(Mode))
    def test_makes_the_administrator_and_settles_the_mode(self, client, mode: Mode) -> None:
        reply = client.post("/bat-dau/", answers(services.code_make(), mode=mode.value))

        assert reply.status_code == 302
        assert installation_mode() is mode
        role = RoleAssignment.objects.get()
        assert (role.role, role.person.email) == ("administrator", "giang@mau.gov.vn")
        assert role.person.check_password("mot cau that dai")

    def test_opens_once(self, client) -> None:
        code = services.code_make()
        client.post("/bat-dau/", answers(code))

        assert client.post("/bat-dau/", answers(code, email="x@mau.gov.vn")).status_code == 404
        assert RoleAssignment.objects.count() == 1

    @pytest.mark.parametrize("wrong", [
        {"code": "AAAAA-AAAAA-AAAAA-AAAAA"}, {"password_again": "khac"}, {"password": "ngan", "password_again": "ngan"},
        {"mode": "both"}, {"email": "khong phai thu"}, {"full_name": ""},
    ])
    def test_refuses_what_is_wrong_and_keeps_what_was_typed(self, client, wrong: dict[str, str]) -> None:
        reply = client.post("/bat-dau/", {**answers(services.code_make()), **wrong})

        assert reply.status_code == 422
        assert installation_mode() is None
        assert "Tổ chức chứng thực" in reply.content.decode()
        assert "mot cau that dai" not in reply.content.decode()

    def test_is_over_when_somebody_else_was_faster(self, client) -> None:
        code = services.code_make()
        services.mode_choose(mode=Mode.AUTHORITY, at=AT)

        assert client.post("/bat-dau/", answers(code)).status_code == 404
        assert not RoleAssignment.objects.exists()
        with pytest.raises(SetUpAlready):
            services.mode_choose(mode=Mode.REGISTRATION_OFFICE, at=AT)


class TestARegistrationOffice:
    def test_has_no_page_of_an_authority(self, client) -> None:
        from antin_server.authority.urls import urlpatterns

        Installation.objects.create(mode=Mode.REGISTRATION_OFFICE.value, set_up_at=AT)

        paths = [str(each.pattern) for each in urlpatterns if "<" not in str(each.pattern)]
        assert {client.get(f"/{path}").status_code for path in paths} <= {404}
        for path in ("/huong-dan/", "/chung-thu/", "/khong-co-trang-nay/"):  # nor does a page that says so name one
            assert 'href="/chung-thu/"' not in client.get(path).content.decode()

    def test_has_none_from_the_moment_on_in_which_it_is_set_up(self, client) -> None:
        """By a process that has shown the first page, and knew of no mode then."""
        code = services.code_make()
        client.get("/bat-dau/")

        client.post("/bat-dau/", answers(code, mode=Mode.REGISTRATION_OFFICE.value))

        assert client.get("/chung-thu/").status_code == 404
        assert 'href="/chung-thu/"' not in client.get("/huong-dan/").content.decode()

    def test_is_no_authority(self, client) -> None:
        Installation.objects.create(mode=Mode.AUTHORITY.value, set_up_at=AT)

        assert 'href="/chung-thu/"' in client.get("/huong-dan/").content.decode()
