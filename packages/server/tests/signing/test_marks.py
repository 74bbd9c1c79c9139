"""A document gets one signature for each of its marks, one after the other, each upon the octets of the one before."""

import base64
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from antin import pades
from antin.errors import AntinError
from antin.keys import LocalSigner
from antin_server.accounts.models import Person
from antin_server.audit.models import Event
from antin_server.signing import selectors, services
from antin_server.signing.errors import DocumentRefused, JobNotPrepared, MarkNotFound
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services import MarkWish
from antin_testkit.papers_to_sign import paper_to_sign
from antin_testkit.signed_documents import PLAIN

from .conftest import NOW
from .test_agent import Sign, begun, sign
from .test_signing_pages import chain, posted

__all__ = ["sign"]
ISSUED = (MarkWish("number", {"number": "123"}), MarkWish("date", {"issued_on": "2026-11-24"}), MarkWish())


@pytest.fixture
def issued(person: Person) -> UUID:
    """A decision that waits for its number, its date, and the usual lines."""
    return services.job_begin(name="qd.pdf", data=paper_to_sign(), person_id=person.pk, at=NOW, marks=ISSUED)


def step(client: Client, job: UUID, serial: str, key: LocalSigner) -> dict[str, object]:
    status, prepared = posted(client, job, "chuan-bi", {"certificates": chain(serial)})
    assert status == 200, prepared
    value = key.sign(base64.b64decode(str(prepared["to_be_signed"])))
    status, done = posted(client, job, "hoan-tat", {"signature": base64.b64encode(value).decode()})
    assert status == 200, done
    return done


class TestMarks:
    def test_stand_where_the_words_propose(self, issued: UUID) -> None:
        number, date, lines = JobMark.objects.filter(job_id=issued)

        assert (number.page, round(number.y)) == (1, round(date.y))
        assert number.x < date.x and date.day_left and date.month_left and not number.day_left
        assert (lines.x, lines.y, lines.width, lines.height) == (120, 232, 70, 25)

    def test_are_signed_one_after_the_other(
        self, client: Client, issued: UUID, effective: str, key: LocalSigner,
    ) -> None:
        answers = [step(client, issued, effective, key) for _ in ISSUED]

        assert answers == [{"more": True}, {"more": True}, {"next": f"/ky/{issued}/xong/"}]
        job = SigningJob.objects.get(pk=issued)
        signed = job.signed.read()
        found = pades.read(signed)
        assert signed.startswith(paper_to_sign())
        assert [each.page for each in found.signatures] == [1, 1, 1]
        assert not any(each.is_changed_against_the_rules for each in found.signatures)
        assert (job.signed_at, job.so_far.name, job.prepared.name, job.prepared_state) == (NOW, "", "", "")
        assert {each.certificate_serial for each in job.marks.all()} == {job.certificate_serial}
        assert list(Event.objects.order_by("number").values_list("tag", flat=True))[-3:] == [
            "signing:mark:signed", "signing:mark:signed", "signing:document:signed",
        ]

    def test_that_are_signed_stay_so_when_the_page_is_closed_in_between(
        self, client: Client, issued: UUID, effective: str, key: LocalSigner,
    ) -> None:
        step(client, issued, effective, key)
        posted(client, issued, "chuan-bi", {"certificates": chain(effective)})

        job = SigningJob.objects.get(pk=issued)
        assert not job.signed and job.signed_at is None
        assert len(pades.read(selectors.document_bytes(job)).signatures) == 1
        assert client.get(f"/ky/{issued}/ky/").status_code == 200
        assert [step(client, issued, effective, key) for _ in ISSUED[1:]][-1] == {"next": f"/ky/{issued}/xong/"}

    def test_show_the_pages_with_what_is_signed_so_far(
        self, client: Client, issued: UUID, effective: str, key: LocalSigner,
    ) -> None:
        before = services.page_draw(selectors.document_bytes(SigningJob.objects.get(pk=issued)), 1)

        step(client, issued, effective, key)

        assert services.page_draw(selectors.document_bytes(SigningJob.objects.get(pk=issued)), 1) != before

    def test_cannot_be_placed_when_they_are_signed(
        self, client: Client, person: Person, issued: UUID, effective: str, key: LocalSigner,
    ) -> None:
        step(client, issued, effective, key)

        with pytest.raises(MarkNotFound):
            services.mark_place(
                job_id=issued, position=0, place=services.Place(1, 1, 1, 20, 20), person_id=person.pk, at=NOW,
            )

    def test_lose_the_blanks_of_the_document_when_they_are_moved(self, person: Person, issued: UUID) -> None:
        date = JobMark.objects.get(job_id=issued, position=1)
        near = services.Place(1, round(date.x, 1), round(date.y, 1), round(date.width, 1), round(date.height, 1))

        services.mark_place(job_id=issued, position=1, place=near, person_id=person.pk, at=NOW)
        date.refresh_from_db()
        assert date.day_left is not None

        services.mark_place(
            job_id=issued, position=1, place=services.Place(1, 10, 10, 60, 6), person_id=person.pk, at=NOW,
        )
        date.refresh_from_db()
        assert date.day_left is None

    def test_that_lack_something_say_so(self, client: Client, person: Person, effective: str) -> None:
        job = services.job_begin(
            name="a.pdf", data=PLAIN, person_id=person.pk, at=NOW, marks=(MarkWish("number"),),
        )

        status, answer = posted(client, job, "chuan-bi", {"certificates": chain(effective)})

        assert (status, answer["error"]["code"]) == (422, "look_incomplete")  # type: ignore[index]

    def test_cost_no_query_for_each(self, client: Client, person: Person, issued: UUID) -> None:
        one = services.job_begin(name="a.pdf", data=PLAIN, person_id=person.pk, at=NOW)

        with CaptureQueriesContext(connection) as single:
            client.get(f"/ky/{one}/ky/")
        with CaptureQueriesContext(connection) as three:
            client.get(f"/ky/{issued}/ky/")

        assert len(three) <= len(single)


