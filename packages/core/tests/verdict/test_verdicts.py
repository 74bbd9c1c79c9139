"""What the verdict on a PDF says, for whom, and that it always says something."""

import json
import re
from datetime import timedelta
from hashlib import sha1

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antin import oids, pades
from antin.adapters.trust_files import Trust
from antin.der import object_identifier, sequence, set_of, utf8_string
from antin.messages import catalogue
from antin.validation import Indication, Outcome, SubIndication, TrustAnchor
from antin.verdict import MAX_SIGNATURES, Verdict, judge
from antin_testkit.key_holders import KEY_HOLDERS
from antin_testkit.old_signatures import old_signature
from antin_testkit.paths import AT, DAY, Authority, distribution_point, entry, ocsp_response, revoked, uri
from antin_testkit.pdf_revisions import append_revision, object_of
from antin_testkit.signed_documents import PLAIN, VECTORS, judged_file, signed_pdf

ROOT = Authority("CA gốc thử nghiệm")
PERSON = ROOT.issue("Nguyễn Thị Ánh")
AGENCY = ROOT.issue("ỦY BAN NHÂN DÂN XÃ BA ĐỘNG", serial=8)
SIGNED = signed_pdf(PERSON)
GOOD_LIST = ROOT.crl()


def conclusion(verdict: Verdict) -> tuple[Outcome, Indication, SubIndication | None]:
    return verdict.outcome, verdict.judgement.indication, verdict.judgement.sub_indication


def codes(verdict: Verdict) -> list[str]:
    """Every reason, of the file and of its signatures."""
    judgements = [verdict.judgement, *(each.judgement for each in verdict.signatures)]
    return [reason.code for each in judgements for reason in each.reasons]


def remarks(verdict: Verdict) -> list[str]:
    judgements = [verdict.judgement, *(each.judgement for each in verdict.signatures)]
    return [reason.code for each in judgements for reason in each.remarks]


class TestASoundSignature:
    def test_is_valid_when_the_root_is_known_and_nothing_is_revoked(self) -> None:
        verdict = judged_file(SIGNED, ROOT, crls=[GOOD_LIST])

        assert conclusion(verdict) == (Outcome.VALID, Indication.TOTAL_PASSED, None)
        assert codes(verdict) == []

    def test_tells_who_signed_when_and_what(self) -> None:
        (signature,) = judged_file(SIGNED, ROOT, crls=[GOOD_LIST]).signatures

        assert (signature.signatory.name, signature.signatory.issuer) == ("Nguyễn Thị Ánh", "CA gốc thử nghiệm")
        assert (signature.signatory.serial, signature.level) == ("7", "B-B")
        assert (signature.claimed_time, signature.best_time, signature.best_time_source) == (AT, AT, "now")
        assert signature.covers_whole_file
        (start, gap), (after, end) = signature.covered
        assert (start, end) == (0, len(SIGNED)) and SIGNED[gap:gap + 1] == b"<" and SIGNED[after - 1:after] == b">"
        assert [use.shown for use in signature.algorithms] == ["SHA-256", "EC-256"]
        assert (signature.revocation.state, signature.revocation.source) == ("good", "crl")

    def test_cannot_be_told_to_be_valid_without_revocation_information(self) -> None:
        verdict = judged_file(SIGNED, ROOT)

        assert verdict.outcome is Outcome.CANNOT_TELL
        assert codes(verdict) == ["revocation_unchecked"]

    def test_is_valid_offline_with_a_remark_instead(self) -> None:
        verdict = judged_file(SIGNED, ROOT, offline=True)

        assert verdict.outcome is Outcome.VALID
        assert remarks(verdict) == ["revocation_unchecked"]

    def test_cannot_be_told_of_an_unknown_root(self) -> None:
        verdict = judged_file(SIGNED, Authority("Gốc khác"))

        assert conclusion(verdict) == (
            Outcome.CANNOT_TELL, Indication.INDETERMINATE, SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
        )

    def test_uses_the_chain_that_came_with_it(self) -> None:
        below = ROOT.authority("CA phục vụ cơ quan")
        pdf = signed_pdf(below.issue(), chain=[below.certificate])

        assert judged_file(pdf, ROOT, crls=[GOOD_LIST, below.crl()]).outcome is Outcome.VALID


