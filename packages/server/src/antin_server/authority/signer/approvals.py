"""Does this order carry what it needs? Judged from bytes alone, by the signer's own registry.

1. The bytes are an order, and the one that the row names. 2. It was not dealt with before. 3. It is of now.
4. Enough different officers of the registry approved these very bytes, none of them involved or the one whom
a certificate is issued, made effective or released for, each with a certificate in time. One that this very
authority issued must be effective too.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from antin.errors import AntinError
from antin.orders import APPROVALS_NEEDED, Order, OrderKind, OrderMalformed, read_approval, read_order
from antin.validation import read_certificate
from antin_server.authority.signer.errors import ApprovalsMissing, OrderBytesChanged, OrderOutdated
from antin_server.authority.signer.journal import Journal
from antin_server.authority.signer.officers import RegisteredOfficer, officers

LONGEST = timedelta(days=30)
AHEAD = timedelta(minutes=5)
MAX_APPROVALS = 20


def order_judged(
    journal: Journal, *, order_id: str, canonical: bytes, approvals: Iterable[bytes], at: datetime,
) -> Order:
    """The order, ready to be carried out. Raises OrderBytesChanged, OrderOutdated, ApprovalsMissing."""
    try:
        order = read_order(canonical)                                                          # 1
    except OrderMalformed as error:
        raise OrderBytesChanged() from error
    if order.id != order_id:
        raise OrderBytesChanged()
    if not order.created_at - AHEAD <= at <= order.created_at + LONGEST:                       # 3
        raise OrderOutdated()
    approved = _approving(journal, order, canonical, approvals, at)                            # 4
    needed = APPROVALS_NEEDED[order.kind]
    if len(approved) < needed:
        raise ApprovalsMissing(found=len(approved), needed=needed)
    return order


def was_dealt_with(journal: Journal, order_id: str) -> bool:
    """Whether the order was carried out or refused before: step 2."""
    return bool(journal.rows("SELECT 1 FROM orders WHERE order_id = ?", order_id))


def _approving(
    journal: Journal, order: Order, canonical: bytes, approvals: Iterable[bytes], at: datetime,
) -> set[str]:
    """The different people who approved, by person."""
    registry, holder = {each.certificate_sha256: each for each in officers(journal)}, _holder(journal, order)
    found = set()
    for approval in list(approvals)[:MAX_APPROVALS]:
        try:
            certificate = read_approval(approval, canonical).certificate
        except AntinError:  # whatever it is, it approves nothing
            continue
        officer = registry.get(hashlib.sha256(certificate).hexdigest())
        if officer is not None and _may_approve(officer, order, holder, at) and _is_good(journal, officer, at):
            found.add(officer.person)
    return found


def _holder(journal: Journal, order: Order) -> str:
    """The address of whom the order gives something to; whoever takes away may take away from themselves."""
    if order.kind in (OrderKind.MAKE_EFFECTIVE, OrderKind.RELEASE):
        rows = journal.rows("SELECT email FROM certificates WHERE serial = ?", str(order.content["serial"]))
        return str(rows[0][0]).lower() if rows else ""
    return str(order.content.get("email", "")).lower()


def _is_good(journal: Journal, officer: RegisteredOfficer, at: datetime) -> bool:
    """Whether the officer's certificate is in time and, when it is one of ours, effective."""
    read = read_certificate(officer.certificate)
    rows = journal.rows(
        "SELECT state, effective_from FROM certificates WHERE serial = ? AND sha256 = ?", f"{read.serial:x}",
        officer.certificate_sha256,
    )
    is_ours_good = all(state == "effective" and datetime.fromisoformat(since) <= at for state, since in rows)
    return is_ours_good and read.not_before <= at <= read.not_after


def _may_approve(officer: RegisteredOfficer, order: Order, holder: str, at: datetime) -> bool:
    if officer.person in (*order.involved, order.requested_by):
        return False
    return not officer.email or officer.email != holder
