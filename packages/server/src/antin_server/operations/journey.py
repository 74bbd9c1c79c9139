"""The whole journey on one PDF, by the services that the pages use and the processes that run in earnest.

1. Request (the key is made here, as it is in a browser). 2. The agency endorses and sends. 3. Reception accepts;
two officers approve; the signer issues. 4. Hand-over; one officer makes it effective. 5. Sign, with a time-stamp.
6. Verify. 7. Revoke, in the same way. 8. The same file still counts: it was signed before. 9. A new signature is
refused.
"""

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

from django.db import close_old_connections

from antin.adapters.http import Fetcher
from antin.casework.procedures import Actor, ProcedureKind, SubjectKind
from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.messages import message_of
from antin.verdict import Verdict
from antin_server.accounts import selectors as accounts
from antin_server.accounts.models import Person
from antin_server.authority import selectors as authority
from antin_server.common import clock
from antin_server.operations.demo_approvals import approve_waiting
from antin_server.operations.errors import JourneyUnexpected
from antin_server.operations.speech import language, say, text
from antin_server.registration import services as cases
from antin_server.registration.models import Case
from antin_server.registration.services.drafts import Draft
from antin_server.registration.services.letters import LetterDraft
from antin_server.registration.types import Chosen, Doer
from antin_server.signing import services as signing
from antin_server.signing.errors import CertificateUnusable
from antin_server.signing.models import SigningJob
from antin_server.signing.services.signatures import TimeStamping

PATIENCE_S = 60.0
_HANOI = timezone(timedelta(hours=7))
_FORM = {
    "birth_date": "05/09/1985", "sex": "Nữ", "personal_number": "091185001234", "issue_date": "10/05/2018",
    "issue_place": "CCSQLHCVTTXH", "province": "An Giang", "mobile": "0912345678", "device_kind": "SOFT",
}
_LETTER = {
    "superior_name": "Ủy ban nhân dân tỉnh An Giang", "place": "An Giang", "receiver_personal_number": "091190004321",
    "receiver_issue_date": "10/05/2018", "receiver_issue_place": "CCSQLHCVTTXH", "receiver_mobile": "0987654321",
    "receiver_address": "Số 1, đường Nguyễn Trung Trực",
}


