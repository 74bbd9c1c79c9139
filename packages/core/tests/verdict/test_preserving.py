"""Signatures that outlive their certificates: data added, the document stamped, and stamped again."""

from datetime import datetime

import pytest

from antin import pades, timestamp
from antin.adapters.trust_files import Trust
from antin.pades import errors
from antin.validation import Evidence, Outcome
from antin.verdict.preserving import EvidenceIncomplete, validation_data_for
from antin_testkit.paths import AT, DAY, Authority, entry, x509_time
from antin_testkit.pdf_revisions import append_revision, object_of, with_validation_data
from antin_testkit.signed_documents import VECTORS, judged_file, signed_pdf
from antin_testkit.time_stamping import StampingService

ROOT = Authority("CA gốc thử nghiệm")
PERSON = ROOT.issue("Nguyễn Thị Ánh", not_after=x509_time(AT + 2 * DAY))
SERVICE = StampingService(ROOT, at=AT)
TRUST = Trust((ROOT.anchor,))
NAMES = sorted(
    path.stem for path in VECTORS.glob("*.pdf")
    if path.stem not in ("encrypted-user-password", "broken-startxref", "junk-before-header", "xfa", "already-signed")
    and not path.stem.startswith("certified")
)


def evidence_at(at: datetime) -> Evidence:
    return Evidence(crls=(ROOT.crl(this_update=at, next_update=at + 30 * DAY),))


def preserved(pdf: bytes, at: datetime = AT) -> bytes:
    data = validation_data_for(pdf, at=at, trust=TRUST, evidence=evidence_at(at))
    return pades.add_validation_data(pdf, data)


def stamped(pdf: bytes, at: datetime = AT) -> bytes:
    service = StampingService(ROOT, at=at, not_after=x509_time(at + 400 * DAY), serial=77)
    prepared = pades.prepare_time_stamp(pdf)
    request = timestamp.time_stamp_request(prepared.digest, "sha256", nonce=None)
    return pades.complete_time_stamp(prepared, timestamp.read_response(service.answer(request)))


@pytest.fixture(scope="module")
def signed() -> bytes:
    return signed_pdf(PERSON, stamp=SERVICE.stamp)


class TestALongTermSignature:
    @pytest.mark.parametrize("name", NAMES)
    def test_climbs_from_level_to_level(self, name: str) -> None:
        levels, pdf = [], signed_pdf(PERSON, (VECTORS / f"{name}.pdf").read_bytes(), stamp=SERVICE.stamp)
        for step in (lambda each: each, preserved, stamped):
            pdf = step(pdf)
            verdict = judged_file(pdf, ROOT, crls=evidence_at(AT).crls)
            levels.append(verdict.signatures[0].level)
            assert verdict.outcome is Outcome.VALID, verdict
            assert all(change.is_allowed for change in verdict.signatures[0].changes)

        assert levels == ["B-T", "B-LT", "B-LTA"]

    def test_is_judged_with_what_it_carries(self, signed: bytes) -> None:
        assert judged_file(signed, ROOT).outcome is Outcome.CANNOT_TELL
        assert judged_file(preserved(signed), ROOT).outcome is Outcome.VALID

    def test_outlives_the_certificates(self, signed: bytes) -> None:
        kept = stamped(preserved(signed), AT + DAY)

        verdict = judged_file(kept, ROOT, at=AT + 100 * DAY, crls=evidence_at(AT + 100 * DAY).crls)

        assert verdict.outcome is Outcome.VALID, verdict.signatures[0].judgement

    def test_is_renewed_before_its_time_stamp_grows_old(self, signed: bytes) -> None:
        kept = stamped(preserved(signed), AT + DAY)
        renewed = stamped(preserved(kept, AT + 50 * DAY), AT + 50 * DAY)

        verdict = judged_file(renewed, ROOT, at=AT + 51 * DAY, crls=evidence_at(AT + 51 * DAY).crls)

        assert verdict.outcome is Outcome.VALID
        assert [each.field for each in verdict.time_stamps] == ["Signature3", "Signature2"]

    def test_is_not_written_twice(self, signed: bytes) -> None:
        once = preserved(signed)

        assert pades.add_validation_data(once, pades.read(once).validation_data) == once
        assert pades.add_validation_data(once, validation_data_for(once, at=AT, trust=TRUST)) == once

    def test_keeps_what_was_there(self, signed: bytes) -> None:
        before = with_validation_data(signed, Certs=(b"somebody's",))

        found = pades.read(preserved(before)).validation_data

        assert found.certificates[0] == b"somebody's" and len(found.certificates) > 1

    def test_of_a_revoked_certificate_carries_that_too(self, signed: bytes) -> None:
        revoked = ROOT.crl(entry(7, AT + DAY / 24, 1), this_update=AT + DAY, next_update=AT + 9 * DAY)
        data = validation_data_for(signed, at=AT + DAY, trust=TRUST, evidence=Evidence(crls=(revoked,)))

        verdict = judged_file(pades.add_validation_data(signed, data), ROOT, at=AT + DAY)

        assert [each.code for each in verdict.signatures[0].judgement.remarks] == ["revoked_later"]

    def test_changed_afterwards_is_not_valid(self, signed: bytes) -> None:
        kept = stamped(preserved(signed))
        changed = append_revision(kept, {5: object_of(kept, 5).replace(b"(Trang 1)", b"(Trang 9)")})

        verdict = judged_file(changed, ROOT, crls=evidence_at(AT).crls)

        assert verdict.outcome is Outcome.NOT_VALID


