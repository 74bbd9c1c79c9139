"""By which names an agency stands in a certificate (docs/decisions/0012)."""

from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from antin.casework.procedures import Actor, ProcedureKind, SubjectKind
from antin_server.accounts.models import Person
from antin_server.accounts.types import AGENCY_KINDS, AgencyKind
from antin_server.authority import selectors as authority
from antin_server.registration import selectors, services
from antin_server.registration.models import Case
from antin_server.registration.services.drafts import Draft
from antin_server.registration.services.letters import LetterDraft
from antin_server.registration.types import Chosen, Doer
from antin_testkit.authority import test_authority as make_authority

from .conftest import NOW, make_agency

PARTY, UNIT, DEPARTMENT = AgencyKind.PARTY, AgencyKind.UNIT, AgencyKind.DEPARTMENT
COMMITTEE = "Ủy ban nhân dân tỉnh Đồng Tháp"


def below(parent, *bodies):
    """The lowest of these bodies, each below the one before it."""
    for kind, name in bodies:
        parent = make_agency(name, parent, kind)
    return parent


class TestTheNamesAboveAnAgency:
    @pytest.mark.parametrize(
        ("bodies", "names"),
        [
            ([(DEPARTMENT, "Sở Y tế")], (COMMITTEE, "Sở Y tế")),
            ([(DEPARTMENT, "Sở Y tế"), (UNIT, "Bệnh viện Sa Đéc")], (COMMITTEE, "Sở Y tế", "Bệnh viện Sa Đéc")),
            ([(PARTY, "Tỉnh ủy Đồng Tháp")], ("Tỉnh ủy Đồng Tháp",)),
            ([(PARTY, "Tỉnh ủy Đồng Tháp"), (UNIT, "Văn phòng Tỉnh ủy")], ("Tỉnh ủy Đồng Tháp", "Văn phòng Tỉnh ủy")),
            ([(PARTY, "Tỉnh ủy Đồng Tháp"), (PARTY, "Đảng ủy xã Tân Hồng")],
             ("Tỉnh ủy Đồng Tháp", "Đảng ủy xã Tân Hồng")),
            ([(PARTY, "Liên đoàn Lao động tỉnh Đồng Tháp")], ("Liên đoàn Lao động tỉnh Đồng Tháp",)),
            ([(AgencyKind.COMMUNE, "Ủy ban nhân dân xã Tân Hồng"), (PARTY, "Đảng ủy xã Tân Hồng")],
             ("Đảng ủy xã Tân Hồng",)),
        ],
    )
    def test_begin_with_the_peoples_committee_or_the_party(self, place, bodies, names):
        agency = below(place.province, *bodies)

        assert selectors.agency_path_names(agency, at=NOW) == names

    def test_of_a_ministry_begin_with_the_ministry(self, place):
        agency = below(place.root, (AgencyKind.MINISTRY, "Bộ Y tế"), (UNIT, "Cục Quản lý Dược"))

        assert selectors.agency_path_names(agency, at=NOW) == ("Bộ Y tế", "Cục Quản lý Dược")

    def test_of_a_province_are_its_committees(self, place):
        assert selectors.agency_legal_name(place.province.pk, at=NOW) == COMMITTEE

    def test_leave_the_province_to_the_place_of_a_party_body(self, place):
        agency = below(place.province, (PARTY, "Tỉnh ủy Đồng Tháp"))

        assert selectors.province_over(agency.pk, at=NOW) == "Đồng Tháp"


class TestAPersonOfThePartyCommittee:
    def test_gets_a_certificate_without_a_peoples_committee(
        self, place, person_form, request_pem, letter_head, tmp_path
    ):
        office = below(place.province, (PARTY, "Tỉnh ủy Đồng Tháp"), (UNIT, "Văn phòng Tỉnh ủy"))
        Person.objects.filter(pk=place.subscriber.pk).update(agency=office)
        signer, case = make_authority(tmp_path / "signer", at=NOW), _sent(place, office, person_form, request_pem,
                                                                          letter_head)

        services.case_accept(chosen=_pick(case), doer=_as(place.reception, Actor.RECEPTION), at=NOW)
        case.refresh_from_db()
        signer.carry_out(case.order_id, at=NOW)
        services.cases_follow_orders(at=NOW)
        case.refresh_from_db()

        certificate = x509.load_der_x509_certificate(bytes(authority.certificate(case.certificate_serial).der))
        assert [(each.oid, each.value) for each in certificate.subject] == [
            (NameOID.COUNTRY_NAME, "VN"), (NameOID.LOCALITY_NAME, "Đồng Tháp"),
            (NameOID.ORGANIZATION_NAME, "Tỉnh ủy Đồng Tháp"), (NameOID.ORGANIZATIONAL_UNIT_NAME, "Văn phòng Tỉnh ủy"),
            (NameOID.COMMON_NAME, "Nguyễn Thị Lan"),
        ]


def _sent(place, office, person_form, request_pem, letter_head):
    draft = Draft(
        key=uuid4(), procedure=ProcedureKind.ISSUE, subject_kind=SubjectKind.PERSON,
        values=person_form(workplace="Văn phòng Tỉnh ủy"), subscriber_id=place.subscriber.pk, agency_id=office.pk,
        csr=request_pem(),
    )
    case = Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=place.subscriber.pk, at=NOW))
    services.case_submit(chosen=_pick(case), doer=_as(place.subscriber, Actor.SUBSCRIBER), at=NOW)
    leader = _as(place.leader, Actor.AGENCY_LEADER)
    letter = services.letter_prepare(draft=LetterDraft(uuid4(), [_pick(case)], letter_head), doer=leader, at=NOW)
    services.letter_sign(letter_id=letter, chosen=[_pick(case)], doer=leader, at=NOW)
    services.letter_send(letter_id=letter, number="15/CV-VPTU", doer=leader, at=NOW)
    return case


def _pick(case):
    case.refresh_from_db()
    return Chosen(case.pk, case.version)


def _as(person, *actors):
    return Doer(person.pk, frozenset(actors))


class TestTheKindOfAnAgency:
    def test_is_said_in_vietnamese(self, settings):
        assert str(AGENCY_KINDS[PARTY]) == "Cơ quan Đảng, đoàn thể"

    def test_has_words_for_every_kind(self):
        assert set(AGENCY_KINDS) == set(AgencyKind)
