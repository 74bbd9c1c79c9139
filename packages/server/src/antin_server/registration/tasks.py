"""What happens after the deed: one letter to one person or one agency."""

from django_tasks import task

from antin_server.registration.services import notices


@task()
def notice_send(step_id: int, email: str, is_inbox: bool = False) -> None:
    """Deliver one letter about one step."""
    notices.notice_deliver(step_id=step_id, email=email, is_inbox=is_inbox)
