"""An authority in a temporary folder, with fast keys and three officers, for tests of everything that stands on it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from antin.keys import KeyKind, LocalSigner
from antin.orders import approve
from antin_server.authority import selectors, services
from antin_server.authority.signer.ceremony import Plan, set_up
from antin_server.authority.signer.loop import tick
from antin_server.authority.signer.officers import officer_add
from antin_server.authority.signer.station import Station, Step, no_step, open_station

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FAST = Plan(root_kind=KeyKind.P256, issuing_kind=KeyKind.P256)
STATUS_URL, PUBLIC_URL = "http://127.0.0.1:8001", "http://localhost:8000"


@dataclass(frozen=True)
class TestOfficer:
    """Somebody whose key approves orders."""

    __test__ = False
    name: str
    person: str
    signer: LocalSigner
    certificate: bytes


@cache
def officer(name: str, person: str, at: datetime = AT) -> TestOfficer:
    """An officer with a self-signed certificate, the same one within a process."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(at - timedelta(days=3650))
        .not_valid_after(at + timedelta(days=3650)).sign(key, hashes.SHA256())
    )
    return TestOfficer(name, person, LocalSigner(key), certificate.public_bytes(Encoding.DER))


@dataclass
class TestAuthority:
    """The signer's station, and the hands of its officers."""

    __test__ = False
    station: Station
    officers: tuple[TestOfficer, ...]

    def tick(self, *, at: datetime) -> None:
        """One look of the signer at everything that is due."""
        tick(self.station, at=at)

    def approve(self, order_id: str, *, by: TestOfficer, at: datetime) -> None:
        """An officer reads and approves an order, as `antin authority approve` does, and hands it in."""
        found = selectors.order(order_id)
        assert found is not None
        approval = approve(found.canonical, signer=by.signer, certificate=by.certificate, at=at.replace(microsecond=0))
        services.approval_receive(order_id=order_id, approval=approval, at=at)

    def carry_out(self, order_id: str, *, at: datetime) -> None:
        """As many officers as needed approve; the signer does it."""
        found = selectors.order(order_id)
        assert found is not None
        for each in self.officers[: found.needed]:
            self.approve(order_id, by=each, at=at)
        self.tick(at=at)

    def reopen(self, step: Step = no_step) -> None:
        """The signer starts again."""
        folder = self.station.folder
        self.station.journal.close()
        self.station = opened(folder, step=step)


def opened(folder: Path, *, step: Step = no_step, not_yet_effective: str = "unknown") -> Station:
    """The station of a test authority, without pkilint (its own tests use it)."""
    return open_station(
        folder, status_url=STATUS_URL, public_url=PUBLIC_URL, not_yet_effective=not_yet_effective, step=step,
    )


def test_authority(folder: Path, *, at: datetime = AT, not_yet_effective: str = "unknown") -> TestAuthority:
    """An authority set up in a folder, with officers of the people 9001, 9002 and 9003, and published."""
    set_up(folder, status_url=STATUS_URL, public_url=PUBLIC_URL, plan=FAST, at=at)
    station = opened(folder, not_yet_effective=not_yet_effective)
    names = (("Nguyễn Văn Duyệt", "person:9001"), ("Trần Thị Soát", "person:9002"), ("Lê Văn Ba", "person:9003"))
    officers = tuple(officer(name, person) for name, person in names)
    for each in officers:
        officer_add(station.journal, name=each.name, person=each.person, email="", certificate=each.certificate, at=at)
    authority = TestAuthority(station, officers)
    authority.tick(at=at)
    return authority


test_authority.__test__ = False  # type: ignore[attr-defined]
