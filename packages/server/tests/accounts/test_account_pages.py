"""The pages of administrators, and of whoever signs in."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from antin_server.accounts.models import Person
from antin_server.accounts.types import Role
from antin_testkit.people import PASSWORD, agency, person, role

from .conftest import Country


class TestThePeoplePage:
    def test_shows_only_those_of_ones_own_part_of_the_tree(self, country: Country) -> None:
        page = country.signed_in(country.local).get("/nguoi-dung/").content.decode()

        assert "Trần Thu Hà" in page
        assert "Phạm Tiến Đạt" not in page

    def test_asks_the_database_as_often_for_many_as_for_few(
        self, country: Country, django_assert_num_queries,
    ) -> None:
        for number in range(30):
            somebody = person(f"nguoi{number}@angiang.gov.vn", f"Nguyễn Văn {number}", agency=country.department)
            role(somebody, Role.AGENCY_CLERK, country.department)
        client = country.signed_in(country.local)

        client.get("/huong-dan/")  # a process asks once which installation it serves
        with django_assert_num_queries(8):
            client.get("/nguoi-dung/")

    def test_hides_somebody_of_another_province_as_if_absent(self, country: Country) -> None:
        client = country.signed_in(country.local)

        assert client.get(f"/nguoi-dung/{country.stranger.pk}/").status_code == 404
        assert client.post(f"/nguoi-dung/{country.stranger.pk}/viec/dong/").status_code == 404
        assert Person.objects.get(pk=country.stranger.pk).is_active


class TestMovingSomebody:
    def test_goes_by_the_name_of_the_agency_without_marks(self, country: Country) -> None:
        commune = agency("Phường Rạch Giá", parent=country.province)
        client, address = country.signed_in(country.local), f"/nguoi-dung/{country.official.pk}/chuyen/"

        offered = client.get(address).content.decode()
        response = client.post(address, {"agency": "phuong rach gia"})

        assert "Phường Rạch Giá" in offered
        assert "Cà Mau" not in offered
        assert response.status_code == 302
        assert Person.objects.get(pk=country.official.pk).agency_id == commune.pk

    @pytest.mark.parametrize("name", ["Cà Mau", "Không có", ""])
    def test_says_that_there_is_no_such_agency_and_keeps_what_was_typed(self, country: Country, name: str) -> None:
        client = country.signed_in(country.local)

        response = client.post(f"/nguoi-dung/{country.official.pk}/chuyen/", {"agency": name})

        assert response.status_code == 422
        assert name in response.content.decode()
        assert Person.objects.get(pk=country.official.pk).agency_id == country.department.pk


    def test_suggests_a_bounded_number_of_agencies_and_finds_all(
        self, country: Country, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for number in range(9):
            last = agency(f"Xã số {number}", parent=country.province)
        monkeypatch.setattr("antin_server.accounts.selectors.SUGGESTED", 5)
        client, address = country.signed_in(country.local), f"/nguoi-dung/{country.official.pk}/chuyen/"

        offered = client.get(address).content.decode().count("<option")
        client.post(address, {"agency": "Xã số 8"})

        assert offered == 5
        assert Person.objects.get(pk=country.official.pk).agency_id == last.pk


class TestThePageOfSomebodyNew:
    def test_registers_and_invites(self, country: Country, mailoutbox, django_capture_on_commit_callbacks) -> None:
        typed = {"full_name": "Võ Thị Mơ", "email": "mo@angiang.gov.vn"}
        client = country.signed_in(country.local)

        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(f"/co-quan/{country.department.pk}/them-nguoi/", typed)

        assert response.status_code == 302
        assert mailoutbox[0].to == ["mo@angiang.gov.vn"]

    @pytest.mark.parametrize(("field", "value"), [
        ("email", "mo@gmail.com"), ("personal_number", "12345"), ("mobile", "12"), ("full_name", ""),
    ])
    def test_says_what_is_wrong_and_loses_nothing(self, country: Country, field: str, value: str) -> None:
        typed = {"full_name": "Võ Thị Mơ", "email": "mo@angiang.gov.vn", "position": "Chuyên viên", field: value}

        response = country.signed_in(country.local).post(f"/co-quan/{country.department.pk}/them-nguoi/", typed)

        assert response.status_code == 422
        assert "error-summary" in response.content.decode()
        assert "Chuyên viên" in response.content.decode()
        assert not Person.objects.filter(full_name="Võ Thị Mơ").exists()

    def test_says_that_the_address_is_taken(self, country: Country) -> None:
        typed = {"full_name": "Trần Thu Hà", "email": "ha@angiang.gov.vn"}

        response = country.signed_in(country.local).post(f"/co-quan/{country.department.pk}/them-nguoi/", typed)

        assert response.status_code == 409
        assert "Đã có người dùng địa chỉ thư này" in response.content.decode()


class TestGivingARole:
    def test_of_the_authority_is_forbidden_to_a_province(self, country: Country) -> None:
        typed = {"role": "reception", "agency": country.department.pk}

        response = country.signed_in(country.local).post(f"/nguoi-dung/{country.official.pk}/vai-tro/", typed)

        assert response.status_code == 403

    def test_above_ones_own_part_of_the_tree_is_not_even_offered(self, country: Country) -> None:
        typed = {"role": "agency_clerk", "agency": country.root.pk}

        response = country.signed_in(country.local).post(f"/nguoi-dung/{country.official.pk}/vai-tro/", typed)

        assert response.status_code == 422
        assert not country.official.roles.exists()

    def test_shows_on_the_page(self, country: Country) -> None:
        client = country.signed_in(country.local)
        typed = {"role": "agency_clerk", "agency": country.department.pk}

        page = client.post(f"/nguoi-dung/{country.official.pk}/vai-tro/", typed, follow=True).content.decode()

        assert "Văn thư cơ quan" in page
        assert "Đã giao vai trò." in page


class TestTheAgencyPages:
    def test_ask_the_database_as_often_for_many_as_for_few(self, country: Country, django_assert_num_queries) -> None:
        for number in range(30):
            agency(f"Phường {number}", parent=country.province)
        client = country.signed_in(country.local)

        client.get("/huong-dan/")  # a process asks once which installation it serves
        with django_assert_num_queries(7):
            client.get("/co-quan/")

    def test_found_a_party_body_by_its_kind(self, country: Country) -> None:
        client = country.signed_in(country.local)
        address = f"/co-quan/{country.province.pk}/them-co-quan/"

        page = client.get(address).content.decode()
        response = client.post(address, {"name": "Tỉnh ủy An Giang", "kind": "party"}, follow=True)

        assert '<option value="party">Cơ quan Đảng, đoàn thể</option>' in page
        assert "đứng dưới ủy ban nhân dân tỉnh" in page
        assert "<dt>Loại</dt><dd>Cơ quan Đảng, đoàn thể</dd>" in response.content.decode()

    def test_rename_from_a_day_on(self, country: Country) -> None:
        client = country.signed_in(country.local)
        typed = {"name": "Sở Mới", "day": "01/01/2027"}

        response = client.post(f"/co-quan/{country.department.pk}/doi-ten/", typed)

        assert response.status_code == 302
        names = country.department.names.order_by("pk")
        assert [each.name for each in names] == ["Sở Khoa học và Công nghệ", "Sở Mới"]
        assert names[1].since.isoformat() == "2026-12-31T17:00:00+00:00"


class TestSigningIn:
    def test_opens_the_desk(self, country: Country) -> None:
        response = Client().post("/tai-khoan/login/", {"login": "HA@angiang.gov.vn", "password": PASSWORD})

        assert (response.status_code, response.url) == (302, "/ban-lam-viec/")

    def test_says_the_same_for_a_wrong_password_and_an_unknown_address(self, country: Country) -> None:
        told = []
        for login in ("ha@angiang.gov.vn", "khong-ai@angiang.gov.vn"):
            page = Client().post("/tai-khoan/login/", {"login": login, "password": "sai-mat-khau"}).content.decode()
            told.append(page.split('id="error-summary-title"')[1].split("</ul>")[0])

        assert told[0] == told[1]
        assert "Địa chỉ thư hoặc mật khẩu chưa đúng." in told[0]

    def test_is_slowed_down_after_wrong_passwords(self, country: Country) -> None:
        cache.clear()
        client = Client()
        for _ in range(6):
            client.post("/tai-khoan/login/", {"login": "ha@angiang.gov.vn", "password": "sai-mat-khau"})

        right = client.post("/tai-khoan/login/", {"login": "ha@angiang.gov.vn", "password": PASSWORD})

        assert right.status_code != 302
        cache.clear()

    def test_is_refused_to_a_closed_account(self, country: Country) -> None:
        somebody = person("dong@angiang.gov.vn", "Hồ Thị Đông", agency=country.department, is_active=False)

        client = Client()
        client.post("/tai-khoan/login/", {"login": somebody.email, "password": PASSWORD})

        assert client.get("/ban-lam-viec/").status_code == 302

    def test_offers_no_account_to_strangers(self, country: Country) -> None:
        assert Client().get("/tai-khoan/signup/").status_code == 403
        assert country.signed_in(country.official).get("/tai-khoan/email/").status_code == 403


class TestTheSecondFactor:
    def test_asks_for_a_code_after_the_password(self, country: Country, settings) -> None:
        settings.ANTIN_TOTP_REQUIRED = True
        secret = generate_totp_secret()
        TOTP.activate(country.chief, secret)
        client = Client()

        first = client.post("/tai-khoan/login/", {"login": country.chief.email, "password": PASSWORD})
        shut = client.get("/ban-lam-viec/")
        code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
        second = client.post(first.url, {"code": code})

        assert shut.status_code == 302
        assert second.status_code == 302
        assert client.get("/ban-lam-viec/").status_code == 200

    def test_is_set_up_after_the_password_once_more_and_opens_the_desk(self, country: Country, settings) -> None:
        settings.ANTIN_TOTP_REQUIRED = True
        client = Client()
        client.post("/tai-khoan/login/", {"login": country.chief.email, "password": PASSWORD})
        confirm = client.get("/ban-lam-viec/", follow=True).redirect_chain[-1][0]

        page = client.post(confirm, {"password": PASSWORD}, follow=True)
        secret = page.context["form"].secret
        code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
        codes = client.post("/tai-khoan/hai-lop/totp/activate/", {"code": code}, follow=True)

        assert secret in page.content.decode()
        assert "Mã dự phòng" in codes.content.decode()
        assert client.get("/ban-lam-viec/").status_code == 200

    def test_keeps_its_secret_sealed(self, country: Country) -> None:
        secret = generate_totp_secret()
        TOTP.activate(country.chief, secret)

        stored = Authenticator.objects.get(user=country.chief).data["secret"]

        assert secret not in stored
        assert get_adapter().decrypt(stored) == secret
