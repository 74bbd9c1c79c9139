"""The 2020 page, reborn: what a browser gets."""

import io
import re
import zipfile
from html import unescape
from itertools import pairwise
from urllib.parse import quote

import docx
import pytest
from django.test import Client

from antin.casework import LAW_SETS
from antin.casework.procedures import Paper, procedure
from antin_server.guidance.content import library
from antin_server.registration.permissions import OPEN_PROCEDURES

pytestmark = pytest.mark.django_db

OLD_NAMES = """Bien ban ban giao.doc|Bien ban thu hoi.doc|Bieu mau ve Chung thu so.rar|Huong dan ve Chung thu so.doc
iHTKK_HuongDanSuDung_CKS_BCY.pdf|Mau 01 (ca nhan)-TT1852019.doc|Mau 02 (de nghi cap ca nhan)-TT1852019.doc
Mau 03 (to chuc)-TT1852019.doc|Mau 04 (de nghi cap CQTC)-TT1852019.doc|Mau 07 (thay doi noi dung)-TT1852019.doc
Mau 08 (de nghi gia han thay doi)-TT1852019.doc|Mau 09 (thu hoi)-TT1852019.doc|Mau 10 (de nghi thu hoi)-TT1852019.doc
Mau 11 (khoi phuc)-TT1852019.doc|Mau 12 (de nghi khoi phuc)-TT1852019.doc|Mau 13 (ban giao CCY)-TT185.doc
Mau 14 (het han su dung va thu hoi)-TT1852019.doc|Mau 15 (that lac)-TT1852019.doc|NTDT_huong_dan_su_dung_CKS_BCY.pdf
SafeNetAuthenticationClient-x32-x64-10.4.rar""".replace("\n", "|").split("|")
FORMS = [(law.id, form.number) for law in LAW_SETS.values() for form in (*law.forms, *law.internal_forms)]
PATHS = ["/", "/huong-dan/", "/bieu-mau/", "/phan-mem/", "/attachments/"]
PATHS += [f"/huong-dan/{slug}/" for slug in library("vi").pages]


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


class TestTheHomePage:
    def test_has_the_five_sections_in_the_order_of_2020(self, client: Client) -> None:
        page = text_of(client, "/")

        places = [page.index(f'id="phan-{number}"') for number in range(1, 6)]
        assert places == sorted(places)
        for number in range(1, 6):
            assert library("vi").of_section(number)[0].title in page

    def test_says_of_each_of_the_15_forms_what_it_is_for_who_signs_and_what_to_use_today(self, client: Client) -> None:
        page = text_of(client, "/")

        for form in LAW_SETS["tt185_2019"].forms:
            note = library("vi").forms[f"tt185_2019/{form.number}"]
            assert note.purpose in page
            assert note.signer in page
            assert f'href="/bieu-mau/tt185_2019/{form.number}.docx"' in page
            assert f'href="/bieu-mau/nd68_2024/{form.successor}/"' in page
        assert 'href="/bieu-mau/nd68_2024.zip"' in page
        assert 'href="/bieu-mau/tt185_2019.zip"' in page

    def test_says_what_is_not_open_and_what_to_do_today(self, client: Client) -> None:
        page = text_of(client, "/")

        assert page.count("Chưa mở trên cổng này") == 2
        assert library("vi").pages["khai-thue"].today in page
        assert library("vi").pages["thu-cong-vu"].today in page

    def test_speaks_english_when_asked(self, client: Client) -> None:
        client.cookies["antin_language"] = "en"

        page = text_of(client, "/")

        assert '<html lang="en"' in page
        assert "The five parts of the guidance" in page
        assert library("en").pages["cap-moi"].title in page


@pytest.mark.parametrize("path", PATHS)
class TestEveryPage:
    def test_answers_in_vietnamese_by_default(self, client: Client, path: str) -> None:
        assert '<html lang="vi"' in text_of(client, path)

    def test_asks_nothing_of_other_sites_and_has_no_code_in_it(self, client: Client, path: str) -> None:
        page = text_of(client, path)

        assert re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//', page) == []
        assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
        assert re.findall(r'\sstyle="|\son\w+="|<style', page) == []

    def test_has_one_main_heading_and_none_skipped(self, client: Client, path: str) -> None:
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text_of(client, path))]

        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_cannot_be_posted_to(self, client: Client, path: str) -> None:
        assert client.post(path).status_code == 405

    def test_has_no_text_left_in_english(self, client: Client, path: str) -> None:
        main = text_of(client, path).split("<main", 1)[1].split("</main>")[0]

        for english in ("Download", "Who signs", "What it is for", "On this page", "Sources, and", "Next step"):
            assert english not in main


