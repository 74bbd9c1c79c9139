"""The certificate of an agency and of a service, from the request to the effect, with a real signer."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

from antin.casework.procedures import Actor, ProcedureKind, SubjectKind
from antin.keys import CertificateRequest
from antin_cli import clock
from antin_cli.__main__ import main as antin
from antin_server.authority import selectors as authority
from antin_server.registration import selectors, services
from antin_server.registration.errors import FormNotGood, KeyRequestMissing
from antin_server.registration.models import Case, Letter
from antin_server.registration.services.drafts import Draft
from antin_server.registration.services.handovers import handover_blanks
from antin_server.registration.services.letters import LetterDraft
from antin_server.registration.types import Chosen, Doer
from antin_testkit.authority import test_authority as make_authority
from antin_testkit.signed_documents import PLAIN

TODAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
IN_2020 = datetime(2020, 6, 19, 2, 0, tzinfo=UTC)
EMAIL = "xatanhong@dongthap.gov.vn"
MANAGER = {
    "manager_full_name": "Võ Thị Mai", "manager_personal_number": "087190004321", "manager_position": "Văn thư",
    "manager_mobile": "0987654321", "manager_email": "mai@dongthap.gov.vn",
}
PLACE = {"address": "Số 1, đường Nguyễn Huệ", "province": "Đồng Tháp", "email": EMAIL}
AGENCY = {**PLACE, **MANAGER, "organisation": "Ủy ban nhân dân xã Tân Hồng", "device_kind": "TOKEN"}
SERVICE = {
    **PLACE, **MANAGER, "service_name": "Cổng thông tin điện tử xã Tân Hồng", "service_kind": "SEALING",
    "organisation": "Ủy ban nhân dân xã Tân Hồng", "host": "tanhong.dongthap.gov.vn",
}
LAWS = pytest.mark.parametrize(
    ("at", "law"), [(TODAY, "nd68_2024"), (IN_2020, "tt185_2019")], ids=["nd68_2024", "tt185_2019"]
)


def pick(case):
    case.refresh_from_db()
    return Chosen(case.pk, case.version)


def as_(person, *actors):
    return Doer(person.pk, frozenset(actors))


class Story:
    """One case through every hand; the token's key is made by the authority, a service brings its own."""

    def __init__(self, place, letter_head, subject, values, csr, at):
        self.place, self.head, self.at = place, letter_head, at
        draft = Draft(
            key=uuid4(), procedure=ProcedureKind.ISSUE, subject_kind=subject, values=values,
            subscriber_id=place.clerk.pk, agency_id=place.commune.pk, csr=csr,
        )
        self.case = Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=place.clerk.pk, at=at))

    def submit(self):
        services.case_submit(chosen=pick(self.case), doer=as_(self.place.clerk, Actor.SUBSCRIBER), at=self.at)
        return self

    def send(self):
        leader = as_(self.place.leader, Actor.AGENCY_LEADER)
        draft = LetterDraft(uuid4(), [pick(self.case)], self.head)
        letter = services.letter_prepare(draft=draft, doer=leader, at=self.at)
        services.letter_sign(letter_id=letter, chosen=[pick(self.case)], doer=leader, at=self.at)
        services.letter_send(letter_id=letter, number="15/CV-UBND", doer=leader, at=self.at)
        return Letter.objects.get(pk=letter)

    def issue(self, office, csr=""):
        reception = as_(self.place.reception, Actor.RECEPTION)
        services.case_accept(chosen=pick(self.case), csr=csr, doer=reception, at=self.at)
        self.approved(office)
        return x509.load_der_x509_certificate(bytes(authority.certificate(self.case.certificate_serial).der))

    def approved(self, office):
        self.case.refresh_from_db()
        office.carry_out(self.case.order_id, at=self.at)
        assert authority.order(self.case.order_id).state == "executed", authority.order(self.case.order_id).refusal
        services.cases_follow_orders(at=self.at)
        self.case.refresh_from_db()

    def take_effect(self, office, device_number):
        hour, leader = timedelta(hours=7), as_(self.place.leader, Actor.AGENCY_LEADER)
        services.case_hand_over(
            chosen=pick(self.case), device_number=device_number, doer=leader, at=self.at,
            handed_over_at=f"{self.at + hour:%d/%m/%Y %H:%M}",
        )
        values = {**self.head, "effective_at": f"{self.at + hour:%d/%m/%Y %H:%M}"}
        draft = LetterDraft(uuid4(), [pick(self.case)], values)
        services.effective_letter_sign(draft=draft, doer=leader, at=self.at)
        self.approved(office)


