"""Judge a filled form: each blank by its kind, then blanks against each other. Never raises on input."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from antin.casework.cross_checks import CROSS_CHECKS, contradictions
from antin.casework.formats import CHECKS, Circumstances, Judged
from antin.casework.forms.model import Field, FieldKind, Form


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one blank. `said` fills the text of `code`; it holds no personal data."""

    field: str
    code: str
    said: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class CheckedForm:
    """`values`: by key, as stored when good, as typed when not. `errors`: in the order of the paper."""

    values: Mapping[str, str]
    errors: tuple[FieldError, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing is missing or wrong."""
        return not self.errors

    def errors_of(self, key: str) -> tuple[FieldError, ...]:
        """The errors of one blank."""
        return tuple(error for error in self.errors if error.field == key)


def check_form(form: Form, values: Mapping[str, str], circumstances: Circumstances) -> CheckedForm:
    """The blocks of a form, filled. Keys it does not ask for are dropped; missing ones count as empty."""
    return check_fields(form.fields, values, circumstances)


def check_fields(
    asked: Iterable[Field], values: Mapping[str, str], circumstances: Circumstances
) -> CheckedForm:
    """Any set of blanks.

    1. Each filled blank is judged by its kind.
    2. A required blank that is empty is an error; so is one required by a tick.
    3. Blanks that came out good are compared with each other (`antin.casework.cross_checks`).
    """
    asked = tuple(asked)
    judged = {blank.key: _judge(blank, values.get(blank.key, ""), circumstances) for blank in asked}
    tidied = {key: each.value for key, each in judged.items()}
    errors = list(_errors(asked, judged, tidied))
    bad = {error.field for error in errors}
    for key, code in contradictions(CROSS_CHECKS, tidied, circumstances):
        if key not in bad:
            bad.add(key)
            errors.append(FieldError(key, code))
    order = {blank.key: place for place, blank in enumerate(asked)}
    return CheckedForm(tidied, tuple(sorted(errors, key=lambda error: order[error.field])))


def _judge(blank: Field, text: str, circumstances: Circumstances) -> Judged:
    if not text.strip():
        return Judged("")
    if len(text) > 2 * blank.maximum:
        return Judged(text, "field_too_long", {"maximum": blank.maximum})
    judged = CHECKS[blank.kind](text, circumstances)
    if not judged.fault and len(judged.value) > blank.maximum:
        return Judged(judged.value, "field_too_long", {"maximum": blank.maximum})
    if blank.kind is FieldKind.CHOICE and judged.value not in {choice.code for choice in blank.choices}:
        return Judged(judged.value, "choice_unknown")
    return judged


def _errors(
    asked: tuple[Field, ...], judged: Mapping[str, Judged], tidied: Mapping[str, str]
) -> Iterator[FieldError]:
    for blank in asked:
        each = judged[blank.key]
        if each.fault:
            yield FieldError(blank.key, each.fault, {"label": blank.label, **each.said})
        elif not each.value and (blank.required or tidied.get(blank.required_when)):
            yield FieldError(blank.key, "field_required", {"label": blank.label})
