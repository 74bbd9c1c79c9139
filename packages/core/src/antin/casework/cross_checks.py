"""What two blanks of one form say about each other. Empty or unreadable blanks contradict nothing."""

from collections.abc import Callable, Iterator, Mapping

from antin.casework.formats import Circumstances
from antin.casework.formats.dates import parse_date, parse_moment
from antin.casework.formats.identity import contradiction

Values = Mapping[str, str]
Contradiction = tuple[str, str]
"""The key of the blank to show the error beside, and the code of the error."""

CrossCheck = Callable[[Values, Circumstances], Iterator[Contradiction]]

PEOPLE = ("", "receiver_", "manager_", "giver_", "taker_")
"""The prefixes under which a form asks for a person."""


def number_fits_person(values: Values, _circumstances: Circumstances) -> Iterator[Contradiction]:
    """Birth year and sex stand inside a số định danh."""
    for prefix in PEOPLE:
        key = f"{prefix}personal_number"
        birth = parse_date(values.get(f"{prefix}birth_date", ""))
        code = contradiction(values.get(key, ""), birth=birth, sex=values.get(f"{prefix}sex", ""))
        if code and key in values:
            yield key, code


def days_are_past(values: Values, circumstances: Circumstances) -> Iterator[Contradiction]:
    """Nobody is born, and no paper issued, in the future; no paper before birth."""
    for prefix in PEOPLE:
        born, issued = f"{prefix}birth_date", f"{prefix}issue_date"
        birth, issue = parse_date(values.get(born, "")), parse_date(values.get(issued, ""))
        if birth and birth > circumstances.today:
            yield born, "date_in_future"
        if issue and issue > circumstances.today:
            yield issued, "date_in_future"
        elif issue and birth and issue < birth:
            yield issued, "issue_before_birth"


def something_is_wanted(values: Values, _circumstances: Circumstances) -> Iterator[Contradiction]:
    """A request to amend asks for renewal, change, or both."""
    if "renew" in values and "change" in values and not (values["renew"] or values["change"]):
        yield "renew", "wanted_service_missing"


def device_fits(values: Values, circumstances: Circumstances) -> Iterator[Contradiction]:
    """A SIM has a carrier and nothing else has; a soft key is for pilots."""
    kind, carrier = values.get("device_kind", ""), values.get("sim_pki", "")
    if kind == "SIM" and "sim_pki" in values and not carrier:
        yield "sim_pki", "sim_carrier_missing"
    if carrier and kind not in ("SIM", ""):
        yield "sim_pki", "sim_not_wanted"
    if kind == "SOFT" and not circumstances.pilot:
        yield "device_kind", "soft_key_not_allowed"


def effective_after_handover(values: Values, _circumstances: Circumstances) -> Iterator[Contradiction]:
    """A certificate takes effect at the hand-over or later (Mẫu 13; nd68_2024: 07)."""
    handed = parse_moment(values.get("handed_over_at", ""))
    effective = parse_moment(values.get("effective_at", ""))
    if handed and effective and effective < handed:
        yield "effective_at", "effective_before_handover"


CROSS_CHECKS: tuple[CrossCheck, ...] = (
    number_fits_person,
    days_are_past,
    something_is_wanted,
    device_fits,
    effective_after_handover,
)


def contradictions(
    checks: tuple[CrossCheck, ...], values: Values, circumstances: Circumstances
) -> Iterator[Contradiction]:
    """Every contradiction, in the order of the checks."""
    for check in checks:
        yield from check(values, circumstances)
