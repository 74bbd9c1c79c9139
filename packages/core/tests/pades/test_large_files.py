"""Files beyond 100 MB and 4 GiB: the numbers of /ByteRange have room, and nothing is loaded that is only mapped."""

import re
from collections.abc import Callable
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest

from antin import pades
from antin.pades.engine import update
from antin_testkit.key_holders import KeyHolder
from antin_testkit.signed_documents import PLAIN

HEAD = b"%PDF-1.7\n"


def sparse(path: Path, size: int) -> None:
    """A document of about this size, most of it a stream of zeros that no disk has to hold."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    with path.open("wb") as out:
        out.write(HEAD)
        places = []
        for number, content in enumerate(objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        places.append(out.tell())
        out.write(b"4 0 obj\n<< /Length %d >>\nstream\n" % size)
        out.seek(size, 1)
        out.write(b"\nendstream\nendobj\n")
        table = out.tell()
        out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)


def signed_where_it_lies(path: Path, holder: KeyHolder, statement: pades.Statement) -> None:
    with path.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as original:
        prepared = pades.prepare(
            original, field=pades.FieldSpec(), statement=statement,
            signatory=pades.Signatory(holder.certificate, holder.algorithm),
        )
        appended = pades.complete_appended(prepared, holder.sign(prepared.to_be_signed))
    with path.open("ab") as out:
        out.write(appended)


def look(path: Path) -> None:
    with path.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as signed:
        found = pades.read(signed)
        (signature,) = found.signatures
        assert signature.covers_whole_file
        assert signature.byte_range is not None and signature.byte_range.covered == len(signed)
        pades.verify(found, signature)
        del found  # it holds on to the map


@pytest.mark.parametrize("size", [99_999_000, 100_001_000])
def test_a_large_file_is_signed_where_it_lies_and_read_again(
    size: int, tmp_path: Path, rsa_holder: KeyHolder, statement: pades.Statement
) -> None:
    sparse(tmp_path / "large.pdf", size)

    signed_where_it_lies(tmp_path / "large.pdf", rsa_holder, statement)

    look(tmp_path / "large.pdf")


def test_of_more_than_four_gigabytes_has_its_range(
    tmp_path: Path, rsa_holder: KeyHolder, statement: pades.Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing so much takes its time and is not what is asked here: the numbers are."""
    monkeypatch.setattr(update, "_digest", lambda *_: bytes(32))
    path = tmp_path / "large.pdf"
    sparse(path, 2**32 + 1000)
    before = path.stat().st_size

    signed_where_it_lies(path, rsa_holder, statement)

    with path.open("rb") as opened:
        opened.seek(before)
        appended = opened.read()
    written = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\] /Contents <", appended)
    assert written is not None
    start, end, rest = map(int, written.groups())
    assert start == before + written.end() - 1 > 2**32
    assert appended[end - before - 1 : end - before] == b">"
    assert end + rest == before + len(appended)


def test_what_is_in_memory_has_a_limit(sign: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    from antin.pdf import PdfTooLarge, file

    monkeypatch.setattr(file, "MAX_SIZE", 100)

    with pytest.raises(PdfTooLarge):
        sign(PLAIN)
