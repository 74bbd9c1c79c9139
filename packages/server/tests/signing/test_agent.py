"""The signing program on a person's machine fetches a document and brings it back signed; nothing else is taken."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antin import pades
from antin.agentwire import wire_value
from antin.keys import LocalSigner, algorithm_for
from antin.orders import OrderKind
from antin.validation import Certificate, read_certificate
from antin_server.accounts.models import Person
from antin_server.audit.models import Event
from antin_server.authority import selectors as authority_selectors
from antin_server.common import clock
from antin_server.common.retention import enforce
from antin_server.signing import selectors
from antin_server.signing.models import AgentRequest, SigningJob
from antin_server.signing.services import agent_requests
from antin_testkit.authority import TestAuthority
from antin_testkit.paths import Authority
from antin_testkit.pdf_revisions import append_revision, object_of
from antin_testkit.people import agency
from antin_testkit.signed_documents import PLAIN, signed_pdf

from .conftest import NOW, ordered
from .test_signing_pages import PDF, brought

BOX = pades.Box(100, 200, 70, 25)
SHAPE = {"Status", "Message", "FileName", "FileServer", "DocumentNumber", "DocumentDate"}


@dataclass
class Program:
    """The program beside the token: no session, no cookie, only the frame that the page sent it."""

    frame: dict[str, object]
    state: str
    cancel: str

    @property
    def fetch_path(self) -> str:
        return str(self.frame["FileName"]).removeprefix("http://localhost:8000")

    @property
    def upload_path(self) -> str:
        return str(self.frame["FileUploadHandler"]).removeprefix("http://localhost:8000")

    def fetched(self) -> bytes:
        answer = Client().get(self.fetch_path)
        assert answer.status_code == 200, answer.content.decode()
        return bytes(answer.content)

    def brings(self, data: bytes, *, field: str = "uploadfile") -> dict[str, object]:
        file = SimpleUploadedFile("a.signed.pdf", data, "application/pdf")
        answer = Client(enforce_csrf_checks=True).post(self.upload_path, {field: file, "token": "metadata"})
        assert answer.status_code == 200
        assert set(answer.json()) == SHAPE
        return dict(answer.json())


def begun(client: Client, *jobs: UUID, call: str = "SignApproved", **more: object) -> Program:
    body = {"jobs": [str(each) for each in jobs], "call": call, **more}
    answer = client.post("/ky/token/", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    told = answer.json()
    assert told["address"] == f"wss://127.0.0.1:8987/{call}"
    return Program(json.loads(told["frame"]), told["state"], told["cancel"])


def code_of(client: Client, program: Program) -> str:
    (file,) = client.get(program.state).json()["files"]
    return str(file["error"]["code"]) if file["error"] else ""


Sign = Callable[..., bytes]


@pytest.fixture
def sign(effective: str, key: LocalSigner, at: datetime) -> Sign:
    """sign(pdf, box=…): as the program does with the person's token."""

    def signed(pdf: bytes, *, box: pades.Box | None = BOX, page: int = 1) -> bytes:
        certificates = authority_selectors.chain_of(effective)
        prepared = pades.prepare(
            pdf, field=pades.FieldSpec(page=page, box=box), statement=pades.Statement(at),
            signatory=pades.Signatory(certificates[0], algorithm_for(key.public_key_info), certificates[1:]),
            appearance=pades.Appearance(("Ký bởi: Nguyễn Thị Lan",)) if box else None,
        )
        return pades.complete(prepared, key.sign(prepared.to_be_signed))

    return signed


@pytest.fixture
def job(client: Client) -> UUID:
    found = brought(client)
    client.post(f"/ky/{found}/", {
        "page": "1", "x": str(BOX.x), "y": str(BOX.y), "width": str(BOX.width), "height": str(BOX.height),
    })
    return found


