"""Who decides a request: the authority, or a province that it authorised, from some day on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from antin.casework.procedures import ProcedureKind
from antin.casework.provenance import Confidence, Provenance, found


class Destination(StrEnum):
    """Where the agency's letter goes."""

    AUTHORITY = "authority"
    PROVINCE = "province"


@dataclass(frozen=True)
class Route:
    """One delegation. devices empty: whatever the device. until None: still so."""

    law_set: str
    province: str
    kinds: frozenset[ProcedureKind]
    devices: frozenset[str]
    since: date
    provenance: Provenance
    until: date | None = None


ROUTES = (
    Route(
        "nd68_2024",
        "82",
        frozenset({ProcedureKind.RECOVER}),
        frozenset({"TOKEN"}),
        date(2025, 12, 1),
        found("S17", Confidence.LOW),
    ),
    Route(
        "nd68_2024",
        "37",
        frozenset({ProcedureKind.RENEW, ProcedureKind.CHANGE, ProcedureKind.RECOVER}),
        frozenset(),
        date(2025, 12, 1),
        found("S16", Confidence.LOW),
    ),
)
"""Đồng Tháp and Ninh Bình; the first day of each decision was not read and is taken as 01/12/2025 (low)."""


def destination(law_set: str, kind: ProcedureKind, *, province: str, device: str, on: date) -> Destination:
    """Where a request goes. province: code of `antin.casework.provinces`; device: code of DEVICE_KINDS."""
    for route in ROUTES:
        if (route.law_set, route.province) != (law_set, province) or kind not in route.kinds:
            continue
        if (
            (not route.devices or device in route.devices)
            and route.since <= on
            and (route.until is None or on < route.until)
        ):
            return Destination.PROVINCE
    return Destination.AUTHORITY
