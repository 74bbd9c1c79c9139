"""Is this document good? The verdict on what somebody brought; nothing of it is kept."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from antin.messages import Language
from antin.validation import Evidence
from antin.validation.online_evidence import Fetch
from antin.verdict import Verdict, judge
from antin_server.signing import selectors
from antin_server.signing.services.apart import done_apart


def document_check(*, name: str, data: bytes, at: datetime, fetch: Fetch | None) -> Verdict:
    """The verdict on a file of our own, in this process; never raises on input. fetch: None opens no socket."""
    trust = selectors.installation_trust()
    return judge(
        data, file=name, at=at, trust=trust, evidence=Evidence(certificates=trust.intermediates),
        offline=fetch is None, fetch=fetch,
    )


def stranger_check(
    *, name: str, data: bytes, at: datetime, allow: Sequence[str], language: Language,
) -> dict[str, Any]:
    """The verdict on a file of anybody, as its JSON.

    allow: origins of this machine that may be asked for evidence. Raises DocumentTooHeavy, DocumentUnopenable.
    """
    answer = done_apart("check", name, data, at, selectors.installation_trust(), tuple(allow), language)
    found: dict[str, Any] = json.loads(answer)
    return found


def page_draw(pdf: bytes, number: int) -> bytes:
    """A page, from 1, as PNG. Raises DocumentTooHeavy, DocumentUnopenable: no such page, or it cannot be drawn."""
    return done_apart("draw", pdf, number)
