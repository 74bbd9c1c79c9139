"""Signatures are found with what they say and cover, and harmless changes after them are told as such."""

import hashlib
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antin import cms, pades
from antin.messages import message
from antin.pades.engine.signatures import read_date
from antin.pdf import PdfTooHeavy, Work
from antin_testkit.key_holders import AT, KEY_HOLDERS, KeyHolder
from antin_testkit.old_signatures import in_indefinite_lengths, old_signature
from antin_testkit.pdf_revisions import append_revision, object_of, size_of

Sign = Callable[..., bytes]
Vector = Callable[[str], bytes]


def kinds(signature: pades.EmbeddedSignature) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [(change.code, change.is_allowed, change.fields) for change in signature.changes]


class TestASignature:
    def test_is_found_with_what_it_says(self, sign: Sign, vector: Vector) -> None:
        field = pades.FieldSpec(page=3, box=pades.Box(20, 20, 60, 20))

        found = pades.read(sign(vector("rotated"), field, appearance=pades.Appearance(("Đã ký",))))

        (signature,) = found.signatures
        assert (signature.field, signature.kind, signature.sub_filter) == (
            "Signature1", pades.SignatureKind.SIGNATURE, "ETSI.CAdES.detached",
        )
        assert (signature.name, signature.reason, signature.location) == (
            "Nguyễn Thị Ánh",
            "Ban hành",
            "Quảng Ngãi",
        )
        assert signature.claimed_time == AT
        assert (signature.page, signature.permission) == (3, None)
        assert (signature.covers_whole_file, signature.faults, signature.changes) == (True, (), ())
        assert (signature.revision, found.revisions, found.pages) == (2, 2, 5)

    def test_holds_for_every_kind_of_key(self, sign: Sign, vector: Vector, holder: KeyHolder) -> None:
        found = pades.read(sign(vector("object-streams"), holder=holder))

        assert pades.verify(found, found.signatures[0]).certificate == holder.certificate

    def test_of_another_program_holds(self, vector: Vector) -> None:
        found = pades.read(vector("already-signed"))

        assert found.signatures[0].field == "Người lập"
        assert pades.verify(found, found.signatures[0]).scheme == "ecdsa"

    def test_in_an_encrypted_file_holds(self, sign: Sign, vector: Vector) -> None:
        found = pades.read(sign(vector("encrypted-owner-only")))

        assert pades.verify(found, found.signatures[0])
        assert found.signatures[0].reason == "Ban hành"

    def test_that_certifies_tells_what_it_permits(self, vector: Vector) -> None:
        assert pades.read(vector("certified-no-changes")).signatures[0].permission == 1
        assert pades.read(vector("certified-fill-forms")).signatures[0].permission == 2

    def test_is_false_when_a_signed_byte_changes(self, sign: Sign, vector: Vector) -> None:
        found = pades.read(sign(vector("pdf-1.4")).replace(b"(Trang 1)", b"(Trang 9)"))

        with pytest.raises(cms.MessageDigestWrong):
            pades.verify(found, found.signatures[0])

    def test_gives_back_the_document_as_it_was_signed(self, sign: Sign, vector: Vector) -> None:
        once = sign(vector("chromium"))

        found = pades.read(sign(once))

        assert found.revision_of(found.signatures[0]) == once

    def test_may_be_followed_by_white_space(self, sign: Sign, vector: Vector) -> None:
        assert pades.read(sign(vector("pdf-1.4")) + b"\r\n \n").signatures[0].covers_whole_file


