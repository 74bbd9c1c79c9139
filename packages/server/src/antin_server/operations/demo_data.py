"""Make a demo: agencies, people, officers with keys; each part once. What a person needs lies in `var/demo`.

The officers' keys lie on the same machine for one reason: so that one person can try the whole journey. They are
outside web's reach by file permissions only when processes run under accounts of their own; a real officer's key
never comes near a server.
"""

import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.db import transaction

from antin.adapters.key_files import pkcs12_file
from antin.keys import KeyKind, new_private_key
from antin_server.accounts import services as accounts
from antin_server.accounts.models import Agency
from antin_server.accounts.types import AgencyKind
from antin_server.authority.signer.journal import Journal
from antin_server.authority.signer.officers import officer_add, officers
from antin_server.operations.demo_approvals import approve_waiting
from antin_server.operations.demo_people import (
    AGENCIES,
    BASIS,
    MERGED,
    MERGED_AT,
    OFFICERS,
    PEOPLE,
    PROVINCE,
    PROVINCE_CODE,
    ROOT,
    DemoPerson,
)

ACCOUNTS = "accounts.json"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def demo_make(home: Path, *, at: datetime) -> None:
    """Whatever of the demo is not there yet. Nothing is done while the signer runs: it was done before then."""
    from antin_server.operations.loops import is_signer_running
    from antin_server.operations.setting_up import publish_journal, told

    folder = home / "demo"
    if not (folder / ACCOUNTS).exists():
        told("init_people", lambda: _people(folder, at=at))
    if is_signer_running(home):
        return
    journal = Journal(home / "signer" / "journal.sqlite")
    if not officers(journal):
        told("init_officers", lambda: _officers(folder, journal, at=at))
    journal.close()
    publish_journal(home / "signer")
    approve_waiting(home, at=at, kinds=("standing",))


def _people(folder: Path, *, at: datetime) -> None:
    """Everybody with one random password, which is kept for the person at this machine only."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    with transaction.atomic():
        places: dict[str, int] = {}
        for agency in AGENCIES:
            if agency.parent == PROVINCE and PROVINCE not in places:
                accounts.provinces_found(root_id=places[ROOT], at=at)
                found = Agency.objects.get(kind=AgencyKind.PROVINCE.value, province=PROVINCE_CODE, until=None)
                places[PROVINCE] = found.pk
            places[agency.key] = accounts.agency_found(
                name=agency.name, kind=agency.kind, parent_id=places.get(agency.parent), at=at, actor=None,
                code=agency.identifier, always=True,
            )
        for gone in MERGED:
            accounts.agency_merge(
                predecessor_ids=[places[gone]], successor_id=places[MERGED[gone]], at=MERGED_AT, actor=None,
                basis=BASIS,
            )
        ids: dict[str, int] = {}
        for each in PEOPLE:
            ids[each.email] = accounts.person_register(
                email=each.email, full_name=each.full_name, agency_id=places[each.agency], position=each.position,
                at=at, actor=None, password=password,
            )
            for role, place in each.roles:
                accounts.role_grant(person_id=ids[each.email], role=role, agency_id=places[place], at=at, actor=None)
    names = {each.key: each.name for each in AGENCIES}
    listed = [
        {"id": ids[each.email], "email": each.email, "name": each.full_name, "agency": names[each.agency],
         "does": each.does, "roles": [role.value for role, _ in each.roles]}
        for each in PEOPLE
    ]
    known = {"password": password, "accounts": listed}
    _write(folder / ACCOUNTS, json.dumps(known, ensure_ascii=False, indent=1).encode())


def _officers(folder: Path, journal: Journal, *, at: datetime) -> None:
    listed = json.loads((folder / ACCOUNTS).read_text(encoding="utf-8"))["accounts"]
    ids = {each["email"]: each["id"] for each in listed}
    passphrase = secrets.token_urlsafe(18)
    _write(folder / "officers" / "passphrase", passphrase.encode())
    for each in OFFICERS:
        key = new_private_key(KeyKind.P256)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        certificate = _officer_certificate(each, key, at=at)
        _write(folder / "officers" / f"{each.local}.p12", pkcs12_file(key, certificate, (), passphrase, each.full_name))
        officer_add(
            journal, name=each.full_name, person=f"person:{ids[each.email]}", email=each.email,
            certificate=certificate, at=at,
        )


def _officer_certificate(officer: DemoPerson, key: ec.EllipticCurvePrivateKey, *, at: datetime) -> bytes:
    """Self-signed: the registry of the signer, not a chain, says whose it is."""
    name = x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.COMMON_NAME, f"{officer.full_name} (cán bộ duyệt mẫu)"),
    ])
    start = at.replace(microsecond=0)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(start)
    built = built.not_valid_after(start + timedelta(days=5 * 365))
    usage = x509.KeyUsage(True, True, *[False] * 7)
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return built.add_extension(usage, critical=True).sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _write(path: Path, data: bytes) -> None:
    """Mode 0600, in folders of mode 0700; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    beside.replace(path)
