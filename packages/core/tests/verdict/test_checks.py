"""The checklist of TT 15/2025/TT-BKHCN: yes only where it was checked and is so."""

import re

import pytest

from antin.casework.verification_table import VERIFICATION_TABLE
from antin.messages import catalogue
from antin.verdict import SignatureVerdict
from antin_testkit.paths import (
    AT,
    DAY,
    Authority,
    authority_key,
    entry,
    key_usage,
    ocsp_response,
    policies,
    revoked,
    x509_time,
)
from antin_testkit.signed_documents import judged_file, signed_pdf
from antin_testkit.time_stamping import StampingService

ROOT = Authority("CA gốc thử nghiệm")
SIGNED = signed_pdf(ROOT.issue("Nguyễn Thị Ánh", extensions=[policies("2.16.704.1.1.1.1.1")]))
STAMPED = signed_pdf(
    ROOT.issue("Nguyễn Thị Ánh"), at=AT - 3 * DAY, stamp=StampingService(ROOT, at=AT - 3 * DAY).stamp,
)
GOOD = [ROOT.crl()]
ALL = [each.code for each in VERIFICATION_TABLE]


def signature(data: bytes, *anchors: Authority, **evidence: object) -> SignatureVerdict:
    (found,) = judged_file(data, *anchors, **evidence).signatures  # type: ignore[arg-type]  # handed on
    return found


def results(found: SignatureVerdict) -> dict[str, str]:
    return {each.code: str(each.result) for each in found.checks}


def differing(found: SignatureVerdict) -> dict[str, str]:
    """Those that are not yes."""
    return {code: result for code, result in results(found).items() if result != "yes"}


class TestTheChecklist:
    def test_has_the_rows_of_the_table_in_its_order(self) -> None:
        rows = [each.row for each in signature(SIGNED, ROOT, crls=GOOD).checks]

        assert rows == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2", "2.3", "2.4"]
        assert [each.row for each in VERIFICATION_TABLE if not each.is_mandatory] == ["1.5", "1.6"]

    def test_is_yes_throughout_for_a_sound_signature(self) -> None:
        assert differing(signature(SIGNED, ROOT, crls=GOOD)) == {}

    def test_says_what_could_not_be_checked_even_when_it_is_valid_offline(self) -> None:
        found = signature(SIGNED, ROOT, offline=True)

        assert found.judgement.outcome == "valid"
        assert differing(found) == dict.fromkeys(
            ("time_in_validity", "status_asked", "certificate_valid"), "not_checked",
        )

    def test_does_not_know_of_an_unknown_root(self) -> None:
        assert differing(signature(SIGNED)) == dict.fromkeys(
            ("time_in_validity", "status_asked", "scope_kept", "certificate_valid"), "not_checked",
        )

    @pytest.mark.parametrize("evidence", [
        {"crls": [ROOT.crl(entry(7))]}, {"answers": [ocsp_response(ROOT, status=revoked(AT - DAY, 6))]},
    ], ids=["revoked", "suspended"])
    def test_says_no_to_a_certificate_revoked_or_suspended(self, evidence: dict[str, list[bytes]]) -> None:
        found = results(signature(SIGNED, ROOT, **evidence))

        assert (found["time_in_validity"], found["status_asked"]) == ("no", "yes")
        assert found["certificate_valid"] != "yes"

    def test_says_no_to_an_expired_certificate(self) -> None:
        late = AT + 200 * DAY
        lists = [ROOT.crl(this_update=late - DAY, next_update=late + DAY)]

        assert differing(signature(SIGNED, ROOT, crls=lists, at=late))["time_in_validity"] == "no"

    def test_says_no_to_a_time_claimed_before_the_certificate_began(self) -> None:
        early = signed_pdf(ROOT.issue("Nguyễn Thị Ánh"), at=AT - 3_000 * DAY)

        assert results(signature(early, ROOT, crls=GOOD))["time_in_validity"] == "no"

    def test_asks_about_the_proved_time(self) -> None:
        found = results(signature(STAMPED, ROOT, crls=[ROOT.crl(entry(7, AT - DAY))]))

        assert (found["time_in_validity"], found["certificate_valid"]) == ("yes", "yes")

    def test_says_no_to_a_key_that_is_not_for_signing(self) -> None:
        wrong = ROOT.issue("Ánh", replace=[authority_key(ROOT.key), key_usage(2)])

        found = results(signature(signed_pdf(wrong), ROOT, crls=GOOD))

        assert (found["key_usage_kept"], found["certificate_valid"]) == ("no", "no")
        assert found["issuer_statement"] == "not_checked"

    def test_says_no_to_changed_content(self) -> None:
        place = SIGNED.index(b"/MediaBox") if b"/MediaBox" in SIGNED else SIGNED.index(b"/Type /Page")
        changed = SIGNED[: place + 3] + b"\x40" + SIGNED[place + 4 :]

        found = signature(changed, ROOT, crls=GOOD)

        assert results(found)["hashes_equal"] == "no"
        assert results(found)["right_key"] == results(found)["certificate_valid"] == "not_checked"

    def test_says_no_to_another_key(self) -> None:
        contents = re.search(rb"/Contents\s*<([0-9A-Fa-f]+)>", SIGNED)
        assert contents
        der = bytes.fromhex(contents[1].decode())
        end = len(der.rstrip(b"\0"))
        harmed = der[: end - 3] + bytes((der[end - 3] ^ 1,)) + der[end - 2 :]

        found = results(signature(SIGNED.replace(contents[1], harmed.hex().encode()), ROOT, crls=GOOD))

        assert (found["right_key"], found["hashes_equal"]) == ("no", "yes")

    def test_knows_nothing_of_a_signature_without_form(self) -> None:
        def emptied(found: re.Match[bytes]) -> bytes:
            return b"/ByteRange " + b"null".ljust(len(found[0]) - 11)

        found = results(signature(re.sub(rb"/ByteRange ?\[[^\]]*\]", emptied, SIGNED), ROOT, crls=GOOD))

        assert set(found) == set(ALL)
        assert (found["right_key"], found["hashes_equal"], found["algorithms_allowed"]) == ("not_checked",) * 3