@pytest.fixture
def story(place, letter_head):
    def tell(subject, values, *, csr="", at=TODAY):
        return Story(place, letter_head, subject, values, csr, at)

    return tell


def names(certificate):
    """The subject as it is encoded: every attribute with its value, in order."""
    short = {NameOID.COUNTRY_NAME: "C", NameOID.LOCALITY_NAME: "L", NameOID.ORGANIZATION_NAME: "O",
             NameOID.ORGANIZATIONAL_UNIT_NAME: "OU", NameOID.COMMON_NAME: "CN"}
    return [(short.get(each.oid, each.oid.dotted_string), each.value) for each in certificate.subject]


def looks_like_an_organisation(certificate, at):
    """The profile `organisation`: signs documents and signs in, for five years, with the agency's official mail."""
    usage = certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE)
    purposes = set(certificate.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE).value)
    mail = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    constraints = certificate.extensions.get_extension_for_oid(ExtensionOID.BASIC_CONSTRAINTS).value
    assert usage.critical and usage.value.digital_signature and usage.value.content_commitment
    assert not usage.value.key_encipherment and not usage.value.key_cert_sign and not constraints.ca
    assert {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION} <= purposes
    assert mail.get_values_for_type(x509.RFC822Name) == [EMAIL]
    life = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert timedelta(days=5 * 365 - 1) <= life <= timedelta(days=5 * 366)
    assert abs(certificate.not_valid_before_utc - at) < timedelta(days=1)


def key_of(pem):
    return CertificateRequest.parse(pem.encode()).public_key_info


def key_in(certificate):
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@LAWS
class TestAnAgencysCertificate:
    def test_names_the_agency_once_below_the_committee_of_its_province(
        self, story, request_pem, tmp_path, db, at, law
    ):
        office, csr = make_authority(tmp_path / "signer", at=at), request_pem()
        told = story(SubjectKind.ORGANISATION, AGENCY, at=at).submit()
        letter = told.send()

        certificate = told.issue(office, csr)

        assert (told.case.law_set, letter.form_number) == (law, {"nd68_2024": "02", "tt185_2019": "04"}[law])
        assert names(certificate) == [
            ("C", "VN"), ("L", "Đồng Tháp"), ("O", "Ủy ban nhân dân tỉnh Đồng Tháp"),
            ("CN", "Ủy ban nhân dân xã Tân Hồng"),
        ]
        looks_like_an_organisation(certificate, at)
        assert key_in(certificate) == key_of(csr)
        record = authority.certificate(told.case.certificate_serial)
        assert (record.profile, record.state) == ("organisation", "issued")

    def test_comes_into_effect_with_its_device(self, story, request_pem, tmp_path, db, at, law):
        office = make_authority(tmp_path / "signer", at=at)
        told = story(SubjectKind.ORGANISATION, AGENCY, at=at).submit()
        told.send()
        told.issue(office, request_pem())

        told.take_effect(office, "02AA324C")

        assert told.case.state == "effective"
        assert authority.certificate(told.case.certificate_serial).state == "effective"
        row = selectors.row_of(told.case)
        assert (row["certificate_name"], row["device_number"]) == ("Ủy ban nhân dân xã Tân Hồng", "02AA324C")


