"""What is measured: ours, and the limit that no program using the same key can beat."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from mmap import ACCESS_READ, mmap
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from materials import Materials

from antin import issuance, oids, pades, revocation, timestamp, verdict
from antin.adapters.trust_files import Trust
from antin.keys import KeyKind, check_signature
from antin.validation import TrustAnchor
from antin_testkit.issued_certificates import AT, content_for

DAY = timedelta(days=1)
Operation = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """unit: `op/s` or `s/op`. make: ours and the limit, ready to be called.

    plain: the document worked on, where there is one; signatures: how many it has when it is to be verified.
    """

    unit: str
    kind: KeyKind
    make: Callable[[Materials], tuple[Operation, Operation]]
    plain: Callable[[Materials], bytes] = attrgetter("pdf")
    signatures: int = 1


def raw_signature(materials: Materials, owner: str, data: bytes = bytes(600)) -> Operation:
    signer = materials.signer(owner)
    return lambda: signer.sign(data)


def issue(materials: Materials) -> tuple[Operation, Operation]:
    """Checked, written, linted, signed, compared and verified: a certificate with a serial of its own."""
    authority, key = materials.authority, materials.signer("person").public_key_info

    def ours() -> bytes:
        content = content_for("person", key)
        prepared = issuance.prepare(content, authority.issuer, issuer_algorithm=authority.signer.algorithm)
        return issuance.issue(issuance.lint(prepared), authority.signer, authority.issuer)

    return ours, raw_signature(materials, "issuing_ca")


def crl(materials: Materials) -> tuple[Operation, Operation]:
    """From stored entries in the order of revocation to a signed, verified list; the limit joins and signs."""
    authority, entries = materials.authority, materials.entries

    def ours() -> bytes:
        return revocation.build_crl(
            issuer_certificate=authority.certificate, entries=entries, number=1, this_update=AT, next_update=AT + DAY,
            signer=authority.signer,
        )

    return ours, lambda: authority.signer.sign(b"".join(entries))


def ocsp(materials: Materials) -> tuple[Operation, Operation]:
    """A question of one certificate read, told to be ours, answered and signed on demand."""
    matcher = revocation.CertIdMatcher(materials.authority.certificate)
    responder, signer = materials.certificates["ocsp_responder"], materials.signer("ocsp_responder")

    def ours() -> bytes:
        request = revocation.read_ocsp_request(materials.ocsp_request)
        assert matcher.matches(request.certificates[0])
        return revocation.ocsp_response(
            request=request, statuses=[revocation.GOOD], responder_certificate=responder, signer=signer,
            produced_at=AT, this_update=AT, next_update=AT + DAY,
        )

    return ours, raw_signature(materials, "ocsp_responder")


def time_stamp(materials: Materials) -> tuple[Operation, Operation]:
    """A request read and granted."""
    authority = timestamp.TimeStampAuthority(
        materials.certificates["time_stamping"], materials.chain, materials.signer("time_stamping"),
        oids.PILOT_TIME_STAMP_POLICY,
    )
    request = timestamp.time_stamp_request(hashlib.sha256(b"").digest(), "sha256", nonce=2**63)
    serials = count(1)

    def ours() -> bytes:
        return timestamp.time_stamp_response(request, authority=authority, serial=next(serials), at=AT)

    return ours, raw_signature(materials, "time_stamping")


def sign_pdf(materials: Materials) -> tuple[Operation, Operation]:
    """Prepared, signed, embedded and checked again; the limit hashes the file and signs."""
    signer, pdf = materials.signer("person"), materials.pdf
    return lambda: materials.signed(pdf), lambda: signer.sign(hashlib.sha256(pdf).digest())


def sign_visible(materials: Materials) -> tuple[Operation, Operation]:
    """With three lines of Vietnamese in a box."""
    _, limit = sign_pdf(materials)
    return lambda: materials.signed(materials.pdf, is_visible=True), limit


def sign_large(materials: Materials) -> tuple[Operation, Operation]:
    """From a file to a file, as the command does: mapped, not loaded."""
    folder = TemporaryDirectory()
    source, target = Path(folder.name, "plain.pdf"), Path(folder.name, "signed.pdf")
    source.write_bytes(materials.large_pdf)
    signer = materials.signer("person")

    def ours() -> None:
        with folder_kept(folder), source.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as pdf:
            prepared = materials.prepared(pdf)
            appended = pades.complete_appended(prepared, signer.sign(prepared.to_be_signed))
            shutil.copyfile(source, target)
            with target.open("ab") as out:
                out.write(appended)

    def limit() -> None:
        with source.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").digest()
        signer.sign(digest)

    return ours, limit


def folder_kept(folder: "TemporaryDirectory[str]") -> AbstractContextManager[object]:
    """Nothing but a reference: the folder lives as long as the operation that uses it."""
    return nullcontext(folder)


def verifying(signatures: int, plain: str) -> Callable[[Materials], tuple[Operation, Operation]]:
    """The whole verdict on a file; the limit hashes it once and checks as many signatures."""

    def make(materials: Materials) -> tuple[Operation, Operation]:
        signed = materials.signed(getattr(materials, plain), signatures)
        trust = Trust((TrustAnchor.from_certificate(materials.authority.root),), (materials.authority.certificate,))
        signer = materials.signer("person")
        value = signer.sign(bytes(32))

        def ours() -> verdict.Verdict:
            found = verdict.judge(signed, file="signed.pdf", at=AT + DAY, trust=trust, offline=True)
            assert found.judgement.outcome == "valid" and len(found.signatures) == signatures, found
            return found

        def limit() -> None:
            hashlib.sha256(signed).digest()
            for _ in range(signatures):
                check_signature(signer.public_key_info, algorithm=signer.algorithm, signature=value, data=bytes(32))

        return ours, limit

    return make


WORKS: Mapping[str, Work] = {
    "issue-rsa2048": Work("op/s", KeyKind.RSA_2048, issue),
    "issue-p256": Work("op/s", KeyKind.P256, issue),
    "crl-100k": Work("s/op", KeyKind.P256, crl),
    "ocsp-p256": Work("op/s", KeyKind.P256, ocsp),
    "ocsp-rsa2048": Work("op/s", KeyKind.RSA_2048, ocsp),
    "tsa-rsa2048": Work("op/s", KeyKind.RSA_2048, time_stamp),
    "sign-100k-rsa2048": Work("op/s", KeyKind.RSA_2048, sign_pdf),
    "sign-100k-p256": Work("op/s", KeyKind.P256, sign_pdf),
    "sign-100k-visible": Work("op/s", KeyKind.RSA_2048, sign_visible),
    "sign-300m": Work("s/op", KeyKind.RSA_2048, sign_large, attrgetter("large_pdf"), 0),
    "verify-1": Work("op/s", KeyKind.RSA_2048, verifying(1, "pdf")),
    "verify-20": Work("op/s", KeyKind.RSA_2048, verifying(20, "pdf"), signatures=20),
    "verify-5000p-3": Work("s/op", KeyKind.RSA_2048, verifying(3, "long_pdf"), attrgetter("long_pdf"), 3),
}
# Names for several works at once.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "pdf": tuple(name for name in WORKS if name.startswith(("sign-", "verify-"))),
}
