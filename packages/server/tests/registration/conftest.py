"""People of a province, their agencies and roles; what the signer leaves behind when it executes an order."""

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from antin.keys import KeyKind, LocalSigner, build_request, new_private_key, public_key_thumbprint
from antin.orders import read_order
from antin_server.accounts.models import Agency, AgencyName, Person, RoleAssignment
from antin_server.accounts.types import AgencyKind, Role
from antin_server.authority.models import CertificateRecord, Order
from antin_server.common.folding import folded, name_order

LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
_serials = itertools.count(0x1A2B3C4D)


def make_agency(name, parent=None, kind=AgencyKind.COMMUNE, email="", province=""):
    agency = Agency.objects.create(
        kind=kind.value, parent=parent, path="", email=email, since=None, province=province,
    )
    agency.path = f"{parent.path if parent else ''}{agency.pk}/"
    agency.save()
    AgencyName.objects.create(agency=agency, name=name)
    return agency


def make_person(email, name, agency, *roles, **more):
    person = Person.objects.create(
        email=email, full_name=name, name_order=name_order(name), search=folded(f"{name} {email}"), agency=agency,
        created_at=LONG_AGO, position=more.get("position", "Chuyên viên"), mobile="0912345678",
    )
    for role in roles:
        RoleAssignment.objects.create(person=person, role=role.value, agency=agency, since=LONG_AGO)
    return person


@pytest.fixture(scope="session")
def request_pem():
    """A PKCS#10 in PEM of a fresh key, each time another."""

    def make(kind=KeyKind.P256):
        import base64

        der = build_request(LocalSigner(new_private_key(kind)), subject="Khóa thử")
        text = base64.encodebytes(der).decode()
        return f"-----BEGIN CERTIFICATE REQUEST-----\n{text}-----END CERTIFICATE REQUEST-----\n"

    return make


@pytest.fixture
def place(db):
    """A province with a commune, another commune, and the authority."""
    root = make_agency("Việt Nam", kind=AgencyKind.ROOT)
    province = make_agency("Đồng Tháp", root, AgencyKind.PROVINCE, province="82")
    commune = make_agency("Ủy ban nhân dân xã Tân Hồng", province, province="82")
    other = make_agency("Ủy ban nhân dân xã Mỹ Hiệp", province)
    authority = make_agency("Cục Chứng thực số và Bảo mật thông tin", root, AgencyKind.AUTHORITY)
    return SimpleNamespace(
        root=root, province=province, commune=commune, other=other, authority=authority,
        subscriber=make_person("lan@dongthap.gov.vn", "Nguyễn Thị Lan", commune),
        second=make_person("binh@dongthap.gov.vn", "Trần Văn Bình", commune),
        reviewer=make_person("duc@dongthap.gov.vn", "Lê Minh Đức", commune, Role.AGENCY_REVIEWER),
        leader=make_person("hoa@dongthap.gov.vn", "Phạm Thị Hoa", commune, Role.AGENCY_LEADER, position="Chủ tịch"),
        clerk=make_person("mai@dongthap.gov.vn", "Võ Thị Mai", commune, Role.AGENCY_CLERK),
        stranger=make_person("tam@dongthap.gov.vn", "Hồ Văn Tâm", other, Role.AGENCY_REVIEWER, Role.AGENCY_LEADER),
        provincial=make_person("tinh@dongthap.gov.vn", "Đỗ Quốc Tỉnh", province, Role.PROVINCE_OFFICER),
        reception=make_person("nhan@bcy.gov.vn", "Bùi Thu Nhận", authority, Role.RECEPTION),
    )


@pytest.fixture
def person_form():
    """A form for a person that nothing is wrong with today; fields may be changed."""

    def fill(**changed):
        return {
            "full_name": "Nguyễn Thị Lan", "birth_date": "05/09/1985", "sex": "Nữ", "personal_number": "087185001234",
            "issue_date": "10/05/2018", "issue_place": "CCSQLHCVTTXH", "email": "lan@dongthap.gov.vn",
            "workplace": "Ủy ban nhân dân xã Tân Hồng", "province": "Đồng Tháp", "position": "Chuyên viên",
            "mobile": "0912345678", "device_kind": "SOFT", **changed,
        }

    return fill


@pytest.fixture
def letter_head():
    return {
        "superior_name": "Ủy ban nhân dân tỉnh Đồng Tháp", "place": "Tân Hồng", "receiver_full_name": "Võ Thị Mai",
        "receiver_personal_number": "087190004321", "receiver_issue_date": "10/05/2018",
        "receiver_issue_place": "CCSQLHCVTTXH", "receiver_position": "Văn thư", "receiver_mobile": "0987654321",
        "receiver_email": "mai@dongthap.gov.vn", "receiver_address": "Số 1, đường Nguyễn Huệ",
    }


def signer_executes(order_id, *, at):
    """What the signer's process writes into the database when it executed an order."""
    order = Order.objects.get(order_id=order_id)
    content = read_order(bytes(order.canonical)).content
    if order.kind == "issue":
        serial = format(next(_serials), "x")
        der = f"not a certificate {serial}".encode()
        key = __import__("base64").b64decode(content["public_key_info"])
        CertificateRecord.objects.create(
            serial=serial, state="issued", der=der, profile=content["profile"], subject=str(content["subject"]),
            common_name=content["subject"]["common_name"], agency=content["agency"], email=content["email"],
            sha1=hashlib.sha1(der).hexdigest(), sha256=hashlib.sha256(der).hexdigest(),
            public_key_thumbprint=public_key_thumbprint(key), not_before=at,
            not_after=at + timedelta(days=content["days"]), order_id=order_id, case=order.case,
        )
        order.result_serial = serial
    else:
        state = {"make_effective": "effective", "hold": "on_hold", "release": "effective", "revoke": "revoked"}
        CertificateRecord.objects.filter(serial=content["serial"]).update(state=state[order.kind])
    order.state, order.executed_at = "executed", at
    order.save()


def signer_refuses(order_id, code="approvals_missing"):
    Order.objects.filter(order_id=order_id).update(state="refused", refusal=code)


@pytest.fixture
def signer():
    return SimpleNamespace(executes=signer_executes, refuses=signer_refuses)