class TestARevokedCertificate:
    def test_is_not_valid_when_nothing_proves_that_the_signature_is_older(self) -> None:
        verdict = judged_file(SIGNED, ROOT, crls=[ROOT.crl(entry(7))])

        assert conclusion(verdict) == (
            Outcome.NOT_VALID, Indication.INDETERMINATE, SubIndication.REVOKED_NO_POE,
        )
        assert codes(verdict) == ["certificate_revoked"]
        assert "time_not_proved" in remarks(verdict)

    def test_cannot_be_told_while_it_is_on_hold(self) -> None:
        verdict = judged_file(SIGNED, ROOT, answers=[ocsp_response(ROOT, status=revoked(AT - DAY, 6))])

        assert verdict.outcome is Outcome.CANNOT_TELL
        assert codes(verdict) == ["certificate_on_hold"]

    def test_is_told_even_offline(self) -> None:
        assert judged_file(SIGNED, ROOT, crls=[ROOT.crl(entry(7))], offline=True).outcome is Outcome.NOT_VALID

    def test_expired_is_not_valid(self) -> None:
        late = AT + 200 * DAY
        verdict = judged_file(SIGNED, ROOT, crls=[ROOT.crl(this_update=late - DAY, next_update=late + DAY)], at=late)

        assert verdict.outcome is Outcome.NOT_VALID
        assert "certificate_expired" in codes(verdict)


class TestAFalseSignature:
    """What is false is not valid, whoever is trusted."""

    @pytest.mark.parametrize("anchors", [(ROOT,), ()])
    def test_over_changed_bytes(self, anchors: tuple[Authority, ...]) -> None:
        place = SIGNED.index(b"/Type /Page")
        changed = SIGNED[:place] + b"/Type /Pbge" + SIGNED[place + 11 :]

        verdict = judged_file(changed, *anchors, crls=[GOOD_LIST])

        assert verdict.outcome is Outcome.NOT_VALID
        if verdict.is_readable:
            assert conclusion(verdict)[1:] == (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)
            assert verdict.document.changed_after_issue is True

    @pytest.mark.parametrize("anchors", [(ROOT,), ()])
    def test_with_another_value(self, anchors: tuple[Authority, ...]) -> None:
        contents = re.search(rb"/Contents <([0-9A-F]+)>", SIGNED)
        assert contents
        der = bytes.fromhex(contents[1].decode())
        end = len(der.rstrip(b"\0"))
        harmed = der[: end - 3] + bytes((der[end - 3] ^ 1,)) + der[end - 2 :]
        changed = SIGNED.replace(contents[1], harmed.hex().upper().encode())

        assert conclusion(judged_file(changed, *anchors)) == (
            Outcome.NOT_VALID, Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE,
        )

    @pytest.mark.parametrize("anchors", [(ROOT,), ()])
    def test_followed_by_a_change_that_the_rules_do_not_allow(self, anchors: tuple[Authority, ...]) -> None:
        page = next(
            number for number in range(1, 12) if b"/Type /Page\n" in (found := _object(number)) or
            re.search(rb"/Type\s*/Page\b(?!s)", found)
        )
        turned = _object(page).rstrip()[:-2] + b" /Rotate 90 >>"

        verdict = judged_file(append_revision(SIGNED, {page: turned}), *anchors, crls=[GOOD_LIST])

        assert conclusion(verdict) == (
            Outcome.NOT_VALID, Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE,
        )
        assert any(code.startswith("change_") for code in codes(verdict))
        assert verdict.document.changed_after_issue is True
        assert verdict.signatures[0].not_covered == ((len(SIGNED), len(append_revision(SIGNED, {page: turned}))),)

    def test_of_broken_format(self) -> None:
        changed = re.sub(
            rb"/ByteRange \[[^\]]*\]", lambda each: b"/ByteRange " + b"null".ljust(len(each[0]) - 11), SIGNED,
        )

        assert conclusion(judged_file(changed, ROOT)) == (
            Outcome.NOT_VALID, Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE,
        )


def _object(number: int) -> bytes:
    try:
        return object_of(SIGNED, number)
    except IndexError:
        return b""


class TestAnOldSignature:
    def test_with_sha_1_proves_nothing_today_and_says_why(self) -> None:
        holder = KEY_HOLDERS["pkcs1-sha256"]
        prepared = pades.prepare(
            PLAIN, field=pades.FieldSpec(), statement=pades.Statement(AT), level=pades.Level.T,
            signatory=pades.Signatory(holder.certificate, holder.algorithm),
        )
        document = prepared.document.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached")
        start, end = prepared.slot.start, prepared.slot.end
        value = old_signature(sha1(document[:start] + document[end:]).digest(), at=AT).hex().encode()
        signed = document[: start + 1] + value.ljust(end - start - 2, b"0") + document[end - 1 :]
        trust = Trust((TrustAnchor.from_certificate(holder.certificate),))

        verdict = judge(signed, file="2019.pdf", at=AT, trust=trust)

        (signature,) = verdict.signatures
        assert conclusion(verdict) == (
            Outcome.CANNOT_TELL, Indication.INDETERMINATE, SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        )
        assert codes(verdict) == ["algorithm_refused"]
        assert {"certificate_not_referenced", "certificate_is_anchor"} <= set(remarks(verdict))
        assert signature.level is None
        assert [(use.shown, use.strength) for use in signature.algorithms] == [
            ("SHA-1", "refused"), ("RSA-2048", "good"),
        ]


