"""The pages of documents to be issued: lists, a new one, one flow, and every deed on it."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from antin_server.accounts.models import Person
from antin_server.common import clock
from antin_server.signing import services
from antin_server.signing.models import DocumentFlow, FlowEvent, SigningJob
from antin_testkit.authority import TestAuthority
from antin_testkit.people import agency, person

from .conftest import NOW
from .flow_office import PDF, Office, certify, chosen, office_without_keys


@pytest.fixture
def office(db: None) -> Office:
    return office_without_keys()


@pytest.fixture
def flow(office: Office, at: datetime) -> DocumentFlow:
    return office.begun(at)


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(flow: DocumentFlow, deed: str = "") -> str:
    return f"/ky/phat-hanh/{flow.pk}/{deed}"


def form(office: Office, **more: object) -> dict[str, object]:
    return {
        "key": str(uuid4()), "title": "Thông báo nghỉ Tết", "initials": [str(office.first.pk), "", "", "", ""],
        "leader": str(office.leader.pk), "clerk": str(office.clerk.pk),
        "file": SimpleUploadedFile("thông báo.pdf", PDF), **more,
    }


class TestANewDocument:
    def test_goes_to_the_first_of_its_people(self, office: Office, at: datetime) -> None:
        answer = of(office.drafter).post("/ky/phat-hanh/moi/", form(office))

        flow = DocumentFlow.objects.get()
        assert answer.headers["Location"] == address(flow)
        assert (flow.title, flow.waits_for, flow.file_name) == ("Thông báo nghỉ Tết", office.first, "thông báo.pdf")
        page = of(office.drafter).get(address(flow)).content.decode()
        assert "Hiện giờ:" in page and "Ký nháy, Trần Thu Hà" in page and "Nhắc Trần" not in page

    def test_sent_twice_is_one(self, office: Office, at: datetime) -> None:
        client, key = of(office.drafter), str(uuid4())

        for _ in "12":
            client.post("/ky/phat-hanh/moi/", form(office, key=key))

        assert DocumentFlow.objects.count() == 1

    @pytest.mark.parametrize("wrong", [
        {"title": ""}, {"leader": ""}, {"clerk": "x"}, {"leader": "99999999999999999999"}, {"file": ""},
        {"key": "no key"}, {"initials": ["-1", "9"]}, {"file": SimpleUploadedFile("a.pdf", b"no pdf")},
    ])
    def test_wrong_is_told_and_what_was_typed_stays(
        self, office: Office, wrong: dict[str, object], at: datetime,
    ) -> None:
        answer = of(office.drafter).post("/ky/phat-hanh/moi/", form(office, **wrong))

        page = answer.content.decode()
        assert answer.status_code == 400 and "error-summary" in page
        assert "title" in wrong or 'value="Thông báo nghỉ Tết"' in page
        assert DocumentFlow.objects.count() == 0

    def test_offers_the_people_of_the_agency_by_what_they_may_do(self, office: Office, at: datetime) -> None:
        person("khac@angiang.gov.vn", "Vũ Văn Khác", agency=agency("Sở Tài chính tỉnh An Giang"))

        page = of(office.drafter).get("/ky/phat-hanh/moi/").content.decode()

        leaders = re.search(r'name="leader".*?</select>', page, re.S)[0]  # type: ignore[index]
        assert "Phạm Quốc Thành" in leaders and "Đỗ Thị Lan" not in leaders and "Vũ Văn Khác" not in page

    def test_says_what_is_missing_in_an_agency_without_roles_or_to_nobodys_account(self, at: datetime, db) -> None:
        lonely = person("mot@angiang.gov.vn", "Vũ Một", agency=agency("Sở Tài chính tỉnh An Giang"))
        nobody = person("tudo@angiang.gov.vn", "Vũ Tự Do")

        assert "chưa có ai giữ vai trò lãnh đạo" in of(lonely).get("/ky/phat-hanh/moi/").content.decode()
        assert "chưa thuộc cơ quan nào" in of(nobody).get("/ky/phat-hanh/moi/").content.decode()


class TestTheLists:
    def test_show_each_document_to_whom_it_concerns(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        def listed(who: Person, name: str) -> bool:
            return flow.title in of(who).get(f"/ky/phat-hanh/?muc={name}").content.decode()

        assert listed(office.first, "cho-toi") and not listed(office.second, "cho-toi")
        assert listed(office.drafter, "dang-di") and listed(office.clerk, "dang-di")
        services.flow_cancel(chosen=chosen(flow, office.drafter), reason="Thôi", at=at)
        assert listed(office.second, "da-xong") and not listed(office.first, "cho-toi")
        assert not listed(person("la@angiang.gov.vn", "Vũ La", agency=office.agency), "da-xong")

    def test_tell_what_waits_on_the_desk_too(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        for who, count in ((office.first, "1"), (office.second, "0")):
            page = of(who).get("/ban-lam-viec/").content.decode()
            tile = re.search(r'href="/ky/phat-hanh/".*?tile-number">(\d+)', page, re.S)
            assert tile and tile[1] == count

    def test_are_empty_with_the_next_step(self, office: Office, at: datetime) -> None:
        for name in ("cho-toi", "dang-di", "da-xong", "gi-do", ""):
            assert 'class="empty"' in of(office.drafter).get(f"/ky/phat-hanh/?muc={name}").content.decode()

    def test_come_in_pages_with_as_many_queries_for_many_as_for_one(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        def queries() -> int:
            counted = 0
            for name in ("cho-toi", "dang-di", "da-xong"):
                with CaptureQueriesContext(connection) as found:
                    assert client.get(f"/ky/phat-hanh/?muc={name}").status_code == 200
                counted += len(found)
            return counted

        client = of(office.first)
        queries()
        before = queries()
        for number in range(25):
            office.begun(at, title=f"Văn bản {number}")

        assert queries() == before
        page = client.get("/ky/phat-hanh/?page=2").content.decode()
        assert page.count('class="file-name"') == 6 and "21–26 trong số 26" in page


class TestAFlow:
    def test_and_its_files_are_for_those_who_take_part(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        file = address(flow, f"ban/{FlowEvent.objects.get().pk}/")
        for who in (office.drafter, office.first, office.second, office.leader, office.clerk):
            assert of(who).get(address(flow)).status_code == 200
            assert of(who).get(file).content == PDF
        stranger = of(person("la@angiang.gov.vn", "Vũ La", agency=office.agency))
        for deed in ("", "tra-lai/", "huy/", file.removeprefix(address(flow))):
            assert stranger.get(address(flow, deed)).status_code == 404
        for deed in ("lam/", "tra-lai/", "trinh-lai/", "huy/", "nhac/"):
            answer = stranger.post(address(flow, deed), {"version": "1", "reason": "Phá", "number": "1/QĐ"})
            assert answer.status_code == 404
        assert Client().get(file).status_code == 302
        assert FlowEvent.objects.count() == 1

    def test_gives_no_file_of_another_one(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        other = services.flow_begin(draft=office.draft(), person_id=office.drafter.pk, at=at)
        foreign = FlowEvent.objects.get(flow=other)

        assert of(office.drafter).get(address(flow, f"ban/{foreign.pk}/")).status_code == 404

    def test_shows_the_deed_to_whoever_it_is_for(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        assert "Tiếp tục: ký nháy" in of(office.first).get(address(flow)).content.decode()
        for who in (office.drafter, office.second, office.leader):
            page = of(who).get(address(flow)).content.decode()
            assert "Đến lượt anh/chị" not in page and ("Hủy trình" in page) == (who == office.drafter)

    def test_leads_from_the_turn_to_the_place_of_the_signature(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        client = of(office.first)

        answer = client.post(address(flow, "lam/"), {"version": "1"})

        job = SigningJob.objects.get()
        assert answer.headers["Location"] == f"/ky/{job.pk}/"
        sign = client.get(f"/ky/{job.pk}/ky/").content.decode()
        assert '<input type="hidden" name="call" value="SignApproved">' in sign

    def test_refuses_what_an_old_page_sends(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        for version in ("0", "7", "", "x"):
            answer = of(office.first).post(address(flow, "tra-lai/"), {"version": version, "reason": "Sai"})
            assert answer.status_code == 409 and "đã sang bước khác" in answer.content.decode()

    def test_is_sent_back_corrected_and_cancelled(self, office: Office, flow: DocumentFlow, at: datetime) -> None:
        first, drafter = of(office.first), of(office.drafter)
        assert "Lý do" in first.get(address(flow, "tra-lai/")).content.decode()
        assert first.post(address(flow, "tra-lai/"), {"version": "1", "reason": ""}).status_code == 409
        first.post(address(flow, "tra-lai/"), {"version": "1", "reason": "Sai <căn cứ>"})
        page = drafter.get(address(flow)).content.decode()
        assert "Trình lại bản đã sửa" in page and "Sai &lt;căn cứ&gt;" in page

        assert drafter.post(address(flow, "trinh-lai/"), {"version": "2"}).status_code == 409
        answer = drafter.post(address(flow, "trinh-lai/"), {
            "version": "2", "file": SimpleUploadedFile("sửa.pdf", PDF + b"\n"),
        })
        assert answer.status_code == 302
        assert "Vòng 2" in drafter.get(address(flow)).content.decode()

        drafter.post(address(flow, "huy/"), {"version": "3", "reason": "Không cần nữa"})
        page = of(office.clerk).get(address(flow)).content.decode()
        assert "đã hủy" in page and "Không cần nữa" in page
        assert drafter.get(address(flow, "huy/")).status_code == 302

    def test_keeps_the_deeds_of_the_beginner_to_the_beginner(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        for deed in ("trinh-lai/", "huy/", "nhac/"):
            data = {"version": "1", "reason": "Phá", "file": SimpleUploadedFile("a.pdf", PDF)}
            assert of(office.first).post(address(flow, deed), data).status_code == 404
        assert of(office.second).get(address(flow, "tra-lai/")).status_code == 302
        assert of(office.second).get(address(flow, "huy/")).status_code == 404

    def test_lets_the_beginner_remind_after_some_hours(
        self, office: Office, flow: DocumentFlow, at: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        client = of(office.drafter)
        assert client.post(address(flow, "nhac/"), {"version": "1"}).status_code == 409
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=5))

        assert "Nhắc Trần Thu Hà" in client.get(address(flow)).content.decode()
        assert client.post(address(flow, "nhac/"), {"version": "1"}).status_code == 302
        assert "Nhắc Trần Thu Hà" not in client.get(address(flow)).content.decode()

    def test_costs_as_many_queries_with_a_long_history_as_with_a_short_one(
        self, office: Office, flow: DocumentFlow, at: datetime,
    ) -> None:
        client = of(office.drafter)
        client.get(address(flow))
        with CaptureQueriesContext(connection) as short:
            client.get(address(flow))
        for _ in range(6):
            services.flow_return(chosen=chosen(flow, office.first), reason="Sai", at=at)
            services.flow_correct(chosen=chosen(flow, office.drafter), file_name="a.pdf", data=PDF, at=at)

        with CaptureQueriesContext(connection) as long:
            client.get(address(flow))

        assert len(long) == len(short)


class TestTheEnd:
    def test_is_a_document_to_download_with_its_verdict(
        self, office: Office, authority: TestAuthority, at: datetime,
    ) -> None:
        certify(office, authority, at)
        flow = office.acts(office.begun(at, initials=[]), office.leader, at)
        clerk = of(office.clerk)
        page = clerk.get(address(flow)).content.decode()
        assert "Số, ký hiệu" in page and 'value="24/11/2026"' in page
        version = str(chosen(flow, office.clerk).version)
        wrong = clerk.post(address(flow, "lam/"), {"version": version, "number": "12", "issued_on": "24/11/2026"})
        assert wrong.status_code == 409 and 'value="12"' in wrong.content.decode()
        clerk.post(address(flow, "lam/"), {
            "version": version, "number": "12/QĐ-SNNMT", "issued_on": "24/11/2026", "symbol": "on",
        })
        job = SigningJob.objects.get(person=office.clerk)
        sign = clerk.get(f"/ky/{job.pk}/ky/").content.decode()
        assert 'value="SignIssued"' in sign and 'value="12/QĐ-SNNMT" readonly' in sign
        office.sign(office.clerk, job.pk, at)

        assert clerk.get(f"/ky/{job.pk}/xong/").headers["Location"] == address(flow)
        page = of(office.drafter).get(address(flow)).content.decode()
        last = FlowEvent.objects.get(deed="issue")
        assert "Tải 12-QĐ-SNNMT quyet-dinh.pdf" in page and last.sha256 in page
        assert "Kết quả kiểm tra văn bản đã ban hành" in page and "Phạm Quốc Thành" in page
        assert "Mời" not in page and clerk.post(address(flow, "lam/"), {"version": version}).status_code == 409
        file = of(office.drafter).get(address(flow, f"ban/{last.pk}/"))
        assert file.content.startswith(PDF) and "12-Q" in file.headers["Content-Disposition"]
