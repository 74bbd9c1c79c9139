"""What time-stamps prove, and what they do not."""

import pytest

from antin.validation import Indication, Outcome
from antin.verdict import TimeSource
from antin_testkit.paths import AT, DAY, Authority, entry, x509_time
from antin_testkit.pdf_revisions import with_validation_data
from antin_testkit.signed_documents import PLAIN, judged_file, signed_pdf
from antin_testkit.time_stamping import StampingService

ROOT = Authority("CA gốc thử nghiệm")
PERSON = ROOT.issue("Nguyễn Thị Ánh")
SERVICE = StampingService(ROOT, at=AT - 3 * DAY)
STAMPED = signed_pdf(PERSON, at=AT - 3 * DAY, stamp=SERVICE.stamp)
REVOKED_AFTERWARDS = ROOT.crl(entry(7, AT - 2 * DAY, 1))
GOOD_LIST = ROOT.crl()


class TestATimeStampedSignature:
    def test_is_of_level_t_and_proves_its_time(self) -> None:
        verdict = judged_file(STAMPED, ROOT, crls=[GOOD_LIST])

        (signature,) = verdict.signatures
        assert verdict.outcome is Outcome.VALID
        assert (signature.level, signature.best_time, signature.best_time_source) == (
            "B-T", AT - 3 * DAY, TimeSource.TIME_STAMP,
        )
        assert signature.time_stamps[0].authority == "Dịch vụ dấu thời gian"

    def test_stays_valid_when_the_certificate_is_revoked_afterwards(self) -> None:
        verdict = judged_file(STAMPED, ROOT, crls=[REVOKED_AFTERWARDS])

        assert verdict.outcome is Outcome.VALID
        assert [each.code for each in verdict.signatures[0].judgement.remarks] == ["revoked_later"]

    def test_is_not_valid_when_it_was_revoked_before(self) -> None:
        verdict = judged_file(STAMPED, ROOT, crls=[ROOT.crl(entry(7, AT - 4 * DAY, 1))])

        assert verdict.outcome is Outcome.NOT_VALID

    def test_stays_valid_when_the_certificate_expires_afterwards(self) -> None:
        short = ROOT.issue("Nguyễn Thị Ánh", not_after=x509_time(AT - 2 * DAY))
        pdf = signed_pdf(short, stamp=SERVICE.stamp)
        kept_list = ROOT.crl(this_update=AT - 3 * DAY - DAY / 24, next_update=AT + DAY)

        verdict = judged_file(pdf, ROOT, crls=[kept_list])

        assert verdict.outcome is Outcome.VALID, verdict.signatures[0].judgement

    def test_by_a_service_that_nobody_knows_proves_nothing(self) -> None:
        stranger = StampingService(Authority("Gốc khác"), at=AT - 3 * DAY)
        pdf = signed_pdf(PERSON, stamp=stranger.stamp)

        good = judged_file(pdf, ROOT, crls=[GOOD_LIST])
        revoked = judged_file(pdf, ROOT, crls=[REVOKED_AFTERWARDS])

        assert good.outcome is Outcome.VALID
        assert good.signatures[0].best_time_source is TimeSource.NOW
        (remark,) = [each for each in good.signatures[0].judgement.remarks if each.code == "time_stamp_not_good"]
        assert "Không tìm được đường dẫn" in remark.message().text
        assert revoked.outcome is Outcome.NOT_VALID

    def test_by_a_revoked_service_proves_nothing(self) -> None:
        lists = [ROOT.crl(entry(7, AT - 2 * DAY, 1), entry(77, AT - DAY, 1))]

        assert judged_file(STAMPED, ROOT, crls=lists).outcome is Outcome.NOT_VALID

    def test_over_another_value_proves_nothing(self) -> None:
        pdf = signed_pdf(PERSON, stamp=lambda value: SERVICE.stamp(value + b"x"))

        verdict = judged_file(pdf, ROOT, crls=[REVOKED_AFTERWARDS])

        assert verdict.outcome is Outcome.NOT_VALID
        assert verdict.signatures[0].time_stamps[0].judgement.indication is Indication.TOTAL_FAILED

    def test_that_is_no_token_proves_nothing(self) -> None:
        pdf = signed_pdf(PERSON, stamp=lambda _: b"\x30\x03\x02\x01\x05")

        verdict = judged_file(pdf, ROOT, crls=[GOOD_LIST])

        assert (verdict.outcome, verdict.signatures[0].best_time_source) == (Outcome.VALID, TimeSource.NOW)

    def test_from_the_future_proves_nothing(self) -> None:
        pdf = signed_pdf(PERSON, stamp=StampingService(ROOT, at=AT + DAY).stamp)

        (signature,) = judged_file(pdf, ROOT, crls=[GOOD_LIST]).signatures

        assert signature.best_time_source is TimeSource.NOW
        assert signature.time_stamps[0].judgement.reasons[0].code == "time_stamp_from_the_future"

    def test_with_a_claim_of_another_time_is_remarked(self) -> None:
        pdf = signed_pdf(PERSON, at=AT - 10 * DAY, stamp=SERVICE.stamp)

        (signature,) = judged_file(pdf, ROOT, crls=[GOOD_LIST]).signatures

        assert [each.code for each in signature.judgement.remarks] == ["claimed_time_differs"]


