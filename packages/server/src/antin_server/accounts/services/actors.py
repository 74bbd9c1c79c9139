"""Who acts, and whether they may."""

from datetime import datetime

from antin_server.accounts import selectors
from antin_server.accounts.errors import NotPermitted
from antin_server.common.doors import Permission


def named(actor: int | None) -> str:
    """How the audit chain names the actor."""
    return "machine" if actor is None else f"person:{actor}"


def must_manage(actor: int | None, agency_id: int | None, *, at: datetime) -> None:
    """Raises NotPermitted: the actor does not manage people in this agency. The machine may."""
    if actor is None:
        return
    if agency_id is None:
        raise NotPermitted()
    if not selectors.is_permitted(actor, Permission.PEOPLE_MANAGE, agency_id=agency_id, at=at):
        raise NotPermitted()
