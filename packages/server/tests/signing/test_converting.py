"""A Word document brought to be signed becomes a PDF that is looked through first; or it is said why not."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antin.adapters.office_conversion import Limits, libreoffice
from antin_server.accounts.models import Person
from antin_server.signing.models import SigningJob
from antin_server.signing.services import converting
from antin_testkit import office_documents as office

from .test_signing_pages import PDF


def brought(client: Client, *documents: tuple[str, bytes]) -> tuple[int, str]:
    """The status, and where to go or what is said."""
    answer = client.post("/ky/", {"file": [SimpleUploadedFile(*each) for each in documents]})
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


@pytest.fixture
def no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())


class TestAWordDocument:
    def test_becomes_a_pdf_shown_before_it_is_signed(self, client: Client, person: Person) -> None:
        status, where = brought(client, ("Công văn số 5.docx", office.docx()))

        job = SigningJob.objects.get()
        assert (status, where) == (302, f"/ky/{job.pk}/xem/")
        assert (job.name, job.made_from, job.pages) == ("Công văn số 5.pdf", "Công văn số 5.docx", 1)
        with job.file.open("rb") as file:
            assert b"<pdfaid:part>2<" in file.read()
        page = client.get(where).content.decode()
        assert "Bản PDF này được tạo từ Công văn số 5.docx" in page and f"/ky/{job.pk}/trang/1.png" in page
        assert client.get(f"/ky/{job.pk}/trang/1.png").headers["Content-Type"] == "image/png"
        for other in (f"/ky/{job.pk}/", "/ky/nhieu/"):
            assert f"/ky/{job.pk}/xem/" in client.get(other).content.decode()

    def test_of_somebody_else_is_not_there(self, client: Client, person: Person) -> None:
        assert client.get("/ky/00000000-0000-4000-8000-000000000000/xem/").status_code == 404

    @pytest.mark.parametrize(("data", "said"), [
        (office.packed({"a.txt": "a"}), "không phải là văn bản Word"),
        (office.docx()[:900], "LibreOffice không mở được"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "không phải là văn bản Word"),
    ])
    def test_that_cannot_be_converted_is_refused_with_the_reason(
        self, client: Client, person: Person, data: bytes, said: str,
    ) -> None:
        status, page = brought(client, ("a.docx", data))

        assert status == 400 and said in page
        assert not SigningJob.objects.exists()

    @pytest.mark.usefixtures("no_libreoffice")
    def test_is_refused_where_there_is_no_libreoffice_with_what_to_do(self, client: Client, person: Person) -> None:
        status, page = brought(client, ("a.docx", office.docx()))

        assert status == 400
        assert "chưa cài LibreOffice" in page and "Lưu thành (Save As) – PDF" in page
        assert "Chỉ nhận PDF" in page and "cho xem lại trước khi ký" not in page

    def test_waits_for_its_turn_no_longer_than_it_may(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(converting, "TURN_WITHIN_S", 0.01)
        for _ in range(converting.AT_THE_SAME_TIME):
            converting._TURNS.acquire()
        try:
            status, page = brought(client, ("a.docx", office.docx()))
        finally:
            for _ in range(converting.AT_THE_SAME_TIME):
                converting._TURNS.release()

        assert status == 400 and "Chưa đến lượt tệp này" in page


class TestSeveral:
    @pytest.mark.usefixtures("no_libreoffice")
    def test_are_kept_or_named_each_for_itself(self, client: Client, person: Person) -> None:
        assert brought(client, ("a.docx", office.docx()), ("b.pdf", PDF)) == (302, "/ky/nhieu/")

        page = client.get("/ky/nhieu/").content.decode()
        assert "1 tệp không nhận được" in page and "chưa cài LibreOffice" in page
        assert SigningJob.objects.get().name == "b.pdf"

    def test_are_converted_up_to_a_number(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(converting, "MOST_CONVERTED", 0)

        brought(client, ("a.docx", office.docx()), ("b.pdf", PDF))

        assert "nhiều nhất 0 tệp Word" in client.get("/ky/nhieu/").content.decode()
        assert SigningJob.objects.get().name == "b.pdf"


    def test_are_not_converted_after_one_that_took_its_whole_time(
        self, client: Client, person: Person, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(converting, "LIMITS", Limits(wall_s=0.1))

        brought(client, ("a.docx", office.docx()), ("b.docx", office.docx()), ("c.pdf", PDF))

        page = client.get("/ky/nhieu/").content.decode()
        assert "tốn quá nhiều thời gian" in page and "Chưa đến lượt tệp này" in page
        assert SigningJob.objects.get().name == "c.pdf"


def test_a_pdf_has_nothing_to_be_looked_through(client: Client, person: Person) -> None:
    brought(client, ("b.pdf", PDF))
    job = SigningJob.objects.get()

    assert client.get(f"/ky/{job.pk}/xem/").headers["Location"] == f"/ky/{job.pk}/"
    assert "xem/" not in client.get(f"/ky/{job.pk}/").content.decode()
