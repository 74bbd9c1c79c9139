"""PEM text (RFC 7468)."""

from base64 import b64encode
from textwrap import wrap


def pem(label: str, der: bytes) -> bytes:
    """One block."""
    lines = [f"-----BEGIN {label}-----", *wrap(b64encode(der).decode(), 64), f"-----END {label}-----"]
    return ("\n".join(lines) + "\n").encode()
