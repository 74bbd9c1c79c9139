"""Keys of programs that ask for verdicts: made, used, revoked. Only fingerprints are kept."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from antin_server.audit import services as audit
from antin_server.authority import services as authority
from antin_server.authority.errors import TooManyQuestions
from antin_server.signing.errors import ApiKeyNameTaken, ApiKeyUnknown, ApiKeyWrong, ApiTooManyRequests
from antin_server.signing.models import ApiKey

A_MINUTE, WRONG_A_MINUTE = 60, 20
"""Requests of one key; wrong keys from one address."""
_PREFIX, _MOST = "antin_", 100
_OPERATOR = "machine"


@transaction.atomic
def api_key_make(*, name: str, at: datetime) -> str:
    """The secret of a new key; it cannot be read again. Raises ApiKeyNameTaken."""
    if not 0 < len(name) <= _MOST or not name.isprintable() or ApiKey.objects.filter(name=name).exists():
        raise ApiKeyNameTaken(name=name[:_MOST])
    secret = _PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(name=name, fingerprint=_fingerprint(secret), created_at=at)
    audit.event_record(
        at=at, actor=_OPERATOR, tag="signing:api:key_made", subject=f"api_key:{key.pk}", detail={"name": name},
    )
    return secret


@transaction.atomic
def api_key_revoke(*, name: str, at: datetime) -> None:
    """From now on it opens nothing; revoking again changes nothing. Raises ApiKeyUnknown."""
    key = ApiKey.objects.select_for_update().filter(name=name).first()
    if key is None:
        raise ApiKeyUnknown(name=name)
    if key.revoked_at is not None:
        return
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    audit.event_record(
        at=at, actor=_OPERATOR, tag="signing:api:key_revoked", subject=f"api_key:{key.pk}", detail={"name": name},
    )


def api_key_open(*, secret: str, address: str, at: datetime) -> int:
    """The key that this secret belongs to. address: where the request came from, to slow down who guesses.

    Raises ApiKeyWrong, ApiTooManyRequests.
    """
    key = ApiKey.objects.filter(fingerprint=_fingerprint(secret), scope=ApiKey.VERIFY, revoked_at=None).first()
    source, most = (f"api key {key.pk}", A_MINUTE) if key else (f"api {address}", WRONG_A_MINUTE)
    try:
        authority.look_up_count(source=source, at=at, limit=most)
    except TooManyQuestions as error:
        raise ApiTooManyRequests(most=most) from error
    if key is None:
        raise ApiKeyWrong()
    return key.pk


@transaction.atomic
def api_use_record(*, key_id: int, sha256: str, outcome: str, at: datetime) -> None:
    """Write down that a file was judged for this key: its SHA-256 and the outcome, nothing else of it."""
    ApiKey.objects.filter(pk=key_id).update(last_used_at=at)
    audit.event_record(
        at=at, actor=f"api_key:{key_id}", tag="signing:api:verified", subject=f"sha256:{sha256}",
        detail={"outcome": outcome},
    )


def _fingerprint(secret: str) -> str:
    """Secrets are random and long, so one round of a hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
