"""What a mark shows and where: chosen, proposed from the words, moved by hand; and what is told before signing."""

import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from antin_server.accounts.models import Person
from antin_server.signing import services
from antin_server.signing.errors import DocumentTooHeavy
from antin_server.signing.models import JobMark
from antin_server.signing.services import MarkWish, mark_changes
from antin_testkit.papers_to_sign import Paper, paper_to_sign, turned
from antin_testkit.pdf_revisions import append_revision

from .conftest import NOW
from .test_looks import MINE, blue, kept

PLACE = {"page": "1", "x": "10", "y": "10", "width": "50", "height": "20"}


@pytest.fixture
def job(person: Person, client: Client) -> UUID:
    return services.job_begin(name="qd.pdf", data=paper_to_sign(), person_id=person.pk, at=NOW)


def changed(client: Client, job: UUID, position: int = 0, **data: object) -> HttpResponse:
    return client.post(f"/ky/{job}/dau/{position}/doi/", data)


def mark(job: UUID, position: int = 0) -> JobMark:
    return JobMark.objects.get(job_id=job, position=position)


class TestWhatAMarkShows:
    def test_goes_where_the_words_propose_it(self, client: Client, job: UUID) -> None:
        look = kept(client, MINE)

        answer = changed(client, job, look=f"leader:{look}")

        page = client.get(answer.headers["Location"]).content.decode()
        assert mark(job).kind == "leader" and mark(job).look
        assert "giữa chức vụ và họ tên" in page and "data-mark-picture" in page

    def test_asks_for_what_it_needs_beside_the_field(self, client: Client, job: UUID) -> None:
        changed(client, job, look="date")

        answers = [
            client.post(f"/ky/{job}/dau/0/", {**PLACE, "fact_issued_on": value}) for value in ("", "31/02/2026", "5")
        ]

        assert {each.status_code for each in answers} == {400}
        assert all('id="fact_issued_on-error"' in each.content.decode() for each in answers)
        assert client.post(f"/ky/{job}/dau/0/", {**PLACE, "fact_issued_on": "05/02/2026"}).status_code == 302
        assert mark(job).facts == {"issued_on": "2026-02-05"}

    @pytest.mark.parametrize(("kind", "name", "typed"), [
        ("date", "issued_on", "31/02/2026"), ("comment", "comment", "x" * 301), ("copy", "copy_form", "Bản chính"),
    ])
    @pytest.mark.parametrize("button", [{}, {"turn": "here"}])
    def test_is_not_kept_when_it_is_wrong_but_shown_as_typed(
        self, client: Client, job: UUID, kind: str, name: str, typed: str, button: dict[str, str],
    ) -> None:
        changed(client, job, look=kind)

        answer = client.post(f"/ky/{job}/dau/0/", {**PLACE, **button, f"fact_{name}": typed, "fact_agency": "UBND xã"})

        page = answer.content.decode()
        assert answer.status_code == 400 and f'id="fact_{name}-error"' in page
        assert name == "copy_form" or f'value="{typed}"' in page
        assert (mark(job).facts[name], mark(job).x) == ("", 10)
        assert client.get(f"/ky/{job}/trang/1.png").status_code == 200
        assert client.get(f"/ky/{job}/dau/0/hinh.png").status_code == 404

    def test_may_be_filled_in_after_the_pages_were_turned(self, client: Client, job: UUID) -> None:
        changed(client, job, look="date")

        assert client.post(f"/ky/{job}/dau/0/", {**PLACE, "turn": "here", "fact_issued_on": ""}).status_code == 302

    @pytest.mark.parametrize(("kind", "facts"), [
        ("number", {"number": "12/QĐ"}), ("comment", {"comment": "Đồng ý"}), ("initials", {"initials": "NTL"}),
        ("appendix", {"number": "12/QĐ-UBND"}), ("copy", {"copy_form": "Sao y", "agency": "UBND xã"}),
        ("incoming", {"arrival": "45", "agency": "UBND xã"}), ("code", {}), ("", {}),
    ])
    def test_is_drawn_as_it_will_be_signed(
        self, client: Client, job: UUID, kind: str, facts: dict[str, str],
    ) -> None:
        changed(client, job, look=kind)
        place = {name: str(getattr(mark(job), name)) for name in ("page", "x", "y", "width", "height")}
        known = {f"fact_{name}": value for name, value in {**mark(job).facts, **facts}.items()}

        assert client.post(f"/ky/{job}/dau/0/", {**place, **known}).status_code == 302

        alone = client.get(f"/ky/{job}/dau/0/hinh.png")
        assert Image.open(BytesIO(alone.content)).getchannel("A").getextrema()[1] == 255
        assert client.get(f"/ky/{job}/trang/1.png").content != client.get(f"/ky/{job}/trang/1.png?tru=0").content

    def test_may_be_nothing(self, client: Client, job: UUID) -> None:
        changed(client, job, look="invisible")

        assert client.post(f"/ky/{job}/dau/0/", {"reason": "Duyệt"}).status_code == 302
        assert not mark(job).is_visible and mark(job).reason == "Duyệt"

    @pytest.mark.parametrize("value", ["x", "leader:x", f"leader:{UUID(int=7)}", "number:", "\x00"])
    def test_that_there_is_not_is_refused(self, client: Client, job: UUID, value: str) -> None:
        assert changed(client, job, look=value).status_code in (302, 400)
        assert mark(job).kind in ("", "number")

    def test_says_when_it_does_not_fit(self, client: Client, job: UUID) -> None:
        answer = client.post(f"/ky/{job}/dau/0/", {**PLACE, "width": "5", "height": "1"})

        assert answer.status_code == 400 and "error-summary" in answer.content.decode()


