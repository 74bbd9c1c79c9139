"""Orders to the authority's signer, and the officers' approvals of them.

An approval is a CMS signature over SHA-256 of the order's canonical bytes (RFC 8785). It is made outside the
portal, on what `summary` says of the very bytes that are signed.
"""

from antin.orders.approvals import Approval, approve, read_approval
from antin.orders.canonical import Json, canonical_json
from antin.orders.errors import (
    ApprovalAlgorithmWrong,
    ApprovalKeyWrong,
    ApprovalNotGenuine,
    ApprovalRefused,
    OrderMalformed,
)
from antin.orders.model import APPROVALS_NEEDED, Order, OrderKind
from antin.orders.reading import MAX_OCTETS, canonical_bytes, order_digest, read_order
from antin.orders.summary import summary

__all__ = [
    "APPROVALS_NEEDED", "MAX_OCTETS", "Approval", "ApprovalAlgorithmWrong", "ApprovalKeyWrong",
    "ApprovalNotGenuine", "ApprovalRefused", "Json", "Order", "OrderKind", "OrderMalformed",
    "approve", "canonical_bytes", "canonical_json", "order_digest", "read_approval", "read_order", "summary",
]