class TestTheSigningProgram:
    def test_finishes_what_was_begun_in_the_browser(
        self, client: Client, issued: UUID, effective: str, key: LocalSigner, sign: Sign,
    ) -> None:
        step(client, issued, effective, key)
        program = begun(client, issued)
        place = JobMark.objects.get(job_id=issued, position=1)

        sent = program.fetched()
        reply = program.brings(sign(sent, box=pades.Box(place.x, place.y, place.width, place.height)))

        assert reply["Status"], reply
        job = SigningJob.objects.get(pk=issued)
        assert job.signed and not job.so_far
        assert all(each.signed_at for each in job.marks.all())
        assert len(pades.read(sent).signatures) == 1

    def test_sees_its_work_refused_when_the_browser_was_quicker(
        self, client: Client, person: Person, issued: UUID, effective: str, key: LocalSigner, sign: Sign,
    ) -> None:
        program = begun(client, issued)
        done = sign(program.fetched())

        step(client, issued, effective, key)
        reply = program.brings(done)

        assert not reply["Status"]


class TestADocumentThatCannotBeOpened:
    @pytest.mark.parametrize(("data", "code"), [
        (b"no pdf", "not_a_pdf"),
        (PLAIN.replace(b"/Root", b"/Rood"), "pdf_broken"),
    ])
    def test_is_refused_with_its_own_reason(self, person: Person, data: bytes, code: str) -> None:
        with pytest.raises(DocumentRefused) as refused:
            services.job_begin(name="a.pdf", data=data, person_id=person.pk, at=NOW)

        assert refused.value.code == code
        assert isinstance(refused.value, AntinError) and not SigningJob.objects.exists()


def test_a_value_for_nothing_is_refused(person: Person, issued: UUID, at: datetime) -> None:
    def nowhere(*_: object, **__: object) -> bytes:
        raise DocumentRefused("http_unreachable", {})

    stamping = services.signatures.TimeStamping("", nowhere)
    with pytest.raises(JobNotPrepared):
        services.job_complete(job_id=issued, signature=b"x", person_id=person.pk, at=at, time_stamping=stamping)
