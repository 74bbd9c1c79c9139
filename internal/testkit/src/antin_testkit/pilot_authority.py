"""A real authority in a folder: the signer's ceremony, journal and deeds, with small keys, without its process.

Orders are carried out as the signer does once it has judged their approvals; nothing here judges approvals.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from antin.issuance import Issuer
from antin.keys import KeyKind, LocalSigner, PrivateKey, build_request, new_private_key
from antin.orders import Order, OrderKind
from antin_server.authority.signer import ceremony
from antin_server.authority.signer.issuing import issue_ordered, issue_standing
from antin_server.authority.signer.lists import lists_due
from antin_server.authority.signer.station import Station, open_station
from antin_server.authority.signer.statuses import change_ordered
from antin_server.va.signer import OwnKeys, own_keys

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
PLAN = ceremony.Plan(root_kind=KeyKind.P256, issuing_kind=KeyKind.P256)
SERVICES = (("ocsp", "ocsp_responder", "Dịch vụ trạng thái"), ("tsa", "time_stamping", "Dịch vụ dấu thời gian"))


@dataclass
class PilotAuthority:
    """home: a data folder (`signer/`, `va/`). station: the signer's place, open."""

    home: Path
    station: Station

    @property
    def issuer(self) -> Issuer:
        """The issuing CA."""
        return self.station.issuer

    @property
    def root(self) -> bytes:
        """DER of the root."""
        return self.station.root_certificate

    @property
    def keys(self) -> OwnKeys:
        """va's keys."""
        return own_keys(self.home / "va" / "keys")

    def services_certified(self, *, at: datetime = AT, days: int = 30) -> None:
        """Certificates for va's keys, as under standing orders."""
        for name, profile, common_name in SERVICES:
            key = getattr(self.keys, name).public_key_info
            issue_standing(self.station, order_id=uuid4().hex, at=at, content_json={
                "profile": profile, "public_key_info": b64encode(key).decode(), "days": days,
                "subject": {"common_name": common_name, "organisation_path": ["Ấn Tín (thử nghiệm)"]},
            })

    def issued(self, name: str = "Nguyễn Thị Hạnh", *, key: PrivateKey | None = None, at: datetime = AT) -> str:
        """A person's certificate, not yet effective; its serial number (hexadecimal)."""
        signer = LocalSigner(key or new_private_key(KeyKind.P256))
        return issue_ordered(self.station, self._order(OrderKind.ISSUE, at, {
            "profile": "person", "email": "hanh@mau.gov.vn", "days": 365, "agency": "Sở Nông nghiệp và Môi trường",
            "subject": {"common_name": name, "organisation_path": ["Ủy ban nhân dân tỉnh An Giang"]},
            "public_key_info": b64encode(signer.public_key_info).decode(),
            "request": b64encode(build_request(signer, subject=name)).decode(),
        }), at=at)

    def effective(self, serial: str, *, at: datetime = AT, since: datetime | None = None) -> None:
        """The certificate has effect from `since`, or now."""
        self._changed(OrderKind.MAKE_EFFECTIVE, at, serial, effective_at=(since or at).isoformat())

    def held(self, serial: str, *, at: datetime = AT) -> None:
        """The certificate is on hold."""
        self._changed(OrderKind.HOLD, at, serial)

    def released(self, serial: str, *, at: datetime = AT) -> None:
        """The certificate is what it was before its hold."""
        self._changed(OrderKind.RELEASE, at, serial)

    def revoked(self, serial: str, *, reason: str = "key_compromise", at: datetime = AT) -> None:
        """The certificate is revoked."""
        self._changed(OrderKind.REVOKE, at, serial, reason=reason)

    def listed(self, *, at: datetime = AT) -> None:
        """A list, if one is due."""
        lists_due(self.station, at=at)

    def certificate(self, serial: str) -> bytes:
        """DER of a certificate."""
        return bytes(self.station.journal.rows("SELECT der FROM certificates WHERE serial = ?", serial)[0][0])

    def _changed(self, kind: OrderKind, at: datetime, serial: str, **more: str) -> None:
        change_ordered(self.station, self._order(kind, at, {"serial": serial, **more}), at=at)

    def _order(self, kind: OrderKind, at: datetime, content: dict[str, Any]) -> Order:
        return Order(uuid4().hex, kind, at, "person:1", ("person:1",), "", content)


def pilot_authority(
    home: Path, *, at: datetime = AT - timedelta(days=1), status_url: str = "http://127.0.0.1:8001",
    not_yet_effective: str = "unknown",
) -> PilotAuthority:
    """A new authority in this data folder, before its services have certificates."""
    public_url = "http://localhost:8000"
    ceremony.set_up(home / "signer", status_url=status_url, public_url=public_url, plan=PLAN, at=at)
    station = open_station(
        home / "signer", status_url=status_url, public_url=public_url, not_yet_effective=not_yet_effective,
    )
    return PilotAuthority(home, station)
