"""Keys of programs of others."""

from collections.abc import Sequence

from antin_server.signing.models import ApiKey


def api_keys() -> Sequence[ApiKey]:
    """Keys of programs that ask for verdicts, revoked ones too, by name."""
    return list(ApiKey.objects.order_by("name"))

