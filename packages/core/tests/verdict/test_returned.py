"""A document signed elsewhere is taken only when it came back as asked, and otherwise as it was."""

import re
from dataclasses import replace
from hashlib import sha1

import pytest

from antin import pades
from antin.adapters.trust_files import Trust
from antin.pades.engine import inspection
from antin.pades.engine.signatures import Restriction
from antin.validation import Evidence, TrustAnchor
from antin.verdict.returned import (
    Circumstances,
    Expected,
    ExpectedPlace,
    ReturnedAnotherDocument,
    ReturnedChanged,
    ReturnedElsewhere,
    ReturnedInView,
    ReturnedRefused,
    ReturnedSignature,
    ReturnedSignatureNotGood,
    ReturnedSignedTooOften,
    ReturnedUnreadable,
    ReturnedUnsigned,
    require_returned,
)
from antin_testkit.key_holders import KEY_HOLDERS
from antin_testkit.old_signatures import old_signature
from antin_testkit.paths import AT, DAY, Authority
from antin_testkit.pdf_revisions import append_revision, object_of
from antin_testkit.signed_documents import PLAIN, VECTORS, signed_pdf

ROOT = Authority("CA gốc thử nghiệm")
PERSON = ROOT.issue("Nguyễn Thị Ánh")
BOX = pades.Box(120, 200, 60, 25)
LOOK = pades.Appearance(("Ký bởi: Nguyễn Thị Ánh",))
HERE = ExpectedPlace(1, BOX, 30)
GOOD = Circumstances(AT, Trust((ROOT.anchor,)), Evidence(crls=(ROOT.crl(),)))


def signed(pdf: bytes = PLAIN, *, box: pades.Box | None = BOX, certificate: bytes = PERSON) -> bytes:
    field = pades.FieldSpec(page=1, box=box)
    return signed_pdf(certificate, pdf, field=field, appearance=LOOK if box else None)


def turned(pdf: bytes) -> bytes:
    """The file with its page turned in an update."""
    found = re.findall(rb"(?:^|\n)(\d+) 0 obj(?:(?!endobj).)*?/Type */Page\b", pdf, re.DOTALL)
    page = int(found[0])
    return append_revision(pdf, {page: object_of(pdf, page).replace(b"/Contents", b"/Rotate 180 /Contents")})


def taken(
    returned: bytes, *, sent: bytes = PLAIN, most: int = 1, place: ExpectedPlace | None = HERE,
    circumstances: Circumstances = GOOD,
) -> tuple[ReturnedSignature, ...]:
    return require_returned(sent, returned, Expected(most, place), circumstances)


class TestASignedDocument:
    def test_is_taken_with_its_signer(self) -> None:
        (signature,) = taken(signed())

        assert signature.certificate.encoded == PERSON
        assert not signature.has_time_stamp

    def test_may_stand_a_little_away_from_its_place(self) -> None:
        assert taken(signed(box=pades.Box(110, 190, 70, 30)))

    def test_may_stand_anywhere_when_the_signer_chooses(self) -> None:
        assert taken(signed(box=pades.Box(10, 10, 60, 25)), place=None)

    def test_is_taken_when_revocation_could_not_be_asked(self) -> None:
        assert taken(signed(), circumstances=replace(GOOD, evidence=Evidence()))

    def test_may_have_been_signed_before(self) -> None:
        before = signed(box=pades.Box(10, 10, 60, 25))

        assert len(taken(signed(before), sent=before)) == 1

    def test_may_bear_as_many_signatures_as_are_asked_for(self) -> None:
        assert len(taken(signed(signed(box=pades.Box(10, 10, 60, 25))), most=3)) == 2

    def test_may_be_signed_invisibly_when_that_is_asked(self) -> None:
        assert taken(signed(box=None), place=replace(HERE, box=None))

    @pytest.mark.parametrize("name", [
        "libreoffice", "pdf-2.0", "rotated", "linearized", "object-streams", "hybrid-xref", "chromium",
        "typst-pdf-a-2b", "form-fields", "already-signed",
    ])
    def test_is_found_on_pages_of_other_makers(self, name: str) -> None:
        sent = (VECTORS / f"{name}.pdf").read_bytes()
        page = pades.overview(sent).pages[0]
        box = pades.Box(page.width - 80, page.height - 60, 60, 25)

        assert taken(signed(sent, box=box), sent=sent, place=replace(HERE, box=box, tolerance_mm=0.5))