class TestADocumentTimeStamp:
    EARLY = StampingService(ROOT, at=AT - 3 * DAY)
    WHOLE = EARLY.stamp_document(signed_pdf(PERSON, at=AT - 3 * DAY))

    def test_proves_the_time_of_the_signatures_before_it(self) -> None:
        verdict = judged_file(self.WHOLE, ROOT, crls=[REVOKED_AFTERWARDS])

        (signature,) = verdict.signatures
        assert verdict.outcome is Outcome.VALID
        assert (signature.best_time, signature.best_time_source) == (
            AT - 3 * DAY, TimeSource.DOCUMENT_TIME_STAMP,
        )
        assert [each.at for each in verdict.time_stamps] == [AT - 3 * DAY]
        assert not signature.covers_whole_file

    def test_proves_nothing_for_signatures_after_it(self) -> None:
        pdf = signed_pdf(PERSON, self.EARLY.stamp_document(signed_pdf(ROOT.issue("Khác", serial=9))))

        verdict = judged_file(pdf, ROOT, crls=[REVOKED_AFTERWARDS])

        assert [each.judgement.outcome for each in verdict.signatures] == [Outcome.VALID, Outcome.NOT_VALID]

    def test_keeps_an_older_time_stamp_alive_when_its_service_is_gone(self) -> None:
        gone = StampingService(ROOT, at=AT - 20 * DAY, serial=78, not_after=x509_time(AT - 5 * DAY))
        pdf = signed_pdf(PERSON, at=AT - 20 * DAY, stamp=gone.stamp)
        later = StampingService(ROOT, at=AT - 6 * DAY, serial=79)
        lists = [ROOT.crl(entry(7, AT - 10 * DAY, 1), this_update=AT - 6 * DAY - DAY / 24)]

        alone = judged_file(pdf, ROOT, crls=lists)
        kept = judged_file(later.stamp_document(pdf), ROOT, crls=lists)

        assert alone.outcome is Outcome.NOT_VALID
        assert kept.outcome is Outcome.VALID
        assert kept.signatures[0].best_time == AT - 20 * DAY

    def test_makes_level_lta_together_with_validation_data(self) -> None:
        stamped = with_validation_data(STAMPED, CRLs=(GOOD_LIST,))

        kept = judged_file(self.EARLY.stamp_document(stamped), ROOT)
        without = judged_file(stamped, ROOT)

        assert (without.outcome, without.signatures[0].level) == (Outcome.VALID, "B-LT")
        assert (kept.outcome, kept.signatures[0].level) == (Outcome.VALID, "B-LTA")

    @pytest.mark.parametrize("anchors", [(ROOT,), ()])
    def test_over_changed_bytes_makes_the_file_not_valid(self, anchors: tuple[Authority, ...]) -> None:
        place = self.WHOLE.rindex(b"/DocTimeStamp") + 4
        changed = self.WHOLE[: place - 4] + b"/DocTimeStamq" + self.WHOLE[place + 9 :]

        verdict = judged_file(changed, *anchors, crls=[GOOD_LIST])

        assert verdict.outcome is Outcome.NOT_VALID
        assert "document_time_stamp_false" in [each.code for each in verdict.judgement.reasons]

    def test_alone_is_no_signature(self) -> None:
        verdict = judged_file(self.EARLY.stamp_document(PLAIN), ROOT, crls=[GOOD_LIST])

        assert [each.code for each in verdict.judgement.reasons] == ["no_signature"]
