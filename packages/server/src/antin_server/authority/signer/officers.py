"""The registry of officers: in the journal, changed only by commands run beside the signer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.keys import check_key_strength
from antin.validation import read_certificate
from antin_server.authority.signer.errors import OfficerCertificateBad, OfficerNotThere
from antin_server.authority.signer.journal import Journal


@dataclass(frozen=True)
class RegisteredOfficer:
    """An officer. person: `person:17`, whose own requests they may not approve. email: theirs, lower case."""

    name: str
    person: str
    email: str
    certificate: bytes
    certificate_sha256: str


def officer_add(
    journal: Journal, *, name: str, person: str, email: str, certificate: bytes, at: datetime,
) -> RegisteredOfficer:
    """Put an officer into the registry. certificate: DER. Raises OfficerCertificateBad."""
    try:
        read = read_certificate(certificate)
        check_key_strength(read.public_key_info)
    except MalformedEncoding as error:
        raise OfficerCertificateBad(reason=str(error.fields.get("reason", ""))) from error
    except AntinError as error:
        raise OfficerCertificateBad(reason=error.code) from error
    if not read.not_before <= at <= read.not_after:
        raise OfficerCertificateBad(reason="not valid now")
    fingerprint = hashlib.sha256(certificate).hexdigest()
    journal.append(
        "officer_added", {"name": name, "person": person, "email": email.lower(), "certificate": certificate.hex()},
        at=at,
        changes=[(
            "INSERT INTO officers VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (certificate_sha256) DO UPDATE SET"
            " name = excluded.name, person = excluded.person, email = excluded.email, is_active = 1",
            (fingerprint, name, person, email.lower(), certificate),
        )],
    )
    return RegisteredOfficer(name, person, email.lower(), certificate, fingerprint)


def officer_remove(journal: Journal, *, name: str, at: datetime) -> None:
    """Take an officer, by name or thumbprint, out of the registry. Raises OfficerNotThere."""
    found = [each for each in officers(journal) if name in (each.name, each.certificate_sha256)]
    if not found:
        raise OfficerNotThere(name=name)
    for each in found:
        journal.append(
            "officer_removed", {"certificate_sha256": each.certificate_sha256}, at=at,
            changes=[("UPDATE officers SET is_active = 0 WHERE certificate_sha256 = ?", (each.certificate_sha256,))],
        )


def officers(journal: Journal) -> Sequence[RegisteredOfficer]:
    """Those who may approve, by name."""
    rows = journal.rows(
        "SELECT name, person, email, certificate, certificate_sha256 FROM officers WHERE is_active ORDER BY name"
    )
    return [RegisteredOfficer(*row) for row in rows]
