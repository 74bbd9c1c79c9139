"""Make the code; begin the installation with it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from antin_server.accounts import services as accounts
from antin_server.accounts.types import AgencyKind, Role
from antin_server.audit import services as audit
from antin_server.common.models import Installation, Mode
from antin_server.first_run.errors import CodeWrong, SetUpAlready
from antin_server.first_run.selectors import NAME, code_digest, is_code

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
_GROUPS, _IN_GROUP = 4, 5  # 100 bits


@dataclass(frozen=True)
class Administrator:
    """Who will look after people and agencies, and the name of the body that runs the installation."""

    agency_name: str
    full_name: str
    email: str
    password: str


def code_make() -> str:
    """A new code, given once and kept as its digest; an older one no longer opens anything."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    path = settings.ANTIN_HOME / NAME
    beside = path.with_name(f".{NAME}.new")
    beside.write_text(code_digest(code), encoding="ascii")
    beside.chmod(0o600)
    beside.replace(path)
    return code


def installation_begin(*, code: str, mode: Mode, administrator: Administrator, at: datetime) -> int:
    """Make the administrator and settle the mode, for good; the administrator's id. The code is used up.

    Raises CodeWrong, SetUpAlready; what `person_register` refuses.
    """
    if not is_code(code):
        raise CodeWrong()
    with transaction.atomic():
        mode_choose(mode=mode, at=at)
        kind = AgencyKind.AUTHORITY if mode is Mode.AUTHORITY else AgencyKind.PROVINCE
        agency = accounts.agency_found(
            name=administrator.agency_name, kind=kind, parent_id=None, at=at, actor=None,
        )
        person = accounts.person_register(
            email=administrator.email, full_name=administrator.full_name, agency_id=agency, at=at, actor=None,
            password=administrator.password,
        )
        accounts.role_grant(person_id=person, role=Role.ADMINISTRATOR, agency_id=agency, at=at, actor=None)
    (settings.ANTIN_HOME / NAME).unlink(missing_ok=True)
    return person


@transaction.atomic
def mode_choose(*, mode: Mode, at: datetime) -> None:
    """What the installation is. Raises SetUpAlready."""
    try:
        with transaction.atomic():
            Installation.objects.create(mode=mode.value, set_up_at=at)
    except IntegrityError as error:
        raise SetUpAlready() from error
    audit.event_record(
        at=at, actor="machine", tag="first_run:installation:set_up", subject="installation",
        detail={"mode": mode.value},
    )
