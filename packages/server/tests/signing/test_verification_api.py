"""A program of others asks for a verdict, with a key."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antin.verdict.schema import verdict_schema
from antin_server.audit.models import Event
from antin_server.common import clock
from antin_server.operations.commands import main
from antin_server.signing.models import ApiKey
from antin_server.signing.services import api_key_make, api_key_revoke, api_keys
from antin_testkit.json_schema import misfits
from antin_testkit.official_documents import official_document

pytestmark = pytest.mark.django_db
PDF = official_document()


def asked(secret: str, **files: bytes) -> Any:
    """The answer to a POST with this key and these files."""
    sent = {name: SimpleUploadedFile("Quyết định.pdf", data) for name, data in files.items()}
    return Client().post("/api/v1/verify", sent, headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def secret() -> str:
    return api_key_make(name="Sở Nội vụ", at=clock.now())


def is_problem(answer: Any, status: int, code: str) -> bool:
    told = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["title"] and told["hint"]
    return (answer.status_code, told["status"], told["code"]) == (status, status, code)


class TestTheApi:
    def test_answers_with_the_verdict_of_the_schema(self, secret: str) -> None:
        answer = asked(secret, file=PDF)

        told = answer.json()
        assert answer.status_code == 200
        assert list(misfits(told, verdict_schema())) == []
        assert (told["file"], told["outcome"], told["document"]["number"]) == (
            "Quyết định.pdf", "not_valid", "123/QĐ-UBND",
        )

    def test_writes_down_which_key_asked_about_which_file(self, secret: str) -> None:
        told = asked(secret, file=PDF).json()

        event = Event.objects.get(tag="signing:api:verified")
        key = ApiKey.objects.get()
        assert (event.actor, event.subject) == (f"api_key:{key.pk}", f"sha256:{told['sha256']}")
        assert event.detail == {"outcome": "not_valid"}
        assert key.last_used_at is not None

    @pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "bearer antin_"])
    def test_opens_to_no_other_key(self, secret: str, header: str) -> None:
        answer = Client().post("/api/v1/verify", {}, headers={"Authorization": header})

        assert is_problem(answer, 401, "signing_api_key_wrong")
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    def test_opens_no_more_to_a_revoked_key(self, secret: str) -> None:
        api_key_revoke(name="Sở Nội vụ", at=clock.now())

        assert is_problem(asked(secret, file=PDF), 401, "signing_api_key_wrong")

    def test_takes_exactly_one_file(self, secret: str) -> None:
        assert is_problem(asked(secret), 400, "signing_agent_file_missing")
        assert is_problem(asked(secret, file=PDF, other=PDF), 400, "signing_agent_file_missing")

    def test_takes_no_file_that_is_too_large(self, secret: str, settings: Any) -> None:
        settings.ANTIN_UPLOAD_BYTES = 100

        assert is_problem(asked(secret, file=PDF), 413, "signing_agent_file_too_large")

    def test_takes_post_only(self) -> None:
        assert is_problem(Client().get("/api/v1/verify"), 405, "signing_api_method_wrong")

    def test_slows_down_a_key_and_whoever_guesses(self, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(api_keys, "A_MINUTE", 1)
        monkeypatch.setattr(api_keys, "WRONG_A_MINUTE", 1)
        at = clock.now()
        monkeypatch.setattr(clock, "now", lambda: at)

        assert [asked(each).status_code for each in (secret, "x")] == [400, 401]
        assert all(is_problem(asked(each), 429, "signing_api_too_many_requests") for each in (secret, "x"))


class TestAKey:
    def test_is_kept_as_a_fingerprint_only(self, secret: str) -> None:
        row = ApiKey.objects.values().get()

        assert secret.startswith("antin_") and len(secret) > 40
        assert secret not in str(row) and secret not in str(list(Event.objects.values()))

    def test_is_made_listed_and_revoked_by_commands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin_server.operations.django_start.start_django", lambda _: None)

        def said(*words: str) -> tuple[int, str]:
            ran = CliRunner().invoke(main, ["api-key", *words])
            return ran.exit_code, ran.output.strip()

        made = said("new", "Báo")
        assert made[0] == 0 and asked(made[1], file=PDF).status_code == 200
        assert said("new", "Báo")[0] == 1
        assert said("list")[1].startswith("Báo\tverify\t")
        assert said("revoke", "Báo")[0] == 0
        assert asked(made[1], file=PDF).status_code == 401
        assert said("revoke", "không có")[0] == 1
        assert [each.tag for each in Event.objects.order_by("pk")] == [
            "signing:api:key_made", "signing:api:verified", "signing:api:key_revoked",
        ]
