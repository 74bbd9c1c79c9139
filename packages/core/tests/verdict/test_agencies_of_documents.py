"""The agency of a signed document: did it exist, what is it now."""

from datetime import UTC, datetime, timedelta

import pytest

from antin import oids
from antin.der import object_identifier, sequence, set_of, utf8_string
from antin.verdict import Verdict
from antin_testkit.paths import AT, DAY, Authority, x509_time
from antin_testkit.signed_documents import PLAIN, judged_file, signed_pdf

ROOT = Authority("CA gốc thử nghiệm", not_before=x509_time(AT - 3_000 * DAY))
IN_2024 = datetime(2024, 5, 1, 3, tzinfo=UTC)


def subject(*parts: tuple[str, str]) -> bytes:
    return sequence(*(set_of(sequence(object_identifier(oid), utf8_string(text))) for oid, text in parts))


OF_KIEN_GIANG = subject(
    (oids.LOCALITY_NAME, "Kiên Giang"), (oids.ORGANIZATION_NAME, "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"),
    (oids.ORGANIZATIONAL_UNIT_NAME, "SỞ NỘI VỤ"), (oids.COMMON_NAME, "Trần Văn Ước"),
)


def judged(*signers: bytes, at: datetime = AT, day: datetime = AT) -> Verdict:
    """The verdict on a file signed by certificates with these subjects."""
    pdf = PLAIN
    for serial, each in enumerate(signers, 7):
        certificate = ROOT.issue(subject=each, serial=serial, not_before=x509_time(AT - 2_000 * DAY))
        pdf = signed_pdf(certificate, pdf, at=day)
    return judged_file(pdf, ROOT, crls=[ROOT.crl()], at=at)


def seal(name: str) -> bytes:
    return subject((oids.COMMON_NAME, name))


class TestTheAgency:
    def test_that_issued_before_it_was_merged_existed_and_is_another_today(self) -> None:
        verdict = judged(seal("ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"), day=IN_2024)

        assert verdict.as_json()["document"]["agency"] == {  # type: ignore[index]
            "name": "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG", "existed": True, "successor": "Ủy ban nhân dân tỉnh An Giang",
        }
        assert "agency_succeeded" in [each.code for each in verdict.judgement.remarks]

    def test_that_was_gone_when_it_signed_did_not_exist(self) -> None:
        verdict = judged(OF_KIEN_GIANG)

        assert verdict.document.agency is not None
        assert (verdict.document.agency.name, verdict.document.agency.existed) == ("SỞ NỘI VỤ", False)
        told = verdict.as_json("vi")
        assert "nay là Ủy ban nhân dân tỉnh An Giang" in str(told["remarks"])
        assert "agency_did_not_exist" in str(told["advice"])

    def test_is_that_of_the_seal_when_a_person_signed_too(self) -> None:
        verdict = judged(seal("UBND tỉnh An Giang"), OF_KIEN_GIANG)

        assert verdict.document.agency is not None
        assert (verdict.document.agency.name, verdict.document.agency.existed) == ("UBND tỉnh An Giang", True)
        assert verdict.judgement.remarks == ()

    @pytest.mark.parametrize("name", ["UBND xã Ba Động", "Công ty Mặt Trời"])
    def test_that_no_table_names_is_not_guessed_about(self, name: str) -> None:
        agency = judged(seal(name)).document.agency

        assert agency is not None
        assert (agency.name, agency.existed, agency.successor) == (name, None, "")

    def test_is_not_there_when_no_certificate_names_one(self) -> None:
        assert judged(subject((oids.COMMON_NAME, "Trần Văn Ước"))).document.agency is None
        assert judged().document.agency is None

    def test_is_judged_on_the_day_in_vietnam(self) -> None:
        last_moment = datetime(2025, 6, 30, 16, 59, tzinfo=UTC)

        verdicts = [
            judged(seal("UBND tỉnh Kiên Giang"), day=day) for day in (last_moment, last_moment + timedelta(minutes=1))
        ]

        assert [each.document.agency and each.document.agency.existed for each in verdicts] == [True, False]
