"""Many documents in one upload: kept or named with the reason, placed alike, signed, reported, fetched at once."""

import csv
import hashlib
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from antin.keys import LocalSigner
from antin_server.accounts.models import Person
from antin_server.common.retention import enforce
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services import batches, bringing
from antin_testkit.papers_to_sign import paper_to_sign
from antin_testkit.paths import Authority
from antin_testkit.pdf_revisions import append_revision
from antin_testkit.signed_documents import PLAIN, signed_pdf

from .conftest import NOW
from .test_signing_pages import PDF, chain, posted, signed

VECTORS = Path(__file__).parents[4] / "tests/vectors/pdf"
LOCKED = (VECTORS / "encrypted-user-password.pdf").read_bytes()


def brought(client: Client, *documents: tuple[str, bytes]) -> HttpResponse:
    return client.post("/ky/", {"file": [SimpleUploadedFile(*each) for each in documents]})  # type: ignore[return-value]


def three(client: Client) -> Sequence[SigningJob]:
    brought(client, *((f"Công văn {number}.pdf", PDF + b"\n" * number) for number in range(3)))
    return list(SigningJob.objects.order_by("created_at", "name"))


def page(client: Client) -> str:
    return client.get("/ky/nhieu/").content.decode()


class TestAnUpload:
    def test_keeps_what_can_be_signed_and_names_the_rest_once(self, client: Client, person: Person) -> None:
        bad = ("khóa.pdf", LOCKED), ("ảnh.pdf", b"\x89PNG not a PDF")

        answer = brought(client, ("a.pdf", PDF), *bad, ("b.pdf", PDF))

        assert (answer.status_code, answer.headers["Location"]) == (302, "/ky/nhieu/")
        assert sorted(SigningJob.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]
        first, second = page(client), page(client)
        assert "2 tệp không nhận được" in first and "khóa.pdf" in first and "mật khẩu" in first and "ảnh.pdf" in first
        assert "khóa.pdf" not in second and "a.pdf" in second

    def test_of_one_file_goes_to_its_place_as_before(self, client: Client, person: Person) -> None:
        answer = brought(client, ("a.pdf", PDF))

        assert answer.headers["Location"] == f"/ky/{SigningJob.objects.get().pk}/"

    def test_takes_a_hundred_and_no_more(self, client: Client, person: Person) -> None:
        answer = brought(client, *((f"{number}.pdf", b"x") for number in range(101)))

        assert answer.status_code == 400
        assert "nhiều nhất 100 văn bản" in answer.content.decode()
        assert not SigningJob.objects.exists()

    def test_names_what_there_is_no_room_for(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(bringing, "MOST_DOCUMENTS", 2)

        assert len(three(client)) == 2

        assert "Công văn 2.pdf</span>: Anh/chị đang có quá nhiều văn bản" in page(client)

    def test_names_what_there_is_no_time_for(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(batches, "BEGIN_WITHIN_S", 0.0)

        assert not three(client)

        assert page(client).count("Chưa đến lượt tệp này") == 3

    def test_is_deleted_after_a_day(
        self, client: Client, person: Person, django_capture_on_commit_callbacks,
    ) -> None:
        kept = [each.file for each in three(client)]

        with django_capture_on_commit_callbacks(execute=True):
            enforce(NOW.replace(day=26))

        assert not SigningJob.objects.exists()
        assert not any(each.storage.exists(each.name) for each in kept)


class TestTheList:
    def test_says_what_is_in_each_document(self, client: Client, person: Person) -> None:
        held = signed_pdf(Authority("CA").issue("Trần Văn Ước"))
        catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>"
        program = append_revision(PLAIN, {1: catalog})
        brought(client, ("a.pdf", held), ("b.pdf", program), ("c.pdf", paper_to_sign()))

        shown = page(client)

        assert "đã có chữ ký của Trần Văn Ước" in shown
        assert "1. Xem lại 3 văn bản" in shown
        assert shown.count('class="batch-caution"') == 1 and "JavaScript" in shown
        assert all(f"/ky/{each}/trang/" in shown for each in SigningJob.objects.values_list("pk", flat=True))

    def test_costs_the_same_queries_for_many(self, client: Client, person: Person) -> None:
        brought(client, ("a.pdf", PDF), ("b.pdf", PDF))
        page(client)

        with CaptureQueriesContext(connection) as few:
            page(client)
        three(client)
        page(client)
        with CaptureQueriesContext(connection) as many:
            page(client)

        assert len(few) == len(many) < 25

    def test_shows_nobody_elses_documents(self, client: Client, person: Person) -> None:
        three(client)
        other = Client()
        other.force_login(
            Person.objects.create(email="khac@x.vn", full_name="Người Khác", name_order="khac", created_at=NOW),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )

        assert "Công văn" not in page(other)
        assert "Không còn văn bản nào chờ" in page(other)
        assert other.get("/ky/nhieu/da-ky.zip").status_code == 404
        assert "Công văn" not in other.get("/ky/nhieu/bao-cao.csv").content.decode()


class TestPlaces:
    def placed(self, client: Client, jobs: Sequence[SigningJob], **data: object) -> HttpResponse:
        return client.post("/ky/nhieu/", {"job": [each.pk for each in jobs], **data})  # type: ignore[return-value]

    def test_are_proposed_from_the_words_when_documents_come(self, client: Client, person: Person) -> None:
        brought(client, ("a.pdf", paper_to_sign()), ("b.pdf", PDF))

        proposed = JobMark.objects.get(job__name="a.pdf")
        assert (proposed.page, proposed.x > 105) == (1, True)  # on the right, above the name

    def test_are_the_same_on_every_document(self, client: Client, person: Person) -> None:
        jobs = three(client)
        same = {"page": "last", "x": "20", "y": "30,5", "width": "60", "height": "20"}

        answer = self.placed(client, jobs[:2], place="same", **same)

        assert answer.status_code == 302
        places = [(each.page, each.x, each.y) for each in JobMark.objects.order_by("job__created_at", "job__name")]
        assert places[:2] == [(jobs[0].pages, 20, 30.5)] * 2 and places[2] != places[0]

    def test_go_back_to_the_words_or_are_not_seen(self, client: Client, person: Person) -> None:
        brought(client, ("a.pdf", paper_to_sign()), ("b.pdf", PDF))
        jobs = list(SigningJob.objects.all())
        before = list(JobMark.objects.values_list("page", "x", "y").order_by("pk"))
        self.placed(client, jobs, place="invisible")
        assert not JobMark.objects.filter(is_visible=True).exists()
        self.placed(client, jobs, place="same", page="first", x="1", y="1", width="9", height="9")

        self.placed(client, jobs, place="words")

        assert list(JobMark.objects.values_list("page", "x", "y").order_by("pk")) == before
        assert JobMark.objects.filter(is_visible=True).count() == 2

    def test_for_which_there_is_no_time_are_named(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        jobs = three(client)
        monkeypatch.setattr(batches, "BEGIN_WITHIN_S", 0.0)

        answer = self.placed(client, jobs, place="words")

        assert answer.status_code == 400
        assert "Chưa đến lượt đặt chữ ký cho: Công văn 0.pdf; Công văn 1.pdf" in answer.content.decode()

    @pytest.mark.parametrize("data", [
        {"place": "same", "x": "a", "y": "1", "width": "1", "height": "1"}, {"place": "same"},
        {"place": "elsewhere"}, {},
        {"place": "same", "x": "1", "y": "1", "width": "0", "height": "-4"}, {"place": "words", "job": "no id"},
        {"place": "words", "job": []}, {"place": "words", "job": "00000000-0000-0000-0000-000000000007"},
    ])
    def test_that_make_no_sense_are_told(self, data: dict[str, object], client: Client, person: Person) -> None:
        answer = self.placed(client, three(client), **data)

        assert answer.status_code == 400
        assert "error-summary" in answer.content.decode()

    def test_of_one_document_lead_back_to_the_list(self, client: Client, person: Person) -> None:
        job = three(client)[0]
        place = {"page": "1", "x": "10", "y": "10", "width": "50", "height": "20"}

        assert client.post(f"/ky/{job.pk}/?nhieu", place).headers["Location"] == "/ky/nhieu/"
        assert f"/ky/{job.pk}/?nhieu" in page(client)


class TestTheEnd:
    def test_reports_each_document_and_gives_all_that_are_signed(
        self, client: Client, effective: str, key: LocalSigner,
    ) -> None:
        brought(client, ("a.pdf", PDF), ("a.pdf", PDF + b"\n"), ("=b.pdf", PDF), ("c.pdf", PDF))
        jobs = list(SigningJob.objects.order_by("created_at", "name", "size"))
        held = [signed(client, each.pk, effective, key) for each in jobs if each.name == "a.pdf"]
        refused = next(each for each in jobs if each.name == "c.pdf")
        assert posted(client, refused.pk, "chuan-bi", {"certificates": []})[0] == 422

        table = client.get("/ky/nhieu/bao-cao.csv")
        paper = client.get("/ky/nhieu/bao-cao.pdf")
        archive = client.get("/ky/nhieu/da-ky.zip")

        rows = list(csv.DictReader(StringIO(table.content.decode("utf-8-sig"), newline="")))
        by_name = {each["Tên tệp"]: each for each in rows}
        assert [each["Kết quả"] for each in rows if each["Tên tệp"] == "a.pdf"] == ["Đã ký"] * 2
        digests = {hashlib.sha256(each).hexdigest() for each in held}
        assert {each["SHA-256 sau khi ký"] for each in rows} - {""} == digests
        assert by_name["a.pdf"]["Chứng thư số"] == effective.upper().lstrip("0")
        assert by_name["'=b.pdf"]["Kết quả"] == "Chưa ký"
        assert (by_name["c.pdf"]["Kết quả"], by_name["c.pdf"]["Lý do"] != "") == ("Không ký được", True)
        assert paper.content.startswith(b"%PDF")
        assert archive.streaming
        with zipfile.ZipFile(BytesIO(b"".join(archive.streaming_content))) as opened:  # type: ignore[arg-type]
            assert opened.testzip() is None
            assert sorted(opened.namelist()) == ["a (2).signed.pdf", "a.signed.pdf"]
            assert {opened.read(each) for each in opened.namelist()} == set(held)

    def test_keeps_a_refusal_beside_its_document_until_it_is_signed(
        self, client: Client, effective: str, key: LocalSigner,
    ) -> None:
        job = three(client)[0]
        posted(client, job.pk, "chuan-bi", {"certificates": []})
        refusal = SigningJob.objects.get(pk=job.pk).refusal["vi"]["text"]
        assert refusal in page(client)

        assert posted(client, job.pk, "chuan-bi", {"certificates": chain(effective)})[0] == 200
        signed(client, job.pk, effective, key)

        assert refusal not in page(client)

    def test_makes_the_archive_in_pieces(self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        for each in three(client):
            each.signed.save("x.pdf", SimpleUploadedFile("x.pdf", PDF * 40), save=False)
            SigningJob.objects.filter(pk=each.pk).update(signed=each.signed.name, signed_at=NOW)

        pieces = [len(each) for each in client.get("/ky/nhieu/da-ky.zip").streaming_content]  # type: ignore[union-attr]

        assert max(pieces) < 600 * 1024 and sum(pieces) > 3 * 40 * len(PDF)

    def test_knows_no_other_kinds_of_report(self, client: Client, person: Person) -> None:
        assert client.get("/ky/nhieu/bao-cao.docx").status_code == 404
