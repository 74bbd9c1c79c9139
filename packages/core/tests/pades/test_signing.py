"""Preparing and completing: what comes out, and what is refused."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from antin import cms, oids, pades
from antin.der import context, object_identifier, octet_string, sequence
from antin.pades import errors
from antin_testkit.key_holders import AT, KEY_HOLDERS, KeyHolder

Sign = Callable[..., bytes]
Vector = Callable[[str], bytes]
TOKEN = sequence(object_identifier(oids.CMS_DATA), context(0, octet_string(b"in place of a token")))
BOX = pades.Box(20, 20, 60, 20)


def contents_of(pdf: bytes) -> bytes:
    """The last /Contents that is a signature."""
    return bytes.fromhex(re.findall(rb"/Contents <([0-9A-F]+)>", pdf)[-1].decode())


@pytest.fixture()
def prepare(rsa_holder: KeyHolder, statement: pades.Statement) -> Callable[..., pades.Prepared]:
    def prepared(pdf: bytes, field: pades.FieldSpec | None = None, **options: object) -> pades.Prepared:
        signatory = pades.Signatory(rsa_holder.certificate, rsa_holder.algorithm)
        return pades.prepare(
            pdf, field=field or pades.FieldSpec(), signatory=signatory, statement=statement, **options
        )

    return prepared


class TestASignedDocument:
    def test_begins_with_the_original_bytes(self, sign: Sign, vector: Vector) -> None:
        original = vector("libreoffice")

        assert sign(original).startswith(original)

    def test_says_when_and_in_which_format(self, sign: Sign, vector: Vector) -> None:
        signed = sign(vector("pdf-1.4"))

        assert b"/SubFilter /ETSI.CAdES.detached" in signed
        assert b"20261124100000" in signed

    def test_keeps_time_out_of_the_signed_attributes(self, sign: Sign, vector: Vector) -> None:
        signer = cms.read(contents_of(sign(vector("pdf-1.4")))).signer_infos[0]

        assert signer.signing_time is None
        assert signer.signed_value(oids.SIGNING_CERTIFICATE_V2)

    def test_is_made_by_every_kind_of_key(self, sign: Sign, vector: Vector, holder: KeyHolder) -> None:
        signed = cms.read(contents_of(sign(vector("pdf-1.4"), holder=holder)))

        assert signed.certificates == (holder.certificate,)

    def test_carries_the_chain(
        self, vector: Vector, rsa_holder: KeyHolder, statement: pades.Statement
    ) -> None:
        other = KEY_HOLDERS["ecdsa-sha256"].certificate
        signatory = pades.Signatory(rsa_holder.certificate, rsa_holder.algorithm, (other,))
        prepared = pades.prepare(
            vector("pdf-1.4"), field=pades.FieldSpec(), signatory=signatory, statement=statement
        )

        signed = pades.complete(prepared, rsa_holder.sign(prepared.to_be_signed))

        assert set(cms.read(contents_of(signed)).certificates) == {rsa_holder.certificate, other}

    def test_has_equal_bytes_for_equal_input(self, sign: Sign, vector: Vector) -> None:
        appearance = pades.Appearance(("Ký bởi",))
        field = pades.FieldSpec(box=BOX)

        assert sign(vector("chromium"), field, appearance=appearance) == sign(
            vector("chromium"), field, appearance=appearance
        )

    def test_touches_neither_producer_nor_metadata(self, sign: Sign, vector: Vector) -> None:
        original = vector("typst-pdf-a-2b")
        added = sign(original)[len(original) :]

        assert b"/Producer" not in added and b"xmpmeta" not in added and b"/Version" not in added

    def test_takes_more_signatures(self, sign: Sign, vector: Vector) -> None:
        once = sign(vector("pdf-2.0"))
        twice = sign(once, holder=KEY_HOLDERS["ecdsa-sha256"])

        assert twice.startswith(once)
        assert twice.count(b"(Signature1)") and twice.count(b"(Signature2)")

    def test_shows_nothing_when_invisible(self, sign: Sign, vector: Vector) -> None:
        signed = sign(vector("pdf-1.4"), appearance=pades.Appearance(("Ký bởi",)))

        assert b"/Rect [ 0 0 0 0 ]" in re.sub(rb"\s+", b" ", signed) or b"/Rect [0 0 0 0]" in signed
        assert b"/AP" not in signed

    def test_embeds_its_font(self, sign: Sign, vector: Vector) -> None:
        signed = sign(vector("pdf-1.4"), pades.FieldSpec(box=BOX), appearance=pades.Appearance(("Đã ký",)))

        assert b"+Tinos-Regular" in signed and b"/FontFile2" in signed and b"/ToUnicode" in signed
        assert b"/SMask" not in signed and b"/Group" not in signed


class TestAnExistingField:
    def test_is_filled_where_it_stands(self, sign: Sign, vector: Vector) -> None:
        signed = sign(
            vector("form-fields"),
            pades.FieldSpec("thu_truong", must_exist=True),
            appearance=pades.Appearance(("Đã ký",)),
        )

        assert signed.count(b"/AP") == 2  # the text field's own, and the new one

    def test_hands_its_lock_to_the_signature(self, sign: Sign, vector: Vector) -> None:
        signed = sign(vector("form-fields"), pades.FieldSpec("van_thu"))

        assert b"/FieldMDP" in signed

    @pytest.mark.parametrize(("name", "field", "error"), [
        ("already-signed", pades.FieldSpec("Người lập"), errors.FieldFilled),
        ("form-fields", pades.FieldSpec("so_van_ban"), errors.FieldNameWrong),
        ("form-fields", pades.FieldSpec("không có", must_exist=True), errors.FieldMissing),
        ("form-fields", pades.FieldSpec("a.b"), errors.FieldNameWrong),
        ("form-fields", pades.FieldSpec(" "), errors.FieldNameWrong),
    ])
    def test_is_refused_by_name(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, name: str, field: pades.FieldSpec,
        error: type[errors.SigningRefused],
    ) -> None:
        with pytest.raises(error):
            prepare(vector(name), field)

    def test_is_refused_when_it_sets_conditions(
        self, prepare: Callable[..., pades.Prepared], vector: Vector
    ) -> None:
        demanding = vector("form-fields").replace(b"/Rect [350 100 550 180]", b"/SV << /Ff 2 >>        ")

        with pytest.raises(errors.FieldHasConditions):
            prepare(demanding, pades.FieldSpec("thu_truong"))


class TestAFile:
    @pytest.mark.parametrize(("name", "field", "error"), [
        ("encrypted-user-password", pades.FieldSpec(), errors.PdfPasswordNeeded),
        ("broken-startxref", pades.FieldSpec(), errors.PdfBroken),
        ("xfa", pades.FieldSpec(), errors.PdfHasXfa),
        ("certified-no-changes", pades.FieldSpec(), errors.ChangesForbidden),
        ("certified-fill-forms", pades.FieldSpec(box=BOX), errors.NewFieldForbidden),
        ("pdf-1.4", pades.FieldSpec(page=2), errors.PageMissing),
        ("pdf-1.4", pades.FieldSpec(page=0), errors.PageMissing),
        ("pdf-1.4", pades.FieldSpec(page=-2), errors.PageMissing),
        ("pdf-1.4", pades.FieldSpec(box=pades.Box(200, 20, 60, 20)), errors.BoxOutsidePage),
    ])
    def test_is_refused_with_a_reason(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, name: str, field: pades.FieldSpec,
        error: type[Exception],
    ) -> None:
        with pytest.raises(error):
            prepare(vector(name), field)

    def test_that_is_certified_takes_a_signature_in_its_own_field(self, sign: Sign, vector: Vector) -> None:
        assert sign(vector("certified-fill-forms"), pades.FieldSpec("thu_truong"))

    def test_with_fields_locked_by_a_signature_keeps_them_locked(
        self, sign: Sign, prepare: Callable[..., pades.Prepared], vector: Vector
    ) -> None:
        locking = vector("form-fields").replace(
            b"/Action /Include /Fields [(so_van_ban)]", b"/Action /All" + b" " * 27
        )
        locked = sign(locking, pades.FieldSpec("van_thu"))

        with pytest.raises(errors.ChangesForbidden):
            prepare(locked, pades.FieldSpec("thu_truong"))

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", errors.NotPdf),
            (b"PK\x03\x04 a document of another kind", errors.NotPdf),
            (b"%PDF-1.7\n", errors.PdfBroken),
            (b"\n%PDF-1.7\n", errors.PdfBroken),
            (b"%PDF-1.7\n" + b"x" * 5000, errors.PdfBroken),
        ],
    )
    def test_that_is_none_is_refused(
        self, prepare: Callable[..., pades.Prepared], data: bytes, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            prepare(data)

    @pytest.mark.parametrize(
        "name", ["libreoffice", "object-streams", "encrypted-owner-only", "already-signed"]
    )
    def test_that_is_cut_off_is_refused_and_never_raises_anything_else(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, name: str
    ) -> None:
        whole = vector(name)

        for size in range(0, len(whole) - 10, 97):
            with pytest.raises(errors.PdfUnreadable):
                prepare(
                    whole[:size].rstrip() if b"%%EOF" not in whole[:size] else b"%PDF-" + whole[5:size][:50]
                )

    def test_with_pages_in_a_circle_is_refused(
        self, prepare: Callable[..., pades.Prepared], vector: Vector
    ) -> None:
        circular = vector("pdf-1.4").replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")

        with pytest.raises(errors.PdfBroken):
            prepare(circular)


class TestBetweenTheSteps:
    def test_a_document_and_a_small_text_are_all_there_is(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, rsa_holder: KeyHolder
    ) -> None:
        prepared = prepare(vector("pdf-1.4"), level=pades.Level.T)

        restored = pades.Prepared.restore(prepared.document, prepared.state)

        assert len(prepared.state) < 4000
        value = rsa_holder.sign(restored.to_be_signed)
        assert pades.complete(restored, value) == pades.complete(prepared, value)

    @pytest.mark.parametrize(
        "state", ["", "[]", "{}", '{"slot": [1, 2]}', '{"slot": "ab", "algorithm": [1, 2]}', "null"]
    )
    def test_a_broken_state_is_refused(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, state: str
    ) -> None:
        with pytest.raises(errors.PreparedStateBroken):
            pades.Prepared.restore(prepare(vector("pdf-1.4")).document, state)

    def test_another_document_is_refused(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, rsa_holder: KeyHolder
    ) -> None:
        prepared = prepare(vector("pdf-1.4"))
        value = rsa_holder.sign(prepared.to_be_signed)
        exchanged = prepared.document.replace(b"(Trang 1)", b"(Trang 9)")

        with pytest.raises(cms.MessageDigestWrong):
            pades.complete(pades.Prepared.restore(exchanged, prepared.state), value)
        with pytest.raises(errors.PreparedStateBroken):
            pades.complete(pades.Prepared.restore(vector("chromium"), prepared.state), value)

    @pytest.mark.parametrize("value", [b"", b"\x00" * 256])
    def test_a_wrong_value_is_refused(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, value: bytes
    ) -> None:
        with pytest.raises(cms.SignatureValueWrong):
            pades.complete(prepare(vector("pdf-1.4")), value)


class TestATimeStamp:
    def test_is_an_unsigned_attribute(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, rsa_holder: KeyHolder
    ) -> None:
        prepared = prepare(vector("pdf-1.4"), level=pades.Level.T)

        signed = pades.complete(prepared, rsa_holder.sign(prepared.to_be_signed), time_stamp_token=TOKEN)

        assert cms.read(contents_of(signed)).signer_infos[0].time_stamp_tokens == (TOKEN,)

    def test_needs_the_room_of_its_level(
        self, prepare: Callable[..., pades.Prepared], vector: Vector, rsa_holder: KeyHolder
    ) -> None:
        prepared = prepare(vector("pdf-1.4"), level=pades.Level.B)

        with pytest.raises(errors.SlotTooSmall):
            pades.complete(
                prepared, rsa_holder.sign(prepared.to_be_signed), time_stamp_token=octet_string(bytes(6000))
            )


def test_the_room_kept_is_used_to_the_last_octet_by_a_signature_of_known_length(
    sign: Sign, vector: Vector
) -> None:
    assert not contents_of(sign(vector("pdf-1.4"))).endswith(b"\x00\x00\x00")


def test_an_overview_tells_pages_and_waiting_fields(vector: Vector) -> None:
    found = pades.overview(vector("form-fields"))

    assert found.pages == (pades.PageSize(209.9, 297.04),)
    assert found.empty_fields == (
        pades.EmptyField("thu_truong", 1, True),
        pades.EmptyField("van_thu", 1, False),
    )
    assert len(pades.overview(vector("rotated")).pages) == 5


def test_a_claimed_time_is_the_one_given(vector: Vector, rsa_holder: KeyHolder) -> None:
    late = pades.Statement(AT + timedelta(hours=20))
    prepared = pades.prepare(
        vector("pdf-1.4"), field=pades.FieldSpec(), statement=late,
        signatory=pades.Signatory(rsa_holder.certificate, rsa_holder.algorithm),
    )

    assert b"20261125060000" in prepared.document
