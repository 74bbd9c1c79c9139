"""The frames that a page sends: one document for one purpose, or several at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from antin.agentwire.parameters import wire_value

ORIGIN = f"wss://127.0.0.1:{wire_value('port')}"
"""Where the program listens: a literal address, never a name; the only one a page may open."""
_HANOI = timezone(timedelta(hours=7))


class SigningCall(StrEnum):
    """What is asked for; the value is the path of the socket."""

    APPROVED = "SignApproved"
    ISSUED = "SignIssued"
    INCOME = "SignIncome"
    APPENDIX = "SignAppendix"
    COPY = "SignCopy"
    FILES = "SignFiles"


_NUMBERED = {SigningCall.ISSUED, SigningCall.APPENDIX, SigningCall.COPY}
SIGNATURES = {
    each: wire_value("signatures_issued" if each is SigningCall.ISSUED else "signatures_other") for each in SigningCall
}
"""How many signatures one call may add to one document."""


@dataclass(frozen=True)
class BatchFile:
    """One document of several. file_id comes back in the reply; name: what the program shows; address: to fetch it."""

    file_id: str
    name: str
    address: str


def file_request(
    call: SigningCall, *, fetch: str, upload: str, number: str = "", issued_at: datetime | None = None,
) -> str:
    """The frame for one document, JSON.

    fetch, upload: whole addresses that need no session, because the program has none. number, issued_at: what is
    printed, where the call prints them. Cookies and tokens of the person are never sent.
    """
    request: dict[str, object] = {
        "FileUploadHandler": upload, "SessionId": "", "JWTToken": "", "FileName": fetch,
    }
    if call in _NUMBERED:
        request["DocNumber"] = number
    if call is SigningCall.ISSUED:
        request["IssuedDate"] = issued_at.astimezone(_HANOI).isoformat(timespec="seconds") if issued_at else ""
    if call is not SigningCall.APPROVED and call is not SigningCall.ISSUED:
        request["MetaData"] = []
    return json.dumps(request, ensure_ascii=False)


def batch_request(files: Sequence[BatchFile], *, upload: str) -> str:
    """The frame for several documents, JSON; each comes back by an upload of its own."""
    return json.dumps({
        "FileUploadHandler": upload, "SessionId": "", "JWTToken": "",
        "Files": [{"FileID": each.file_id, "FileName": each.name, "URL": each.address} for each in files],
    }, ensure_ascii=False)
