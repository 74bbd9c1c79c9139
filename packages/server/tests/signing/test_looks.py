"""Looks are kept by their owners only, in versions, shown before they are kept, and come back from their file."""

import base64
import json
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageDraw

from antin.keys import LocalSigner
from antin_server.accounts.models import Agency, Person
from antin_server.accounts.types import Role
from antin_server.common.retention import enforce
from antin_server.signing import services
from antin_server.signing.errors import LookNotFound
from antin_server.signing.models import JobMark, Look, LooksToRestore, LookVersion, SigningJob
from antin_server.signing.services import MarkWish, look_files
from antin_server.signing.services import looks as look_services
from antin_server.signing.services.jobs import preparation_void
from antin_server.signing.types import Owner
from antin_testkit.papers_to_sign import paper_to_sign
from antin_testkit.people import agency, role

from .conftest import NOW
from .test_signing_pages import chain, posted, signed

MINE = "/ky/mau/moi/leader/"


def on_paper(colour: str = "navy", *, form: str = "JPEG", size: tuple[int, int] = (600, 400)) -> bytes:
    picture = Image.new("RGB", size, (245, 240, 230))
    ImageDraw.Draw(picture).ellipse((150, 50, 450, 350), outline=colour, width=12)
    file = BytesIO()
    picture.save(file, form)
    return file.getvalue()


def fields(**more: object) -> dict[str, Any]:
    return {"name": "Chữ ký của tôi", "ink": "blue", "width": "50", "height": "20", **more}


def shown(client: Client, address: str, **more: object) -> HttpResponse:
    picture = more.pop("picture", on_paper())
    file = SimpleUploadedFile("chu-ky.jpg", picture) if picture is not None else ""
    return client.post(address, fields(picture=file, **more))


def kept(client: Client, address: str, **more: object) -> UUID:
    """Shown, then kept."""
    told = shown(client, address, **more).context
    more.pop("picture", None)
    answer = client.post(address, fields(kept=told["kept"], keep="1", **more))
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer.headers["Location"].strip("/").split("/")[-1])


@pytest.fixture
def office(person: Person) -> Agency:
    """An agency whose văn thư she is."""
    found = agency("SỞ NỘI VỤ", email="so@angiang.gov.vn")
    role(person, Role.AGENCY_CLERK, found)
    return found


def seal_page(office: Agency) -> str:
    return f"/ky/mau/moi/seal/?co-quan={office.pk}"


