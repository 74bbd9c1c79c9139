"""What both sides work on, made once per run and handed over in a folder."""

import zlib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from random import Random

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from antin import pades
from antin.keys import KeyKind, LocalSigner
from antin.revocation import CertIdMatcher, RevocationReason, revoked_entry
from antin_testkit.issued_certificates import AT, Hierarchy, hierarchy, private_key, signer

REVOKED = 100_000
PDF_SIZE, LARGE_PDF_SIZE = 100_000, 300_000_000
PAGES, PAGE_SIZE = 5_000, 6_500
LINES = ("Ký bởi: Nguyễn Thị Lấp Lánh Ánh", "Ủy ban nhân dân tỉnh Quảng Ngãi", "Ngày ký: 22/11/2026 10:36")
OWNERS = ("issuing_ca", "person", "ocsp_responder", "time_stamping")


def random_pdf(size: int) -> bytes:
    """A PDF of one page whose attached stream brings it to about `size` octets, always the same."""
    random, piece = Random(1), 1 << 20
    stream = b"".join(random.randbytes(min(piece, size - 700 - at)) for at in range(0, size - 700, piece))
    return _file_of([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Private 4 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ])


def pdf_of_pages(count: int, size: int) -> bytes:
    """A PDF of so many pages, each with a content of its own and one font, in a tree of branches of fifty."""
    random = Random(3)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"]
    branches = []
    for start in range(0, count, 50):
        pages = range(start, min(start + 50, count))
        branch = len(objects) + 1
        first = branch + 1
        kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
        objects.append(b"<< /Type /Pages /Parent 2 0 R /Kids [%b] /Count %d >>" % (kids, len(pages)))
        branches.append(branch)
        for index in range(len(pages)):
            text = zlib.compress(random.randbytes(size))
            objects.append(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> >> >>" % (branch, first + 2 * index + 1)
            )
            objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(text), text))
    kids = b" ".join(b"%d 0 R" % each for each in branches)
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    return _file_of(objects)


def _file_of(objects: list[bytes]) -> bytes:
    written, places, at = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [], 15
    for number, content in enumerate(objects, 1):
        places.append(at)
        written.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        at += len(written[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /ID [<00ff00ff> <00ff00ff>] >>" % (len(objects) + 1)
    written.append(b"xref\n0 %d\n0000000000 65535 f \n%b%b\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, trailer, at,
    ))
    return b"".join(written)


@dataclass(frozen=True)
class Materials:
    """An authority whose keys are all of one kind, its people and services."""

    kind: KeyKind

    @property
    def authority(self) -> Hierarchy:
        return hierarchy(self.kind)

    @cached_property
    def certificates(self) -> dict[str, bytes]:
        return self.authority.certificates()

    def signer(self, owner: str) -> LocalSigner:
        return signer(self.kind, owner)

    @property
    def chain(self) -> tuple[bytes, ...]:
        return self.authority.certificate, self.authority.root

    @cached_property
    def person_serial(self) -> int:
        return x509.load_der_x509_certificate(self.certificates["person"]).serial_number

    @cached_property
    def ocsp_request(self) -> bytes:
        asked = CertIdMatcher(self.authority.certificate).cert_id(self.person_serial).der
        return b"".join(bytes((0x30, len(asked) + 2 * depth)) for depth in (3, 2, 1, 0)) + asked

    @cached_property
    def revoked_serials(self) -> list[int]:
        random = Random(2)
        return [random.getrandbits(126) | 1 << 126 for _ in range(REVOKED)]

    @cached_property
    def entries(self) -> list[bytes]:
        """Four of five with a reason, as stored when each was revoked."""
        reasons = [None, *[RevocationReason.KEY_COMPROMISE] * 4]
        return [revoked_entry(each, AT, reasons[place % 5]) for place, each in enumerate(self.revoked_serials)]

    @cached_property
    def pdf(self) -> bytes:
        return random_pdf(PDF_SIZE)

    @cached_property
    def large_pdf(self) -> bytes:
        return random_pdf(LARGE_PDF_SIZE)

    @cached_property
    def long_pdf(self) -> bytes:
        return pdf_of_pages(PAGES, PAGE_SIZE)

    def prepared(self, pdf: bytes, *, is_visible: bool = False) -> pades.Prepared:
        person, key = self.certificates["person"], self.signer("person")
        return pades.prepare(
            pdf, field=pades.FieldSpec(box=pades.Box(20, 20, 70, 25) if is_visible else None),
            statement=pades.Statement(AT), signatory=pades.Signatory(person, key.algorithm, self.chain),
            appearance=pades.Appearance(LINES) if is_visible else None,
        )

    def signed(self, pdf: bytes, times: int = 1, *, is_visible: bool = False) -> bytes:
        for _ in range(times):
            prepared = self.prepared(pdf, is_visible=is_visible)
            pdf = pades.complete(prepared, self.signer("person").sign(prepared.to_be_signed))
        return pdf

    def hand_over(self, folder: Path, plain: bytes, signatures: int) -> None:
        """Everything the other side needs, under names that it knows."""
        for name, certificate in self.certificates.items():
            (folder / f"{name}.crt").write_bytes(certificate)
        for owner in OWNERS:
            key = private_key(self.kind, owner).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            (folder / f"{owner}.key").write_bytes(key)
        (folder / "question.ocsp").write_bytes(self.ocsp_request)
        (folder / "plain.pdf").write_bytes(plain)
        (folder / "lines.txt").write_text("\n".join(LINES))
        (folder / "font.ttf").write_bytes(files("antin.pades").joinpath("fonts/Tinos-Regular.ttf").read_bytes())
        if signatures:
            (folder / "signed.pdf").write_bytes(self.signed(plain, signatures))
