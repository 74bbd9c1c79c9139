"""Sign a PDF on the portal with a key that never comes here, and check it on the public page."""

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antin.keys import KeyKind, LocalSigner, new_private_key
from antin.orders import OrderKind
from antin_server.accounts.models import Person
from antin_server.authority import selectors as authority_selectors
from antin_server.common.retention import enforce
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services import bringing
from antin_testkit.authority import TestAuthority

from .conftest import ordered

PDF = (Path(__file__).parents[4] / "tests/vectors/pdf/libreoffice.pdf").read_bytes()


def brought(client: Client, data: bytes = PDF) -> UUID:
    answer = client.post("/ky/", {"file": SimpleUploadedFile("Công văn số 5.pdf", data)})
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer.headers["Location"].strip("/").split("/")[-1])


def posted(client: Client, job: UUID, what: str, body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(f"/ky/{job}/{what}/", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def chain(serial: str) -> list[str]:
    return [base64.b64encode(each).decode() for each in authority_selectors.chain_of(serial)]


def signed(client: Client, job: UUID, serial: str, key: LocalSigner) -> bytes:
    status, prepared = posted(client, job, "chuan-bi", {"certificates": chain(serial)})
    assert status == 200, prepared
    value = key.sign(base64.b64decode(str(prepared["to_be_signed"])))
    status, done = posted(client, job, "hoan-tat", {"signature": base64.b64encode(value).decode()})
    assert status == 200, done
    return bytes(client.get(f"/ky/{job}/tai-ve/").content)


class TestSigning:
    def test_gives_a_document_that_the_public_page_finds_good_of_itself(
        self, client: Client, effective: str, key: LocalSigner,
    ) -> None:
        job = brought(client)
        client.post(f"/ky/{job}/", {"page": "1", "x": "100", "y": "200,5", "width": "70", "height": "25"})

        document = signed(client, job, effective, key)
        page = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", document)})

        assert document.startswith(PDF)
        text = page.content.decode()
        assert "Nguyễn Thị Lan" in text
        assert "Không hợp lệ" not in text

    def test_draws_the_page_from_the_very_bytes(self, client: Client) -> None:
        job = brought(client)

        answer = client.get(f"/ky/{job}/trang/1.png")

        assert answer.content.startswith(b"\x89PNG")
        assert client.get(f"/ky/{job}/trang/999.png").status_code == 404

    def test_refuses_a_certificate_that_is_not_effective_yet(self, client: Client, serial: str) -> None:
        status, answer = posted(client, brought(client), "chuan-bi", {"certificates": chain(serial)})

        assert status == 422
        assert answer["error"]["code"] == "signing_certificate_not_effective"  # type: ignore[index]

    def test_refuses_a_revoked_certificate(
        self, client: Client, authority: TestAuthority, effective: str, at: datetime,
    ) -> None:
        ordered(authority, OrderKind.REVOKE, at, serial=effective, reason="key_compromise")

        status, answer = posted(client, brought(client), "chuan-bi", {"certificates": chain(effective)})

        assert (status, answer["error"]["code"]) == (422, "signing_certificate_unusable")  # type: ignore[index]

    def test_refuses_the_value_of_another_key(self, client: Client, effective: str) -> None:
        job = brought(client)
        _, prepared = posted(client, job, "chuan-bi", {"certificates": chain(effective)})
        other = LocalSigner(new_private_key(KeyKind.P256))

        value = base64.b64encode(other.sign(base64.b64decode(str(prepared["to_be_signed"])))).decode()
        status, _answer = posted(client, job, "hoan-tat", {"signature": value})

        assert status == 422
        assert not SigningJob.objects.get(pk=job).signed

    def test_refuses_a_value_for_a_document_placed_anew(self, client: Client, effective: str, key: LocalSigner) -> None:
        job = brought(client)
        _, prepared = posted(client, job, "chuan-bi", {"certificates": chain(effective)})
        client.post(f"/ky/{job}/", {"page": "1", "x": "10", "y": "10", "width": "70", "height": "25"})

        value = base64.b64encode(key.sign(base64.b64decode(str(prepared["to_be_signed"])))).decode()
        status, answer = posted(client, job, "hoan-tat", {"signature": value})

        assert (status, answer["error"]["code"]) == (422, "signing_job_not_prepared")  # type: ignore[index]

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[]", b'{"certificates": ["%%"]}', b'{"certificates": []}', b"[" * 9999],
    )
    def test_answers_broken_json_with_what_to_do(self, client: Client, body: bytes) -> None:
        job = brought(client)

        answer = client.post(f"/ky/{job}/chuan-bi/", body, content_type="application/json")

        assert answer.status_code == 422
        assert answer.json()["error"]["hint"]

    @pytest.mark.parametrize("data", [b"x", PDF[:500], b"%PDF-1.7\n" + b"\x00" * 500])
    def test_says_what_is_wrong_with_a_file_that_is_no_pdf(self, client: Client, data: bytes) -> None:
        answer = client.post("/ky/", {"file": SimpleUploadedFile("x.pdf", data)})

        assert answer.status_code == 400
        assert "error-summary" in answer.content.decode()

    def test_hides_the_documents_of_others(self, client: Client, db: None, at: datetime) -> None:
        job = brought(client)
        other = Person.objects.create(email="khac@angiang.gov.vn", full_name="Khác", name_order="khac", created_at=at)
        stranger = Client()
        stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

        paths = (f"/ky/{job}/", f"/ky/{job}/ky/", f"/ky/{job}/trang/1.png", f"/ky/{job}/xong/", f"/ky/{job}/tai-ve/")

        assert {stranger.get(path).status_code for path in paths} == {404}

    @pytest.mark.parametrize("field", ["x", "page", "width"])
    def test_keeps_a_place_that_is_no_number_from_being_saved(self, client: Client, field: str) -> None:
        job = brought(client)

        values = {"page": "1", "x": "1", "y": "1", "width": "50", "height": "20", field: "nhiều"}

        assert client.post(f"/ky/{job}/", values).status_code == 400

    def test_keeps_no_character_that_a_database_refuses(self, client: Client) -> None:
        job = brought(client)

        client.post(f"/ky/{job}/", {"page": "1", "x": "1", "y": "1", "width": "50", "height": "20", "reason": "a\x00b"})

        assert JobMark.objects.get(job_id=job).reason == "ab"

    def test_takes_no_more_documents_of_one_person_than_there_is_room_for(
        self, client: Client, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(bringing, "MOST_OCTETS", len(PDF) + 10)
        brought(client)

        answer = client.post("/ky/", {"file": SimpleUploadedFile("a.pdf", PDF)})

        assert answer.status_code == 400
        assert SigningJob.objects.count() == 1

    def test_deletes_everything_when_asked(self, client: Client, django_capture_on_commit_callbacks) -> None:
        job = brought(client)
        path = SigningJob.objects.get(pk=job).file.path

        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/ky/{job}/xoa/")

        assert not SigningJob.objects.filter(pk=job).exists()
        assert not Path(path).exists()


class TestThePublicCheck:
    def test_says_of_an_unsigned_file_that_it_has_no_signature(self, db: None, at: datetime) -> None:
        answer = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", PDF)})

        assert "Không hợp lệ" in answer.content.decode()

    @pytest.mark.parametrize("data", [b"xin chao", b"PK\x03\x04rest", b"%PDF-1.4 broken"])
    def test_answers_any_file_without_falling_over(self, db: None, at: datetime, data: bytes) -> None:
        assert Client().post("/kiem-tra/", {"file": SimpleUploadedFile("a.bin", data)}).status_code == 200

    def test_asks_for_a_file_when_none_came(self, db: None) -> None:
        assert Client().post("/kiem-tra/", {}).status_code == 400


class TestRetention:
    def test_deletes_documents_and_files_after_a_day(
        self, client: Client, at: datetime, django_capture_on_commit_callbacks,
    ) -> None:
        job = SigningJob.objects.get(pk=brought(client))
        path = job.file.path

        with django_capture_on_commit_callbacks(execute=True):
            enforce(at + timedelta(days=1, minutes=1))

        assert not SigningJob.objects.exists()
        assert not Path(path).exists()
