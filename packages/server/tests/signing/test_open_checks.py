"""An upload is answered at once, and completed when the evidence has come."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antin.adapters.http import FetchTimedOut
from antin.errors import AntinError
from antin.validation.later_evidence import Fetched, fetched
from antin_server.common import clock
from antin_server.operations.due import DUE
from antin_server.signing import services, tasks
from antin_server.signing.models import OpenCheck
from antin_server.signing.services import kept_checks, open_checks
from antin_server.signing.services.checking import Circumstances, FileToCheck
from antin_server.signing.services.kept_files import id_of
from antin_testkit.official_documents import official_document
from antin_testkit.paths import AT, Authority, distribution_point, entry, uri
from antin_testkit.pdf_revisions import append_revision, object_of, stream
from antin_testkit.signed_documents import signed_pdf

LIST = "http://crl.example.vn/goc.crl"
ROOT = Authority("CA gốc thử nghiệm")
SIGNER = ROOT.issue("Trần Văn Ước", serial=7, extensions=[distribution_point(uri(LIST))])
SIGNED = signed_pdf(SIGNER, official_document())
MINUTE = timedelta(minutes=1)


class Web:
    """Answers with these pages; what is not among them never comes."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.visits: list[str] = []

    def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        self.visits.append(url)
        if url not in self.pages:
            raise FetchTimedOut(host="crl.example.vn", seconds=135)
        return self.pages[url]


GOOD, SILENT = Web({LIST: ROOT.crl()}), Web({})


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    """An installation that trusts the root; the clock stands at AT."""
    settings.ANTIN_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    pilot = tmp_path / "trust/pilot"
    pilot.mkdir(parents=True)
    (pilot / "goc.cer").write_bytes(ROOT.certificate)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return tmp_path


def file(name: str, data: bytes) -> FileToCheck:
    return FileToCheck(name, len(data), lambda: data)


def begun(*files: FileToCheck, at: datetime = AT, source: str = "203.0.113.5") -> services.Check:
    return services.check_begin(files=files, source=source, circumstances=Circumstances(at, (), "vi"))


def gathered(secret: str, web: Web, at: datetime = AT) -> None:
    """By whoever began to ask last."""
    until = OpenCheck.objects.values_list("asking_until", flat=True).get(pk=id_of(secret))
    assert until is not None
    services.check_gather(secret=secret, until=until, fetch=web, at=at)


def outcomes(check: services.Check) -> list[str]:
    return [each.verdict["outcome"] for each in check.files if each.verdict is not None]


def with_page_changed(pdf: bytes) -> bytes:
    """Another sum on the first page, written after the signature."""
    (contents,) = re.findall(rb"/Contents (\d+) 0 R", pdf)[:1]
    drawn = b"BT /F1 24 Tf 72 700 Td (9.000.000 dong) Tj ET 0.8 0 0 rg 72 500 200 60 re f"
    assert object_of(pdf, int(contents))
    return append_revision(pdf, {int(contents): stream(drawn)})


def kept_files() -> list[str]:
    return default_storage.listdir("checking")[1] if default_storage.exists("checking") else []