class TestTheSentences:
    def test_are_there_for_every_row_and_result(self) -> None:
        wanted = {f"verification_{code}_{result}" for code in ALL for result in ("yes", "no", "not_checked")}

        assert wanted == {code for code in catalogue() if code.startswith("verification_")}

    def test_go_with_the_results(self) -> None:
        told = judged_file(SIGNED, ROOT, crls=GOOD).as_json("vi")["signatures"]

        assert told[0]["checks"][9] == {  # type: ignore[index]
            "row": "2.4", "code": "hashes_equal", "is_mandatory": True, "result": "yes",
            "text": "Nội dung được ký còn nguyên: mã băm khớp.",
        }


class TestTheCertificate:
    def states(self, found: SignatureVerdict) -> tuple[str, str]:
        assert found.certificate is not None
        return str(found.certificate.state_then), str(found.certificate.state_now)

    def test_is_good_then_and_now(self) -> None:
        assert self.states(signature(SIGNED, ROOT, crls=GOOD)) == ("good", "good")

    def test_is_unchecked_when_nobody_was_asked(self) -> None:
        assert self.states(signature(SIGNED, ROOT, offline=True)) == ("unchecked", "unchecked")

    def test_revoked_after_the_proved_time_was_good_then(self) -> None:
        found = signature(STAMPED, ROOT, crls=[ROOT.crl(entry(7, AT - DAY))])

        assert (found.judgement.outcome, self.states(found)) == ("valid", ("good", "revoked"))

    def test_expired_after_the_proved_time_was_good_then(self) -> None:
        short = ROOT.issue("Nguyễn Thị Ánh", not_after=x509_time(AT + DAY))
        stamped = signed_pdf(short, stamp=StampingService(ROOT).stamp)

        found = signature(stamped, ROOT, crls=[ROOT.crl(this_update=AT, next_update=AT + 3 * DAY)], at=AT + 2 * DAY)

        assert (found.judgement.outcome, self.states(found)) == ("valid", ("good", "expired"))

    def test_suspended_is_on_hold(self) -> None:
        answers = [ocsp_response(ROOT, status=revoked(AT - DAY, 6))]

        assert self.states(signature(SIGNED, ROOT, answers=answers)) == ("on_hold", "on_hold")

    def test_that_has_not_begun_is_not_yet_valid(self) -> None:
        future = signed_pdf(ROOT.issue("Ánh", not_before=x509_time(AT + DAY)))

        assert self.states(signature(future, ROOT, crls=GOOD)) == ("not_yet_valid", "not_yet_valid")

    def test_that_cannot_be_read_has_no_state(self) -> None:
        contents = re.search(rb"/Contents\s*<([0-9A-Fa-f]+)>", SIGNED)
        assert contents

        emptied = SIGNED.replace(contents[1], b"0" * len(contents[1]))

        assert signature(emptied, ROOT, crls=GOOD).certificate is None