class TestAPlace:
    def test_that_is_proposed_can_be_taken_again(self, client: Client, job: UUID) -> None:
        changed(client, job, look="number")
        before = mark(job)
        client.post(f"/ky/{job}/dau/0/", {**PLACE, "fact_number": "12"})
        assert mark(job).x == 10

        changed(client, job, proposal="0")

        assert (mark(job).x, mark(job).y) == (before.x, before.y)
        assert mark(job).facts == {"number": "12"}

    @pytest.mark.parametrize("index", ["99", "-1", "x", ""])
    def test_that_is_not_proposed_is_refused(self, client: Client, job: UUID, index: str) -> None:
        assert changed(client, job, proposal=index).status_code == 400

    def test_over_words_is_told_here_and_on_the_last_page(self, client: Client, job: UUID) -> None:
        client.post(f"/ky/{job}/dau/0/", {**PLACE, "x": "60", "y": "60", "width": "80", "height": "30"})

        for address in (f"/ky/{job}/dau/0/", f"/ky/{job}/ky/"):
            assert "đè lên chữ" in client.get(address).content.decode()

    def test_that_is_proposed_is_over_no_words(self, client: Client, job: UUID) -> None:
        changed(client, job, look="date")
        client.post(f"/ky/{job}/dau/0/", {**PLACE, "fact_issued_on": "05/02/2026"})
        changed(client, job, proposal="0")

        assert "đè lên chữ" not in client.get(f"/ky/{job}/ky/").content.decode()

    @pytest.mark.parametrize("rotation", [90, 180, 270])
    def test_on_a_turned_page_is_seen_where_it_is_signed(
        self, client: Client, person: Person, rotation: int,
    ) -> None:
        kept(client, MINE)
        straight, other = (
            services.job_begin(name="a.pdf", data=each, person_id=person.pk, at=NOW, marks=(MarkWish("leader"),))
            for each in (paper_to_sign(), turned(paper_to_sign(), rotation))
        )

        assert abs(mark(straight).x - mark(other).x) < 0.5 and abs(mark(straight).y - mark(other).y) < 0.5
        pictures = [Image.open(BytesIO(client.get(f"/ky/{each}/trang/1.png").content)) for each in (straight, other)]
        assert pictures[0].size == pictures[1].size
        assert blue(client.get(f"/ky/{other}/trang/1.png").content) > 100

    def test_can_be_typed_when_the_words_cannot_be_read(
        self, client: Client, job: UUID, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def heavy(*_: object, **__: object) -> None:
            raise DocumentTooHeavy()

        monkeypatch.setattr(mark_changes, "placing_help", heavy)

        answer = client.get(f"/ky/{job}/dau/0/")

        assert answer.status_code == 400
        assert "error-summary" in answer.content.decode() and 'name="width"' in answer.content.decode()

    def test_turns_the_pages(self, client: Client, person: Person) -> None:
        long = paper_to_sign(Paper(body="#lorem(1200)"))
        job = services.job_begin(name="a.pdf", data=long, person_id=person.pk, at=NOW)
        last = mark(job).page
        assert last > 1

        client.post(f"/ky/{job}/dau/0/", {**PLACE, "page": str(last), "turn": "previous"})

        assert mark(job).page == last - 1
        for wrong in ("0", "9999", "x"):
            assert client.post(f"/ky/{job}/dau/0/", {**PLACE, "page": wrong}).status_code == 400


class TestSeveralMarks:
    def test_are_added_and_removed(self, client: Client, job: UUID) -> None:
        answer = client.post(f"/ky/{job}/dau/them/", {"look": "number"})
        assert answer.headers["Location"] == f"/ky/{job}/dau/1/"

        page = client.get(answer.headers["Location"]).content.decode()
        changed(client, job, 1, remove="1")

        assert "Bỏ chữ ký đang đặt ở trên" in page
        assert [each.position for each in JobMark.objects.filter(job_id=job)] == [0]
        assert changed(client, job, 0, remove="1").status_code == 400  # the only one

    def test_are_walked_through_one_by_one(self, client: Client, job: UUID) -> None:
        client.post(f"/ky/{job}/dau/them/", {"look": ""})

        first = client.post(f"/ky/{job}/dau/0/", PLACE)
        second = client.post(f"/ky/{job}/dau/1/", PLACE)

        assert [each.headers["Location"] for each in (first, second)] == [f"/ky/{job}/dau/1/", f"/ky/{job}/ky/"]

    def test_are_not_too_many(self, client: Client, job: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mark_changes, "MOST_MARKS", 1)

        assert client.post(f"/ky/{job}/dau/them/", {"look": ""}).status_code == 400

    def test_cost_no_query_for_each(self, client: Client, job: UUID) -> None:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as counted:
                client.get(f"/ky/{job}/dau/0/")
                client.get(f"/ky/{job}/ky/")
            counts.append(len(counted))
            client.post(f"/ky/{job}/dau/them/", {"look": ""})
            client.post(f"/ky/{job}/dau/them/", {"look": ""})

        assert counts[1] <= counts[0]

    def test_of_others_are_not_there(self, job: UUID, db: None) -> None:
        other = Person.objects.create(email="khac@angiang.gov.vn", full_name="Khác", name_order="k", created_at=NOW)
        stranger = Client()
        stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
        posts: list[Any] = [
            stranger.post(f"/ky/{job}/dau/{each}", {"look": ""}) for each in ("0/", "0/doi/", "them/")
        ]
        gets: list[Any] = [stranger.get(f"/ky/{job}/dau/{each}") for each in ("0/", "0/hinh.png")]

        assert {each.status_code for each in (*posts, *gets)} == {404}


class TestBeforeSigning:
    def test_hidden_things_are_told_and_forbid_nothing(self, client: Client, person: Person) -> None:
        paper = paper_to_sign()
        root = re.search(rb"/Root (\d+) 0 R", paper)
        assert root is not None
        number = int(root[1])
        catalogue = re.search(rb"\n%d 0 obj\s*<<(.*?)>>\s*endobj" % number, paper, re.DOTALL)
        assert catalogue is not None
        action = b" /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
        hostile = append_revision(paper, {number: b"<<" + catalogue[1] + action + b">>"})
        job = services.job_begin(name="a.pdf", data=hostile, person_id=person.pk, at=NOW)

        page = client.get(f"/ky/{job}/ky/").content.decode()

        assert "JavaScript" in page and "không ngăn việc ký" in page
        assert "data-sign" in page

    def test_a_plain_document_is_told_nothing_of(self, client: Client, job: UUID) -> None:
        assert "không ngăn việc ký" not in client.get(f"/ky/{job}/ky/").content.decode()
