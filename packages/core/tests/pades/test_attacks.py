"""The published attacks on PDF signatures, made by ourselves: none passes for a sound signature.

USF: the signature's own entries are forged; SWA: the signed range is moved around foreign bytes; ISA:
something is appended; shadow: what was prepared before signing is let out after it.
"""

import re
from collections.abc import Callable

import pytest

from antin import cms, pades
from antin_testkit.pdf_revisions import append_revision, object_of, size_of, startxref_of

Sign = Callable[..., bytes]
Vector = Callable[[str], bytes]
RANGE = re.compile(rb"/ByteRange (\[[^\]]*\] *)")
CONTENTS = re.compile(rb"/Contents (<[0-9A-F]+>)")


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


@pytest.fixture()
def signed(sign: Sign, vector: Vector) -> bytes:
    return sign(vector("pdf-1.4"))


def with_range(pdf: bytes, text: bytes) -> bytes:
    """The same length of file with another /ByteRange value."""
    return RANGE.sub(lambda found: b"/ByteRange " + text.ljust(len(found[1])), pdf)


def numbers_of(pdf: bytes) -> list[int]:
    found = RANGE.search(pdf)
    assert found
    return [int(each) for each in found[1].strip(b"[] ").split()]


def faults(pdf: bytes) -> tuple[str, ...]:
    (signature,) = pades.read(pdf).signatures
    return signature.faults


class TestForgedEntries:
    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            (b"null", "byte_range_missing"),
            (b"(text)", "byte_range_missing"),
            (b"[]", "byte_range_missing"),
            (b"[0 1.5 2 3]", "byte_range_missing"),
            (b"[0 (a) 2 3]", "byte_range_missing"),
            (b"0", "byte_range_missing"),
            (b"[0 0 0 0]", "byte_range_wrong"),
            (b"[0 -1 10 20]", "byte_range_wrong"),
            (b"[5 10 20 30]", "byte_range_wrong"),
            (b"[0 100 50 100]", "byte_range_wrong"),
            (b"[0 100 200 99999999]", "byte_range_wrong"),
            (b"[0 10]", "byte_range_wrong"),
            (b"[0 10 20 30 40 50]", "byte_range_wrong"),
            (b"[0 99999999999999999999 1 1]", "byte_range_wrong"),
            (b"[0 100 200 100]", "gap_not_contents"),
        ],
    )
    def test_of_the_range_are_faults_and_never_unsigned(
        self, signed: bytes, value: bytes, fault: str
    ) -> None:
        assert faults(with_range(signed, value)) == (fault,)

    def test_leave_nothing_to_verify(self, signed: bytes) -> None:
        found = pades.read(with_range(signed, b"null"))

        with pytest.raises(pades.SignatureFormatWrong):
            pades.verify(found, found.signatures[0])
        with pytest.raises(pades.SignatureFormatWrong):
            found.digest_of(found.signatures[0], "sha256")

    def test_without_a_range_are_a_fault(self, signed: bytes) -> None:
        assert faults(signed.replace(b"/ByteRange", b"/BytRANGE_")) == ("byte_range_missing",)

    def test_without_contents_are_a_fault(self, signed: bytes) -> None:
        assert faults(signed.replace(b"/Contents <", b"/Kontents <")) == ("contents_missing",)

    @pytest.mark.parametrize("value", [b"null", b"<>", b"<00>"])
    def test_with_empty_contents_are_a_fault(self, signed: bytes, value: bytes) -> None:
        forged = CONTENTS.sub(lambda found: b"/Contents " + value.ljust(len(found[1])), signed)

        assert faults(forged) in (("contents_missing",), ("gap_not_contents",))

    def test_of_an_unknown_kind_are_a_fault(self, signed: bytes) -> None:
        assert faults(signed.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.attached")) == (
            "sub_filter_unknown",
        )

    def test_with_a_value_that_is_no_signature_are_a_fault(self, signed: bytes) -> None:
        assert faults(re.sub(rb"/V 7 0 R", b"/V 3 0 R", signed)) == (
            "byte_range_missing",
            "sub_filter_unknown",
        )


