"""The story of a certificate page by page, with a real signer: request, letter, approval, hand-over, revocation."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cryptography import x509
from django.test import Client

from antin_server.authority import selectors as authority
from antin_server.common import clock
from antin_server.registration import services
from antin_server.registration.models import Case, Letter
from antin_testkit.authority import test_authority as make_authority

VIETNAM = timedelta(hours=7)
TODAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
IN_2020 = datetime(2020, 6, 19, 2, 0, tzinfo=UTC)


@pytest.fixture
def time(monkeypatch):
    """The clock of the portal, which a test moves."""
    hand = SimpleNamespace(now=TODAY)
    monkeypatch.setattr(clock, "now", lambda: hand.now)
    return hand


@pytest.fixture
def browser(place, time):
    """A browser per person; pages are fetched and their forms sent as people do."""

    class Browser:
        def __init__(self, person):
            self.client = Client(HTTP_HOST="localhost")
            self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

        def see(self, address, status=200):
            answer = self.client.get(address)
            assert answer.status_code == status, (answer.status_code, address)
            return answer.content.decode()

        def send(self, address, data, status=302, **more):
            answer = self.client.post(address, data, **more)
            assert answer.status_code == status, (answer.status_code, _errors(answer.content.decode()))
            return answer.url if status == 302 else answer.content.decode()

    return Browser


def _errors(page):
    return re.findall(r'<div class="error-summary".*?</div>', page, re.S)


def hidden(page, name):
    """The values of hidden blanks of a page."""
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)


class Story:
    """Who does what on which page."""

    def __init__(self, place, browser, person_form, letter_head, request_pem, time):
        self.place, self.browser, self.time = place, browser, time
        self.person_form, self.letter_head, self.request_pem = person_form, letter_head, request_pem
        self.lan, self.hoa, self.mai = browser(place.subscriber), browser(place.leader), browser(place.clerk)
        self.duc, self.nhan = browser(place.reviewer), browser(place.reception)

    def case(self, **fields):
        return Case.objects.get(**fields) if fields else Case.objects.latest("pk")

    def ask(self):
        page = self.lan.see("/ho-so/moi/cap-moi/ca-nhan/")
        data = {**self.person_form(), "csr": self.request_pem(), "key": hidden(page, "key")[0], "review": "1"}
        review = self.lan.send("/ho-so/moi/cap-moi/ca-nhan/", data)
        return self.send_to_agency(review)

    def send_to_agency(self, review):
        page = self.lan.see(review)
        self.lan.send(review, {"version": hidden(page, "version")[0]})
        return self.case()

    def letter(self, case):
        case.refresh_from_db()
        picked = f"{case.pk}:{case.version}"
        page = self.duc.see(f"/ho-so/cong-van/moi/?case={picked}")
        data = {**self.letter_head, "key": hidden(page, "key")[0], "case": picked}
        address = self.duc.send("/ho-so/cong-van/moi/", data)
        page = self.hoa.see(address)
        self.hoa.send(f"{address}ky/", {"case": hidden(page, "case")})
        self.mai.send(f"{address}gui/", {"number": "15/CV-UBND"})
        return address

    def accept(self, case):
        page = self.nhan.see(f"/ho-so/{case.code}/")
        self.nhan.send(f"/ho-so/{case.code}/viec/tiep-nhan/", {"version": hidden(page, "version")[0]})
        case.refresh_from_db()
        return case.order_id

    def hand_over(self, case):
        page = self.mai.see(f"/ho-so/{case.code}/")
        when = f"{self.time.now + VIETNAM:%d/%m/%Y %H:%M}"
        self.mai.send(
            f"/ho-so/{case.code}/ban-giao/", {"version": hidden(page, "version")[0], "handed_over_at": when}
        )

    def ask_effective(self, case):
        case.refresh_from_db()
        picked = f"{case.pk}:{case.version}"
        page = self.hoa.see(f"/ho-so/cong-van/hieu-luc/?case={picked}")
        when = f"{self.time.now + VIETNAM:%d/%m/%Y %H:%M}"
        data = {**self.letter_head, "effective_at": when, "key": hidden(page, "key")[0], "case": picked}
        address = self.hoa.send("/ho-so/cong-van/hieu-luc/", data)
        self.mai.send(f"{address}gui/", {"number": "16/CV-UBND"})
        case.refresh_from_db()
        return case.order_id

    def revoke(self, serial):
        address = f"/ho-so/moi/thu-hoi/{serial}/"
        page = self.lan.see(address)
        data = {"revocation_ground": "key_compromise", "key": hidden(page, "key")[0], "review": "1"}
        return self.send_to_agency(self.lan.send(address, data))


@pytest.fixture
def story(place, browser, person_form, letter_head, request_pem, time, settings):
    settings.ANTIN_TOTP_REQUIRED = False  # the second factor has tests of its own
    return Story(place, browser, person_form, letter_head, request_pem, time)


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "law"), [(TODAY, "nd68_2024"), (IN_2020, "tt185_2019")])
class TestTheJourneyOfACertificate:
    def test_goes_from_the_first_page_to_the_revocation(self, story, time, tmp_path, day, law):
        time.now = day
        signer = make_authority(tmp_path / "signer", at=day)

        case = story.ask()
        story.letter(case)
        order = story.accept(case)
        reception = story.place.reception
        assert f"{reception.full_name} (person:{reception.pk})" in story.nhan.see(f"/lenh/{order}/")
        time.now += timedelta(minutes=1)
        signer.carry_out(order, at=time.now)
        services.cases_follow_orders(at=time.now)

        case.refresh_from_db()
        page = story.lan.see(f"/ho-so/{case.code}/")
        assert (case.state, case.law_set) == ("issued", law)
        assert "data-certificate-join" in page
        chain = story.lan.client.get(f"/ho-so/{case.code}/chung-thu/").content
        own, issuing, root = x509.load_pem_x509_certificates(chain)
        own.verify_directly_issued_by(issuing)
        issuing.verify_directly_issued_by(root)
        assert own.subject.rfc4514_string().count("Ủy ban nhân dân") == 2

        story.hand_over(case)
        order = story.ask_effective(case)
        time.now += timedelta(minutes=1)
        signer.carry_out(order, at=time.now)
        services.cases_follow_orders(at=time.now)

        case.refresh_from_db()
        assert case.state == "effective"
        assert authority.certificate(case.certificate_serial).state == "effective"
        pages = [f"/ho-so/{case.code}/", f"/chung-thu/{case.certificate_serial}/", "/ho-so/moi/thu-hoi/"]
        shown = case.certificate_serial.upper()
        assert [each for each in pages if shown not in story.lan.see(each)] == []  # written alike everywhere

        revocation = story.revoke(case.certificate_serial)
        story.letter(revocation)
        order = story.accept(revocation)
        time.now += timedelta(minutes=1)
        signer.carry_out(order, at=time.now)
        services.cases_follow_orders(at=time.now)

        revocation.refresh_from_db()
        assert revocation.state == "done"
        assert authority.certificate(case.certificate_serial).reason == "key_compromise"


@pytest.mark.django_db
class TestAFormPage:
    def test_keeps_everything_that_was_typed_and_names_every_error(self, story):
        address = "/ho-so/moi/cap-moi/ca-nhan/"
        page = story.lan.see(address)
        data = {
            **story.person_form(mobile="số của tôi", full_name="Lan"), "key": hidden(page, "key")[0], "review": "1",
        }

        answer = story.lan.send(address, data, status=422)

        assert 'value="số của tôi"' in answer
        assert 'href="#mobile"' in answer
        assert 'href="#full_name"' in answer
        assert 'id="csr-error"' in answer

    def test_knows_already_what_the_portal_knows(self, story):
        page = story.lan.see("/ho-so/moi/cap-moi/ca-nhan/")

        assert 'value="Nguyễn Thị Lan"' in page
        assert 'value="Ủy ban nhân dân xã Tân Hồng"' in page
        assert '<option value="Đồng Tháp" selected>' in page

    def test_saved_after_an_error_goes_on_with_the_same_case(self, story):
        address = "/ho-so/moi/cap-moi/ca-nhan/"
        page = story.lan.see(address)
        key = hidden(page, "key")[0]
        answer = story.lan.send(address, {**story.person_form(mobile="1"), "key": key, "review": "1"}, status=422)

        again = {**story.person_form(), "key": key, "version": hidden(answer, "version")[0], "save": "1"}
        story.lan.send(address, again)

        assert Case.objects.count() == 1

    def test_made_from_an_older_version_is_refused_and_loses_nothing(self, story):
        page = story.lan.see("/ho-so/moi/cap-moi/ca-nhan/")
        story.lan.send(
            "/ho-so/moi/cap-moi/ca-nhan/", {**story.person_form(), "key": hidden(page, "key")[0], "save": "1"}
        )
        address = f"/ho-so/{story.case().code}/sua/"
        page = story.lan.see(address)
        data = {"key": hidden(page, "key")[0], "version": hidden(page, "version")[0], "save": "1"}
        story.lan.send(address, {**data, **story.person_form()})

        answer = story.lan.send(address, {**data, **story.person_form(position="Kế toán trưởng")}, status=409)

        assert 'value="Kế toán trưởng"' in answer

    def test_offers_no_soft_key_where_none_is_allowed(self, story, settings):
        settings.ANTIN_SOFT_KEYS = False

        page = story.lan.see("/ho-so/moi/cap-moi/ca-nhan/")

        assert "data-key-maker" not in page
        assert 'value="SOFT"' not in page

    def test_takes_any_character_a_stranger_may_send(self, story):
        page = story.lan.see("/ho-so/moi/cap-moi/ca-nhan/")
        data = {**story.person_form(position="Kế\x00toán\u202e"), "csr": "\x00", "key": hidden(page, "key")[0]}

        story.lan.send("/ho-so/moi/cap-moi/ca-nhan/", {**data, "save": "1"})
        story.lan.send(f"/ho-so/{story.case().code}/viec/rut/", {"version": "1\x00"}, status=422)
        story.duc.see("/ho-so/co-quan/?tim=%E2%80%AE%F0%9F%96%8B&page=x&buoc=%C2%A0%27")
        story.duc.see("/ho-so/co-quan/?tim=%00", status=400)

    def test_of_a_changed_page_is_refused_in_words(self, story):
        data = {**story.person_form(), "key": "nonsense", "save": "1"}

        story.lan.send("/ho-so/moi/cap-moi/ca-nhan/", data, status=422)


@pytest.mark.django_db
class TestACasePage:
    def test_hides_personal_numbers_until_they_are_asked_for(self, story):
        from antin_server.audit.models import Event

        case = story.ask()

        before = story.duc.see(f"/ho-so/{case.code}/")
        after = story.duc.send(f"/ho-so/{case.code}/so-dinh-danh/", {}, status=200)

        assert "087185001234" not in before
        assert "087185001234" in after
        assert Event.objects.filter(tag="registration:personal_number:read", subject=f"case:{case.code}").count() == 1

    def test_shows_nothing_to_another_agency(self, story, browser, place):
        case = story.ask()

        browser(place.stranger).see(f"/ho-so/{case.code}/", status=404)

    def test_lets_the_province_read_and_do_nothing(self, story, browser, place):
        case = story.ask()

        page = browser(place.provincial).see(f"/ho-so/{case.code}/")

        assert "Nguyễn Thị Lan" in page
        assert "/viec/" not in page

    def test_keeps_a_reason_that_was_refused(self, story):
        case = story.ask()

        answer = story.duc.send(
            f"/ho-so/{case.code}/viec/tra-lai/", {"version": "99", "reason": "Thiếu ngày cấp"}, status=409
        )

        assert "Thiếu ngày cấp" in answer

    def test_asks_twice_before_a_case_is_withdrawn(self, story):
        page = story.lan.see(f"/ho-so/{story.ask().code}/")
        page = page[page.index("<main"):]

        fold = page[page.index("<details>"):page.index("</details>")]
        assert "/viec/rut/" in fold
        assert "không mở lại được" in fold

    def test_comes_back_with_the_reason_and_goes_again(self, story):
        case = story.ask()
        page = story.duc.see(f"/ho-so/{case.code}/")
        data = {"version": hidden(page, "version")[0], "reason": "Chưa ghi rõ chức vụ"}
        story.duc.send(f"/ho-so/{case.code}/viec/tra-lai/", data)

        back = story.lan.see(f"/ho-so/{case.code}/")
        form = story.lan.see(f"/ho-so/{case.code}/sua/")
        changed = {name: hidden(form, name)[0] for name in ("key", "version")}
        form_values = {**story.person_form(position="Kế toán trưởng"), "csr": story.request_pem(), "review": "1"}
        story.send_to_agency(story.lan.send(f"/ho-so/{case.code}/sua/", {**changed, **form_values}))

        assert "Chưa ghi rõ chức vụ" in back
        again = story.duc.see(f"/ho-so/{case.code}/")
        assert "Kế toán trưởng" in again
        story_told = again[again.index('id="story-title"'):again.index('id="answers-title"')]
        assert story_told.count("Gửi hồ sơ tới cơ quan") == 2
        assert story_told.index("Nguyễn Thị Lan") < story_told.index("Lê Minh Đức")
        assert "Chưa ghi rõ chức vụ" in story_told

    def test_gives_the_filled_form_as_a_word_file(self, story):
        case = story.ask()

        answer = story.lan.client.get(f"/ho-so/{case.code}/mau/")

        assert answer.status_code == 200
        assert answer.content.startswith(b"PK")

    def test_takes_a_pdf_and_refuses_what_only_looks_like_one(self, story):
        from django.core.files.uploadedfile import SimpleUploadedFile

        page = story.lan.see("/ho-so/moi/cap-moi/ca-nhan/")
        story.lan.send(
            "/ho-so/moi/cap-moi/ca-nhan/", {**story.person_form(), "key": hidden(page, "key")[0], "save": "1"}
        )
        case = story.case()
        good = SimpleUploadedFile("quyết định.pdf", b"%PDF-1.7 a decision")
        bad = SimpleUploadedFile("quyết định.pdf", b"MZ a program")

        story.lan.send(f"/ho-so/{case.code}/tep/", {"version": case.version, "file": good})
        story.lan.send(f"/ho-so/{case.code}/tep/", {"version": case.version, "file": bad}, status=422)

        kept = case.attachments.get()
        assert kept.name == "quyết định.pdf"
        assert story.lan.client.get(f"/ho-so/{case.code}/tep/{kept.pk}/").content == b"%PDF-1.7 a decision"
        story.lan.send(f"/ho-so/{case.code}/tep/{kept.pk}/xoa/", {"version": case.version})
        assert not case.attachments.exists()


@pytest.mark.django_db
class TestAnEmergency:
    def test_is_answered_from_the_page_of_the_case(self, story, time, tmp_path):
        signer = make_authority(tmp_path / "signer", at=TODAY)
        case = story.ask()
        story.letter(case)
        signer.carry_out(story.accept(case), at=time.now)
        services.cases_follow_orders(at=time.now)
        case.refresh_from_db()
        story.hand_over(case)
        signer.carry_out(story.ask_effective(case), at=time.now)
        services.cases_follow_orders(at=time.now)
        revocation = story.revoke(case.certificate_serial)

        story.nhan.send(f"/ho-so/{revocation.code}/viec/tam-dung/", {"version": revocation.version})
        revocation.refresh_from_db()
        signer.carry_out(revocation.hold_order_id, at=time.now)

        page = story.nhan.see(f"/ho-so/{revocation.code}/")
        assert authority.certificate(case.certificate_serial).state == "on_hold"
        assert "/viec/tam-dung/" not in page
        story.nhan.send(f"/ho-so/{revocation.code}/viec/phuc-hoi/", {"version": revocation.version})
        revocation.refresh_from_db()
        signer.carry_out(revocation.hold_order_id, at=time.now)
        assert authority.certificate(case.certificate_serial).state == "effective"

    def test_lets_the_agencys_leader_ask_for_somebody_who_cannot(self, story, time, tmp_path):
        signer = make_authority(tmp_path / "signer", at=TODAY)
        case = story.ask()
        story.letter(case)
        signer.carry_out(story.accept(case), at=time.now)
        services.cases_follow_orders(at=time.now)
        case.refresh_from_db()
        address = f"/ho-so/moi/thu-hoi/{case.certificate_serial}/"

        page = story.hoa.see(address)
        data = {"revocation_ground": "left_service", "key": hidden(page, "key")[0], "review": "1"}
        story.hoa.send(address, data)
        wanted = story.case()
        picked = f"{wanted.pk}:{wanted.version}"
        page = story.hoa.see(f"/ho-so/cong-van/moi/?case={picked}")
        head = {**story.letter_head, "key": hidden(page, "key")[0], "case": picked}
        letter = story.hoa.send("/ho-so/cong-van/moi/", head)
        story.hoa.send(f"{letter}ky/", {"case": hidden(story.hoa.see(letter), "case")})

        wanted.refresh_from_db()
        assert (wanted.state, wanted.subscriber) == ("endorsed", case.subscriber)


@pytest.mark.django_db
class TestALetterPage:
    def test_is_written_for_many_and_fetched_as_a_word_file(self, story):
        address = story.letter(story.ask())

        answer = story.duc.client.get(f"{address}mau/")

        assert answer.content.startswith(b"PK")
        assert Letter.objects.get().number == "15/CV-UBND"

    def test_says_whose_particulars_it_asks_for(self, story):
        case = story.ask()
        picked = f"{case.pk}:{case.version}"

        page = story.duc.see(f"/ho-so/cong-van/moi/?case={picked}")

        heading = page.index("Thông tin người tiếp nhận chứng thư chữ ký số")
        assert page.index('name="superior_name"') < heading < page.index('name="receiver_full_name"')
        assert 'value="Ủy ban nhân dân tỉnh Đồng Tháp"' in page

    def test_keeps_what_was_typed_when_the_head_is_wrong(self, story):
        case = story.ask()
        picked = f"{case.pk}:{case.version}"
        page = story.duc.see(f"/ho-so/cong-van/moi/?case={picked}")
        data = {**story.letter_head, "receiver_mobile": "x", "key": hidden(page, "key")[0], "case": picked}

        answer = story.duc.send("/ho-so/cong-van/moi/", data, status=422)

        assert 'value="Số 1, đường Nguyễn Huệ"' in answer
        assert 'href="#receiver_mobile"' in answer

    def test_cannot_pick_a_case_of_another_agency(self, story, browser, place):
        case = story.ask()

        browser(place.stranger).see(f"/ho-so/cong-van/moi/?case={case.pk}:{case.version}", status=404)

    def test_is_not_there_for_another_agency(self, story, browser, place):
        address = story.letter(story.ask())

        browser(place.stranger).see(address, status=404)

    def test_without_a_number_is_refused_in_words(self, story):
        case = story.ask()
        picked = f"{case.pk}:{case.version}"
        page = story.duc.see(f"/ho-so/cong-van/moi/?case={picked}")
        data = {**story.letter_head, "key": hidden(page, "key")[0], "case": picked}
        address = story.duc.send("/ho-so/cong-van/moi/", data)
        story.hoa.send(f"{address}ky/", {"case": hidden(story.hoa.see(address), "case")})

        answer = story.mai.send(f"{address}gui/", {"number": ""}, status=422)

        assert "error-summary" in answer


@pytest.mark.django_db
class TestTheOtherPages:
    @pytest.mark.parametrize("slug", ["gia-han", "thay-doi", "khoi-phuc", "tra-thiet-bi", "that-lac"])
    def test_say_what_to_do_today_where_the_portal_does_not_go_on(self, story, slug):
        page = story.lan.see(f"/ho-so/moi/{slug}/")

        assert "notice-warn" in page
        assert "<ol>" in page

    def test_ask_whose_and_which(self, story):
        assert "/ho-so/moi/cap-moi/to-chuc/" in story.lan.see("/ho-so/moi/cap-moi/")
        assert "so-hieu" not in story.lan.see("/ho-so/moi/thu-hoi/")
        assert "so-hieu" in story.hoa.see("/ho-so/moi/thu-hoi/")
        story.hoa.see("/ho-so/moi/thu-hoi/?so-hieu=ab12", status=422)

    @pytest.mark.parametrize("subject", ["to-chuc", "thiet-bi-dich-vu"])
    def test_show_the_form_of_every_kind_of_subscriber(self, story, subject):
        assert "manager_full_name" in story.lan.see(f"/ho-so/moi/cap-moi/{subject}/")

    def test_are_closed_to_whoever_has_no_part_in_them(self, story):
        story.lan.see("/ho-so/co-quan/", status=403)
        story.lan.see("/ho-so/tiep-nhan/", status=403)
        story.lan.see("/ho-so/moi/khong-co/", status=404)

    def test_find_a_name_without_its_marks(self, story):
        case = story.ask()

        assert case.code in story.duc.see("/ho-so/co-quan/?tim=nguyen+thi+lan")
        assert case.code not in story.duc.see("/ho-so/co-quan/?tim=tran")

    def test_show_a_case_that_is_late_in_words(self, story, time):
        case = story.ask()
        time.now += timedelta(days=10)

        page = story.duc.see("/ho-so/co-quan/?buoc=late")

        assert case.code in page
        assert "tag-bad" in page
