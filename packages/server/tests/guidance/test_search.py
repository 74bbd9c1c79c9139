"""Finding things with and without marks."""

import pytest
from django.test import override_settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from antin_server.guidance import selectors
from antin_server.guidance.searching import Entry, found

ENTRIES = (
    Entry("Thu hồi chứng thư", "/a", "Hướng dẫn", "Mất thiết bị thì báo ngay cho cơ quan."),
    Entry("Khai thuế", "/b", "Hướng dẫn", "Dùng chứng thư của cơ quan để khai thuế."),
    Entry("Mẫu 05: Đề nghị thu hồi", "/c", "Biểu mẫu", "Số hiệu thiết bị lưu khóa bí mật."),
)


def addresses(query: str, language: str = "vi") -> list[str]:
    with override(language):
        return [hit.address for hit in selectors.search(query)]


class TestSearch:
    @pytest.mark.parametrize("query", ["chung thu", "chứng thư", "CHỨNG THƯ", "  chung   thu ", "chứng thư"])
    def test_finds_what_has_marks_without_them(self, query: str) -> None:
        hits = selectors.search(query, "vi")

        assert any("chứng thư" in hit.title.lower() for hit in hits[:5])
        assert len(hits) > 5

    @pytest.mark.parametrize("query", ["Mau 05", "mẫu 05", "mau 5", "Mẫu số 05"])
    def test_finds_form_05_although_it_had_no_file_in_2020(self, query: str) -> None:
        assert {"/bieu-mau/tt185_2019/05/", "/bieu-mau/nd68_2024/05/"} <= set(addresses(query)[:6])

    @pytest.mark.parametrize(
        ("query", "slug"),
        [
            ("email", "thu-cong-vu"), ("hộp thư", "thu-cong-vu"), ("driver", "phan-mem"),
            ("quen pin", "khoi-phuc-thiet-bi"), ("mất token", "thu-hoi"), ("dang ky chu ky so", "cap-moi"),
            ("sap het han", "gia-han-thay-doi"), ("htkk", "khai-thue"),
        ],
    )
    def test_finds_a_page_by_the_words_that_people_use(self, query: str, slug: str) -> None:
        assert any(each.startswith(f"/huong-dan/{slug}/") for each in addresses(query)[:3])

    def test_puts_the_form_asked_for_first(self) -> None:
        assert addresses("Mẫu 05")[0] == "/bieu-mau/nd68_2024/05/"

    @pytest.mark.parametrize(
        ("query", "address"),
        [
            ("thu dien tu cong vu", "/huong-dan/thu-cong-vu/"),
            ("mo khoa thiet bi", "/huong-dan/khoi-phuc-thiet-bi/"),
            ("khai thue qua mang", "/huong-dan/khai-thue/"),
            ("SafeNet", "/phan-mem/#safenet-authentication-client"),
            ("VsignPDF", "/huong-dan/ky-pdf/"),
            ("that lac", "/bieu-mau/nd68_2024/09/"),
            ("Bien ban ban giao.doc", "/attachments/Bien%20ban%20ban%20giao.doc"),
            ("Mau 13 (ban giao CCY)-TT185.doc", "/attachments/Mau%2013%20(ban%20giao%20CCY)-TT185.doc"),
            ("iHTKK", "/attachments/iHTKK_HuongDanSuDung_CKS_BCY.pdf"),
        ],
    )
    def test_finds_guidance_forms_programs_and_old_files(self, query: str, address: str) -> None:
        assert address in addresses(query)[:3]

    def test_leads_to_the_very_part_of_a_page(self) -> None:
        assert "/huong-dan/gia-han-thay-doi/#thay-doi-thong-tin" in addresses("thay doi thong tin")[:6]

    def test_answers_in_the_language_of_the_reader(self) -> None:
        assert addresses("unlock device", "en")[0] == "/huong-dan/khoi-phuc-thiet-bi/"
        assert addresses("official e-mail", "en")[0] == "/huong-dan/thu-cong-vu/"

    @pytest.mark.parametrize("query", ["", "   ", "???", "xyzzy plugh", "\x00", "🙂"])
    def test_finds_nothing_where_there_is_nothing(self, query: str) -> None:
        assert selectors.search(query, "vi") == ()

    @override_settings(LANGUAGE_CODE="vi")
    @given(query=st.text(max_size=300))
    def test_takes_any_text(self, query: str) -> None:
        for hit in selectors.search(query, "vi"):
            assert hit.title
            assert hit.address.startswith("/")


class TestFound:
    def test_marks_the_words_in_the_snippet_and_keeps_the_text_whole(self) -> None:
        hit = found(ENTRIES, "thiet bi")[0]

        assert [piece.text for piece in hit.snippet if piece.is_match] == ["thiết", "bị"]
        assert "".join(piece.text for piece in hit.snippet) in {entry.body.rstrip(".") for entry in ENTRIES}

    def test_prefers_the_title(self) -> None:
        assert [hit.address for hit in found(ENTRIES, "chứng thư")] == ["/a", "/b"]
        assert [hit.address for hit in found(ENTRIES, "thuế")] == ["/b"]

    def test_prefers_what_was_typed_with_its_marks(self) -> None:
        entries = (Entry("Thu tiền", "/x", "", ""), Entry("Thư điện tử", "/y", "", ""))

        assert [hit.address for hit in found(entries, "thư")] == ["/y", "/x"]
        assert [hit.address for hit in found(entries, "thu")] == ["/x", "/y"]

    def test_takes_the_beginning_of_a_long_word_and_never_of_a_short_one(self) -> None:
        entries = (Entry("SafeNet Client", "/x", "", ""), Entry("Khai thuế", "/y", "", ""))

        assert [hit.address for hit in found(entries, "safe")] == ["/x"]
        assert found(entries, "thu") == ()

    def test_wants_every_word_when_something_has_them_all(self) -> None:
        assert [hit.address for hit in found(ENTRIES, "khai thuế cơ quan")] == ["/b"]

    def test_takes_most_of_the_words_when_nothing_has_them_all(self) -> None:
        assert found(ENTRIES, "khai thuế bằng máy")[0].address == "/b"

    def test_shows_the_part_of_a_long_text_that_matters(self) -> None:
        entry = Entry("Trang", "/x", "", "đầu " * 200 + "chứng thư gốc " + "đuôi " * 200)

        snippet = found((entry,), "chung thu goc")[0].snippet
        assert snippet[0].text.startswith("… ")
        assert [piece.text for piece in snippet if piece.is_match] == ["chứng", "thư", "gốc"]
        assert snippet[-1].text.endswith(" …")