class TestAMovedRange:
    def test_around_a_forged_table_is_a_fault(self, signed: bytes) -> None:
        """The gap closes the dictionary early; the signed `startxref` leads to the attacker's table inside
        it.
        """
        _, start, end, length = numbers_of(signed)
        table_at, shift = startxref_of(signed), len(signed)
        rest = signed[end : signed.index(b"endobj", end)] + b"endobj\n"
        head = with_range(signed[:end], b"[0 %d %d %d]" % (start, end + shift, length))
        places = {number: signed.rindex(b"\n%d 0 obj" % number) + 1 for number in (1, 2, 3, 4, 6, 7, 8)}
        places[5] = table_at + 400
        rows = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items()))
        table = b"xref\n" + rows + b"trailer\n<< /Size 9 /Root 1 0 R >>\n"
        evil = b"5 0 obj\n" + stream(b"BT /F1 24 Tf 72 720 Td (EVIL) Tj ET") + b"\nendobj\n"
        gap = rest.ljust(table_at - end) + table.ljust(400) + evil

        forged = head + gap.ljust(shift) + signed[end:]

        assert faults(forged) == ("gap_not_contents",)

    def test_with_a_second_slot_for_the_same_signature_is_a_fault(self, signed: bytes) -> None:
        number = size_of(signed)
        contents = CONTENTS.search(signed)
        assert contents
        copy = object_of(signed, 7)
        field = object_of(signed, 6).replace(b"/V 7 0 R", b"/V %d 0 R" % number)

        forged = append_revision(signed, {number: copy, 6: field})

        assert faults(forged) == ("signature_not_in_place",)

    def test_that_ends_before_its_revision_does_is_a_fault(self, signed: bytes) -> None:
        _, start, end, length = numbers_of(signed)

        assert faults(with_range(signed, b"[0 %d %d %d]" % (start, end, length - 40))) == (
            "revision_end_wrong",
        )

    def test_that_ends_behind_a_later_table_is_a_fault(self, signed: bytes) -> None:
        _, start, end, _ = numbers_of(signed)
        longer = append_revision(signed, {5: object_of(signed, 5).replace(b"(Trang 1)", b"(Trang 9)")})

        forged = with_range(longer, b"[0 %d %d %d]" % (start, end, len(longer) - end))

        found = pades.read(forged)
        with pytest.raises(cms.MessageDigestWrong):
            pades.verify(found, found.signatures[0])


class TestAppendedBytes:
    @pytest.mark.parametrize(
        "tail",
        [
            b"5 0 obj\n(evil)\nendobj\n",
            b"x" * 5000,
            b"5 0 obj\n(evil)\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
            b"5 0 obj\n(evil)\nendobj\nstartxref\n9\n%%EOF\n",
            b"<!-- a web server's comment -->",
        ],
    )
    def test_that_are_no_revision_are_a_fault(self, signed: bytes, tail: bytes) -> None:
        assert faults(signed + tail) == ("bytes_after_end",)

    def test_behind_a_real_revision_are_a_fault(self, signed: bytes) -> None:
        longer = append_revision(signed, {size_of(signed): b"(nothing)"}) + b"5 0 obj\n(evil)\nendobj\n"

        assert faults(longer) == ("bytes_after_end",)

    def test_that_point_back_to_the_signed_table_are_a_fault(self, signed: bytes) -> None:
        again = b"5 0 obj\n(evil)\nendobj\nstartxref\n%d\n%%%%EOF\n" % startxref_of(signed)

        assert faults(signed + again) == ("bytes_after_end",)


