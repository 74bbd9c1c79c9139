"""A small country: a province with a department and a commune, another province, and who works there."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from antin_server.accounts.models import Agency, Person
from antin_server.accounts.types import AgencyKind, Role
from antin_testkit.people import agency, person, role

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@dataclass
class Country:
    root: Agency
    province: Agency
    department: Agency
    elsewhere: Agency
    chief: Person
    local: Person
    official: Person
    stranger: Person

    def signed_in(self, somebody: Person) -> Client:
        client = Client()
        client.force_login(somebody)
        return client


@pytest.fixture
def country(db, settings) -> Country:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ANTIN_TOTP_REQUIRED = False
    root = agency("Toàn quốc", kind=AgencyKind.ROOT)
    province = agency("An Giang", parent=root, kind=AgencyKind.PROVINCE)
    department = agency("Sở Khoa học và Công nghệ", parent=province)
    elsewhere = agency("Cà Mau", parent=root, kind=AgencyKind.PROVINCE)
    chief = person("chau@bcy.gov.vn", "Nguyễn Minh Châu", agency=root)
    local = person("binh@angiang.gov.vn", "Lê Văn Bình", agency=province)
    official = person("ha@angiang.gov.vn", "Trần Thu Hà", agency=department, personal_number="091185000123")
    stranger = person("dat@camau.gov.vn", "Phạm Tiến Đạt", agency=elsewhere)
    role(chief, Role.ADMINISTRATOR, root)
    role(local, Role.ADMINISTRATOR, province)
    return Country(root, province, department, elsewhere, chief, local, official, stranger)
