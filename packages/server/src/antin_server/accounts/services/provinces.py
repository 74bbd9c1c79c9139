"""The provinces, before and after 1/7/2025, as agencies (NQ 202/2025/QH15; codes of QĐ 19/2025)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from antin.casework.provinces import MERGED_ON, PROVINCES, Province
from antin_server.accounts.models import Agency, AgencyName, AgencySuccession
from antin_server.accounts.services.actors import named
from antin_server.accounts.types import AgencyKind
from antin_server.audit.services import event_record
from antin_server.common.folding import folded

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MERGED_AT = datetime.combine(MERGED_ON, time(), _VIETNAM)
_BASIS = "NQ 202/2025/QH15"


@transaction.atomic
def provinces_found(*, root_id: int, at: datetime, actor: int | None = None) -> int:
    """Every province below the root, with what it was merged from; how many were new. May run again."""
    root = Agency.objects.get(pk=root_id)
    there = set(Agency.objects.filter(kind=AgencyKind.PROVINCE.value, until=None).values_list("province", flat=True))
    missing = [each for each in PROVINCES if each.code not in there]
    for each in missing:
        _found(each, root)
    if missing:
        codes = [each.code for each in missing]
        event_record(
            at=at, actor=named(actor), tag="accounts:provinces:founded", subject=f"agency:{root_id}",
            detail={"codes": codes},
        )
    return len(missing)


def _found(province: Province, root: Agency) -> None:
    now_named, before = province.name, province.merged_from
    agency = _agency(province, root)
    renamed = now_named not in before
    agency.search = folded(f"{' '.join({now_named, *before[:1]}) if renamed else now_named} {province.code}")
    agency.save(update_fields=["search"])
    since = datetime.combine(province.since, time(), _VIETNAM) if renamed else None
    if renamed:  # one province under another name
        AgencyName.objects.create(agency=agency, name=before[0], until=since)
    AgencyName.objects.create(agency=agency, name=now_named, since=since)
    for each in before:
        if each != now_named and not renamed:
            _merged(each, province, agency)


def _merged(name: str, province: Province, successor: Agency) -> None:
    old = _agency(province, successor, until=MERGED_AT)
    old.search = folded(name)
    old.save(update_fields=["search"])
    AgencyName.objects.create(agency=old, name=name, until=MERGED_AT)
    AgencySuccession.objects.create(predecessor=old, successor=successor, at=MERGED_AT, basis=_BASIS)


def _agency(province: Province, parent: Agency, *, until: datetime | None = None) -> Agency:
    agency = Agency.objects.create(
        kind=AgencyKind.PROVINCE.value, parent=parent, province=province.code, until=until,
    )
    agency.path = f"{parent.path}{agency.pk}/"
    agency.save(update_fields=["path"])
    return agency
