"""RFC 6960: which answers are believed, and what they say."""

from datetime import datetime, timedelta

import pytest

from antin import oids
from antin.der import generalized_time, null, utc_time
from antin.validation import Outcome, RevocationState, SubIndication
from antin_testkit.paths import (
    AT,
    DAY,
    KEY_CERT_SIGN,
    UNKNOWN,
    Authority,
    authority_key,
    codes,
    distribution_point,
    entry,
    extended_key_usage,
    extension,
    judged,
    key_of,
    key_usage,
    name,
    ocsp_response,
    revoked,
    uri,
)

ROOT = Authority("Root")
LEAF = ROOT.issue()
OCSP_SIGNING = extended_key_usage(oids.OCSP_SIGNING)
NO_CHECK = extension(oids.OCSP_NO_CHECK, null())


def responder(*extensions: bytes, issuer: Authority = ROOT, **fields: object) -> bytes:
    """A responder's certificate for the key `responder`."""
    return issuer.issue("Responder", key_label="responder", serial=99, extensions=extensions, **fields)  # type: ignore[arg-type]  # handed on


def delegated(certificate: bytes, **fields: object) -> bytes:
    return ocsp_response(
        ROOT,
        key=key_of("responder"),
        responder=name("Responder"),
        certificates=[certificate],
        **fields,  # type: ignore[arg-type]  # handed on
    )


class TestAnAnswer:
    def test_of_the_issuer_counts(self) -> None:
        report = judged(LEAF, ROOT, answers=[ocsp_response(ROOT)])

        assert report.is_valid
        assert report.revocation is not None
        assert (report.revocation.state, report.revocation.source, report.revocation.checked_at) == (
            RevocationState.GOOD,
            "ocsp",
            AT - DAY,
        )

    def test_that_it_is_revoked_counts(self) -> None:
        report = judged(LEAF, ROOT, answers=[ocsp_response(ROOT, status=revoked(AT - 2 * DAY, 4))])

        assert codes(report) == ["certificate_revoked"]
        assert report.revocation is not None
        assert (report.revocation.revoked_at, report.revocation.reason) == (AT - 2 * DAY, "superseded")

    def test_of_a_later_revocation_leaves_an_earlier_signature_good(self) -> None:
        today = AT + 5 * DAY
        answer = ocsp_response(ROOT, status=revoked(AT + DAY), this_update=today, next_update=today + DAY)

        report = judged(LEAF, ROOT, answers=[answer], at=AT, gathered_at=today)

        assert report.is_valid
        assert [each.code for each in report.remarks] == ["revoked_later"]

    def test_that_nothing_is_known_leaves_the_question_open(self) -> None:
        report = judged(LEAF, ROOT, answers=[ocsp_response(ROOT, status=UNKNOWN)])

        assert codes(report) == ["certificate_unknown_to_issuer"]
        assert (report.outcome, report.sub_indication) == (Outcome.CANNOT_TELL, SubIndication.TRY_LATER)

    def test_yields_to_a_list_that_says_revoked(self) -> None:
        report = judged(LEAF, ROOT, answers=[ocsp_response(ROOT)], crls=[ROOT.crl(entry(7, AT - 3 * DAY))])

        assert codes(report) == ["certificate_revoked"]

    def test_newer_than_a_list_with_a_hold_ends_the_hold(self) -> None:
        held = ROOT.crl(entry(7, reason=6), this_update=AT - 2 * DAY)

        assert judged(LEAF, ROOT, answers=[ocsp_response(ROOT, this_update=AT - DAY)], crls=[held]).is_valid
        assert not judged(
            LEAF, ROOT, answers=[ocsp_response(ROOT, this_update=AT - 3 * DAY)], crls=[held]
        ).is_valid


class TestAnAnswerThatIsNotBelieved:
    @pytest.mark.parametrize(
        "answer",
        [
            ocsp_response(ROOT, serial=8),
            ocsp_response(Authority("Other root")),
            ocsp_response(Authority("Root", key_label="impostor")),
            ocsp_response(ROOT, key=key_of("impostor")),
            ocsp_response(ROOT, responder=name("Somebody")),
            ocsp_response(ROOT, this_update=AT + DAY),
            ocsp_response(ROOT, produced_at=AT + DAY),
            ocsp_response(ROOT, answer_extensions=[extension("1.2.3", b"", critical=True)]),
            ocsp_response(ROOT)[:-3],
            bytes.fromhex("30030a0103"),
            b"garbage",
        ],
    )
    def test_says_nothing(self, answer: bytes) -> None:
        assert codes(judged(LEAF, ROOT, answers=[answer])) == ["revocation_unchecked"]

    @pytest.mark.parametrize(
        ("this_update", "next_update"), [(AT - 3 * DAY, AT - DAY), (AT - DAY - timedelta(seconds=1), None)]
    )
    def test_for_its_age_is_called_stale(self, this_update: datetime, next_update: datetime | None) -> None:
        answer = ocsp_response(ROOT, this_update=this_update, next_update=next_update)

        assert codes(judged(LEAF, ROOT, answers=[answer])) == ["revocation_stale"]

    def test_without_an_end_is_fresh_for_as_long_as_the_policy_says(self) -> None:
        answer = ocsp_response(ROOT, this_update=AT - DAY, next_update=None)

        assert judged(LEAF, ROOT, answers=[answer]).is_valid
        assert not judged(LEAF, ROOT, answers=[answer], ocsp_age=timedelta(hours=1)).is_valid

    def test_after_expiry_counts_only_with_an_archive_cutoff(self) -> None:
        leaf = ROOT.issue(not_after=utc_time(AT + DAY))
        later = AT + 5 * DAY

        def judge(*extensions: bytes) -> list[str]:
            answer = ocsp_response(
                ROOT, this_update=later, next_update=later + DAY, answer_extensions=extensions
            )
            return codes(judged(leaf, ROOT, answers=[answer], gathered_at=later))

        assert judge() == ["revocation_after_expiry"]
        assert judge(extension(oids.OCSP_ARCHIVE_CUTOFF, generalized_time(AT))) == []