class TestWhatIsRefused:
    def refusal(self, returned: bytes, **options: object) -> ReturnedRefused:
        with pytest.raises(ReturnedRefused) as refused:
            taken(returned, **options)  # type: ignore[arg-type]  # handed on
        return refused.value

    def test_is_one_octet_that_is_different(self) -> None:
        changed = bytearray(signed())
        changed[200] ^= 1

        assert isinstance(self.refusal(bytes(changed)), ReturnedAnotherDocument)

    def test_is_another_document_that_is_signed_well(self) -> None:
        assert isinstance(self.refusal(signed((VECTORS / "libreoffice.pdf").read_bytes())), ReturnedAnotherDocument)

    def test_is_a_document_of_its_own_behind_the_one_sent(self) -> None:
        other = signed((VECTORS / "libreoffice.pdf").read_bytes())

        assert isinstance(self.refusal(PLAIN + other), ReturnedAnotherDocument | ReturnedUnreadable)

    @pytest.mark.parametrize("returned", [b"", b"MZ\x90", b"<html>"])
    def test_is_no_pdf(self, returned: bytes) -> None:
        assert isinstance(self.refusal(returned), ReturnedAnotherDocument)

    def test_is_what_was_sent_without_a_signature(self) -> None:
        assert isinstance(self.refusal(PLAIN), ReturnedUnsigned)

    def test_is_a_signature_more_than_asked_for(self) -> None:
        refused = self.refusal(signed(signed(box=pades.Box(10, 10, 60, 25))))

        assert isinstance(refused, ReturnedSignedTooOften)
        assert refused.fields == {"count": 2, "most": 1}

    def test_is_a_page_changed_before_the_signature(self) -> None:
        refused = self.refusal(signed(turned(PLAIN)))

        assert isinstance(refused, ReturnedChanged)
        assert refused.because is not None and refused.because.code == "change_page_view"
        assert "Trang bị xoay" in refused.told("vi").text

    def test_is_a_page_changed_after_the_signature(self) -> None:
        assert isinstance(self.refusal(turned(signed())), ReturnedChanged)

    def test_is_a_certificate_of_an_unknown_issuer(self) -> None:
        refused = self.refusal(signed(), circumstances=replace(GOOD, trust=Trust((Authority("Khác").anchor,))))

        assert isinstance(refused, ReturnedSignatureNotGood)

    def test_is_a_certificate_that_has_expired(self) -> None:
        refused = self.refusal(signed(), circumstances=replace(GOOD, at=AT + 9000 * DAY))

        assert isinstance(refused, ReturnedSignatureNotGood)
        assert refused.told("en").text.startswith("The signature in the file that came back is no good: ")

    @pytest.mark.parametrize(("x", "y"), [(10, 10), (120, 100), (20, 200)])
    def test_is_another_place(self, x: int, y: int) -> None:
        refused = self.refusal(signed(box=pades.Box(x, y, 60, 25)))

        assert isinstance(refused, ReturnedElsewhere)
        assert refused.fields == {"page": 1, "x": x, "y": y}

    def test_is_a_box_over_more_than_a_quarter_of_the_page_wherever(self) -> None:
        assert isinstance(self.refusal(signed(box=pades.Box(5, 5, 190, 180)), place=None), ReturnedElsewhere)

    def test_is_a_signature_that_hides_or_shows_against_the_wish(self) -> None:
        assert isinstance(self.refusal(signed(box=None)), ReturnedInView)
        assert isinstance(self.refusal(signed(), place=replace(HERE, box=None)), ReturnedInView)

    def test_is_a_signature_that_an_earlier_one_forbids(self, monkeypatch: pytest.MonkeyPatch) -> None:
        certified = signed_pdf(PERSON, PLAIN, certifies=1)
        monkeypatch.setattr(inspection, "restriction_of", lambda field: Restriction())  # a program that does not look

        refused = self.refusal(signed(certified), sent=certified)

        assert isinstance(refused, ReturnedChanged)
        assert refused.because is not None and refused.because.code == "change_signature_added"

    def test_is_a_signature_over_a_digest_that_proves_nothing_today(self) -> None:
        holder = KEY_HOLDERS["pkcs1-sha256"]
        prepared = pades.prepare(
            PLAIN, field=pades.FieldSpec(), statement=pades.Statement(AT), level=pades.Level.T,
            signatory=pades.Signatory(holder.certificate, holder.algorithm),
        )
        document = prepared.document.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached")
        start, end = prepared.slot.start, prepared.slot.end
        value = old_signature(sha1(document[:start] + document[end:]).digest(), at=AT).hex().encode()
        done = document[: start + 1] + value.ljust(end - start - 2, b"0") + document[end - 1 :]
        trust = Trust((TrustAnchor.from_certificate(holder.certificate),))

        refused = self.refusal(done, place=None, circumstances=replace(GOOD, trust=trust))

        assert isinstance(refused, ReturnedSignatureNotGood)
        assert refused.because is not None and refused.because.code == "algorithm_refused"