class TestWhatCannotBeGathered:
    def test_is_told(self, signed: bytes) -> None:
        with pytest.raises(EvidenceIncomplete) as missing:
            validation_data_for(signed, at=AT, trust=TRUST)
        with pytest.raises(EvidenceIncomplete):
            validation_data_for(signed, at=AT, trust=Trust(), evidence=evidence_at(AT))

        assert missing.value.fields["subject"]

    @pytest.mark.parametrize("octets", [b"", b"no token", b"\x30\x00"])
    def test_a_token_that_is_none_is_refused(self, signed: bytes, octets: bytes) -> None:
        with pytest.raises(timestamp.TimeStampMalformed):
            pades.complete_time_stamp(pades.prepare_time_stamp(signed), octets)

    def test_a_token_over_something_else_is_refused(self, signed: bytes) -> None:
        with pytest.raises(timestamp.TimeStampImprintWrong):
            pades.complete_time_stamp(pades.prepare_time_stamp(signed), SERVICE.stamp(b"something else"))

    def test_a_token_too_large_for_its_slot_is_refused(self, signed: bytes) -> None:
        prepared = pades.prepare_time_stamp(signed, room=64)
        request = timestamp.time_stamp_request(prepared.digest, "sha256", nonce=None)
        token = timestamp.read_response(SERVICE.answer(request))

        with pytest.raises(errors.SlotTooSmall):
            pades.complete_time_stamp(prepared, token)


class TestACertifyingSignature:
    def certified(self, level: int) -> bytes:
        return signed_pdf(PERSON, certifies=level)

    @pytest.mark.parametrize("level", [1, 2, 3])
    def test_says_what_may_change(self, level: int) -> None:
        verdict = judged_file(self.certified(level), ROOT, crls=evidence_at(AT).crls)
        (signature,) = pades.read(self.certified(level)).signatures

        assert verdict.outcome is Outcome.VALID
        assert signature.permission == level

    def test_allows_a_time_stamp_and_validation_data_always(self) -> None:
        kept = stamped(preserved(self.certified(1)))

        assert judged_file(kept, ROOT, crls=evidence_at(AT).crls).outcome is Outcome.VALID

    def test_must_be_the_first(self, signed: bytes) -> None:
        with pytest.raises(errors.AlreadySigned):
            signed_pdf(PERSON, signed, certifies=2)

    def test_forbids_what_it_forbids(self) -> None:
        with pytest.raises(errors.ChangesForbidden):
            signed_pdf(PERSON, self.certified(1))
        again = signed_pdf(PERSON, self.certified(2))
        assert judged_file(again, ROOT, crls=evidence_at(AT).crls).outcome is Outcome.VALID
