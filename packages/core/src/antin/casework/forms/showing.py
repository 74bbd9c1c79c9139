"""Turn stored values into what a person reads on the paper."""

from collections.abc import Mapping

from antin.casework.forms import choices
from antin.casework.forms.model import Choice, Column, Field, Form

_LISTS: Mapping[str, tuple[Choice, ...]] = {
    "issue_place": choices.ISSUE_PLACES,
    "sim_pki": choices.SIM_CARRIERS,
    "device_kind": choices.DEVICE_KINDS,
    "service_kind": choices.SERVICE_KINDS,
    "revocation_ground": choices.REVOCATION_GROUNDS,
    "device_condition": choices.DEVICE_CONDITIONS,
    "return_ground": choices.RETURN_GROUNDS,
}


def shown(field: Field, value: str) -> str:
    """The words of an answer; anything that is not a code of the field's list stays as it is."""
    return _words(field.choices, value)


def cell(column: Column, row: Mapping[str, str]) -> str:
    """What a list prints in one column for one row; parts that are empty are left out."""
    parts = (_words(_LISTS.get(key, ()), row.get(key, "")) for key in column.fields)
    return "; ".join(part for part in parts if part)


def cells(form: Form, row: Mapping[str, str]) -> tuple[str, ...]:
    """One line of the form's list, without its running number."""
    return tuple(cell(column, row) for column in form.columns)


def _words(listed: tuple[Choice, ...], value: str) -> str:
    return next((choice.text for choice in listed if choice.code == value), value)