@LAWS
class TestAServicesCertificate:
    def test_names_the_host_below_the_agency_that_owns_it(self, story, request_pem, tmp_path, db, at, law):
        office, csr = make_authority(tmp_path / "signer", at=at), request_pem()
        told = story(SubjectKind.SERVICE, SERVICE, csr=csr, at=at).submit()
        letter = told.send()

        certificate = told.issue(office)

        assert (told.case.law_set, letter.form_number) == (law, {"nd68_2024": "03", "tt185_2019": "06"}[law])
        assert names(certificate) == [
            ("C", "VN"), ("L", "Đồng Tháp"), ("O", "Ủy ban nhân dân tỉnh Đồng Tháp"),
            ("OU", "Ủy ban nhân dân xã Tân Hồng"), ("CN", "tanhong.dongthap.gov.vn"),
        ]
        looks_like_an_organisation(certificate, at)
        assert key_in(certificate) == key_of(csr)

    def test_comes_into_effect_without_a_device_and_is_reported_by_its_name(
        self, story, request_pem, tmp_path, db, at, law
    ):
        office = make_authority(tmp_path / "signer", at=at)
        told = story(SubjectKind.SERVICE, SERVICE, csr=request_pem(), at=at).submit()
        told.send()
        told.issue(office)

        told.take_effect(office, "")

        assert authority.certificate(told.case.certificate_serial).state == "effective"
        row = selectors.row_of(told.case)
        assert (row["certificate_name"], row["device_number"]) == ("tanhong.dongthap.gov.vn", "")


class TestARevocationOfAnAgencysCertificate:
    @pytest.mark.parametrize(("device", "wrong"), [("02AA324C", []), ("", ["device_number"])])
    def test_names_the_device(self, story, place, request_pem, tmp_path, db, device, wrong):
        office = make_authority(tmp_path / "signer", at=TODAY)
        told = story(SubjectKind.ORGANISATION, AGENCY).submit()
        told.send()
        told.issue(office, request_pem())
        told.take_effect(office, "02AA324C")
        values = {
            "certificate_name": AGENCY["organisation"], "email": EMAIL, "revocation_ground": "device_damaged",
            "certificate_serial": told.case.certificate_serial, "device_number": device,
        }
        draft = Draft(
            key=uuid4(), procedure=ProcedureKind.REVOKE, subject_kind=SubjectKind.ORGANISATION, values=values,
            subscriber_id=place.clerk.pk, agency_id=place.commune.pk, subject_serial=told.case.certificate_serial,
        )
        case = Case.objects.get(pk=services.case_draft_save(draft=draft, author_id=place.clerk.pk, at=TODAY))

        assert [each.field for each in services.request_errors(case, at=TODAY)] == wrong


class TestARequestForAService:
    def test_without_a_host_is_named_by_the_service(self, story, request_pem, tmp_path, db):
        office = make_authority(tmp_path / "signer", at=TODAY)
        told = story(SubjectKind.SERVICE, {**SERVICE, "host": ""}, csr=request_pem()).submit()
        told.send()

        certificate = told.issue(office)

        assert names(certificate)[-1] == ("CN", "Cổng thông tin điện tử xã Tân Hồng")

    def test_is_not_sent_without_the_key_of_the_service(self, story):
        with pytest.raises(FormNotGood) as refused:
            story(SubjectKind.SERVICE, SERVICE).submit()

        assert [(each.field, each.code) for each in refused.value.errors] == [("csr", KeyRequestMissing.code)]

    @pytest.mark.parametrize("missing", ["service_name", "service_kind", "organisation", "province", "email"])
    def test_is_not_sent_without_what_the_form_asks(self, story, request_pem, missing):
        with pytest.raises(FormNotGood) as refused:
            story(SubjectKind.SERVICE, {**SERVICE, missing: ""}, csr=request_pem()).submit()

        assert [each.field for each in refused.value.errors] == [missing]