class TestAChangedDocument:
    def changed(self, pdf: bytes) -> list[tuple[str, tuple[int, ...]]]:
        found = pades.read(pdf)
        (signature,) = found.signatures
        assert pades.verify(found, signature) and signature.is_changed_against_the_rules
        return [(change.code, change.pages) for change in signature.changes if not change.is_allowed]

    def test_names_a_page_whose_content_was_replaced(self, signed: bytes) -> None:
        content = object_of(signed, 5).replace(b"(Trang 1)", b"(Trang 9)")

        assert self.changed(append_revision(signed, {5: content})) == [("change_page_content", (1,))]

    def test_names_a_page_that_points_to_new_content(self, signed: bytes) -> None:
        number = size_of(signed)
        page = object_of(signed, 4).replace(b"/Contents 5 0 R", b"/Contents %d 0 R" % number)

        changed = append_revision(signed, {4: page, number: stream(b"BT (EVIL) Tj ET")})

        assert self.changed(changed) == [("change_page_content", (1,))]

    @pytest.mark.parametrize(
        ("entry", "code"),
        [
            (b"/Rotate 180", "change_page_view"), (b"/CropBox [0 0 10 10]", "change_page_view"),
            (b"/AA << >>", "change_script"), (b"/Group << >>", "change_page_content"),
        ],
    )
    def test_names_a_page_shown_in_another_way(self, signed: bytes, entry: bytes, code: str) -> None:
        page = object_of(signed, 4).replace(b"/Type /Page", b"/Type /Page " + entry)

        assert self.changed(append_revision(signed, {4: page})) == [(code, (1,))]

    def test_names_added_pages(self, signed: bytes) -> None:
        number = size_of(signed)
        tree = (
            object_of(signed, 2)
            .replace(b"/Count 1", b"/Count 2")
            .replace(b"[4 0 R", b"[%d 0 R 4 0 R" % number)
        )

        changed = append_revision(signed, {2: tree, number: b"<< /Type /Page /Parent 2 0 R >>"})

        assert self.changed(changed) == [("change_pages", ())]

    def test_names_a_replaced_font(self, signed: bytes) -> None:
        font = object_of(signed, 3).replace(b"Times-Roman", b"ZapfDingbats")

        assert self.changed(append_revision(signed, {3: font})) == [("change_font", (1,))]

    def test_names_an_annotation_laid_over_the_page(self, signed: bytes) -> None:
        number = size_of(signed)
        page = object_of(signed, 4).replace(b"/Annots [", b"/Annots [ %d 0 R " % number)
        note = b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 300 300] /Contents (x) >>"

        assert self.changed(append_revision(signed, {4: page, number: note})) == [("change_annotation", (1,))]

    @pytest.mark.parametrize(
        ("entry", "code"),
        [
            (b"/OpenAction << /S /JavaScript /JS (x) >>", "change_script"),
            (b"/OCProperties << /OCGs [] /D << >> >>", "change_optional_content"),
            (b"/Names << /JavaScript << >> >>", "change_script"),
            (b"/Names << /EmbeddedFiles << >> >>", "change_attachment"),
            (b"/Names << >>", "change_document_structure"),
            (b"/StructTreeRoot << >>", "change_read_aloud"),
        ],
    )
    def test_names_a_changed_structure(self, signed: bytes, entry: bytes, code: str) -> None:
        catalog = object_of(signed, 1).replace(b"/Type /Catalog", b"/Type /Catalog " + entry)

        assert self.changed(append_revision(signed, {1: catalog})) == [(code, ())]

    def test_names_an_object_set_free(self, signed: bytes) -> None:
        assert self.changed(append_revision(signed, {}, freed=(5,))) == [("change_page_content", (1,))]

    def test_names_content_hidden_before_signing(self, sign: Sign, vector: Vector) -> None:
        waiting = append_revision(
            vector("pdf-1.4"), {4: object_of(vector("pdf-1.4"), 4).replace(b"5 0 R", b"[5 0 R 77 0 R]")}
        )
        pdf = sign(waiting)
        assert size_of(pdf) < 77

        changed = append_revision(pdf, {77: stream(b"BT /F1 24 Tf 72 500 Td (EVIL) Tj ET")})

        assert self.changed(changed) == [("change_hidden_object", ())]

    def test_names_what_a_lowered_size_makes_missing(self, signed: bytes) -> None:
        update = append_revision(signed, {2: object_of(signed, 2)})
        lowered = update[: len(signed)] + update[len(signed) :].replace(b"/Size 9", b"/Size 5")

        assert self.changed(lowered) == [("change_hidden_object", ())]

    def test_names_what_appears_with_the_stream_it_waited_in(self, sign: Sign, vector: Vector) -> None:
        """A table says before signing that object 77 stands in stream 78, which comes only afterwards."""
        plain = vector("pdf-1.4")
        page = object_of(plain, 4).replace(b"5 0 R", b"[5 0 R 77 0 R]")
        body = plain + b"4 0 obj\n%b\nendobj\n" % page
        rows = b"\x01" + len(plain).to_bytes(4, "big") + bytes(2) + b"\x02" + (78).to_bytes(4, "big") + bytes(2)
        rows += b"\x01" + len(body).to_bytes(4, "big") + bytes(2)
        table = b"/Type /XRef /Size 80 /Root 1 0 R /W [1 4 2] /Index [4 1 77 1 79 1] /Prev %d" % startxref_of(plain)
        waiting = body + b"79 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, table), len(body))
        pdf = sign(waiting)
        content = stream(b"77 0 << /Evil true >>", b"/Type /ObjStm /N 1 /First 5")

        assert self.changed(append_revision(pdf, {78: content})) == [("change_hidden_object", ())]

    @pytest.mark.parametrize("entry", [b"/Subtype /Stamp", b"/Subtype /Widget /AA << >>"])
    def test_names_a_signature_field_that_is_something_else(self, signed: bytes, entry: bytes) -> None:
        number = size_of(signed)
        form = object_of(signed, 8).replace(b"/Fields [", b"/Fields [%d 0 R " % number)
        page = object_of(signed, 4).replace(b"/Annots [", b"/Annots [%d 0 R " % number)
        field = b"<< /FT /Sig /T (new) /Type /Annot /Rect [0 0 9 9] %b >>" % entry

        assert ("change_form_field", ()) in self.changed(append_revision(signed, {8: form, 4: page, number: field}))

    def test_names_a_new_field_over_the_page(self, sign: Sign, vector: Vector) -> None:
        pdf = sign(vector("form-fields"), pades.FieldSpec("thu_truong"))
        number = size_of(pdf)
        form = object_of(pdf, 6).replace(b"/Fields [", b"/Fields [%d 0 R " % number)
        field = b"<< /FT /Tx /T (new) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /V (x) >>"

        assert ("change_form_field", ()) in self.changed(append_revision(pdf, {6: form, number: field}))

    def test_names_looks_replaced_beside_a_harmless_change_of_their_field(self, sign: Sign, vector: Vector) -> None:
        """The flags of a field may be set anew; that explains nothing of what it shows."""
        pdf = sign(vector("form-fields"), pades.FieldSpec(box=pades.Box(20, 20, 60, 20)),
                   appearance=pades.Appearance(("Đã ký",)))
        numbers = [number for number in range(1, size_of(pdf)) if b"/AP" in object_of(pdf, number)]
        assert numbers
        for number in numbers:
            field = object_of(pdf, number)
            looks = int(re.search(rb"/N (\d+) 0 R", field)[1])  # type: ignore[index]
            flagged = re.sub(rb"^<<", b"<< /Ff 1 ", re.sub(rb"/Ff \d+", b"", field))
            changed = append_revision(pdf, {
                number: flagged, looks: stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
            })

            assert self.changed(changed), field

    def test_names_a_locked_field_that_was_edited(self, sign: Sign, vector: Vector) -> None:
        pdf = sign(vector("form-fields"), pades.FieldSpec("van_thu"))
        edited = {number: object_of(pdf, number).replace(b"(01)", b"(02)") for number in (7, 10)}

        assert self.changed(append_revision(pdf, edited)) == [("change_form_filled", ())]

    def test_names_a_form_filled_against_the_certification(self, vector: Vector) -> None:
        pdf = vector("certified-no-changes")
        number = size_of(pdf)
        catalog = object_of(pdf, 1)
        info = append_revision(
            pdf, {1: catalog.replace(b"/Type /Catalog", b"/Type /Catalog /Lang (vi)"), number: b"(x)"}
        )

        assert self.changed(info) == [("change_read_aloud", ())]


class TestASignatureTakenOut:
    def test_of_a_file_that_has_another_is_named(self, sign: Sign, signed: bytes) -> None:
        twice = sign(signed)
        field = re.sub(rb"/V \d+ 0 R", b"", object_of(twice, 6))

        found = pades.read(append_revision(twice, {6: field}))

        (left,) = found.signatures
        assert [(change.code, change.fields) for change in left.changes] == [
            ("change_signature_removed", ("Signature1",))
        ]
        assert found.remarks == ("unattached_signature",)

    def test_of_a_file_that_had_only_one_is_remarked(self, signed: bytes) -> None:
        field = re.sub(rb"/V \d+ 0 R", b"", object_of(signed, 6))

        found = pades.read(append_revision(signed, {6: field}))

        assert (found.signatures, found.remarks) == ((), ("unattached_signature",))

    def test_and_replaced_by_its_copy_is_a_fault(self, signed: bytes) -> None:
        assert faults(append_revision(signed, {7: object_of(signed, 7)})) == ("signature_not_in_place",)
