"""Orders of every kind."""

from base64 import b64encode
from datetime import UTC, datetime

from antin.orders import Json, Order, OrderKind

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
SUBJECT: Json = {
    "country": "VN", "locality": "Hà Nội", "organisation_path": ["BỘ NỘI VỤ", "VỤ TỔ CHỨC"],
    "common_name": "Nguyễn Thị Ánh",
}
KEY = b64encode(b"\x30\x03\x02\x01\x05").decode()
CONTENTS: dict[OrderKind, dict[str, Json]] = {
    OrderKind.ISSUE: {
        "profile": "person", "subject": SUBJECT, "email": "anh@noivu.gov.vn", "public_key_info": KEY,
        "days": 1825, "agency": "Vụ Tổ chức", "request": KEY,
    },
    OrderKind.MAKE_EFFECTIVE: {"serial": "2e7aca", "effective_at": "2026-11-26T08:00:00+07:00"},
    OrderKind.HOLD: {"serial": "2e7aca", "reason": "certificate_hold"},
    OrderKind.RELEASE: {"serial": "2e7aca"},
    OrderKind.REVOKE: {"serial": "2e7aca", "reason": "key_compromise", "at": "2026-11-24T08:00:00+07:00"},
    OrderKind.STANDING: {
        "profile": "ocsp_responder", "subject": SUBJECT, "public_key_info": KEY, "days": 30,
        "until": "2027-11-25T00:00:00Z",
    },
}


def order_of(kind: OrderKind, **content: Json) -> Order:
    return Order(
        id="0123456789abcdef0123456789abcdef", kind=kind, created_at=AT, requested_by="person:17",
        involved=("person:17", "person:4"), case="case:2026-000123", content={**CONTENTS[kind], **content},
    )
