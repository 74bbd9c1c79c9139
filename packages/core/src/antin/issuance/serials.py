"""Serial numbers that nobody can guess (RFC 5280 4.1.2.2; CA/B BR 7.1 asks for 64 random bits)."""

import secrets
from collections.abc import Callable

_OCTETS = 16
_HIGHEST = 1 << 126


def new_serial(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> int:
    """A positive number of 16 octets with 126 random bits; that it is new, the caller's register must say.

    random_bytes: gives as many random octets as asked.
    """
    return int.from_bytes(random_bytes(_OCTETS), "big") % _HIGHEST | _HIGHEST
