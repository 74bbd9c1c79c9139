"""A step of a flow is signed with the program beside the token: the same rules, the same revisions."""

import json
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client

from antin import pades
from antin.keys import algorithm_for
from antin_server.accounts.models import Person
from antin_server.authority import selectors as authority_selectors
from antin_server.signing import selectors, services
from antin_server.signing.models import DocumentFlow, FlowEvent
from antin_testkit.authority import TestAuthority
from antin_testkit.people import agency, person

from .flow_office import Office, certify, chosen, office_without_keys
from .test_agent import Program, begun, code_of


@pytest.fixture
def office(authority: TestAuthority, at: datetime) -> Office:
    found = office_without_keys()
    certify(found, authority, at)
    return found


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def token_signed(office: Office, person: Person, pdf: bytes, at: datetime, *, times: int = 1) -> bytes:
    """As the program does with the key of a person."""
    key, serial = office.keys[person.pk]
    certificates = authority_selectors.chain_of(serial)
    for number in range(times):
        prepared = pades.prepare(
            pdf, field=pades.FieldSpec(page=1, box=pades.Box(20 + 50 * number, 240, 45, 20)),
            statement=pades.Statement(at), appearance=pades.Appearance(("Ký số",)),
            signatory=pades.Signatory(certificates[0], algorithm_for(key.public_key_info), certificates[1:]),
        )
        pdf = pades.complete(prepared, key.sign(prepared.to_be_signed))
    return pdf


def asked(person: Person, job: UUID, call: str, **more: object) -> Program:
    return begun(of(person), job, call=call, is_place_free=True, **more)


class TestAStep:
    def test_goes_on_when_the_program_brings_the_document(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, initials=[])
        leaders = asked(office.leader, office.opens(flow, office.leader, at), "SignApproved")
        fetched = leaders.fetched()

        assert leaders.brings(token_signed(office, office.leader, fetched, at))["Status"] is True
        clerks = asked(
            office.clerk, office.opens(flow, office.clerk, at, number="9/QĐ-SNNMT"), "SignIssued",
            number="999/GIẢ", issued_on="01/01/2020",
        )
        assert (clerks.frame["DocNumber"], clerks.frame["IssuedDate"]) == ("09", "2026-11-24T12:00:00+07:00")
        issued = token_signed(office, office.clerk, clerks.fetched(), at, times=3)
        assert clerks.brings(issued)["Status"] is True

        flow.refresh_from_db()
        assert (flow.state, flow.number) == ("issued", "09/QĐ-SNNMT")
        assert selectors.revision_bytes(FlowEvent.objects.get(deed="issue")) == issued
        assert issued.startswith(fetched)

    def test_takes_nothing_signed_by_somebody_else(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, initials=[])
        program = asked(office.leader, office.opens(flow, office.leader, at), "SignApproved")

        reply = program.brings(token_signed(office, office.first, program.fetched(), at))

        assert reply["Status"] is False
        assert code_of(of(office.leader), program) == "signing_agent_other_signer"
        flow.refresh_from_db()
        assert flow.waits_for_id == office.leader.pk

    def test_takes_no_personal_signature_for_the_seal(self, office: Office, at: datetime) -> None:
        flow = office.acts(office.begun(at, initials=[]), office.leader, at)
        office.keys[office.clerk.pk], seal = office.keys[office.first.pk], office.keys[office.clerk.pk]
        office.first.email, office.clerk.email = office.clerk.email, office.first.email
        Person.objects.filter(pk=office.first.pk).update(email="khac@angiang.gov.vn")
        Person.objects.filter(pk=office.clerk.pk).update(email="ha@angiang.gov.vn")  # that certificate is now theirs
        program = asked(office.clerk, office.opens(flow, office.clerk, at), "SignIssued")

        assert program.brings(token_signed(office, office.clerk, program.fetched(), at))["Status"] is False
        assert code_of(of(office.clerk), program) == "signing_flow_seal_wrong"

        office.keys[office.clerk.pk] = seal
        again = asked(office.clerk, office.opens(flow, office.clerk, at), "SignIssued")
        assert again.brings(token_signed(office, office.clerk, again.fetched(), at))["Status"] is True

    def test_takes_the_seal_of_its_very_agency_only(
        self, office: Office, authority: TestAuthority, at: datetime,
    ) -> None:
        unit = agency("Chi cục Thủy sản tỉnh An Giang", parent=office.agency)
        drafter = person("tu@angiang.gov.vn", "Hồ Văn Tư", agency=unit)
        draft = office.draft(initials=[])
        services.flow_begin(draft=draft, person_id=drafter.pk, at=at)
        flow = office.takes(DocumentFlow.objects.get(pk=draft.id), office.leader, at)
        program = asked(office.clerk, office.opens(flow, office.clerk, at), "SignIssued")

        assert program.brings(token_signed(office, office.clerk, program.fetched(), at))["Status"] is False
        assert code_of(of(office.clerk), program) == "signing_flow_seal_wrong"

        office.certified(authority, office.clerk, "Chi cục Thủy sản tỉnh An Giang", "chi-cuc@angiang.gov.vn", at)
        again = asked(office.clerk, office.opens(flow, office.clerk, at), "SignIssued")
        assert again.brings(token_signed(office, office.clerk, again.fetched(), at))["Status"] is True

    def test_takes_nothing_once_the_flow_went_elsewhere(self, office: Office, at: datetime) -> None:
        flow = office.begun(at, initials=[])
        program = asked(office.leader, office.opens(flow, office.leader, at), "SignApproved")
        signed = token_signed(office, office.leader, program.fetched(), at)
        services.flow_cancel(chosen=chosen(flow, office.drafter), reason="Không ban hành nữa", at=at)

        assert program.brings(signed)["Status"] is False
        assert code_of(of(office.leader), program) == "signing_flow_moved_on"
        assert DocumentFlow.objects.get().state == "cancelled" and FlowEvent.objects.filter(deed="sign").count() == 0

    @pytest.mark.parametrize(
        ("step", "call"), [("leader", "SignIssued"), ("clerk", "SignApproved"), ("clerk", "SignFiles")],
    )
    def test_is_asked_of_the_program_as_what_it_is(self, office: Office, step: str, call: str, at: datetime) -> None:
        flow = office.begun(at, initials=[])
        if step == "clerk":
            office.acts(flow, office.leader, at)
        person = getattr(office, step)
        job = office.opens(flow, person, at)

        body = json.dumps({"jobs": [str(job)], "call": call})
        answer = of(person).post("/ky/token/", body, content_type="application/json")

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "signing_agent_call_wrong")
        assert (str(job) in of(person).get("/ky/nhieu/").content.decode()) == (step == "leader")
