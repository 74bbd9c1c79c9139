"""Who may open a page. A view without a door opens to nobody; `accounts.middleware` looks at the doors."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """What a role may be granted, within an agency and what stands below it (`accounts.permissions`)."""

    CASE_REVIEW = "case_review"  # take up, return, prepare the agency's letter
    CASE_ENDORSE = "case_endorse"  # sign for the agency
    CASE_SEND = "case_send"  # văn thư: number and send
    DOCUMENT_SIGN = "document_sign"  # the leader signs documents that the agency issues
    DOCUMENT_ISSUE = "document_issue"  # văn thư: number, date and seal
    CASE_READ = "case_read"  # read the cases of the agencies below
    CASE_RECEIVE = "case_receive"  # the authority's reception
    ORDER_READ = "order_read"
    TOKEN_KEEP = "token_keep"  # noqa: S105 - a permission, not a secret
    CERTIFICATE_SEARCH = "certificate_search"  # by name or token, recorded
    PERSONAL_NUMBER_READ = "personal_number_read"  # recorded each time
    PEOPLE_MANAGE = "people_manage"
    AUDIT_READ = "audit_read"
    OPERATE = "operate"


@dataclass(frozen=True)
class Door:
    """permissions: any one of them, somewhere, opens; the view then asks for the very agency. Empty: any login."""

    everyone: bool = False
    permissions: frozenset[Permission] = frozenset()


def open_to_everyone(view: View) -> View:
    """Opens to anybody, signed in or not."""
    return _with(view, Door(everyone=True))


def open_to_signed_in(view: View) -> View:
    """Opens to whoever has signed in."""
    return _with(view, Door())


def opens_to(*permissions: Permission) -> Callable[[View], View]:
    """Opens to whoever has one of these permissions in some agency."""
    return lambda view: _with(view, Door(permissions=frozenset(permissions)))


def door_of(view: object) -> Door | None:
    """The door of a view; None: nobody thought of one, so nobody passes."""
    return getattr(view, "door", None)


def _with(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view
