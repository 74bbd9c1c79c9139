"""The plain letter about a flow: what happened, and what its reader is asked to do."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from antin_server.signing.models import FlowEvent
from antin_server.signing.types import FlowDeed, FlowState, StepKind

_LONGEST_SUBJECT = 180
_ENDS = (FlowDeed.ISSUE.value, FlowDeed.CANCEL.value)


def flow_letter_deliver(*, event_id: int, person_id: int) -> None:
    """Send the letter about an event to one who takes part; none about a turn that is over, or to a closed account."""
    event = FlowEvent.objects.select_related("flow__waits_for", "flow__begun_by", "person").filter(pk=event_id).first()
    if event is None:
        return
    steps = list(event.flow.steps.select_related("person"))
    people = {event.flow.begun_by_id: event.flow.begun_by, **{each.person_id: each.person for each in steps}}
    reader = people.get(person_id)
    is_over = event.deed not in _ENDS and event.flow.waits_for_id != person_id
    if reader is None or not reader.is_active or is_over:
        return
    kinds = {each.position: StepKind(each.kind) for each in steps}
    with translation.override("vi"):
        asked = _asked(event, kinds.get(event.flow.turn))
        body = render_to_string("signing/flow_letter.txt", {
            "event": event, "flow": event.flow, "asked": asked,
            "address": f"{settings.ANTIN_PUBLIC_URL}/ky/phat-hanh/{event.flow_id}/",
        })
    send_mail(f"{asked}: {event.flow.title}"[:_LONGEST_SUBJECT], body, settings.DEFAULT_FROM_EMAIL, [reader.email])


def _asked(event: FlowEvent, due: StepKind | None) -> str:
    """One line that says what the letter is about."""
    if event.deed == FlowDeed.ISSUE.value:
        return _("Document issued")
    if event.deed == FlowDeed.CANCEL.value:
        return _("Document cancelled before its issue")
    if event.flow.state == FlowState.RETURNED.value:
        return _("Document sent back to you")
    asked = {
        StepKind.INITIALS: _("Please initial a document"), StepKind.LEADER: _("Please sign a document"),
        StepKind.CLERK: _("Please number, date and seal a document"),
    }
    return asked[due] if due else ""