class TestALook:
    def test_is_shown_before_it_is_kept(self, client: Client) -> None:
        answer = shown(client, MINE)

        page = answer.content.decode()
        assert answer.status_code == 200 and not Look.objects.exists()
        assert page.count("data:image/png;base64,") == 2
        assert "Lưu mẫu này" in page

    def test_is_kept_without_its_paper_and_without_the_original(self, client: Client) -> None:
        look = kept(client, MINE)

        version = LookVersion.objects.get(look_id=look)
        picture = Image.open(version.picture.file)
        assert (version.number, version.name, version.width, version.height) == (1, "Chữ ký của tôi", 50, 20)
        assert picture.format == "PNG" and picture.mode == "RGBA" and picture.getpixel((2, 2))[3] == 0
        assert picture.width < 400  # cut to the ink
        assert [each.name for each in Path(version.picture.path).parent.iterdir()] == [Path(version.picture.name).name]

    def test_is_drawn_as_it_is_signed(self, client: Client) -> None:
        look = kept(client, MINE)

        answer = client.get(f"/ky/mau/{look}/ban/1.png")

        drawn = Image.open(BytesIO(answer.content))
        assert answer["Content-Type"] == "image/png" and "private" in answer["Cache-Control"]
        assert abs(drawn.width / drawn.height - 50 / 20) < 0.02

    def test_gets_a_version_for_each_change_and_an_older_one_can_be_brought_back(self, client: Client) -> None:
        look = kept(client, MINE)
        answer = client.post(f"/ky/mau/{look}/sua/", fields(name="Rộng hơn", width="60", keep="1"))
        assert answer.status_code == 302

        client.post(f"/ky/mau/{look}/ban/1/")

        versions = LookVersion.objects.filter(look_id=look)
        assert [(each.number, each.width) for each in versions] == [(3, 50), (2, 60), (1, 50)]
        assert Look.objects.get(pk=look).current == versions[0]
        page = client.get(f"/ky/mau/{look}/").content.decode()
        assert "Rộng hơn" in page and "Dùng lại phiên bản 1" in page

    def test_keeps_only_so_many_versions(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(look_services, "MOST_VERSIONS", 2)
        look = kept(client, MINE)

        for width in ("51", "52"):
            client.post(f"/ky/mau/{look}/sua/", fields(width=width, keep="1"))

        assert [each.number for each in LookVersion.objects.filter(look_id=look)] == [3, 2]

    @pytest.mark.parametrize("name", ["Chữ\u200b ký", "Chữ\ufeff ký", "Chữ\u00ad ký"])
    def test_has_a_name_that_its_file_may_hold(self, client: Client, person: Person, name: str) -> None:
        kept(client, MINE, name=name)

        (found,) = look_files.looks_read(look_files.looks_file(owner=Owner(person.pk), at=NOW), Owner(person.pk))

        assert found.content.name == "Chữ ký"

    @pytest.mark.parametrize("wrong", [{"name": "\u200b"}, {"kept": "é"}, {"kept": "%"}])
    def test_that_makes_no_sense_is_refused(self, client: Client, wrong: dict[str, str]) -> None:
        answer = client.post(MINE, fields(**{"kept": "AAAA", **wrong}))

        assert answer.status_code == 422 and not Look.objects.exists()

    def test_is_one_of_not_too_many(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(look_services, "MOST_LOOKS", 1)
        kept(client, MINE)

        told = shown(client, MINE, name="Khác").context
        answer = client.post(MINE, fields(name="Khác", kept=told["kept"], keep="1"))

        assert answer.status_code == 422 and Look.objects.count() == 1
        assert "không thêm được nữa" in answer.content.decode()

    def test_has_a_name_of_its_own(self, client: Client) -> None:
        kept(client, MINE)
        told = shown(client, MINE).context

        answer = client.post(MINE, fields(kept=told["kept"], keep="1"))

        assert answer.status_code == 422 and "id_name" in answer.content.decode()
        kept(client, MINE, name="Chữ ký khác")

    def test_is_deleted_only_when_asked_twice(
        self, client: Client, django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
    ) -> None:
        look = kept(client, MINE)
        path = Path(LookVersion.objects.get(look_id=look).picture.path)

        assert client.get(f"/ky/mau/{look}/xoa/").status_code == 200
        assert Look.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/ky/mau/{look}/xoa/")

        assert not Look.objects.exists() and not LookVersion.objects.exists() and not path.exists()


    def test_overwrites_no_signature_made_while_it_is_deleted(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        look = kept(client, MINE)
        for name in ("a.pdf", "b.pdf"):
            services.job_begin(
                name=name, data=paper_to_sign(), person_id=person.pk, at=NOW, marks=(MarkWish("leader"),),
            )

        def meanwhile(job: SigningJob) -> None:
            SigningJob.objects.exclude(pk=job.pk).update(signed="b.signed.pdf", signed_at=NOW)
            preparation_void(job)

        monkeypatch.setattr(look_services, "preparation_void", meanwhile)
        services.look_delete(look_id=look, person_id=person.pk, at=NOW)

        assert SigningJob.objects.filter(signed="b.signed.pdf", signed_at=NOW).count() == 1

    def test_deleted_by_two_clicks_leads_to_the_list(
        self, client: Client, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        look = kept(client, MINE)
        found = Look.objects.select_related("current").get(pk=look)
        monkeypatch.setattr(look_services.selectors, "look_of", lambda *_, **__: found)

        answers = [client.post(f"/ky/mau/{look}/xoa/") for _ in "12"]

        assert [each.headers["Location"] for each in answers] == ["/ky/mau/"] * 2
        with pytest.raises(LookNotFound):
            services.look_bring_back(look_id=look, number=1, person_id=found.person_id, at=NOW)


class TestAPicture:
    @pytest.mark.parametrize(("data", "said"), [
        (b"khong phai anh", "4 MB"), (on_paper("#f5f0e6"), "nét mực"), (None, "Hãy chọn một ảnh"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (4 << 20), "4 MB"),
    ])
    def test_that_is_none_is_refused_beside_its_field(self, client: Client, data: bytes | None, said: str) -> None:
        answer = shown(client, MINE, picture=data)

        assert answer.status_code == 422
        assert said in answer.content.decode() and "id_picture" in answer.content.decode()

    @pytest.mark.parametrize("value", ["%%%", base64.b64encode(b"x").decode(), "A" * 100])
    def test_that_comes_back_from_the_page_is_a_strangers_again(self, client: Client, value: str) -> None:
        answer = client.post(MINE, fields(kept=value, keep="1"))

        assert answer.status_code == 422 and not Look.objects.exists()

    @pytest.mark.parametrize("more", [
        {"width": "0"}, {"height": "9999"}, {"width": "nan"}, {"name": " "}, {"ink": "x"},
    ])
    def test_of_an_impossible_size_is_refused(self, client: Client, more: dict[str, str]) -> None:
        assert shown(client, MINE, **more).status_code == 422

    def test_is_as_wide_as_typed_with_a_comma(self, client: Client) -> None:
        look = kept(client, MINE, width="45,5")

        assert LookVersion.objects.get(look_id=look).width == 45.5


class TestASeal:
    def test_is_kept_by_the_clerk_of_that_very_agency(self, client: Client, office: Agency) -> None:
        below = agency("PHÒNG NỘI VỤ", parent=office)

        look = kept(client, seal_page(office), name="Dấu", ink="red", width="36", height="36")

        assert Look.objects.get(pk=look).agency == office
        assert shown(client, seal_page(below)).status_code == 404
        assert "SỞ NỘI VỤ" in client.get("/ky/mau/").content.decode()

    def test_may_be_used_by_everybody_in_that_role_and_by_nobody_else(
        self, client: Client, office: Agency, at: datetime,
    ) -> None:
        look = kept(client, seal_page(office), name="Dấu")
        answers = []
        for held in (Role.AGENCY_CLERK, Role.AGENCY_LEADER, None):
            other = Person.objects.create(
                email=f"{held}@angiang.gov.vn".lower(), full_name="Khác", name_order="k", created_at=at, agency=office,
            )
            if held:
                role(other, held, office)
            browser = Client()
            browser.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
            addresses = ("", "sua/", "xoa/", "ban/1.png")
            answers.append({browser.get(f"/ky/mau/{look}/{each}").status_code for each in addresses})

        assert answers == [{200}, {404}, {404}]

    def test_is_no_look_of_a_person(self, client: Client, office: Agency) -> None:
        assert shown(client, "/ky/mau/moi/seal/").status_code == 404
        assert shown(client, f"/ky/mau/moi/leader/?co-quan={office.pk}").status_code == 404

    def test_cannot_be_signed_with_when_the_role_is_over(
        self, client: Client, person: Person, office: Agency, effective: str,
    ) -> None:
        kept(client, seal_page(office), name="Dấu")
        job = services.job_begin(
            name="a.pdf", data=paper_to_sign(), person_id=person.pk, at=NOW, marks=(MarkWish("seal"),),
        )
        person.roles.update(until=NOW - timedelta(minutes=1))

        assert client.get(f"/ky/{job}/dau/0/hinh.png").status_code == 404
        assert client.get(f"/ky/{job}/trang/1.png").content == client.get(f"/ky/{job}/trang/1.png?tru=0").content
        status, answer = posted(client, job, "chuan-bi", {"certificates": chain(effective)})

        assert (status, answer["error"]["code"]) == (422, "signing_look_not_found")  # type: ignore[index]


class TestSigning:
    def test_takes_the_latest_look_of_the_kind_in_its_size(
        self, client: Client, person: Person, office: Agency, effective: str, key: LocalSigner,
    ) -> None:
        kept(client, seal_page(office), name="Dấu", width="35", height="35")
        kept(client, MINE)
        marks = (MarkWish("leader"), MarkWish("seal"))

        job = services.job_begin(name="a.pdf", data=paper_to_sign(), person_id=person.pk, at=NOW, marks=marks)

        leader, seal = JobMark.objects.filter(job_id=job)
        assert (leader.look.name, seal.look.name, seal.width) == ("Chữ ký của tôi", "Dấu", 35)  # type: ignore[union-attr]
        assert abs(seal.x + seal.width - leader.x - leader.width / 3) < 0.1
        posted(client, job, "chuan-bi", {"certificates": chain(effective)})
        _, done = posted(client, job, "hoan-tat", {"signature": "AAAA"})
        assert "error" in done
        assert client.get(f"/ky/{job}/ky/").status_code == 200

    def test_shows_the_ink_on_the_page(
        self, client: Client, person: Person, effective: str, key: LocalSigner,
    ) -> None:
        kept(client, MINE)
        job = services.job_begin(
            name="a.pdf", data=paper_to_sign(), person_id=person.pk, at=NOW, marks=(MarkWish("leader"),),
        )
        before = blue(client.get(f"/ky/{job}/trang/1.png").content)
        without = blue(client.get(f"/ky/{job}/trang/1.png?tru=0").content)

        document = signed(client, job, effective, key)

        assert without == 0 and document.startswith(paper_to_sign())
        assert before > 100 and before == blue(services.page_draw(document, 1))  # what is shown is what is signed

    def test_shows_the_usual_lines_when_the_look_was_deleted(
        self, client: Client, person: Person, effective: str,
    ) -> None:
        look = kept(client, MINE)
        job = services.job_begin(
            name="a.pdf", data=paper_to_sign(), person_id=person.pk, at=NOW, marks=(MarkWish("leader"),),
        )
        posted(client, job, "chuan-bi", {"certificates": chain(effective)})

        client.post(f"/ky/mau/{look}/xoa/")

        refused: Any = posted(client, job, "hoan-tat", {"signature": "AAAA"})[1]
        assert refused["error"]["code"] == "signing_job_not_prepared"
        assert posted(client, job, "chuan-bi", {"certificates": chain(effective)})[0] == 200
        assert blue(client.get(f"/ky/{job}/trang/1.png").content) == 0


def blue(png: bytes) -> int:
    picture = Image.open(BytesIO(png)).convert("RGB")
    return sum(count for count, (r, _, b) in picture.getcolors(1 << 24) or () if b > r + 80)  # type: ignore[misc,operator]


class TestTheFile:
    def saved(self, client: Client) -> bytes:
        answer = client.get("/ky/mau/sao-luu/")
        assert answer["Content-Disposition"].startswith("attachment")
        return bytes(answer.content)

    def brought(self, client: Client, data: bytes) -> HttpResponse:
        return client.post("/ky/mau/khoi-phuc/", {"file": SimpleUploadedFile("mau.json", data)})

    def test_brings_looks_back_after_they_were_deleted(self, client: Client) -> None:
        look = kept(client, MINE)
        data = self.saved(client)
        client.post(f"/ky/mau/{look}/xoa/")

        self.brought(client, data)
        page = client.get("/ky/mau/khoi-phuc/xem/").content.decode()
        assert "mẫu mới" in page and not Look.objects.exists()
        client.post("/ky/mau/khoi-phuc/xem/")

        assert self.saved(client) == data
        assert not LooksToRestore.objects.exists()

    def test_tells_what_it_would_replace_and_keeps_that_as_a_version(self, client: Client) -> None:
        look = kept(client, MINE)
        data = self.saved(client)
        client.post(f"/ky/mau/{look}/sua/", fields(width="60", keep="1"))

        self.brought(client, data)
        page = client.get("/ky/mau/khoi-phuc/xem/").content.decode()
        client.post("/ky/mau/khoi-phuc/xem/")

        assert "thay mẫu đang có" in page
        assert [each.width for each in LookVersion.objects.filter(look_id=look)] == [50, 60, 50]

    def test_changes_nothing_that_is_the_same_or_is_left(self, client: Client) -> None:
        look = kept(client, MINE)
        data = self.saved(client)

        self.brought(client, data)
        assert "giống mẫu đang có" in client.get("/ky/mau/khoi-phuc/xem/").content.decode()
        client.post("/ky/mau/khoi-phuc/xem/", {"forget": "1"})

        assert LookVersion.objects.filter(look_id=look).count() == 1
        assert client.get("/ky/mau/khoi-phuc/xem/").status_code == 302

    @pytest.mark.parametrize("change", [
        {"form": "antin-looks-2"}, {"looks": []}, {"more": 1}, {"looks": {}}, {"looks": None},
        {"look": {"kind": "seal"}}, {"look": {"kind": []}}, {"look": {"picture": "%%"}}, {"look": {"picture": "eA=="}},
        {"look": {"width_mm": 1e9}}, {"look": {"width_mm": "50"}},
        {"look": {"height_mm": None}}, {"look": {"name": ""}},
        {"look": {"name": "a\nb"}}, {"look": {"has_labels": 1}}, {"look": {"path": "/etc/passwd"}},
    ])
    def test_is_read_strictly(self, client: Client, change: dict[str, Any]) -> None:
        kept(client, MINE)
        told = json.loads(self.saved(client))
        told["looks"][0] |= change.pop("look", {})

        answer = self.brought(client, json.dumps(told | change).encode())

        assert answer.status_code == 422 and not LooksToRestore.objects.exists()
        assert "error-summary" in answer.content.decode()

    @pytest.mark.parametrize("data", [
        b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff\xfe", b'{"form": "antin-looks-1"}',
    ])
    def test_that_is_none_is_refused(self, client: Client, data: bytes) -> None:
        assert self.brought(client, data or b" ").status_code == 422

    def test_that_is_too_large_is_refused(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin_server.signing.forms.MOST_FILE_OCTETS", 10)

        assert self.brought(client, b"x" * 11).status_code == 422
        assert client.post("/ky/mau/khoi-phuc/").status_code == 422

    def test_that_nobody_takes_is_gone_after_a_day(self, client: Client, at: datetime) -> None:
        kept(client, MINE)
        self.brought(client, self.saved(client))
        path = Path(LooksToRestore.objects.get().file.path)

        enforce(at + timedelta(days=1, minutes=1))

        assert not LooksToRestore.objects.exists() and not path.exists()
        assert Look.objects.exists()

    def test_of_somebody_else_is_not_seen(self, client: Client, at: datetime) -> None:
        kept(client, MINE)
        self.brought(client, self.saved(client))
        other = Person.objects.create(email="khac@angiang.gov.vn", full_name="Khác", name_order="khac", created_at=at)
        stranger = Client()
        stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

        assert stranger.get("/ky/mau/khoi-phuc/xem/").status_code == 302
        assert json.loads(stranger.get("/ky/mau/sao-luu/").content)["looks"] == []


class TestTheList:
    def test_costs_the_same_whatever_is_kept(self, client: Client, office: Agency) -> None:
        with CaptureQueriesContext(connection) as none:
            client.get("/ky/mau/")
        for name in ("một", "hai", "ba"):
            kept(client, MINE, name=name)
        kept(client, seal_page(office), name="Dấu")

        with CaptureQueriesContext(connection) as four:
            page = client.get("/ky/mau/").content.decode()

        assert len(four) == len(none)
        assert all(name in page for name in ("một", "hai", "ba", "Dấu"))


def test_the_form_is_documented() -> None:
    page = (Path(__file__).parents[4] / "docs/reference/tep-mau-chu-ky.md").read_text(encoding="utf-8")

    assert f"`{look_files.FORM}`" in page
    assert all(f"`{name}`" in page for name in look_files._LOOK | look_files._FILE)
