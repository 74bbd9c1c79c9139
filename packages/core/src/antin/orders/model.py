"""What an order is: something the signer is asked to do, that officers approve by signing its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antin.orders.canonical import Json


class OrderKind(StrEnum):
    """What is to be done: cấp, cho có hiệu lực, tạm dừng, phục hồi, thu hồi; lệnh thường trực."""

    ISSUE = "issue"
    MAKE_EFFECTIVE = "make_effective"
    HOLD = "hold"
    RELEASE = "release"
    REVOKE = "revoke"
    STANDING = "standing"


# How many different officers must approve, by default; an authority may ask for more.
APPROVALS_NEEDED: Mapping[OrderKind, int] = {
    OrderKind.ISSUE: 2, OrderKind.MAKE_EFFECTIVE: 1, OrderKind.HOLD: 1, OrderKind.RELEASE: 2,
    OrderKind.REVOKE: 1, OrderKind.STANDING: 2,
}


@dataclass(frozen=True)
class Order:
    """One order.

    id: 32 hexadecimal digits, never used twice. created_at: aware, whole seconds. requested_by: a person's id
    such as `person:17`. involved: ids of people who asked or endorsed and so may not approve. case: the case
    it serves, or empty. content: by kind, see `contents`.
    """

    id: str
    kind: OrderKind
    created_at: datetime
    requested_by: str
    involved: tuple[str, ...]
    case: str
    content: Mapping[str, Json]
