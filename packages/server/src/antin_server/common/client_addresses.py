"""From which address a request came, when a proxy of ours stands in front."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address for counting requests; empty when it is not known.

    Behind HTTPS there is a proxy of ours on this machine, which writes X-Forwarded-For; its last entry is what the
    proxy saw itself. Without HTTPS, or from elsewhere, anybody could write that header, so it is not looked at.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.IS_HTTPS or not _is_of_this_machine(seen):
        return seen
    return str(request.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip() or seen


def _is_of_this_machine(address: str) -> bool:
    try:
        return not address or ip_address(address).is_loopback
    except ValueError:
        return False