class TestAnAttachmentOf2020:
    def test_is_one_of_twenty(self) -> None:
        assert sorted(OLD_NAMES) == sorted(each.name for each in library("vi").attachments)

    @pytest.mark.parametrize("name", OLD_NAMES)
    def test_answers_with_its_successor(self, client: Client, name: str) -> None:
        answer = client.get(f"/attachments/{quote(name)}", follow=True)

        assert answer.status_code == 200
        assert "Anh/chị vừa mở liên kết cũ tới" in answer.content.decode()

    @pytest.mark.parametrize(
        "path",
        [
            "Mau%2001%20(ca%20nhan)-TT1852019.doc",
            "Mau%2001%20%28ca%20nhan%29-TT1852019.doc",
            "Mau+01+(ca+nhan)-TT1852019.doc",
            "mau 01 (ca nhan)-tt1852019.DOC",
            "Mau%252001%2520(ca%2520nhan)-TT1852019.doc",
        ],
    )
    def test_is_found_however_its_name_was_spoilt(self, client: Client, path: str) -> None:
        page = text_of(client, f"/attachments/{path}")

        assert 'href="/bieu-mau/nd68_2024/01.docx"' in page
        assert 'href="/bieu-mau/tt185_2019/01.docx"' in page

    @pytest.mark.parametrize("name", ["khong co.doc", "../config/settings.py", "%00", "a" * 3000, "Mau 05.doc"])
    def test_is_not_found_when_there_was_none(self, client: Client, name: str) -> None:
        assert client.get(f"/attachments/{quote(name)}").status_code == 404

    def test_names_the_form_that_took_its_place(self, client: Client) -> None:
        page = text_of(client, f"/attachments/{quote('Mau 14 (het han su dung va thu hoi)-TT1852019.doc')}")

        assert "Nay dùng Mẫu 08 của Nghị định 68/2024" in page


@pytest.mark.parametrize(("law", "number"), FORMS)
class TestAForm:
    def test_has_a_page_that_says_what_is_known(self, client: Client, law: str, number: str) -> None:
        form = LAW_SETS[law].form(number)

        page = text_of(client, f"/bieu-mau/{law}/{number}/")

        assert form.title in page
        assert [each.label for each in (*form.fields, *form.columns) if each.label not in page] == []
        assert f'href="/bieu-mau/{law}/{number}.docx"' in page

    def test_offers_to_fill_it_in_where_the_portal_carries_the_procedure(
        self, client: Client, law: str, number: str,
    ) -> None:
        carried = {
            form for kind in OPEN_PROCEDURES for (paper, _), form in procedure("nd68_2024", kind).forms.items()
            if paper in (Paper.LETTER, Paper.HANDOVER)
        }

        page = text_of(client, f"/bieu-mau/{law}/{number}/")

        assert ("Điền trên cổng này" in page) == (law == "nd68_2024" and number in carried)

    def test_is_downloaded_as_a_document_that_opens(self, client: Client, law: str, number: str) -> None:
        answer = client.get(f"/bieu-mau/{law}/{number}.docx")

        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="mau-{number.lower()}-{law}.docx"'
        assert docx.Document(io.BytesIO(answer.content)).core_properties.title == LAW_SETS[law].form(number).title


class TestTheArchive:
    @pytest.mark.parametrize(("law", "count"), [("tt185_2019", 15), ("nd68_2024", 9)])
    def test_holds_every_form(self, client: Client, law: str, count: int) -> None:
        answer = client.get(f"/bieu-mau/{law}.zip")

        assert answer["Content-Type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
            assert len(pack.namelist()) == count


class TestWhatIsNotThere:
    @pytest.mark.parametrize(
        "path",
        ["/bieu-mau/tt08_2016/01/", "/bieu-mau/nd68_2024/10/", "/bieu-mau/nd68_2024/10.docx", "/bieu-mau/x.zip",
         "/huong-dan/khong-co/"],
    )
    def test_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404


class TestTheSoftwareList:
    def test_gives_version_system_source_and_fingerprint_of_each_program(self, client: Client) -> None:
        page = text_of(client, "/phan-mem/")

        for program in library("vi").software:
            assert f'id="{program.id}"' in page
            for said in (program.name, program.system, program.publisher, program.source, program.sha256):
                assert said in page
        assert "đối chiếu tại nơi phát hành" in page
        assert "xem tại nơi phát hành" in page