class TestASignatureOfTheIncumbent:
    def test_of_2019_is_read_and_holds(self, vector: Vector, rsa_holder: KeyHolder) -> None:
        prepared = pades.prepare(
            vector("pdf-1.4"), field=pades.FieldSpec(), statement=pades.Statement(AT), level=pades.Level.T,
            signatory=pades.Signatory(rsa_holder.certificate, rsa_holder.algorithm),
        )
        document = prepared.document.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached")
        start, end = prepared.slot.start, prepared.slot.end
        digest = hashlib.sha1(document[:start] + document[end:]).digest()
        value = in_indefinite_lengths(old_signature(digest, at=AT)).hex().encode()
        signed = document[: start + 1] + value.ljust(end - start - 2, b"0") + document[end - 1 :]

        found = pades.read(signed)

        assert found.signatures[0].sub_filter == "adbe.pkcs7.detached"
        held = pades.verify(found, found.signatures[0])
        assert (held.digest_name, held.certificate_reference) == ("sha1", "")


class TestAnUnsignedFile:
    @pytest.mark.parametrize("name", ["libreoffice", "chromium", "typst-pdf-a-2b", "hybrid-xref", "xfa"])
    def test_has_no_signatures(self, vector: Vector, name: str) -> None:
        found = pades.read(vector(name))

        assert (found.signatures, found.remarks) == ((), ())

    def test_tells_the_fields_that_wait(self, vector: Vector) -> None:
        assert pades.read(vector("form-fields")).empty_fields == ("thu_truong", "van_thu")

    @pytest.mark.parametrize(("name", "code"), [
        ("encrypted-user-password", "pdf_password_needed"), ("broken-startxref", "pdf_broken"),
    ])
    def test_that_cannot_be_read_says_why(self, vector: Vector, name: str, code: str) -> None:
        with pytest.raises(pades.PdfUnreadable) as unreadable:
            pades.read(vector(name))

        assert unreadable.value.code == code


