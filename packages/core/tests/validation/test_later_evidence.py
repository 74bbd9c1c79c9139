"""Evidence fetched between two judgements."""

from datetime import timedelta
from threading import Event

import pytest

from antin import oids
from antin.der import object_identifier, sequence
from antin.errors import AntinError
from antin.validation import Evidence, PathReport, ValidationPolicy, validate_path
from antin.validation.later_evidence import AT_ONCE, AtHand, Question, fetched
from antin.validation.online_evidence import judged_online
from antin_testkit.paths import AT, Authority, distribution_point, extension, ocsp_response, uri

OCSP, LIST = "http://antin.vn/ocsp", "http://antin.vn/root.crl"
ROOT = Authority("Root")
ACCESS = extension(oids.AUTHORITY_INFO_ACCESS, sequence(sequence(object_identifier(oids.AD_OCSP), uri(OCSP))))
LEAF = ROOT.issue(extensions=[distribution_point(uri(LIST)), ACCESS])


class Refused(AntinError):
    code = "internal"


class Web:
    """What the addresses answer."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.visits: list[str] = []

    def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        self.visits.append(url)
        if url not in self.pages:
            raise Refused
        return self.pages[url]


def judged(at_hand: AtHand) -> PathReport:
    def judge(evidence: Evidence) -> PathReport:
        return validate_path(LEAF, at=AT, anchors=[ROOT.anchor], evidence=evidence, policy=ValidationPolicy())

    return judged_online(judge, Evidence(), at_hand, gathered_at=AT + timedelta(minutes=5))[0]


class TestWhatIsAtHand:
    def test_leaves_open_what_was_not_asked_and_notes_every_question_once(self) -> None:
        at_hand = AtHand()

        report = judged(at_hand)

        assert not report.is_valid and [each.code for each in report.reasons] == ["revocation_unchecked"]
        assert [each.url for each in at_hand.missing] == [OCSP, LIST]
        assert at_hand.missing[0].body is not None and at_hand.missing[1].body is None

    def test_answers_with_what_was_fetched(self) -> None:
        first = AtHand()
        judged(first)
        got = fetched(first.missing, Web({OCSP: ocsp_response(ROOT)}))

        second = AtHand(got.answers, tuple(got.failures))

        assert judged(second).is_valid and second.missing == ()

    def test_does_not_note_again_what_failed(self) -> None:
        first = AtHand()
        judged(first)
        got = fetched(first.missing, Web({}))

        second = AtHand(got.answers, tuple(got.failures))

        assert not judged(second).is_valid and second.missing == ()


class TestFetching:
    QUESTIONS = (Question(OCSP, b"?", "x"), Question(LIST))

    def test_spares_the_list_when_the_answer_comes(self) -> None:
        web = Web({OCSP: b"good", LIST: b"list"})

        got = fetched(self.QUESTIONS, web)

        assert (got.answers, web.visits) == ({self.QUESTIONS[0]: b"good"}, [OCSP])

    def test_gets_the_list_when_the_answer_does_not_come(self) -> None:
        heard: list[int] = []

        got = fetched(self.QUESTIONS, Web({LIST: b"list"}), heard=lambda: heard.append(1))

        assert got.answers == {self.QUESTIONS[1]: b"list"}
        assert [each.code for each in got.failures.values()] == ["internal"] and len(heard) == 2

    @pytest.mark.parametrize("count", [1, AT_ONCE])
    def test_does_not_wait_for_slow_answers_before_it_gets_the_list(self, count: int) -> None:
        never_before_the_list = Event()

        class ListEndsTheWait(Web):
            is_in_time = True

            def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
                if url == OCSP and not never_before_the_list.wait(5):
                    self.is_in_time = False
                if url == LIST:
                    never_before_the_list.set()
                return super().__call__(url, body=body, content_type=content_type)

        web = ListEndsTheWait({OCSP: b"late", LIST: b"list"})

        slow = [Question(OCSP, b"?%d" % each, "x") for each in range(count)]
        got = fetched([*slow, Question(LIST)], web, patience_s=0.01)

        assert [got.answers[each] for each in slow] == [b"late"] * count
        assert got.answers[Question(LIST)] == b"list" and web.is_in_time

    def test_gets_lists_at_once_when_there_is_no_other_question(self) -> None:
        assert fetched([Question(LIST)], Web({LIST: b"list"})).answers == {Question(LIST): b"list"}