class TestADelegatedResponder:
    def test_of_the_issuer_is_believed(self) -> None:
        assert judged(LEAF, ROOT, answers=[delegated(responder(OCSP_SIGNING, NO_CHECK))]).is_valid

    def test_may_be_found_in_the_evidence(self) -> None:
        certificate = responder(OCSP_SIGNING, NO_CHECK)
        answer = ocsp_response(ROOT, key=key_of("responder"), responder=name("Responder"))

        assert judged(LEAF, ROOT, certificate, answers=[answer]).is_valid

    @pytest.mark.parametrize(
        "certificate",
        [
            responder(NO_CHECK),
            responder(extended_key_usage(oids.CLIENT_AUTH), NO_CHECK),
            responder(extended_key_usage(oids.ANY_EXTENDED_KEY_USAGE), NO_CHECK),
            responder(OCSP_SIGNING, NO_CHECK, issuer=Authority("Root", key_label="impostor")),
            responder(OCSP_SIGNING, NO_CHECK, issuer=Authority("Other root")),
            responder(OCSP_SIGNING, NO_CHECK, not_after=utc_time(AT - timedelta(seconds=1))),
            responder(OCSP_SIGNING, NO_CHECK, not_before=utc_time(AT + timedelta(seconds=1))),
            responder(OCSP_SIGNING, NO_CHECK, extension("1.2.3", b"", critical=True)),
            responder(replace=(OCSP_SIGNING, NO_CHECK, authority_key(ROOT.key), key_usage(KEY_CERT_SIGN))),
        ],
    )
    def test_without_the_right_certificate_is_not(self, certificate: bytes) -> None:
        assert codes(judged(LEAF, ROOT, answers=[delegated(certificate)])) == ["revocation_unchecked"]

    def test_of_an_authority_further_up_is_not(self) -> None:
        """RFC 6960 4.2.2.2: its certificate comes directly from the CA that issued the one in question."""
        below = ROOT.authority("Below")
        answer = ocsp_response(
            below,
            key=key_of("responder"),
            responder=name("Responder"),
            certificates=[responder(OCSP_SIGNING, NO_CHECK)],
        )

        report = judged(below.issue(), ROOT, below.certificate, answers=[answer, ocsp_response(ROOT)])

        assert codes(report) == ["revocation_unchecked"]

    def test_that_says_how_to_ask_about_it_is_asked_about(self) -> None:
        certificate = responder(OCSP_SIGNING, distribution_point(uri("http://antin.vn/root.crl")))
        answer = delegated(certificate)

        assert codes(judged(LEAF, ROOT, answers=[answer])) == ["revocation_unchecked"]
        assert judged(LEAF, ROOT, answers=[answer], crls=[ROOT.crl()]).is_valid
        assert judged(
            LEAF, ROOT, answers=[answer], crls=[ROOT.crl(entry(99), this_update=AT - 9 * DAY)]
        ).is_valid
        assert judged(LEAF, ROOT, answers=[answer, ocsp_response(ROOT, serial=99)]).is_valid

    def test_that_says_nothing_about_asking_is_believed_unless_it_is_known_to_be_revoked(self) -> None:
        answer = delegated(responder(OCSP_SIGNING))

        assert judged(LEAF, ROOT, answers=[answer]).is_valid
        revoked_answer = ocsp_response(ROOT, serial=99, status=revoked(AT - DAY))
        assert codes(judged(LEAF, ROOT, answers=[answer, revoked_answer])) == ["revocation_unchecked"]

    def test_does_not_vouch_for_itself(self) -> None:
        certificate = responder(OCSP_SIGNING, distribution_point(uri("http://antin.vn/root.crl")))
        about_itself = delegated(certificate, serial=99)

        assert codes(judged(LEAF, ROOT, answers=[delegated(certificate), about_itself])) == [
            "revocation_unchecked"
        ]