class TestLaterRevisions:
    def test_with_more_signatures_are_allowed(self, sign: Sign, vector: Vector) -> None:
        pdf = vector("pdf-2.0")
        for holder in (KEY_HOLDERS["pkcs1-sha256"], KEY_HOLDERS["ecdsa-sha256"], KEY_HOLDERS["pss-sha256"]):
            pdf = sign(pdf, pades.FieldSpec(box=pades.Box(20, 20, 60, 20)), holder=holder)

        found = pades.read(pdf)

        assert kinds(found.signatures[0]) == [("change_signature_added", True, ("Signature2", "Signature3"))]
        assert kinds(found.signatures[1]) == [("change_signature_added", True, ("Signature3",))]
        assert found.signatures[0].changes[0].pages == (1,)
        assert found.signatures[2].covers_whole_file
        assert all(pades.verify(found, each) for each in found.signatures)

    def test_with_validation_data_are_allowed(
        self, sign: Sign, vector: Vector, rsa_holder: KeyHolder
    ) -> None:
        pdf = sign(vector("pdf-1.4"))
        number = size_of(pdf)
        store = b"/Type /Catalog /DSS << /Certs [%d 0 R] >>" % number
        data = b"<< /Length %d >>\nstream\n%s\nendstream" % (
            len(rsa_holder.certificate),
            rsa_holder.certificate,
        )

        changed = append_revision(pdf, {1: object_of(pdf, 1).replace(b"/Type /Catalog", store), number: data})

        assert kinds(pades.read(changed).signatures[0]) == [("change_validation_data_added", True, ())]

    def test_that_fill_a_form_are_allowed(self, sign: Sign, vector: Vector) -> None:
        pdf = sign(vector("form-fields"), pades.FieldSpec("thu_truong"))
        filled = {number: object_of(pdf, number).replace(b"(01)", b"(02)") for number in (7, 10)}

        assert kinds(pades.read(append_revision(pdf, filled)).signatures[0]) == [
            ("change_form_filled", True, ("so_van_ban",))
        ]

    def test_that_only_describe_the_file_are_allowed(self, sign: Sign, vector: Vector) -> None:
        pdf = sign(vector("pdf-1.4"))
        number = size_of(pdf)

        changed = append_revision(
            pdf, {number: b"<< /Title (Quyet dinh) >>"}, trailer=b"/Info %d 0 R" % number
        )

        assert kinds(pades.read(changed).signatures[0]) == [("change_metadata", True, ())]

    def test_that_say_the_same_again_are_allowed(self, sign: Sign, vector: Vector) -> None:
        pdf = sign(vector("pdf-1.4"))

        changed = append_revision(pdf, {5: object_of(pdf, 5), size_of(pdf): b"(nothing points here)"})

        assert kinds(pades.read(changed).signatures[0]) == [("change_permitted_other", True, ())]

    def test_of_a_file_with_endless_paths_cost_what_was_changed(self, sign: Sign, vector: Vector) -> None:
        doubling = {number: b"[%d 0 R %d 0 R]" % (number + 1, number + 1) for number in range(6, 60)}
        catalog = b"<< /Type /Catalog /Pages 2 0 R /Bomb 6 0 R >>"
        pdf = sign(sign(append_revision(vector("pdf-1.4"), {1: catalog, **doubling, 60: b"(end)"})))

        assert kinds(pades.read(pdf).signatures[0]) == [("change_signature_added", True, ("Signature2",))]

    def test_too_heavy_to_follow_are_left_unexamined(
        self, sign: Sign, vector: Vector, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pdf = sign(sign(vector("pdf-1.4")))
        monkeypatch.setattr(Work, "charge", _unless_referrers_ask(Work.charge))

        first = pades.read(pdf).signatures[0]

        assert kinds(first) == [("change_unexamined", False, ())]
        assert not first.is_changed_against_the_rules and not first.is_fully_examined


def _unless_referrers_ask(charge: Callable[[Work, int], None]) -> Callable[[Work, int], None]:
    """Work that is used up when the references of the whole file are to be looked through."""

    def charged(work: Work, units: int) -> None:
        if sys._getframe(1).f_code.co_filename.endswith("referrers.py"):
            raise PdfTooHeavy
        charge(work, units)

    return charged


class TestADate:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("D:20190301163000+07'00'", datetime(2019, 3, 1, 9, 30, tzinfo=UTC)),
            ("D:20190301163000+07'00", datetime(2019, 3, 1, 9, 30, tzinfo=UTC)),
            ("D:20190301093000Z", datetime(2019, 3, 1, 9, 30, tzinfo=UTC)),
            ("D:20190301093000-05'30'", datetime(2019, 3, 1, 15, 0, tzinfo=UTC)),
            ("D:2019", datetime(2019, 1, 1, tzinfo=UTC)),
            ("20190301", datetime(2019, 3, 1, tzinfo=UTC)),
            ("", None),
            ("D:", None),
            ("yesterday", None),
            ("D:20191301", None),
            ("D:00000101", None),
            ("D:20190301163000+99'00'", None),
        ],
    )
    def test_is_read_or_left_out(self, text: str, expected: datetime | None) -> None:
        assert read_date(text) == expected


class TestHostileFiles:
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_are_read_or_refused_but_nothing_else(
        self, data: st.DataObject, sign: Sign, vector: Vector
    ) -> None:
        pdf = bytearray(
            sign(vector(data.draw(st.sampled_from(["pdf-1.4", "object-streams", "already-signed"]))))
        )
        for _ in range(data.draw(st.integers(1, 4))):
            position = data.draw(st.integers(0, len(pdf) - 1))
            pdf[position : position + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))

        try:
            found = pades.read(bytes(pdf))
        except pades.PdfUnreadable:
            return
        for signature in found.signatures:
            try:
                pades.verify(found, signature)
            except (pades.PadesError, cms.SignedDataBroken, cms.SignatureInvalid, cms.SignatureUnverifiable):
                continue

    def test_every_code_has_its_text(self) -> None:
        change = pades.Change("change_page_content", is_allowed=False, pages=(1, 3))

        assert message(change.code, "vi", **change.message_fields).text.endswith("(trang 1, 3).")
