"""Forms of the law as pages show them: blanks with value, hint and errors; and what came back from a page.

Law forms are data of the core, so the page is drawn from that data and not from Django form classes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from antin.casework import FieldError
from antin.casework.forms import Block, Choice, Field, FieldKind
from antin.casework.provinces import province_names
from antin.messages import Message, message
from antin_server.common.folding import folded
from antin_server.common.speaking import reader_language
from antin_server.registration.errors import PageBroken
from antin_server.registration.types import Chosen

HINTS: Mapping[str, str | Promise] = {
    "full_name": gettext_lazy("As on your identity card, with all marks."),
    "birth_date": gettext_lazy("Day/month/year, for example 05/09/1985."),
    "issue_date": gettext_lazy("Day/month/year, for example 10/05/2021."),
    "signed_on": gettext_lazy("Day/month/year."),
    "email": gettext_lazy("The mailbox your agency gave you, ending in .gov.vn. Free mail is not accepted."),
    "mobile": gettext_lazy("10 digits, for example 0912345678."),
    "old_serial": gettext_lazy("Only when you already have a certificate. It stands in the certificate's details."),
    "sim_pki": gettext_lazy("Only for a SIM PKI. Leave empty for a USB token."),
    "device_kind": gettext_lazy("Leave empty for a USB token."),
    "tax_code": gettext_lazy("10 digits, or 10 digits, a hyphen and 3 digits."),
    "budget_code": gettext_lazy("7 digits."),
    "effective_at": gettext_lazy("Day/month/year hour:minute, Vietnam time, for example 22/11/2026 08:30."),
    "handed_over_at": gettext_lazy("Day/month/year hour:minute, Vietnam time, for example 22/11/2026 08:30."),
    "lost_at": gettext_lazy("Day/month/year hour:minute, Vietnam time."),
    "device_number": gettext_lazy("Printed on the device."),
}
BY_KIND: Mapping[FieldKind, str | Promise] = {
    FieldKind.PERSONAL_NUMBER: gettext_lazy("12 digits, without spaces."),
    FieldKind.IDENTITY_PAPER: gettext_lazy("9 or 12 digits, or the number of the passport."),
}
AUTOCOMPLETE = {
    "full_name": "name", "birth_date": "bday", "email": "email", "mobile": "tel", "position": "organization-title",
}
MOST_CHOSEN, LONGEST_REQUEST = 200, 64 * 1024
DIGITS = {FieldKind.PERSONAL_NUMBER, FieldKind.MOBILE, FieldKind.BUDGET_CODE, FieldKind.COUNT}


@dataclass(frozen=True)
class Blank:
    """One field of a page. `widget`: text, textarea, select, radios or tick; `errors` say what to do."""

    field: Field
    value: str
    errors: tuple[Message, ...]
    widget: str

    @property
    def hint(self) -> str | Promise:
        """How to fill it in; empty when the label says all."""
        plain = self.field.key.removeprefix("receiver_").removeprefix("manager_")
        return BY_KIND.get(self.field.kind) or HINTS.get(plain, "")

    @property
    def autocomplete(self) -> str:
        """The purpose of the input for browsers (WCAG 1.3.5)."""
        return AUTOCOMPLETE.get(self.field.key, "off")

    @property
    def inputmode(self) -> str:
        """The keyboard a telephone should show."""
        return "numeric" if self.field.kind in DIGITS else "text"

    @property
    def is_personal(self) -> bool:
        """Whether it is kept sealed, which the page says."""
        return self.field.personal

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers to choose from."""
        return self.field.choices


@dataclass(frozen=True)
class Section:
    """A block of a form, ready to be drawn."""

    heading: str
    blanks: tuple[Blank, ...]


def offered(fields: Iterable[Field], *, today: date, soft_keys: bool) -> tuple[Field, ...]:
    """The blanks as a page offers them: the provinces of the day to choose from, soft keys where they are allowed.

    The request for the certificate is no blank of the law and has a place of its own on the page.
    """
    provinces = tuple(Choice(name, name) for name in sorted(province_names(on=today), key=province_order))
    return tuple(
        replace(each, choices=provinces) if each.kind is FieldKind.PROVINCE
        else replace(each, choices=tuple(one for one in each.choices if soft_keys or one.code != "SOFT"))
        for each in fields
        if each.key != "csr"
    )


def province_order(name: str) -> str:
    """Provinces by name, whatever they are called before it."""
    return folded(name.removeprefix("Thành phố ").removeprefix("Tỉnh "))


def uuid_sent(text: str) -> UUID:
    """The key of an empty page. Raises PageBroken: no page of ours sent this."""
    try:
        return UUID(text)
    except ValueError as error:
        raise PageBroken() from error


def number_sent(text: str) -> int:
    """A version or id that a page carries. Raises PageBroken."""
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise PageBroken()
    return int(text)


def chosen_sent(texts: Iterable[str]) -> list[Chosen]:
    """Ticked cases, each as `id:version`. Raises PageBroken."""
    pairs = [text.split(":") for text in texts]
    if len(pairs) > MOST_CHOSEN or any(len(pair) != 2 for pair in pairs):
        raise PageBroken()
    return [Chosen(number_sent(case), number_sent(version)) for case, version in pairs]


def sections(
    blocks: Iterable[Block], values: Mapping[str, str], errors: Iterable[FieldError] = ()
) -> tuple[Section, ...]:
    """The blocks of a form with what was typed and what was wrong, in the reader's language."""
    errors = tuple(errors)
    return tuple(Section(block.heading, blanks(block.fields, values, errors)) for block in blocks)


def blanks(fields: Iterable[Field], values: Mapping[str, str], errors: Iterable[FieldError] = ()) -> tuple[Blank, ...]:
    """Single fields, ready to be drawn."""
    errors = tuple(errors)
    return tuple(
        Blank(
            each,
            values.get(each.key, ""),
            tuple(said(error) for error in errors if error.field == each.key),
            _widget(each),
        )
        for each in fields
    )


def said(error: FieldError) -> Message:
    """The text of an error in the reader's language."""
    return message(error.code, reader_language(), **error.said)


def typed(fields: Iterable[Field], data: Mapping[str, str]) -> dict[str, str]:
    """What a page sent for these fields; ticks that were left empty are not sent at all."""
    return {each.key: text_sent(data, each.key, 2 * each.maximum + 1) for each in fields}


def text_sent(data: Mapping[str, str], key: str, maximum: int) -> str:
    """A text as typed, cut where no answer is so long, without the character that databases refuse."""
    return data.get(key, "").replace("\x00", "")[:maximum]


def _widget(field: Field) -> str:
    if field.kind is FieldKind.TICK:
        return "tick"
    if field.kind is FieldKind.LONG_TEXT:
        return "textarea"
    if field.choices:
        return "radios" if len(field.choices) <= 3 and field.required else "select"
    return "text"