class TestTheFirstAnswer:
    def test_comes_from_what_is_at_hand_and_says_what_is_being_asked(self) -> None:
        check = begun(file("a.pdf", SIGNED))

        assert (outcomes(check), check.is_asking, check.asked) == (["cannot_tell"], True, 1)
        verdict = check.files[0].verdict
        assert verdict is not None and verdict["signatures"][0]["signer"] == "Trần Văn Ước"

    def test_keeps_nothing_where_nothing_is_to_be_asked(self) -> None:
        check = begun(file("a.txt", b"xin chao"), file("b.pdf", official_document()))

        assert (check.secret, check.is_asking, OpenCheck.objects.count(), kept_files()) == ("", False, 0, [])

    def test_asks_one_question_for_files_that_share_it(self) -> None:
        check = begun(*[file(f"{each}.pdf", SIGNED) for each in range(3)])
        web = Web(GOOD.pages)

        gathered(check.secret, web, at=AT)

        assert web.visits == [LIST]
        assert outcomes(services.check_open(secret=check.secret, at=AT)) == ["valid"] * 3

    def test_is_all_there_is_when_there_is_no_room_and_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kept_checks, "MOST_OCTETS", 4 * (len(SIGNED) + 10))

        check = begun(file("a.pdf", SIGNED), file("b.pdf", SIGNED))

        assert [each.is_kept for each in check.files].count(True) == 1
        assert "quá nhiều tệp đang chờ" in check.failures[0].text
        gathered(check.secret, GOOD, at=AT)
        ended = services.check_open(secret=check.secret, at=AT)
        assert sorted(outcomes(ended)) == ["cannot_tell", "valid"] and ended.failures

    def test_leaves_room_for_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kept_checks, "MOST_OCTETS", 4 * (len(SIGNED) + 10))

        begun(file("a.pdf", SIGNED))

        assert begun(file("a.pdf", SIGNED)).secret == ""
        assert begun(file("a.pdf", SIGNED), source="203.0.113.6").secret != ""

    def test_leaves_the_same_room_to_an_upload_at_the_same_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kept_checks, "MOST_OCTETS", 4 * (len(SIGNED) + 10))
        meanwhile: list[services.Check] = []
        judged = open_checks.strangers_check

        def slow(**all_of_it: Any) -> Any:
            monkeypatch.setattr(open_checks, "strangers_check", judged)
            meanwhile.append(begun(file("b.pdf", SIGNED)))
            return judged(**all_of_it)

        monkeypatch.setattr(open_checks, "strangers_check", slow)

        assert begun(file("a.pdf", SIGNED)).secret != ""
        assert meanwhile[0].secret == "" and meanwhile[0].failures

    def test_is_refused_after_more_uploads_than_people_make(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(open_checks, "UPLOADS_A_MINUTE", 2)
        begun(file("a.txt", b"x"))
        begun(file("a.txt", b"x"))

        with pytest.raises(AntinError) as refused:
            begun(file("a.txt", b"x"))

        assert refused.value.code == "signing_too_many_checks"
        begun(file("a.txt", b"x"), at=AT + MINUTE)


class TestTheCompleteAnswer:
    def test_is_valid_and_the_file_is_gone(self) -> None:
        check = begun(file("a.pdf", SIGNED))
        assert len(kept_files()) == 1

        gathered(check.secret, GOOD, at=AT)

        ended = services.check_open(secret=check.secret, at=AT)
        assert (outcomes(ended), ended.is_asking, ended.failures, kept_files()) == (["valid"], False, (), [])
        assert (ended.asked, ended.answered) == (1, 1)

    def test_is_not_valid_when_the_list_says_revoked(self) -> None:
        check = begun(file("a.pdf", SIGNED))

        gathered(check.secret, Web({LIST: ROOT.crl(entry(7))}), at=AT)

        assert outcomes(services.check_open(secret=check.secret, at=AT)) != ["valid"]

    def test_is_never_valid_when_nobody_answers_and_says_who_did_not(self) -> None:
        check = begun(file("a.pdf", SIGNED))

        gathered(check.secret, SILENT, at=AT)

        ended = services.check_open(secret=check.secret, at=AT)
        assert (outcomes(ended), ended.may_ask_again) == (["cannot_tell"], True)
        assert "crl.example.vn không trả lời đủ trong 135 giây" in ended.failures[0].text

    def test_comes_on_another_try(self) -> None:
        check = begun(file("a.pdf", SIGNED))
        gathered(check.secret, SILENT, at=AT)

        again = services.check_ask_again(secret=check.secret, at=AT + MINUTE)
        assert (again.is_asking, again.asked, again.failures) == (True, 1, ())
        gathered(check.secret, GOOD, at=AT + MINUTE)

        assert outcomes(services.check_open(secret=check.secret, at=AT + MINUTE)) == ["valid"]
        assert kept_files() == []

    def test_stays_when_an_earlier_try_ends_after_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        check, later = begun(file("a.pdf", SIGNED)), AT + 11 * MINUTE
        assert check.begun_until is not None

        def slow(questions: Any, fetch: Any, **others: Any) -> Fetched:
            monkeypatch.setattr(open_checks, "fetched", fetched)
            again, twice = (services.check_ask_again(secret=check.secret, at=later) for _ in range(2))
            assert again.begun_until is not None and (twice.is_asking, twice.begun_until) == (True, None)
            services.check_gather(secret=check.secret, until=again.begun_until, fetch=GOOD, at=later)
            return fetched(questions, fetch, **others)

        monkeypatch.setattr(open_checks, "fetched", slow)
        services.check_gather(secret=check.secret, until=check.begun_until, fetch=SILENT, at=AT)

        ended = services.check_open(secret=check.secret, at=later)
        assert (outcomes(ended), ended.failures, kept_files()) == (["valid"], (), [])

    def test_is_not_asked_for_when_the_turn_comes_too_late(self) -> None:
        check, web = begun(file("a.pdf", SIGNED)), Web({})
        assert check.begun_until is not None

        services.check_gather(secret=check.secret, until=check.begun_until, fetch=web, at=check.begun_until)

        assert web.visits == []

    def test_cannot_come_once_the_file_is_deleted(self) -> None:
        check = begun(file("a.pdf", SIGNED))
        gathered(check.secret, SILENT, at=AT)
        later = AT + 15 * MINUTE
        services.checks_expire(at=later)

        with pytest.raises(AntinError) as refused:
            services.check_ask_again(secret=check.secret, at=later)

        assert refused.value.code == "signing_check_file_gone"

    def test_is_said_to_be_interrupted_when_whoever_asked_is_gone(self) -> None:
        check = begun(file("a.pdf", SIGNED))

        found = services.check_open(secret=check.secret, at=AT + 11 * MINUTE)

        assert (found.is_asking, found.may_ask_again) == (False, True)
        assert "gián đoạn" in found.failures[0].text


class TestWhatIsKept:
    def test_can_be_read_by_nobody_without_the_page(self) -> None:
        check = begun(file("mật.pdf", SIGNED))

        row = OpenCheck.objects.get()
        stored = bytes(row.told) + default_storage.open(f"checking/{kept_files()[0]}").read()

        assert b"%PDF" not in stored and "mật".encode() not in stored and b"sha256" not in stored
        assert check.secret not in f"{row.pk} {row.source} {kept_files()}" and "203.0.113.5" not in row.source

    def test_goes_when_its_time_is_over_whatever_became_of_it(self) -> None:
        check = begun(file("a.pdf", SIGNED))
        (work,) = [each for each in DUE if each.name == "checks_expire"]
        assert work.every_s <= 60

        work.do(AT + 14 * MINUTE)
        assert len(kept_files()) == 1
        work.do(AT + 15 * MINUTE)
        assert (len(kept_files()), OpenCheck.objects.count()) == (0, 1)
        work.do(AT + 60 * MINUTE)

        assert OpenCheck.objects.count() == 0
        with pytest.raises(AntinError):
            services.check_open(secret=check.secret, at=AT + 60 * MINUTE)

    def test_goes_at_once_on_demand(self) -> None:
        check = begun(file("a.pdf", SIGNED))

        services.check_drop(secret=check.secret)

        assert (kept_files(), OpenCheck.objects.count()) == ([], 0)

    def test_may_go_while_it_is_asked_about(self) -> None:
        check = begun(file("a.pdf", SIGNED))
        services.checks_expire(at=AT + 15 * MINUTE)

        gathered(check.secret, GOOD, at=AT)

        ended = services.check_open(secret=check.secret, at=AT)
        assert (outcomes(ended), ended.is_asking, ended.may_ask_again) == (["cannot_tell"], False, False)


class TestThePage:
    @pytest.fixture(autouse=True)
    def later(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What was left to a thread; the tests do it themselves."""
        begun: list[str] = []
        monkeypatch.setattr(tasks, "evidence_gather", lambda secret, until, allow: begun.append(secret))
        return begun

    def posted(self, address: str, **fields: object) -> str:
        answer = Client().post(address, fields)
        assert answer.headers.get("Cache-Control") == "no-store" or answer.status_code in (302, 400)
        return answer.content.decode()

    def brought(self, *files: tuple[str, bytes]) -> str:
        return self.posted("/kiem-tra/", file=[SimpleUploadedFile(name, data) for name, data in files])

    def test_says_that_it_is_asking_and_offers_the_complete_result(self, later: list[str]) -> None:
        page = self.brought(("a.pdf", SIGNED))

        assert "Đang hỏi tình trạng thu hồi của chứng thư" in page and "Chưa kết luận được" in page
        assert "Xem kết quả đầy đủ" in page and 'name="report"' not in page and "Hợp lệ" not in page
        assert len(later) == 1 and later[0] in page

    def test_shows_the_complete_result_and_its_report(self, later: list[str]) -> None:
        self.brought(("a.pdf", SIGNED))
        gathered(later[0], GOOD, at=AT)

        page = self.posted("/kiem-tra/tiep/", check=later[0])

        assert "Hợp lệ" in page and "data-asking" not in page
        token = page.split('name="report" value="')[1].split('"')[0]
        told = json.loads(Client().post("/kiem-tra/bao-cao/", {"report": token, "format": "json"}).content)
        assert (told["outcome"], told["signatures"][0]["revocation"]["state"]) == ("valid", "good")

    def test_says_what_could_not_be_asked_and_tries_again(self, later: list[str]) -> None:
        self.brought(("a.pdf", SIGNED))
        gathered(later[0], SILENT, at=AT)

        page = self.posted("/kiem-tra/tiep/", check=later[0])
        assert "crl.example.vn không trả lời" in page and "Thử lại" in page and "Hợp lệ" not in page
        again = self.posted("/kiem-tra/tiep/", check=later[0], deed="again")

        assert "data-asking" in again and later == [later[0]] * 2

    def test_of_a_twofold_try_begins_one(self, later: list[str]) -> None:
        self.brought(("a.pdf", SIGNED))

        self.posted("/kiem-tra/tiep/", check=later[0], deed="again")

        assert len(later) == 1

    @pytest.mark.parametrize("secret", ["", "x", "\x00", "a" * 100_000])
    def test_of_an_unknown_secret_says_that_it_is_gone(self, secret: str) -> None:
        answer = Client().post("/kiem-tra/tiep/", {"check": secret})

        assert answer.status_code == 400 and "không còn ở đây" in answer.content.decode()

    def test_deletes_everything_on_demand(self, later: list[str]) -> None:
        self.brought(("a.pdf", SIGNED))

        answer = Client().post("/kiem-tra/tiep/", {"check": later[0], "deed": "drop"}, follow=True)

        assert "Đã xóa tệp và kết quả" in answer.content.decode() and kept_files() == []

    def test_asks_the_database_as_often_for_many_files_as_for_one(
        self, later: list[str], django_assert_max_num_queries: Any,
    ) -> None:
        with django_assert_max_num_queries(40) as one:
            self.brought(("a.pdf", SIGNED))
        with django_assert_max_num_queries(40) as many:
            self.brought(*[(f"{each}.pdf", SIGNED) for each in range(4)])

        assert len(many) <= len(one)

    def test_shows_a_changed_page_before_and_after(self) -> None:
        page = self.brought(("a.pdf", with_page_changed(signed_pdf(SIGNER))))

        figure = page.split('<figure class="before-after">')[1].split("</figure>")[0]
        assert "Nội dung trang bị thay đổi sau khi ký (trang 1)" in figure
        assert figure.count("data:image/png;base64,iVBOR") == 2
        assert len(re.findall(r'alt="Trang 1 như [^"]+"', figure)) == 2

    def test_shows_no_pictures_where_nothing_was_changed(self) -> None:
        assert "before-after" not in self.brought(("a.pdf", SIGNED))
