"""What is measured: ours, and the limit that no program using the same key can beat."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from materials import Materials

from antin import issuance, oids, revocation, timestamp, verdict
from antin.adapters.trust_files import Trust
from antin.keys import KeyKind, check_signature
from antin.validation import TrustAnchor
from antin_testkit.issued_certificates import AT, content_for

DAY = timedelta(days=1)
Operation = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """unit: `op/s` or `s/op`. make: ours and the limit, ready to be called."""

    unit: str
    kind: KeyKind
    make: Callable[[Materials], tuple[Operation, Operation]]


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
    return materials.signed_pdf, lambda: signer.sign(hashlib.sha256(pdf).digest())


def verify_pdf(materials: Materials) -> tuple[Operation, Operation]:
    """The whole verdict on a file with one signature; the limit hashes it and checks one signature."""
    signed = materials.signed_pdf()
    trust = Trust((TrustAnchor.from_certificate(materials.authority.root),), (materials.authority.certificate,))
    signer = materials.signer("person")
    value = signer.sign(bytes(32))

    def ours() -> verdict.Verdict:
        found = verdict.judge(signed, file="signed.pdf", at=AT + DAY, trust=trust, offline=True)
        assert found.judgement.outcome == "valid", found
        return found

    def limit() -> None:
        hashlib.sha256(signed).digest()
        check_signature(signer.public_key_info, algorithm=signer.algorithm, signature=value, data=bytes(32))

    return ours, limit


WORKS: Mapping[str, Work] = {
    "issue-rsa2048": Work("op/s", KeyKind.RSA_2048, issue),
    "issue-p256": Work("op/s", KeyKind.P256, issue),
    "crl-100k": Work("s/op", KeyKind.P256, crl),
    "ocsp-p256": Work("op/s", KeyKind.P256, ocsp),
    "ocsp-rsa2048": Work("op/s", KeyKind.RSA_2048, ocsp),
    "tsa-rsa2048": Work("op/s", KeyKind.RSA_2048, time_stamp),
    "sign-100k-rsa2048": Work("op/s", KeyKind.RSA_2048, sign_pdf),
    "verify-1": Work("op/s", KeyKind.RSA_2048, verify_pdf),
}