class TestADocument:
    def test_comes_back_signed_and_is_kept(self, client: Client, job: UUID, sign: Sign) -> None:
        program = begun(client, job)

        done = sign(program.fetched())
        reply = program.brings(done)

        assert reply == {
            "Status": True, "Message": "", "FileName": "Công văn số 5.signed.pdf", "FileServer": str(job),
            "DocumentNumber": "", "DocumentDate": "",
        }
        kept = SigningJob.objects.get(pk=job)
        assert kept.signed.read() == done
        assert kept.signed_at == NOW and kept.certificate_serial
        told = client.get(program.state).json()
        assert told["next"] == f"/ky/{job}/xong/" and told["files"][0]["is_signed"]
        assert client.get(f"/ky/{job}/tai-ve/").content == done

    def test_is_found_whatever_the_part_of_the_form_is_called(
        self, client: Client, job: UUID, sign: Sign,
    ) -> None:
        assert begun(client, job).brings(sign(PDF), field="file")["Status"] is True

    def test_that_is_issued_carries_its_number_and_date(self, client: Client, job: UUID, sign: Sign) -> None:
        program = begun(client, job, call="SignIssued", number="12/QĐ-UBND", issued_on="27/11/2026")

        assert (program.frame["DocNumber"], program.frame["IssuedDate"]) == ("12/QĐ-UBND", "2026-11-27T12:00:00+07:00")
        reply = program.brings(sign(sign(PDF, box=pades.Box(20, 20, 40, 10))))
        assert (reply["Status"], reply["DocumentNumber"]) == (True, "12/QĐ-UBND")

    def test_may_be_signed_elsewhere_when_the_person_said_so(
        self, client: Client, job: UUID, sign: Sign,
    ) -> None:
        program = begun(client, job, is_place_free=True)

        assert program.brings(sign(PDF, box=pades.Box(10, 10, 60, 25)))["Status"] is True

    def test_of_several_is_known_by_its_octets(self, client: Client, sign: Sign) -> None:
        first, second = brought(client), brought(client, PLAIN)
        program = begun(client, first, second, call="SignFiles", is_place_free=True)
        files = {each["FileID"]: each["URL"] for each in program.frame["Files"]}  # type: ignore[attr-defined]
        assert set(files) == {str(first), str(second)} and len(set(files.values())) == 2

        replies = [program.brings(sign(each, box=pades.Box(10, 10, 60, 25))) for each in (PLAIN, PDF)]

        assert [each["FileServer"] for each in replies] == [str(second), str(first)]
        assert client.get(program.state).json()["next"] == "/ky/nhieu/"

    def test_is_written_down_at_every_step(self, client: Client, job: UUID, sign: Sign) -> None:
        program = begun(client, job)
        program.fetched()
        program.brings(PDF)
        again = begun(client, job)
        again.brings(sign(PDF))

        tags = list(Event.objects.filter(subject=f"document:{job}").order_by("number").values_list("tag", flat=True))

        assert tags == [
            "signing:document:brought", "signing:agent:asked", "signing:agent:fetched", "signing:agent:refused",
            "signing:agent:asked", "signing:document:signed",
        ]