class TestAFileWithSeveralSignatures:
    BOTH = signed_pdf(AGENCY, SIGNED)

    def test_is_an_official_document_when_person_and_agency_signed(self) -> None:
        verdict = judged_file(self.BOTH, ROOT, crls=[GOOD_LIST])

        assert verdict.outcome is Outcome.VALID
        assert (verdict.document.authorised_signature, verdict.document.agency_signature) == (True, True)
        assert verdict.document.is_complete is True
        assert verdict.document.changed_after_issue is False
        assert [each.signatory.is_organisation for each in verdict.signatures] == [False, True]

    def test_is_as_good_as_its_worst_signature(self) -> None:
        verdict = judged_file(self.BOTH, ROOT, crls=[ROOT.crl(entry(8))])

        assert verdict.outcome is Outcome.NOT_VALID
        assert (verdict.document.authorised_signature, verdict.document.agency_signature) == (True, False)
        assert verdict.document.is_complete is False

    def test_does_not_know_of_an_agency_whose_root_is_not_known(self) -> None:
        verdict = judged_file(self.BOTH)

        assert verdict.document.agency_signature is None
        assert verdict.document.is_complete is None

    def test_with_too_many_is_judged_in_part(self) -> None:
        pdf = PLAIN
        for _ in range(3):
            pdf = signed_pdf(PERSON, pdf)

        verdict = judged_file(pdf, ROOT, crls=[GOOD_LIST])

        assert len(verdict.signatures) == 3 < MAX_SIGNATURES


class TestAFileWithoutSignature:
    def test_is_not_valid(self) -> None:
        verdict = judged_file(PLAIN, ROOT)

        assert (verdict.outcome, codes(verdict)) == (Outcome.NOT_VALID, ["no_signature"])
        assert verdict.is_readable

    @pytest.mark.parametrize(("data", "kind", "code"), [
        (b"", "empty", "file_is_empty"), (b"PK\x03\x04", "zip", "file_is_archive"),
        (bytes(range(1, 256)), "other", "not_a_pdf"),
        (b"%PDF-1.4\nnothing", "pdf", "pdf_broken"),
        ((VECTORS / "encrypted-user-password.pdf").read_bytes(), "pdf", "pdf_password_needed"),
    ])
    def test_that_cannot_be_read_is_told_so(self, data: bytes, kind: str, code: str) -> None:
        verdict = judged_file(data, ROOT)

        assert (verdict.kind, verdict.is_readable, codes(verdict)) == (kind, False, [code])
        assert verdict.outcome is Outcome.CANNOT_TELL


class TestTheVerdictAsData:
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("data", [SIGNED, PLAIN, b"", TestAFileWithSeveralSignatures.BOTH])
    def test_has_the_fields_of_the_contract(self, data: bytes, language: str) -> None:
        told = json.loads(json.dumps(judged_file(data).as_json(language), ensure_ascii=False))  # type: ignore[arg-type]

        assert {
            "file", "sha256", "kind", "outcome", "document", "indication", "sub_indication", "signatures", "advice",
        } <= set(told)
        assert set(told["document"]) >= {
            "authorised_signature", "agency_signature", "number", "date", "changed_after_issue",
        }
        for signature in told["signatures"]:
            assert {
                "field", "signer", "agency", "issuer", "serial", "claimed_time", "best_time", "best_time_source",
                "level", "covers_whole_file", "covered", "not_covered", "changes", "algorithms", "indication",
                "sub_indication", "reasons", "revocation",
            } <= set(signature)
            assert set(signature["revocation"]) >= {"state", "source", "checked_at"}
            assert signature["best_time"].endswith("Z")
        assert "{" not in "".join(_texts(told))

    def test_advises_what_to_do(self) -> None:
        told = judged_file(SIGNED, ROOT).as_json("vi")

        assert told["advice"] == [{
            "code": "revocation_unchecked", "text": catalogue()["revocation_unchecked"]["hint_vi"],
        }]


