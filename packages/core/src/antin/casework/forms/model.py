"""The shape of a form of the law: data that pages, documents and checks all read."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from antin.casework.provenance import Provenance


class FormKind(StrEnum):
    """Who speaks to whom, and so how the paper looks."""

    REQUEST = "request"  # a subscriber writes to the managing agency
    LETTER = "letter"  # the managing agency writes to the authority, with a list
    RECORD = "record"  # the parties of an act sign its record (biên bản)


class FieldKind(StrEnum):
    """What a value is; `antin.casework.formats` holds the check of each."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PERSON_NAME = "person_name"
    DATE = "date"  # dd/MM/yyyy
    MOMENT = "moment"  # dd/MM/yyyy HH:mm, Asia/Ho_Chi_Minh
    CHOICE = "choice"
    TICK = "tick"  # "x" or empty
    COUNT = "count"
    PERSONAL_NUMBER = "personal_number"  # 12 digits
    IDENTITY_PAPER = "identity_paper"  # CMND of 9 digits, CCCD of 12, or passport: words of tt185_2019
    MOBILE = "mobile"
    OFFICIAL_EMAIL = "official_email"
    PROVINCE = "province"
    TAX_CODE = "tax_code"
    BUDGET_CODE = "budget_code"
    CERTIFICATE_SERIAL = "certificate_serial"
    DEVICE_NUMBER = "device_number"


@dataclass(frozen=True)
class Choice:
    """One answer of a list: `code` is stored, `text` is shown and printed."""

    code: str
    text: str


@dataclass(frozen=True)
class Field:
    """One blank of a form.

    key: the name of its value in a payload, the same in every form that asks for the same thing.
    label: the law's own wording.
    required_when: key of a tick that makes the field required; empty: `required` alone decides.
    """

    key: str
    label: str
    kind: FieldKind
    provenance: Provenance
    required: bool = False
    choices: tuple[Choice, ...] = ()
    maximum: int = 255
    required_when: str = ""
    personal: bool = False  # encrypted at rest; its reading is audited


@dataclass(frozen=True)
class Block:
    """A group of fields under a heading of the form; an empty heading prints none."""

    key: str
    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Column:
    """One column of a list: the values of `fields` (keys of a row), joined by "; ".

    group: the upper cell of a two-row head that this column stands under.
    """

    key: str
    label: str
    fields: tuple[str, ...]
    provenance: Provenance
    group: str = ""


@dataclass(frozen=True)
class Signer:
    """A place to sign: who, how, and the key that holds the printed name."""

    title: str
    manner: str
    name_key: str = ""


@dataclass(frozen=True)
class Form:
    """A form of a law set, blank.

    number: "01" … "15"; "NB01" … for the subscriber's internal request, which the law does not prescribe.
    subject: what stands after "V/v" of a letter; empty otherwise.
    basis: the "Căn cứ …" lines. opening, closing: sentences before the blocks and after the list;
        a key in braces stands for its value.
    head: what the head of the paper needs (names of the agencies, number, place, day).
    table_heading, columns: the list of a letter or record; no columns: no list.
    pair_of: the form of the other tier. successor: the form of nd68_2024 that took its place.
    copies: the "Nơi nhận" lines.
    """

    law_set: str
    number: str
    title: str
    kind: FormKind
    sender: str
    recipient: str
    provenance: Provenance
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    subject: str = ""
    basis: tuple[str, ...] = ()
    head: tuple[Field, ...] = ()
    opening: tuple[str, ...] = ()
    table_heading: str = ""
    columns: tuple[Column, ...] = ()
    closing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    pair_of: str = ""
    successor: str = ""
    statutory: bool = True

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field of the blocks, in the order of the paper."""
        return tuple(field for block in self.blocks for field in block.fields)

    def field(self, key: str) -> Field | None:
        """The field with this key in head or blocks, or None."""
        return next((field for field in self._every_field() if field.key == key), None)

    def _every_field(self) -> Iterator[Field]:
        yield from self.head
        yield from self.fields