class TestWhatIsRefused:
    def refused(self, client: Client, job: UUID, data: bytes, code: str, **more: object) -> str:
        """The message; afterwards the document is as it was and can be signed."""
        program = begun(client, job, **more)  # type: ignore[arg-type]  # handed on
        reply = program.brings(data)
        assert (reply["Status"], reply["FileServer"]) == (False, "")
        assert code_of(client, program) == code
        kept = SigningJob.objects.get(pk=job)
        assert not kept.signed and kept.file.read() == PDF
        return str(reply["Message"])

    def test_is_an_octet_that_was_changed(self, client: Client, job: UUID, sign: Sign) -> None:
        changed = bytearray(sign(PDF))
        changed[300] ^= 1

        said = self.refused(client, job, bytes(changed), "returned_another_document")

        assert "không phải văn bản đã gửi đi" in said

    def test_is_a_page_that_was_changed(self, client: Client, job: UUID, sign: Sign) -> None:
        page = int(re.findall(rb"(\d+) 0 obj(?:(?!endobj).)*?/Type */Page\b", PDF, re.DOTALL)[0])
        changed = append_revision(PDF, {page: object_of(PDF, page).replace(b"/Contents", b"/Rotate 180/Contents")})

        assert "Trang bị xoay" in self.refused(client, job, sign(changed), "returned_changed")

    def test_is_what_was_sent(self, client: Client, job: UUID) -> None:
        self.refused(client, job, PDF, "returned_unsigned")

    def test_is_another_place(self, client: Client, job: UUID, sign: Sign) -> None:
        self.refused(client, job, sign(PDF, box=pades.Box(10, 10, 60, 25)), "returned_elsewhere")

    def test_is_a_second_signature(self, client: Client, job: UUID, sign: Sign) -> None:
        self.refused(client, job, sign(sign(PDF)), "returned_signed_too_often")

    def test_is_the_certificate_of_a_stranger(self, client: Client, job: UUID) -> None:
        stranger = Authority("Gốc lạ").issue("Nguyễn Thị Lan")
        field = pades.FieldSpec(page=1, box=BOX)
        done = signed_pdf(stranger, PDF, field=field, appearance=pades.Appearance(("Ký bởi: Lan",)))

        self.refused(client, job, done, "returned_signature_not_good")

    def test_is_the_certificate_of_somebody_else(self, client: Client, job: UUID, sign: Sign, person: Person) -> None:
        person.email = "nguoikhac@angiang.gov.vn"
        person.save()

        self.refused(client, job, sign(PDF), "signing_agent_other_signer")

    def test_is_a_certificate_that_was_revoked(
        self, client: Client, job: UUID, sign: Sign, authority: TestAuthority, effective: str, at: datetime,
    ) -> None:
        done = sign(PDF)
        ordered(authority, OrderKind.REVOKE, at, serial=effective, reason="key_compromise")

        self.refused(client, job, done, "signing_certificate_unusable")

    @pytest.mark.parametrize("data", [b"MZ\x90\x00", b"<html>Loi</html>", b"%PDF-1.7 broken"])
    def test_is_no_document(self, client: Client, job: UUID, data: bytes) -> None:
        self.refused(client, job, data, "returned_another_document")

    def test_is_more_than_document_and_signature(
        self, client: Client, job: UUID, sign: Sign, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        large = sign(PDF) + bytes((wire_value("growth_mb") + 1) * 1024 * 1024)
        program = begun(client, job)

        reply = program.brings(large)

        assert reply["Status"] is False and "lớn hơn" in str(reply["Message"])
        assert not SigningJob.objects.get(pk=job).signed

    @pytest.mark.parametrize("body", [b"", b"%PDF", b"--x\r\n", b'{"file": 1}'])
    @pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
    def test_is_no_form_with_a_file(self, client: Client, job: UUID, body: bytes, kind: str) -> None:
        program = begun(client, job)

        answer = Client().post(program.upload_path, body, content_type=kind)

        assert (answer.status_code, set(answer.json()), answer.json()["Status"]) == (200, SHAPE, False)
        assert "không gửi tệp nào" in answer.json()["Message"]

    def test_is_said_in_the_language_of_the_page(self, client: Client, job: UUID) -> None:
        program = begun(client, job)
        program.brings(PDF)
        client.cookies["antin_language"] = "en"

        (file,) = client.get(program.state).json()["files"]

        assert file["error"]["text"] == "The file that came back bears no new signature."


class TestAnAddress:
    def test_serves_once_to_fetch(self, client: Client, job: UUID) -> None:
        program = begun(client, job)
        assert Client().head(program.fetch_path).status_code == 200
        assert program.fetched() == PDF

        again = Client().get(program.fetch_path)

        assert (again.status_code, again.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
        assert "chỉ dùng một lần" in again.content.decode()

    def test_serves_once_to_bring(self, client: Client, job: UUID, sign: Sign) -> None:
        program, done = begun(client, job), sign(PDF)
        assert program.brings(done)["Status"] is True

        assert "chỉ dùng một lần" in str(program.brings(done)["Message"])

    def test_serves_once_also_when_what_it_brought_was_refused(
        self, client: Client, job: UUID, sign: Sign,
    ) -> None:
        program = begun(client, job)
        program.brings(PDF)

        assert program.brings(sign(PDF))["Status"] is False
        assert begun(client, job).brings(sign(PDF))["Status"] is True

    def test_is_over_after_its_time(
        self, client: Client, job: UUID, sign: Sign, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        program, done = begun(client, job), sign(PDF)
        late = NOW + timedelta(seconds=361)
        monkeypatch.setattr(clock, "now", lambda: late)

        assert "quá thời gian" in str(program.brings(done)["Message"])
        assert Client().get(program.fetch_path).status_code == 410
        assert client.get(program.state).json()["is_open"] is False

    def test_is_over_once_the_person_cancelled(self, client: Client, job: UUID, sign: Sign) -> None:
        program = begun(client, job)

        told = client.post(program.cancel).json()

        assert (told["is_open"], told["next"]) == (False, "")
        assert "đã được hủy" in str(program.brings(sign(PDF))["Message"])
        assert not SigningJob.objects.get(pk=job).signed

    def test_is_over_once_the_person_begins_anew(self, client: Client, job: UUID, sign: Sign) -> None:
        first = begun(client, job)
        second = begun(client, job)

        assert first.brings(sign(PDF))["Status"] is False
        assert second.brings(sign(PDF))["Status"] is True

    def test_is_over_when_the_account_is_closed(
        self, client: Client, job: UUID, sign: Sign, person: Person,
    ) -> None:
        program, done = begun(client, job), sign(PDF)
        Person.objects.filter(pk=person.pk).update(is_active=False)

        assert program.brings(done)["Status"] is False
        assert Client().get(program.fetch_path).status_code == 404

    def test_does_not_take_a_document_signed_meanwhile(self, client: Client, job: UUID, sign: Sign) -> None:
        program = begun(client, job)
        SigningJob.objects.filter(pk=job).update(signed="signing/x.pdf")

        assert "đã ký xong" in str(program.brings(sign(PDF))["Message"])

    def test_is_kept_only_as_a_fingerprint(self, client: Client, job: UUID) -> None:
        program = begun(client, job)
        secret = program.upload_path.strip("/").split("/")[-1]
        kept = AgentRequest.objects.get()

        assert len(secret) >= 43
        assert secret not in str(kept.__dict__)

    def test_that_nobody_gave_out_is_answered_seldom(self, db: None, at: datetime) -> None:
        statuses = [Client().get(f"/ky/lay/khong-co-{number}/a.pdf").status_code for number in range(25)]

        assert statuses[0] == 404 and statuses[-1] == 429
        reply = Client().post("/ky/nhan/khong-co/").json()
        assert set(reply) == SHAPE and "Quá nhiều lần" in reply["Message"]

    def test_is_not_shown_to_others(self, client: Client, job: UUID, at: datetime) -> None:
        program = begun(client, job)
        other = Person.objects.create(email="khac@angiang.gov.vn", full_name="Khác", name_order="khac", created_at=at)
        stranger = Client()
        stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

        assert stranger.get(program.state).status_code == 404
        assert stranger.post(program.cancel).status_code == 404
        body = json.dumps({"jobs": [str(job)], "call": "SignApproved"})
        assert stranger.post("/ky/token/", body, content_type="application/json").status_code == 404

    def test_is_made_so_often_and_no_more(
        self, client: Client, job: UUID, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(agent_requests, "MOST_REQUESTS", 2)
        for _ in range(2):
            begun(client, job)

        body = json.dumps({"jobs": [str(job)], "call": "SignApproved"})
        answer = client.post("/ky/token/", body, content_type="application/json")

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "signing_agent_too_many_requests")

    @pytest.mark.parametrize("wrong", [
        {"call": "Auth"}, {"call": "SignXML"}, {"jobs": []}, {"jobs": ["x"]}, {"issued_on": "31/02/2026"},
        {"number": "1" * 61}, {"number": "a\nb"}, {"jobs": 5},
    ])
    def test_is_made_for_nothing_else(self, client: Client, job: UUID, wrong: dict[str, object]) -> None:
        body = json.dumps({"jobs": [str(job)], "call": "SignApproved", **wrong})

        answer = client.post("/ky/token/", body, content_type="application/json")

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "signing_agent_call_wrong")

    def test_is_forgotten_with_the_document(self, client: Client, job: UUID) -> None:
        begun(client, job)

        enforce(NOW + timedelta(days=2))

        assert not AgentRequest.objects.exists()


class TestTheSigner:
    def certificate(self, name: str) -> Certificate:
        return read_certificate(Authority("Gốc").issue(name))

    def test_is_known_by_the_name_when_the_certificate_names_no_address(self, person: Person, at: datetime) -> None:
        mine, other = self.certificate("NGUYỄN THỊ LAN"), self.certificate("Nguyễn Thị Loan")

        assert selectors.is_certificate_of(mine, person.pk, may_be_agency=False, at=at)
        assert not selectors.is_certificate_of(other, person.pk, may_be_agency=True, at=at)

    def test_may_be_the_agency_where_its_seal_is_due(self, person: Person, at: datetime) -> None:
        person.agency = agency("Sở Nông nghiệp và Môi trường")
        person.save()
        seal, other = self.certificate("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"), self.certificate("SỞ TÀI CHÍNH")

        assert selectors.is_certificate_of(seal, person.pk, may_be_agency=True, at=at)
        assert not selectors.is_certificate_of(seal, person.pk, may_be_agency=False, at=at)
        assert not selectors.is_certificate_of(other, person.pk, may_be_agency=True, at=at)


class TestTheSignPage:
    def test_alone_may_open_the_socket(self, client: Client, job: UUID) -> None:
        policy = client.get(f"/ky/{job}/ky/").headers["Content-Security-Policy"]
        connect = next(each.strip() for each in policy.split(";") if each.strip().startswith("connect-src"))

        assert connect == "connect-src 'self' wss://127.0.0.1:8987"
        for path in (f"/ky/{job}/", "/ky/", "/kiem-tra/"):
            assert "wss:" not in client.get(path).headers["Content-Security-Policy"]

    @pytest.mark.parametrize(("soft", "way"), [(True, "file"), (False, "token")])
    def test_begins_with_the_way_that_people_have(
        self, client: Client, job: UUID, settings: Any, soft: bool, way: str,
    ) -> None:
        settings.ANTIN_SOFT_KEYS = soft

        page = client.get(f"/ky/{job}/ky/").content.decode()

        assert f'value="{way}" checked' in page
        assert page.count("checked") == 1
        assert f'data-jobs="{job}"' in page and "trang 1, cách mép trái 100 mm, cách mép trên 200 mm" in page

    def test_says_without_javascript_what_is_needed(self, client: Client, job: UUID) -> None:
        page = client.get(f"/ky/{job}/ky/").content.decode()
        (said,) = re.findall("<noscript>(.*?)</noscript>", page, re.DOTALL)

        assert "JavaScript" in said and "antin pdf sign" in said

    def test_of_several_lists_what_is_not_signed_yet(self, client: Client, job: UUID) -> None:
        signed = brought(client)
        SigningJob.objects.filter(pk=signed).update(signed="x.pdf", signed_at=NOW)

        page = client.get("/ky/nhieu/").content.decode()

        assert f'value="{job}"' in page and str(signed) not in page
