"""What is written: complete in both languages, every link leads somewhere, nothing can smuggle code in."""

import re
import unicodedata
from importlib.resources import files

import pytest
from django.test import Client

from antin.casework import LAW_SETS
from antin_server.guidance.content import SECTIONS, Page, State, library
from antin_server.guidance.content.links import LinkUnknown, resolved
from antin_server.guidance.content.pages import PageBroken, page_of
from antin_server.guidance.content.rendering import rendered

EVERY_PAGE = [page for language in ("vi", "en") for page in library(language).pages.values()]
SECTION_TITLES = (
    "Hướng dẫn về việc cấp mới, gia hạn, thu hồi, thay đổi thông tin chứng thư số",
    "Hướng dẫn cài đặt và sử dụng chương trình VsignPDF",
    "Hướng dẫn sử dụng chứng thư số do Ban Cơ yếu Chính phủ cấp để khai thuế qua mạng",
    "Tải phần mềm liên quan đến Chứng thư số",
    "Đăng ký thư điện tử công vụ",
)


def named(page: Page) -> str:
    return f"{page.language}-{page.slug}"


class TestTheLibrary:
    def test_has_every_page_in_both_languages(self) -> None:
        vietnamese, english = library("vi").pages, library("en").pages

        assert list(vietnamese) == list(english)
        for slug, page in vietnamese.items():
            twin = english[slug]
            assert (page.section, page.order, page.state) == (twin.section, twin.order, twin.state), slug
            assert len(page.parts) == len(twin.parts), slug
            assert page.reviewed == twin.reviewed, slug

    def test_keeps_the_five_titles_of_the_2020_page(self) -> None:
        assert tuple(library("vi").of_section(number)[0].title for number in SECTIONS) == SECTION_TITLES

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_has_no_link_that_leads_nowhere(self, language: str) -> None:
        assert library(language).broken == ()

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_says_of_each_form_what_it_is_for(self, language: str) -> None:
        notes = library(language).forms

        wanted = {f"{law.id}/{form.number}" for law in LAW_SETS.values() for form in (*law.forms, *law.internal_forms)}
        assert set(notes) == wanted
        assert all(note.title and note.purpose and note.signer and note.send_to for note in notes.values())

    def test_names_the_20_attachments_of_2020_each_with_one_successor(self) -> None:
        attachments = library("vi").attachments

        assert len({each.name for each in attachments}) == 20
        for each in attachments:
            assert sum(map(bool, (each.form, each.is_archive, each.guide, each.software))) == 1, each.name

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_guesses_no_version_and_no_fingerprint(self, language: str) -> None:
        for program in library(language).software:
            assert program.name and program.system and program.publisher and program.source and program.about
            assert program.sha256 == "" or re.fullmatch(r"[0-9A-F]{64}", program.sha256), program.id

    def test_answers_in_vietnamese_when_asked_for_a_language_it_does_not_write(self) -> None:
        assert library("fr").language == "vi"

    def test_is_read_once(self) -> None:
        assert library("vi") is library("vi")

    def test_is_written_in_composed_letters(self) -> None:
        folder = files("antin_server.guidance.content")
        texts = [file for language in ("vi", "en") for file in folder.joinpath(language).iterdir()]
        texts += [file for file in folder.iterdir() if file.name.endswith(".toml")]

        assert len(texts) >= 29
        decomposed = [each.name for each in texts if not unicodedata.is_normalized("NFC", each.read_text("utf-8"))]
        assert decomposed == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=named)
class TestAPage:
    def test_says_what_to_do_today_when_not_all_is_open(self, page: Page) -> None:
        assert (page.state is State.OPEN) == (page.today == "")

    def test_leads_on(self, page: Page) -> None:
        assert page.next is not None
        assert page.summary and page.audience

    def test_names_its_sources(self, page: Page) -> None:
        assert page.sources or page.slug == "gioi-thieu"

    def test_points_only_at_anchors_that_exist(self, page: Page) -> None:
        links = [*re.findall(r'href="([^"]+)"', page.html), page.next.address if page.next else ""]
        for slug, anchor in (found for link in links for found in re.findall(r"^/huong-dan/([\w-]+)/#(.+)$", link)):
            assert anchor in {part.anchor for part in library(page.language).pages[slug].parts}, (slug, anchor)

    def test_gives_every_heading_a_place_of_its_own(self, page: Page) -> None:
        anchors = [part.anchor for part in page.parts]

        assert len(set(anchors)) == len(anchors)
        assert all(part.level in (2, 3) for part in page.parts[1:])

    def test_links_to_places_that_answer(self, page: Page, client: Client, db: None) -> None:
        links = [*re.findall(r'href="(/[^"#]*)', page.html), page.next.address.split("#")[0] if page.next else "/"]

        answers = {link: client.get(link, follow=True).status_code for link in set(links)}
        assert {link: status for link, status in answers.items() if status != 200} == {}


class TestMarkdown:
    def resolve(self, target: str) -> str:
        return resolved(target, {"cap-moi"})

    def test_prints_raw_html_as_text(self) -> None:
        html = rendered("<script>alert(1)</script> <b onclick=x>y</b>", self.resolve).html

        assert "<script" not in html
        assert "<b" not in html

    @pytest.mark.parametrize(
        "target",
        ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "guide:none", "form:nd68_2024/77", "form:x",
         "route:no:no", "/khong-co/", "ftp://a", "cap-moi"],
    )
    def test_drops_a_link_that_leads_nowhere_and_reports_it(self, target: str) -> None:
        made = rendered(f"[bấm]({target}) và [vào](guide:cap-moi)", self.resolve)

        assert made.broken == (target,)
        assert made.html == '<p><span>bấm</span> và <a href="/huong-dan/cap-moi/">vào</a></p>\n'

    def test_resolves_each_kind_of_link(self) -> None:
        assert self.resolve("guide:cap-moi#cac-buoc") == "/huong-dan/cap-moi/#cac-buoc"
        assert self.resolve("form:nd68_2024/05") == "/bieu-mau/nd68_2024/05/"
        assert self.resolve("route:guidance:software") == "/phan-mem/"
        assert self.resolve("https://ca.gov.vn") == "https://ca.gov.vn"
        with pytest.raises(LinkUnknown):
            self.resolve("guide:khong-co")

    def test_folds_tables_with_the_labels_of_their_columns(self) -> None:
        html = rendered("| Việc | Mẫu |\n| --- | --- |\n| Thu hồi | 05 |\n", self.resolve).html

        assert '<table class="fold">' in html
        assert '<th scope="col">Việc</th>' in html
        assert '<td data-label="Mẫu">05</td>' in html

    def test_writes_no_style_into_the_page(self) -> None:
        html = rendered("| A | B |\n| :--- | ---: |\n| 1 | 2 |\n", self.resolve).html

        assert "style=" not in html
        assert '<td class="number" data-label="B">2</td>' in html

    @pytest.mark.parametrize("text", ["no head", "+++\ntitle = \n+++\nx", "+++\ntitle = 'x'\n+++\nx", "a\n+++\n+++\n"])
    def test_refuses_a_page_without_a_proper_head(self, text: str) -> None:
        with pytest.raises(PageBroken):
            page_of("x", "vi", text, ["x"])
