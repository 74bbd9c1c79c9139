"""Who is told of a step, and the plain letter they get."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from antin.casework.procedures import Action, CaseState, ProcedureKind
from antin_server.registration.models import Case, CaseStep
from antin_server.registration.types.words import DEEDS, PROCEDURES, STATES

_BOTH = frozenset({"subscriber", "agency"})
_SUBSCRIBER = frozenset({"subscriber"})
TOLD: Mapping[Action, frozenset[str]] = {
    Action.SUBMIT: _SUBSCRIBER,
    Action.RETURN: _SUBSCRIBER,
    Action.ENDORSE: _SUBSCRIBER,
    Action.SEND: _SUBSCRIBER,
    Action.RECALL: _SUBSCRIBER,
    Action.SEND_BACK: _BOTH,
    Action.REFUSE: _BOTH,
    Action.ACCEPT: _BOTH,
    Action.REJECT: frozenset({"agency"}),
    Action.ISSUE: _BOTH,
    Action.HAND_OVER: _SUBSCRIBER,
    Action.ASK_EFFECTIVE: _SUBSCRIBER,
    Action.MAKE_EFFECTIVE: _BOTH,
    Action.REVOKE: _BOTH,
}
"""The person whose certificate it is, and whoever signed or prepared the agency's letter."""


def told_of(case: Case, action: Action) -> frozenset[int]:
    """The ids of the people who get a letter about this step."""
    told = TOLD.get(action, frozenset())
    people = {case.subscriber_id} if "subscriber" in told else set()
    if "agency" in told and case.letter is not None:
        people.add(case.letter.signed_by_id or case.letter.prepared_by_id)
    return frozenset(people)


def notice_deliver(*, step_id: int, email: str) -> None:
    """Send the letter about one step to one address; nothing of the form's values is in it."""
    step = CaseStep.objects.select_related("case").filter(pk=step_id).first()
    if step is None:
        return
    with translation.override("vi"):
        subject, body = _written(step)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [email])


def _written(step: CaseStep) -> tuple[str, str]:
    case = step.case
    context = {
        "case": case,
        "step": step,
        "deed": DEEDS[Action(step.action)],
        "state": STATES[CaseState(step.state_after)][1],
        "procedure": PROCEDURES[ProcedureKind(case.procedure)],
        "address": f"{settings.ANTIN_PUBLIC_URL}/ho-so/{case.code}/",
    }
    return f"{case.code}: {context['deed']}", render_to_string("registration/notice.txt", context)
