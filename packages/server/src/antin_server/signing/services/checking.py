"""Is this document good? The verdict on what somebody brought; nothing of it is kept."""

from datetime import datetime

from antin.validation import Evidence
from antin.validation.online_evidence import Fetch
from antin.verdict import Verdict, judge
from antin_server.signing import selectors


def document_check(*, name: str, data: bytes, at: datetime, fetch: Fetch | None) -> Verdict:
    """The verdict on a file of any kind; never raises on input. fetch: None opens no socket."""
    trust = selectors.installation_trust()
    return judge(
        data, file=name, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates),
        offline=fetch is None, fetch=fetch,
    )