@dataclass
class Journey:
    """home: the data folder. status_url: of its status services. people: by what stands before the @."""

    home: Path
    status_url: str
    people: Mapping[str, Person] = field(init=False)
    signer: LocalSigner = field(default_factory=lambda: LocalSigner(new_private_key(KeyKind.RSA_2048)))
    serial: str = ""

    def __post_init__(self) -> None:
        known = json.loads((self.home / "demo" / "accounts.json").read_text(encoding="utf-8"))["accounts"]
        self.people = {
            each["email"].split("@")[0]: person for each in known if (person := accounts.person(each["id"]))
        }

    def walk(self, name: str, data: bytes) -> bytes:
        """The signed file. Raises JourneyUnexpected, and whatever a step refuses."""
        self._verdict("journey_before", name, data)
        self._certificate()
        signed = self._time_stamped(name, data)                                                # 5
        say("journey_signed")
        self._expect("journey_verified", name, signed, "valid")                                # 6
        self._revoked()                                                                        # 7
        self._expect("journey_still_valid", name, signed, "valid")                             # 8
        self._refused(name, signed)                                                            # 9
        return signed

    def _certificate(self) -> None:
        holder = self.people["hanh"]
        request = base64.encodebytes(build_request(self.signer, subject=holder.full_name)).decode()
        values = {
            **_FORM, "full_name": holder.full_name, "email": holder.email, "position": holder.position,
            "workplace": self._agency(holder),
        }
        case = self._written(values, ProcedureKind.ISSUE, csr=(                                # 1
            f"-----BEGIN CERTIFICATE REQUEST-----\n{request}-----END CERTIFICATE REQUEST-----\n"
        ))
        say("journey_requested", case=case.code, name=holder.full_name)
        self.serial = self.carried(case)

    def carried(self, case: Case) -> str:
        """The serial of the certificate that comes of a request its holder has sent: effective, at the end.

        Raises JourneyUnexpected, and whatever a step refuses.
        """
        self._through(case)                                                                    # 2, 3
        serial = self._await(case, lambda: case.certificate_serial)
        say("journey_issued", serial=serial)
        cases.case_hand_over(                                                                  # 4
            chosen=_picked(case), device_number="", handed_over_at=_minute(clock.now()),
            doer=self._as("lan", Actor.AGENCY_CLERK), at=clock.now(),
        )
        say("journey_handed_over", name=self.people["lan"].full_name)
        values = {**self._letter_head(), "effective_at": _minute(clock.now())}
        cases.effective_letter_sign(
            draft=LetterDraft(uuid4(), [_picked(case)], values), doer=self._as("thanh", Actor.AGENCY_LEADER),
            at=clock.now(),
        )
        approve_waiting(self.home, at=clock.now())
        self._await(case, lambda: case.state == "effective")
        say("journey_effective")
        return serial

    def _revoked(self) -> None:
        values = {
            "certificate_name": self.people["hanh"].full_name, "email": self.people["hanh"].email,
            "revocation_ground": "position_changed", "certificate_serial": self.serial,
        }
        case = self._written(values, ProcedureKind.REVOKE, subject_serial=self.serial)
        say("journey_revocation_asked", case=case.code)
        self._through(case)
        self._await(case, lambda: case.state == "done")
        say("journey_revoked")

    def _written(
        self, values: Mapping[str, str], procedure: ProcedureKind, *, csr: str = "", subject_serial: str = "",
    ) -> Case:
        """A request as its holder writes and sends it."""
        holder = self.people["hanh"]
        assert holder.agency_id is not None
        draft = Draft(
            key=uuid4(), procedure=procedure, subject_kind=SubjectKind.PERSON, values=values, subscriber_id=holder.pk,
            agency_id=holder.agency_id, csr=csr, subject_serial=subject_serial,
        )
        number = cases.case_draft_save(draft=draft, author_id=holder.pk, at=clock.now())
        case = Case.objects.get(pk=number)
        cases.case_submit(chosen=_picked(case), doer=self._as("hanh", Actor.SUBSCRIBER), at=clock.now())
        return case

    def _through(self, case: Case) -> None:
        """Agency, reception, officers."""
        reviewer, leader = self._as("ha", Actor.AGENCY_REVIEWER), self._as("thanh", Actor.AGENCY_LEADER)
        letter = cases.letter_prepare(
            draft=LetterDraft(uuid4(), [_picked(case)], self._letter_head()), doer=reviewer, at=clock.now(),
        )
        cases.letter_sign(letter_id=letter, chosen=[_picked(case)], doer=leader, at=clock.now())
        cases.letter_send(
            letter_id=letter, number=f"{letter}/SNNMT-VP", doer=self._as("lan", Actor.AGENCY_CLERK), at=clock.now(),
        )
        say("journey_endorsed", name=self.people["thanh"].full_name)
        cases.case_accept(chosen=_picked(case), doer=self._as("tiepnhan", Actor.RECEPTION), at=clock.now())
        say("journey_accepted", name=self.people["tiepnhan"].full_name)
        approve_waiting(self.home, at=clock.now())

    def _time_stamped(self, name: str, data: bytes) -> bytes:
        """Signed at level B-T: without a time-stamp the portal signs all the same, but step 8 would not hold.

        A list tells the second of a revocation, so that it may not come within the second of the time-stamp.
        """
        deadline = time.monotonic() + PATIENCE_S
        while not (job := self._signed(name, data)).has_time_stamp:
            if time.monotonic() > deadline:
                raise JourneyUnexpected(step="journey_signed", found="B-B")
            say("journey_no_time_stamp")
            time.sleep(1.0)
        time.sleep(1.0)
        with job.signed.open("rb") as file:
            return bytes(file.read())

    def _signed(self, name: str, data: bytes) -> SigningJob:
        holder, fetch = self.people["hanh"], Fetcher(allow=(self.status_url,))
        job = signing.job_begin(name=name, data=data, person_id=holder.pk, at=clock.now())
        prepared = signing.job_prepare(
            job_id=job, certificates=authority.chain_of(self.serial)[:2], person_id=holder.pk, at=clock.now(),
        )
        signing.job_complete(
            job_id=job, signature=self.signer.sign(prepared.to_be_signed), person_id=holder.pk, at=clock.now(),
            time_stamping=TimeStamping(f"{self.status_url}/tsa", fetch),
        )
        from antin_server.signing import selectors

        return selectors.job_of(job, person_id=holder.pk)

    def _refused(self, name: str, data: bytes) -> None:
        try:
            self._signed(name, data)
        except CertificateUnusable as error:
            say("journey_refused", text=message_of(error, language()).text)
            return
        raise JourneyUnexpected(step=9, found="signed")

    def _verdict(self, code: str, name: str, data: bytes) -> Verdict:
        verdict = signing.document_check(
            name=name, data=data, at=clock.now(), fetch=Fetcher(allow=(self.status_url,)),
        )
        outcome = text(f"journey_{verdict.outcome}")
        say(code, outcome=outcome, indication=verdict.judgement.indication)
        for judgement in (verdict.judgement, *(each.judgement for each in verdict.signatures)):
            for reason in (*judgement.reasons, *judgement.remarks):
                say("journey_reason", text=reason.message(language()).text)
        return verdict

    def _expect(self, code: str, name: str, data: bytes, outcome: str) -> None:
        """The file may carry signatures of others, good or not: what counts here is ours, the last."""
        found = self._verdict(code, name, data).signatures[-1].judgement.outcome
        if found != outcome:
            raise JourneyUnexpected(step=code, found=found)

    def _await(self, case: Case, is_there: Callable[[], object]) -> str:
        """Wait for the signer and the clock, which are processes of their own."""
        deadline = time.monotonic() + PATIENCE_S
        while not (found := is_there()):
            if time.monotonic() > deadline:
                raise JourneyUnexpected(step=case.state, found=f"{PATIENCE_S:g} s")
            time.sleep(0.2)
            close_old_connections()
            case.refresh_from_db()
        return str(found)

    def _as(self, local: str, actor: Actor) -> Doer:
        return Doer(self.people[local].pk, frozenset({actor}))

    def _letter_head(self) -> dict[str, str]:
        clerk = self.people["lan"]
        return {
            **_LETTER, "receiver_full_name": clerk.full_name, "receiver_position": clerk.position,
            "receiver_email": clerk.email,
        }

    def _agency(self, person: Person) -> str:
        assert person.agency_id is not None
        return accounts.agency_name(person.agency_id, at=clock.now())


def _picked(case: Case) -> Chosen:
    case.refresh_from_db()
    return Chosen(case.pk, case.version)


def _minute(at: datetime) -> str:
    return at.astimezone(_HANOI).strftime("%d/%m/%Y %H:%M")
