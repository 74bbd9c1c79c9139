"""What keeps a signed document checkable is appended when somebody asks, wholly or not at all."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client

from antin.adapters.trust_files import Trust
from antin.keys import LocalSigner
from antin_server.accounts.models import Person
from antin_server.audit.models import Event
from antin_server.signing.errors import DocumentUnopenable
from antin_server.signing.models import SigningJob
from antin_server.signing.services import apart, preserving
from antin_testkit.paths import AT

from .test_signing_pages import brought, signed

STAMPED = b"%PDF-1.7 preserved"


@pytest.fixture
def job(client: Client, effective: str, key: LocalSigner) -> UUID:
    found = brought(client)
    signed(client, found, effective, key)
    return found


def kept(job: UUID) -> bytes:
    return bytes(SigningJob.objects.get(pk=job).signed.read())


class TestTheProof:
    def test_that_nobody_can_give_is_missed_by_name_and_nothing_changes(self, client: Client, job: UUID) -> None:
        before = kept(job)

        answer = client.post(f"/ky/{job}/luu-giu/")

        assert answer.status_code == 400
        assert "Chưa lấy được đủ dữ liệu" in answer.content.decode()
        assert kept(job) == before
        assert not Event.objects.filter(tag="signing:document:preserved").exists()

    def test_of_a_document_that_is_not_signed_is_not_asked_for(self, client: Client) -> None:
        waiting = brought(client)

        answer = client.post(f"/ky/{waiting}/luu-giu/")

        assert answer.headers["Location"] == f"/ky/{waiting}/"

    def test_of_somebody_elses_document_is_not_there(self, job: UUID, person: Person) -> None:
        other = Person.objects.create(
            email="khac@angiang.gov.vn", full_name="Người khác", name_order="khac", created_at=person.created_at,
        )
        stranger = Client()
        stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

        assert stranger.post(f"/ky/{job}/luu-giu/").status_code == 404
        assert stranger.post(f"/ky/{uuid4()}/luu-giu/").status_code == 404

    def test_is_kept_and_written_down(self, client: Client, job: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
        before = kept(job)
        monkeypatch.setattr(preserving, "done_apart", lambda _, pdf, *__: pdf + STAMPED)

        answer = client.post(f"/ky/{job}/luu-giu/")

        assert answer.headers["Location"] == f"/ky/{job}/xong/"
        assert kept(job) == before + STAMPED
        assert Event.objects.filter(tag="signing:document:preserved", subject=f"document:{job}").count() == 1

    def test_asked_for_twice_at_once_is_appended_once(
        self, client: Client, job: UUID, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        before, asked = kept(job), []

        def slow(_: str, pdf: bytes, *__: object) -> bytes:
            asked.append(pdf)
            if len(asked) == 1:  # the second click, while the first one still waits for its evidence
                assert client.post(f"/ky/{job}/luu-giu/").status_code == 302
            return pdf + STAMPED

        monkeypatch.setattr(preserving, "done_apart", slow)
        client.post(f"/ky/{job}/luu-giu/")

        assert kept(job) == before + STAMPED
        assert Event.objects.filter(tag="signing:document:preserved").count() == 1


class TestTheProcessApart:
    def test_refuses_what_is_no_pdf(self) -> None:
        for data in (b"%PDF-1.7 nothing", Path(__file__).read_bytes()):
            with pytest.raises(DocumentUnopenable):
                apart.done_apart("preserve", data, AT, Trust(()), (), "http://127.0.0.1:1/tsa")
