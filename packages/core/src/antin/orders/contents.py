"""What the content of each kind of order may hold: tables of fields and the form each must have.

Texts are what an officer reads before signing, so they are NFC and without characters that hide, reorder or
move what a screen shows.
"""

import re
import unicodedata
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from antin.orders.canonical import Json
from antin.orders.errors import OrderMalformed
from antin.orders.model import OrderKind

MAX_TEXT, MAX_DAYS, MAX_ORGANISATIONS = 400, 40 * 366, 12
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", re.ASCII)
_SERIAL = re.compile(r"[1-9a-f][0-9a-f]{0,39}", re.ASCII)
_PROFILE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_PERSON = re.compile(r"[a-z]{1,20}:[A-Za-z0-9._@-]{1,80}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
# RFC 5280 5.3.1, without remove_from_crl: that is an entry of a delta list, not a reason a person gives.
REASONS = frozenset({
    "unspecified", "key_compromise", "ca_compromise", "affiliation_changed", "superseded",
    "cessation_of_operation", "certificate_hold", "privilege_withdrawn", "aa_compromise",
})


@dataclass(frozen=True)
class Field:
    """is_right: whether a value has the form; is_required: whether the field must be there."""

    is_right: Callable[[object], bool]
    is_required: bool = True


def is_text(value: object) -> bool:
    """A text of one line that shows what it says; may be empty."""
    return (
        isinstance(value, str) and len(value) <= MAX_TEXT and unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(each) in _HIDDEN for each in value)
    )


def is_name(value: object) -> bool:
    """A text that says something, without blanks around it."""
    return isinstance(value, str) and is_text(value) and bool(value) and value == value.strip()


def is_id(value: object) -> bool:
    """The id of an order."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def is_person(value: object) -> bool:
    """A person's id."""
    return isinstance(value, str) and bool(_PERSON.fullmatch(value))


def is_time(value: object) -> bool:
    """A time by RFC 3339, whole seconds, with its offset."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        return 1970 <= datetime.fromisoformat(value).year < 9999  # any zone's year can be computed
    except ValueError:
        return False


def _is_serial(value: object) -> bool:
    return isinstance(value, str) and bool(_SERIAL.fullmatch(value))


def _is_profile(value: object) -> bool:
    return isinstance(value, str) and bool(_PROFILE.fullmatch(value))


def _is_reason(value: object) -> bool:
    return isinstance(value, str) and value in REASONS


def _is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_DAYS


def _is_base64(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(b64decode(value, validate=True))
    except (Base64Error, ValueError):
        return False


def _is_organisation_path(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) <= MAX_ORGANISATIONS and all(map(is_name, value))


def _is_subject(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    check_fields(value, _SUBJECT, "subject")
    return True


_SUBJECT = {
    "common_name": Field(is_name), "organisation_path": Field(_is_organisation_path),
    "country": Field(is_name, False), "locality": Field(is_text, False),
}
_SERIAL_ONLY = {
    "serial": Field(_is_serial), "reason": Field(_is_reason, False), "effective_at": Field(is_time, False),
    "at": Field(is_time, False), "note": Field(is_text, False),
}
_KEY = {
    "profile": Field(_is_profile), "subject": Field(_is_subject), "public_key_info": Field(_is_base64),
    "days": Field(_is_days), "note": Field(is_text, False),
}
CONTENTS: Mapping[OrderKind, Mapping[str, Field]] = {
    OrderKind.ISSUE: {
        **_KEY, "email": Field(is_text, False), "not_before": Field(is_time, False),
        "agency": Field(is_text, False), "request": Field(_is_base64, False),
    },
    OrderKind.MAKE_EFFECTIVE: {**_SERIAL_ONLY, "effective_at": Field(is_time)},
    OrderKind.HOLD: _SERIAL_ONLY,
    OrderKind.RELEASE: _SERIAL_ONLY,
    OrderKind.REVOKE: {**_SERIAL_ONLY, "reason": Field(_is_reason)},
    OrderKind.STANDING: {**_KEY, "until": Field(is_time), "agency": Field(is_text, False)},
}


def check_fields(value: Mapping[str, Json], fields: Mapping[str, Field], place: str) -> None:
    """Every required field is there, none that is not known, each in its form. Raises OrderMalformed."""
    missing = [name for name, each in fields.items() if each.is_required and name not in value]
    unknown = [name for name in value if name not in fields]
    for name in (*missing, *unknown):
        raise OrderMalformed(reason=f"{place}: {'missing' if name in missing else 'unknown'} {name!r:.60}")
    for name, each in fields.items():
        if name in value and not each.is_right(value[name]):
            raise OrderMalformed(reason=f"{place}: {name}")
