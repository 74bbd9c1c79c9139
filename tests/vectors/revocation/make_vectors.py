"""Remake the golden lists and answers beside this file: python tests/vectors/revocation/make_vectors.py

Keys come from labels (antin_testkit.status_services) and ECDSA is deterministic, so they never change on their own.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from antin import oids
from antin.revocation import (
    GOOD,
    UNKNOWN,
    CertIdMatcher,
    CertificateStatus,
    OcspRequest,
    RevocationReason,
    build_crl,
    ocsp_error,
    ocsp_response,
    revoked_entry,
)
from antin_testkit.status_services import AT, DAY, PERSON_SERIAL, status_services

FOLDER = Path(__file__).parent
SERVICES = status_services()
AFTER_2049 = datetime(2050, 1, 1, tzinfo=UTC)
MATCHER = CertIdMatcher(SERVICES.root.certificate)
REVOKED = CertificateStatus("revoked", AT - DAY, RevocationReason.KEY_COMPROMISE)


def crl(*entries: bytes, this_update: datetime = AT, url: str = "") -> bytes:
    return build_crl(
        issuer_certificate=SERVICES.root.certificate, entries=entries, number=7, this_update=this_update,
        next_update=this_update + timedelta(days=7), signer=SERVICES.root.signer, distribution_point_url=url,
    )


def answer(request: OcspRequest, *statuses: CertificateStatus, cutoff: datetime | None = None) -> bytes:
    return ocsp_response(
        request=request, statuses=statuses, responder_certificate=SERVICES.responder.certificate,
        signer=SERVICES.responder.signer, produced_at=AT, this_update=AT, next_update=AT + DAY, archive_cutoff=cutoff,
    )


def vectors() -> Mapping[str, bytes]:
    """File name → bytes."""
    every_reason = [
        revoked_entry(2**(8 * number) + number, AT - number * DAY, reason)
        for number, reason in enumerate(RevocationReason) if reason is not RevocationReason.REMOVE_FROM_CRL
    ]
    sha1, sha256 = (MATCHER.cert_id(PERSON_SERIAL, hash_oid=oid) for oid in (oids.SHA1, oids.SHA256))
    return {
        "root.crt": SERVICES.root.certificate,
        "responder.crt": SERVICES.responder.certificate,
        "nothing-revoked.crl": crl(),
        "every-reason.crl": crl(*every_reason),
        "after-2049.crl": crl(revoked_entry(1, AFTER_2049), this_update=AFTER_2049 + DAY),
        "distribution-point.crl": crl(revoked_entry(PERSON_SERIAL, AT), url="http://crl.antin.vn/root.crl"),
        "good.ocsp": answer(OcspRequest((sha1,)), GOOD),
        "revoked-sha256-nonce.ocsp": answer(OcspRequest((sha256,), bytes(range(32))), REVOKED),
        "three-questions.ocsp": answer(
            OcspRequest((sha1, MATCHER.cert_id(9), MATCHER.cert_id(10))), GOOD, UNKNOWN, REVOKED,
        ),
        "archive-cutoff.ocsp": answer(OcspRequest((sha1,)), GOOD, cutoff=AT - 3650 * DAY),
        "malformed-request.ocsp": ocsp_error(1),
        "try-later.ocsp": ocsp_error(3),
        "unauthorized.ocsp": ocsp_error(6),
    }


if __name__ == "__main__":
    for name, content in vectors().items():
        (FOLDER / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)}\n")
