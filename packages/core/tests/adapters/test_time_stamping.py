"""A time-stamp is asked for, and only its own answer is taken."""

import pytest

from antin import timestamp
from antin.adapters.time_stamping import TIME_STAMP_QUERY, fetched_time_stamp
from antin_testkit.paths import AT, Authority
from antin_testkit.time_stamping import StampingService

SERVICE = StampingService(Authority("CA gốc thử nghiệm"))


def fetch(url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
    assert (url, content_type) == ("http://tsa.example/", TIME_STAMP_QUERY)
    assert body is not None
    return SERVICE.answer(body)


class TestAFetchedTimeStamp:
    def test_is_over_the_value(self) -> None:
        token = fetched_time_stamp(b"value", "http://tsa.example/", fetch)

        assert timestamp.verify_token(token, imprint_of=b"value").token.at == AT

    def test_is_refused_when_it_answers_another_question(self) -> None:
        first = list[bytes]()

        def replay(url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
            first.append(fetch(url, body=body, content_type=content_type))
            return first[0]

        fetched_time_stamp(b"value", "http://tsa.example/", replay)

        with pytest.raises(timestamp.TimeStampWrong):
            fetched_time_stamp(b"value", "http://tsa.example/", replay)

    def test_is_refused_when_the_service_says_no(self) -> None:
        with pytest.raises(timestamp.TimeStampRefused):
            fetched_time_stamp(b"value", "http://tsa.example/", lambda *_, **__: SERVICE.answer(b"nonsense"))
