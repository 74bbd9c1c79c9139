"""What happens after a deed on a flow: one letter to one person."""

from django_tasks import task

from antin_server.signing.services import flow_letters


@task()
def flow_notice_send(event_id: int, person_id: int) -> None:
    """Deliver one letter about one event."""
    flow_letters.flow_letter_deliver(event_id=event_id, person_id=person_id)
