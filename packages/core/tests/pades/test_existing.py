"""A broken signature is found before another is put over it."""

from collections.abc import Callable

import pytest

from antin import pades
from antin_testkit.pdf_revisions import append_revision, object_of

Sign = Callable[..., bytes]
Vector = Callable[[str], bytes]


class TestBrokenSignatures:
    @pytest.mark.parametrize("name", ["libreoffice", "already-signed", "certified-fill-forms"])
    def test_are_none_in_a_sound_file(self, sign: Sign, vector: Vector, name: str) -> None:
        assert pades.broken_signatures(vector(name)) == ()
        assert pades.broken_signatures(sign(vector(name))) == ()

    def test_name_a_changed_byte(self, sign: Sign, vector: Vector) -> None:
        changed = sign(vector("pdf-1.4")).replace(b"(Trang 1)", b"(Trang 9)")

        assert pades.broken_signatures(changed) == (
            pades.BrokenSignature("Signature1", ("message_digest_wrong",)),
        )

    def test_name_a_forbidden_change(self, sign: Sign, vector: Vector) -> None:
        pdf = sign(vector("pdf-1.4"))
        changed = append_revision(pdf, {5: object_of(pdf, 5).replace(b"(Trang 1)", b"(Trang 9)")})

        assert pades.broken_signatures(changed) == (
            pades.BrokenSignature("Signature1", ("change_page_content",)),
        )

    def test_name_a_wrong_format(self, sign: Sign, vector: Vector) -> None:
        broken = sign(vector("pdf-1.4")).replace(b"/ByteRange", b"/BytRANGE_")

        assert pades.broken_signatures(broken) == (
            pades.BrokenSignature("Signature1", ("byte_range_missing",)),
        )
