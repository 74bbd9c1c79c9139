"""A form sent after the session has ended comes back with what was typed, to those who sent it from our pages only."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from antin_server.accounts.models import Person
from antin_server.accounts.types import AgencyKind, Role
from antin_server.common.keeping import is_from_own_page, is_secret
from antin_testkit.people import PASSWORD, agency, person, role

OWN = {"Origin": "http://testserver"}
TYPED = {"full_name": "Trần Thị “Hà” <b>", "email": "ha@angiang.gov.vn", "note": "dòng một\r\ndòng hai"}


@pytest.fixture
def office(db, settings) -> SimpleNamespace:
    """A browser that checks tokens, and an administrator who was signed in a moment ago."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ANTIN_TOTP_REQUIRED = False
    root = agency("Toàn quốc", kind=AgencyKind.ROOT)
    who = person("quan@angiang.gov.vn", "Lê Quân", agency=root)
    role(who, Role.ADMINISTRATOR, root)
    client = Client(enforce_csrf_checks=True)
    client.force_login(who)
    address = f"/co-quan/{root.pk}/them-nguoi/"
    page = client.get(address).content.decode()
    return SimpleNamespace(client=client, token=token_of(page), address=address)


def token_of(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]


def kept(page: str) -> list[tuple[str, str]]:
    """What the page will send again, but for the token."""
    form = page.split("<h1>")[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return [(name, unescape(value)) for name, value in found if name != "csrfmiddlewaretoken"]


def sign_out(client: Client) -> None:
    del client.cookies["sessionid"]


def sign_in_elsewhere(client: Client) -> None:
    """In another tab: the session and Django's token change, the open page stays."""
    page = client.get("/tai-khoan/login/").content.decode()
    data = {"login": "quan@angiang.gov.vn", "password": PASSWORD, "csrfmiddlewaretoken": token_of(page)}
    assert client.post("/tai-khoan/login/", data).status_code == 302


class TestAFormSentAfterTheSessionHasEnded:
    def test_comes_back_with_everything_that_was_typed(self, office) -> None:
        sign_out(office.client)

        response = office.client.post(office.address, {**TYPED, "csrfmiddlewaretoken": office.token}, headers=OWN)
        page = response.content.decode()

        assert response.status_code == 403
        assert response["Cache-Control"] == "private, no-store"
        assert "Phiên làm việc đã hết" in page
        assert "Nội dung anh/chị đã nhập được giữ ở đây" in page
        assert re.search(r'<a href="/tai-khoan/login/" target="_blank" rel="noopener">', page)
        assert f'<form method="post" action="{office.address}">' in page
        assert kept(page) == list(TYPED.items())
        assert "<b>" not in page.split("<h1>")[1]

    def test_can_be_sent_again_after_signing_in(self, office) -> None:
        sign_out(office.client)
        first = office.client.post(office.address, {**TYPED, "csrfmiddlewaretoken": office.token}, headers=OWN)
        sign_in_elsewhere(office.client)

        stale = dict(kept(first.content.decode())) | {"csrfmiddlewaretoken": token_of(first.content.decode())}
        second = office.client.post(office.address, stale | {"full_name": "Trần Thị Hà"}, headers=OWN)
        page = second.content.decode()
        fresh = dict(kept(page)) | {"csrfmiddlewaretoken": token_of(page)}
        third = office.client.post(office.address, fresh, headers=OWN)

        assert second.status_code == 403  # signing in changed the token; this page brings the new one
        assert "Gửi lại nội dung đã nhập" in page
        assert third.status_code == 302
        assert Person.objects.get(email="ha@angiang.gov.vn").full_name == "Trần Thị Hà"

    def test_comes_back_when_somebody_signed_in_elsewhere_meanwhile(self, office) -> None:
        sign_out(office.client)
        sign_in_elsewhere(office.client)

        response = office.client.post(office.address, {**TYPED, "csrfmiddlewaretoken": office.token}, headers=OWN)

        assert response.status_code == 403
        assert kept(response.content.decode()) == list(TYPED.items())

    def test_keeps_every_value_of_a_field_and_its_whole_address(self, office) -> None:
        sign_out(office.client)

        data = {"case": ["1:2", "3:4"], "csrfmiddlewaretoken": office.token}
        page = office.client.post("/ho-so/cong-van/moi/?a=1&b=2", data, headers=OWN).content.decode()

        assert kept(page) == [("case", "1:2"), ("case", "3:4")]
        assert 'action="/ho-so/cong-van/moi/?a=1&amp;b=2"' in page

    @pytest.mark.parametrize(("address", "data"), [
        ("/ho-so/HS-2026-00001/ban-giao/", {"version": "3", "handed_over_at": "22/11/2026 08:30"}),
        ("/ho-so/cong-van/7/gui/", {"number": "15/CV-UBND"}),
        ("/ho-so/HS-2026-00001/viec/tra-lai/", {"version": "3", "reason": "Thiếu ngày sinh"}),
    ])
    def test_is_kept_of_whatever_kind(self, office, address: str, data: dict[str, str]) -> None:
        sign_out(office.client)

        response = office.client.post(address, {**data, "csrfmiddlewaretoken": office.token}, headers=OWN)

        assert response.status_code == 403
        assert kept(response.content.decode()) == list(data.items())

    def test_names_the_files_that_have_to_be_chosen_again(self, office) -> None:
        sign_out(office.client)

        file = SimpleUploadedFile("to trinh <1>.pdf", b"%PDF-secret-content")
        data = {"file": file, "kind": "other", "csrfmiddlewaretoken": office.token}
        page = office.client.post("/ho-so/HS-2026-00001/tep/", data, headers=OWN).content.decode()

        assert "Tệp không giữ lại được" in page
        assert "to trinh &lt;1&gt;.pdf" in page
        assert '<input type="file" id="kept-file-1" name="file">' in page
        assert 'enctype="multipart/form-data"' in page
        assert "secret-content" not in page

    def test_never_shows_a_secret(self, office) -> None:
        sign_out(office.client)

        data = {"passphrase": "mot-hai-ba", "new-Password2": "bon-nam", "pin": "987654", "email": "ha@angiang.gov.vn"}
        data["csrfmiddlewaretoken"] = office.token
        page = office.client.post(office.address, data, headers=OWN).content.decode()

        assert kept(page) == [("email", "ha@angiang.gov.vn")]
        assert not any(secret in page for secret in ("mot-hai-ba", "bon-nam", "987654"))


class TestAFormFromElsewhere:
    @pytest.mark.parametrize("headers", [
        {}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ])
    def test_gets_the_bare_refusal(self, office, headers: dict[str, str]) -> None:
        with_token = {**TYPED, "csrfmiddlewaretoken": office.token}
        sign_out(office.client)

        refused = office.client.post(office.address, TYPED, headers=headers)
        signed_out = office.client.post(office.address, with_token, headers=headers)

        assert refused.status_code == 403
        assert "Gửi lại" not in refused.content.decode()
        assert "ha@angiang.gov.vn" not in refused.content.decode()
        assert signed_out.status_code in (302, 403)  # to the sign-in page, or refused by Django for its Origin
        assert "ha@angiang.gov.vn" not in signed_out.content.decode()

    def test_is_told_by_the_public_address_too(self, settings) -> None:
        settings.ANTIN_PUBLIC_URL = "https://ky.angiang.gov.vn"

        behind_proxy = RequestFactory().post("/", headers={"Origin": "https://ky.angiang.gov.vn"})

        assert is_from_own_page(behind_proxy)


class TestWhatIsNoFormOfThePeople:
    def test_keeps_its_answer(self, office) -> None:
        sign_out(office.client)

        open_page = office.client.post("/co-chu/", {"size": "large"}, headers=OWN)
        sign_in = office.client.post("/tai-khoan/login/", {"login": "a@b.vn", "password": "bi-mat"}, headers=OWN)
        page_token = office.client.cookies["csrftoken"].value
        json = office.client.post(
            "/ky/00000000-0000-0000-0000-000000000007/chuan-bi/", "{}", content_type="application/json",
            headers={**OWN, "X-CSRFToken": page_token},
        )

        assert [each.status_code for each in (open_page, sign_in)] == [403, 403]
        assert "bi-mat" not in sign_in.content.decode()
        assert not any("Gửi lại" in each.content.decode() for each in (open_page, sign_in, json))


class TestASecret:
    @pytest.mark.parametrize("name", [
        "password", "oldpassword", "passphrase-again", "PIN", "new_pin", "otp", "csrfmiddlewaretoken",
    ])
    def test_is_known_by_its_name(self, name: str) -> None:
        assert is_secret(name)

    @pytest.mark.parametrize("name", ["case", "opinion", "tax_code", "spinning", "personal_number", "csr"])
    def test_is_nothing_else(self, name: str) -> None:
        assert not is_secret(name)