def _texts(told: object) -> list[str]:
    if isinstance(told, dict):
        return [text for key, value in told.items() for text in ([value] if key == "text" else _texts(value))]
    return [text for each in told for text in _texts(each)] if isinstance(told, list) else []


class TestAnyInput:
    @settings(max_examples=150, deadline=None)
    @given(place=st.integers(0, len(SIGNED) - 1), value=st.integers(0, 255))
    def test_with_one_octet_changed_is_never_valid_unless_it_says_the_same(self, place: int, value: int) -> None:
        changed = SIGNED[:place] + bytes((value,)) + SIGNED[place + 1 :]

        verdict = judged_file(changed, ROOT, crls=[GOOD_LIST])

        assert verdict.as_json()
        if changed != SIGNED and verdict.outcome is Outcome.VALID:
            (signature,) = verdict.signatures
            assert any(a <= place < b for a, b in [(signature.covered[0][1], signature.covered[1][0])])

    @settings(max_examples=60, deadline=None)
    @given(cut=st.integers(0, len(SIGNED)), more=st.binary(max_size=30))
    def test_cut_or_lengthened_gets_a_verdict(self, cut: int, more: bytes) -> None:
        assert judged_file(SIGNED[:cut] + more, ROOT).as_json("en")

    @pytest.mark.parametrize("path", sorted(VECTORS.glob("*.pdf")), ids=lambda path: path.stem)
    def test_of_the_vectors_gets_a_verdict(self, path: object) -> None:
        assert judged_file(path.read_bytes(), ROOT).as_json()  # type: ignore[attr-defined]


class TestTheHolder:
    @pytest.mark.parametrize(("name", "is_organisation"), [
        ("Nguyễn Thị Ánh", False), ("Vũ Văn Bộ", False), ("Đoàn Văn Hải", False), ("Trương Bảo", False),
        ("CỤC THUẾ", True), ("Tổng cục Hải quan", True), ("BỘ TÀI CHÍNH", True), ("VỤ TỔ CHỨC", True),
        ("ỦY BAN NHÂN DÂN XÃ BA ĐỘNG", True), ("UBND xã Ba Động", True), ("Sở Khoa học và Công nghệ", True),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", True), ("Trường THPT Trần Phú", True),
        ("Trương Bảo Sở", False), ("TCHQ", False), ("VU VAN BO", False),
        ("Cuc Thue", True), ("Van phong Chinh phu", True), ("TRƯỜNG THPT TRẦN PHÚ", True),
        ("Văn phòng Chính phủ", True),
    ])
    def test_is_an_agency_by_how_its_name_begins(self, name: str, is_organisation: bool) -> None:
        (signature,) = judged_file(signed_pdf(ROOT.issue(name)), ROOT).signatures

        assert signature.signatory.is_organisation is is_organisation

    def test_of_a_person_belongs_to_the_innermost_body(self) -> None:
        def part(oid: str, text: str) -> bytes:
            return set_of(sequence(object_identifier(oid), utf8_string(text)))

        subject = sequence(
            part(oids.ORGANIZATION_NAME, "UBND TỈNH QUẢNG NGÃI"), part(oids.ORGANIZATIONAL_UNIT_NAME, "SỞ NỘI VỤ"),
            part(oids.ORGANIZATIONAL_UNIT_NAME, "VĂN PHÒNG"), part(oids.COMMON_NAME, "Trần Văn Ước"),
        )

        (signature,) = judged_file(signed_pdf(ROOT.issue(subject=subject)), ROOT).signatures

        assert (signature.signatory.name, signature.signatory.agency) == ("Trần Văn Ước", "VĂN PHÒNG")


class TestEvidenceFetched:
    def test_is_asked_for_only_below_a_known_root(self) -> None:
        asked = list[str]()

        def fetch(url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
            asked.append(url)
            return GOOD_LIST

        leaf = ROOT.issue(extensions=[distribution_point(uri("http://crl.example/ca.crl"))])
        pdf = signed_pdf(leaf)

        assert judged_file(pdf, Authority("Gốc khác"), fetch=fetch).outcome is Outcome.CANNOT_TELL
        assert asked == []
        assert judged_file(pdf, ROOT, fetch=fetch).outcome is Outcome.VALID
        assert asked == ["http://crl.example/ca.crl"]
        assert judged_file(pdf, ROOT, fetch=fetch, offline=True, at=AT + timedelta(hours=1)).outcome is Outcome.VALID
        assert len(asked) == 1
