"""What is turned away before a page is asked, and what no cache may keep."""

import io

import pytest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antin_server.common.middleware import Bounds
from antin_testkit.people import agency, person

pytestmark = pytest.mark.django_db


class Unread(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("nobody may read this")


class TestABody:
    @pytest.mark.parametrize("length", ["999999999999", "9" * 400, "-1", "1e9"])
    def test_larger_than_any_upload_is_not_read(self, length: str) -> None:
        request = RequestFactory().post("/kiem-tra/", b"x", content_type="multipart/form-data; boundary=x")
        request.META |= {"CONTENT_LENGTH": length, "wsgi.input": Unread()}

        answer = Bounds(lambda _: pytest.fail("asked the page"))(request)

        assert answer.status_code == 413
        assert "MB" in answer.content.decode()


class TestAnAddress:
    @pytest.mark.parametrize("address", ["/chung-thu/?q=%00", "/chung-thu/a%00b/", "/tim-kiem/?q=a%00"])
    def test_with_a_nul_is_nobodys(self, address: str) -> None:
        assert Client().get(address).status_code == 400

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=60), st.sampled_from(["/chung-thu/", "/tim-kiem/", "/huong-dan/", "/bieu-mau/"]))
    def test_of_any_kind_never_makes_a_public_page_fall_over(self, text: str, page: str) -> None:
        client = Client()

        answers = [client.get(page, {"q": text, "page": text}), client.get(page + text)]

        assert all(each.status_code < 500 for each in answers)

    @pytest.mark.parametrize("page", ["9" * 30, "-1", "0", "x", "", "1e9"])
    def test_with_any_page_number_is_answered(self, page: str) -> None:
        assert Client().get("/tim-kiem/", {"q": "a", "page": page}).status_code < 500


class TestAPage:
    def test_shown_to_whoever_signed_in_stays_in_no_cache(self) -> None:
        client = Client()
        client.force_login(person("lan@angiang.gov.vn", "Lan", agency=agency("Sở")))

        assert client.get("/").headers["Cache-Control"] == "private, no-store"
        assert client.get("/ky/").headers["Cache-Control"] == "private, no-store"

    def test_for_everybody_may_be_kept_as_it_says(self) -> None:
        assert "no-store" not in Client().get("/").headers.get("Cache-Control", "")
