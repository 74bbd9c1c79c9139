"""What both sides work on, made once per run and handed over in a folder."""

import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from antin import pades
from antin.keys import KeyKind, LocalSigner
from antin.revocation import CertIdMatcher, RevocationReason, revoked_entry
from antin_testkit.issued_certificates import AT, Hierarchy, hierarchy, private_key, signer

REVOKED = 100_000
PDF_SIZE = 100_000
OWNERS = ("issuing_ca", "person", "ocsp_responder", "time_stamping")


def random_pdf(size: int) -> bytes:
    """A PDF of one page whose attached stream brings it to about `size` octets, always the same."""
    stream = Random(1).randbytes(size - 700)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Private 4 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    written, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R /ID [<%08x> <%08x>] >>" % ((zlib.crc32(stream),) * 2)
    return written + b"xref\n0 5\n0000000000 65535 f \n%b%b\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, len(written))


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

    def signed_pdf(self) -> bytes:
        person, key = self.certificates["person"], self.signer("person")
        prepared = pades.prepare(
            self.pdf, field=pades.FieldSpec(), statement=pades.Statement(AT),
            signatory=pades.Signatory(person, key.algorithm, self.chain),
        )
        return pades.complete(prepared, key.sign(prepared.to_be_signed))

    def hand_over(self, folder: Path) -> None:
        """Everything the other side needs, under names that it knows."""
        for name, certificate in self.certificates.items():
            (folder / f"{name}.crt").write_bytes(certificate)
        for owner in OWNERS:
            key = private_key(self.kind, owner).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            (folder / f"{owner}.key").write_bytes(key)
        (folder / "question.ocsp").write_bytes(self.ocsp_request)
        (folder / "plain.pdf").write_bytes(self.pdf)
        (folder / "signed.pdf").write_bytes(self.signed_pdf())