class TestARequestForAnAgency:
    @pytest.mark.parametrize("typed", ["ỦY BAN NHÂN DÂN XÃ TÂN HỒNG", "Ủy ban  nhân dân xã Tân Hồng"])
    def test_names_it_once_however_it_was_typed(self, story, request_pem, tmp_path, db, typed):
        office = make_authority(tmp_path / "signer", at=TODAY)
        told = story(SubjectKind.ORGANISATION, {**AGENCY, "organisation": typed}).submit()
        told.send()

        certificate = told.issue(office, request_pem())

        assert [name for name, _ in names(certificate)] == ["C", "L", "O", "CN"]

    def test_for_a_body_below_it_names_that_body_below_it(self, story, request_pem, tmp_path, db):
        office = make_authority(tmp_path / "signer", at=TODAY)
        told = story(SubjectKind.ORGANISATION, {**AGENCY, "organisation": "Trạm Y tế xã Tân Hồng"}).submit()
        told.send()

        certificate = told.issue(office, request_pem())

        assert names(certificate)[-2:] == [("OU", "Ủy ban nhân dân xã Tân Hồng"), ("CN", "Trạm Y tế xã Tân Hồng")]

    @pytest.mark.parametrize("missing", ["organisation", "address", "email", "manager_full_name", "manager_position"])
    def test_is_not_sent_without_what_the_form_asks(self, story, missing):
        with pytest.raises(FormNotGood) as refused:
            story(SubjectKind.ORGANISATION, {**AGENCY, missing: ""}).submit()

        assert [each.field for each in refused.value.errors] == [missing]


class TestTheNumberOfADevice:
    @pytest.mark.parametrize(
        ("kind", "asked"),
        [("", True), ("TOKEN", True), ("SIM", True), ("RSSP", False), ("HSM", False), ("SOFT", None)],
    )
    def test_is_asked_where_the_device_bears_one(self, story, request_pem, kind, asked):
        case = story(SubjectKind.ORGANISATION, {**AGENCY, "device_kind": kind}, csr=request_pem()).case

        blanks = {each.key: each.required for each in handover_blanks(case)}

        assert blanks.get("device_number") is asked


def test_the_pages_offer_every_subject(place, client):
    client.force_login(place.clerk, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get("/ho-so/moi/cap-moi/", HTTP_HOST="localhost").content.decode()

    assert len(re.findall(r'href="/ho-so/moi/cap-moi/[a-z-]+/"', page)) == len(SubjectKind)


class TestAKeyMadeAtATerminal:
    """`antin key new` and `antin cert request` here, the request in a case, the certificate back: and it signs."""

    def test_carries_its_request_through_a_case_and_signs_with_what_comes_of_it(
        self, story, tmp_path, db, monkeypatch, capsys
    ):
        monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(hours=1))
        monkeypatch.setenv("MAT_KHAU", "mật khẩu đủ dài")
        key, request, document = tmp_path / "khoa.pem", tmp_path / "yeu-cau.csr", tmp_path / "cong-van.pdf"
        assert antin(["key", "new", "--out", str(key), "--new-passphrase-env", "MAT_KHAU"]) == 0
        assert antin([
            "cert", "request", "--key", str(key), "--passphrase-env", "MAT_KHAU", "--locality", "Đồng Tháp",
            "--org", "Ủy ban nhân dân tỉnh Đồng Tháp", "--name", "Ủy ban nhân dân xã Tân Hồng", "--out", str(request),
        ]) == 0
        office = make_authority(tmp_path / "authority")

        told = story(SubjectKind.ORGANISATION, {**AGENCY, "device_kind": "SOFT"}, csr=request.read_text()).submit()
        told.send()
        certificate = told.issue(office)
        told.take_effect(office, "")
        (tmp_path / "chung-thu.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        document.write_bytes(PLAIN)
        signed = antin([
            "pdf", "sign", str(document), "--key", str(key), "--cert", str(tmp_path / "chung-thu.pem"),
            "--passphrase-env", "MAT_KHAU", "--offline",
        ])
        capsys.readouterr()

        assert signed == 0
        for name, der in (("root", office.station.root_certificate), ("issuing", office.station.issuer.certificate)):
            (tmp_path / f"{name}.crt").write_bytes(der)
        trust = [each for name in ("root", "issuing") for each in ("--trust", str(tmp_path / f"{name}.crt"))]
        verified = antin(["pdf", "verify", str(tmp_path / "cong-van.signed.pdf"), "--offline", "--json", *trust])
        assert verified == 0
        assert key_in(certificate) == key_of(request.read_text())
