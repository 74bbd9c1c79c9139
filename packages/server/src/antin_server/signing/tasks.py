"""What happens after a deed: a letter about a flow to one person; evidence fetched for an upload."""

import logging
from collections.abc import Sequence
from datetime import datetime
from threading import BoundedSemaphore, Thread

from django.db import connections
from django_tasks import task

from antin.adapters.http import Fetcher
from antin_server.common import clock
from antin_server.signing import services
from antin_server.signing.errors import CheckGone
from antin_server.signing.services import flow_letters

EVIDENCE_WITHIN_S, AT_ONCE = 135.0, 16
"""What a slow status service may take: the incumbent's answers have been seen to take 131 s."""
_log = logging.getLogger("antin.evidence")
_turns = BoundedSemaphore(AT_ONCE)


@task()
def flow_notice_send(event_id: int, person_id: int) -> None:
    """Deliver one letter about one event."""
    flow_letters.flow_letter_deliver(event_id=event_id, person_id=person_id)


def evidence_gather(secret: str, until: datetime, allow: Sequence[str]) -> None:
    """Begin to fetch what an upload waits for, on a thread of this process: the secret is written down nowhere.

    until: as `Check.begun_until` says.
    """
    Thread(target=_gathered, args=(secret, until, allow), name="evidence", daemon=True).start()


def _gathered(secret: str, until: datetime, allow: Sequence[str]) -> None:
    try:
        with _turns:
            fetch = Fetcher(allow=allow, timeout_s=EVIDENCE_WITHIN_S)
            services.check_gather(secret=secret, until=until, fetch=fetch, at=clock.now())
    except CheckGone:
        return  # deleted meanwhile
    except Exception:  # noqa: BLE001 - the edge of a thread: the page says that it was interrupted, the log why
        _log.exception("evidence")
    finally:
        connections.close_all()
