"""What every page does: language, text size, the trial's banner, one address, strict content policy."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from antin.casework.forms import Choice, Field, FieldKind
from antin.casework.provenance import memory
from antin.messages import Message
from antin_server.registration.forms import Blank


@pytest.fixture
def client(db, settings) -> Client:
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    return Client()


class TestAPage:
    def test_is_vietnamese_even_to_a_browser_installed_in_english(self, client: Client) -> None:
        page = client.get("/tim-kiem/", headers={"Accept-Language": "en-US,en;q=0.9"}).content.decode()

        assert '<html lang="vi"' in page
        assert "Kiểm tra văn bản" in page

    def test_speaks_english_to_whoever_chose_it(self, client: Client) -> None:
        response = client.post("/ngon-ngu/", {"language": "en", "next": "/tim-kiem/?q=a"})

        assert response.url == "/tim-kiem/?q=a"
        assert '<html lang="en"' in client.get("/tim-kiem/").content.decode()

    def test_writes_as_large_as_the_reader_chose(self, client: Client) -> None:
        client.post("/co-chu/", {"size": "largest", "next": "/"})

        assert 'class="text-largest"' in client.get("/tim-kiem/").content.decode()

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"],
    )
    def test_never_leads_elsewhere_after_a_choice(self, client: Client, elsewhere: str) -> None:
        assert client.post("/co-chu/", {"size": "large", "next": elsewhere}).url == "/"

    @pytest.mark.parametrize("address", ["/ngon-ngu/", "/co-chu/"])
    def test_refuses_a_choice_that_it_does_not_offer(self, client: Client, address: str) -> None:
        assert client.post(address, {"language": "xx", "size": "huge"}).status_code == 400

    @pytest.mark.parametrize("is_demo", [True, False])
    def test_says_that_it_is_a_trial_when_it_is(self, client: Client, settings, is_demo: bool) -> None:
        settings.ANTIN_DEMO = is_demo

        assert ("BẢN THỬ" in client.get("/tim-kiem/").content.decode()) == is_demo

    def test_carries_nothing_that_the_content_policy_forbids(self, client: Client) -> None:
        response = client.get("/tim-kiem/?q=chung+thu")
        page = response.content.decode()

        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?://(?!www\.w3\.org)", page)
        assert "'unsafe" not in response["Content-Security-Policy"]
        assert page.count("<h1") == 1

    def test_sends_a_numeric_address_to_the_public_name(self, client: Client) -> None:
        response = client.get("/tim-kiem/?q=a", headers={"Host": "127.0.0.1:8000"})

        assert (response.status_code, response.url) == (302, "http://localhost:8000/tim-kiem/?q=a")


class TestAField:
    def drawn(self, widget: str, *, errors: tuple[Message, ...] = (), value: str = '"><script>') -> str:
        choices = (Choice("a", "Một"), Choice("b", "Hai"))
        field = Field("email", "Thư công vụ", FieldKind.TEXT, memory(), required=True, choices=choices)
        return render_to_string("common/field.html", {"blank": Blank(field, value, errors, widget)})

    @pytest.mark.parametrize("widget", ["text", "textarea", "select", "radios", "tick"])
    def test_has_a_label_and_escapes_what_was_typed(self, widget: str) -> None:
        drawn = self.drawn(widget)

        assert "Thư công vụ" in drawn
        assert 'id="email"' in drawn
        assert "<script>" not in drawn

    @pytest.mark.parametrize("widget", ["text", "textarea", "select"])
    def test_names_its_error_and_hint_to_screen_readers(self, widget: str) -> None:
        drawn = self.drawn(widget, errors=(Message("x", "Chưa đúng."),))

        assert 'aria-invalid="true"' in drawn
        assert 'aria-describedby="email-hint email-error"' in drawn
        assert "Chưa đúng." in drawn
