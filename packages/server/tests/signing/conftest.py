"""A person with a certificate of this installation that is effective, and her browser."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.orders import OrderKind
from antin_server.accounts.models import Person
from antin_server.authority import selectors as authority_selectors
from antin_server.authority import services as authority_services
from antin_server.common import clock
from antin_testkit.authority import TestAuthority, test_authority

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
EMAIL = "lan@angiang.gov.vn"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture
def person(db: None, at: datetime) -> Person:
    return Person.objects.create(email=EMAIL, full_name="Nguyễn Thị Lan", name_order="lan", created_at=at)


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def authority(tmp_path: Path, db: None, at: datetime) -> TestAuthority:
    return test_authority(tmp_path / "signer", at=at - timedelta(days=1))


@pytest.fixture
def key() -> LocalSigner:
    return LocalSigner(new_private_key(KeyKind.P256))


def ordered(authority: TestAuthority, kind: OrderKind, at: datetime, **content: object) -> str:
    order_id = authority_services.order_propose(
        kind=kind, content=content, case="", requested_by=None, involved=(), at=at,
    )
    authority.carry_out(order_id, at=at)
    found = authority_selectors.order(order_id)
    assert found is not None and found.state == "executed", found and found.refusal
    return found.result_serial


@pytest.fixture
def serial(authority: TestAuthority, key: LocalSigner, at: datetime) -> str:
    return ordered(
        authority, OrderKind.ISSUE, at - timedelta(hours=2), profile="person", days=700, email=EMAIL, agency="Sở",
        subject={"common_name": "Nguyễn Thị Lan", "organisation_path": ["UBND TỈNH AN GIANG", "SỞ"]},
        public_key_info=base64.b64encode(key.public_key_info).decode(),
        request=base64.b64encode(build_request(key, subject="Lan")).decode(),
    )


@pytest.fixture
def effective(authority: TestAuthority, serial: str, at: datetime) -> str:
    moment = at - timedelta(hours=1)
    return ordered(authority, OrderKind.MAKE_EFFECTIVE, moment, serial=serial, effective_at=moment.isoformat())
