"""What is known of the chains."""

from collections.abc import Sequence

from antin_server.audit.models import Chain


def chain_ends() -> Sequence[tuple[str, int, str]]:
    """Name, last number and last hash of every chain."""
    return list(Chain.objects.order_by("name").values_list("name", "last_number", "last_hash"))
