"""What readers want to see: the sections of the home page, forms, programs, old attachments, and finding things."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from antin.casework import LAW_SETS, LawSet, law_set
from antin.casework.forms import Form
from antin_server.common.folding import folded
from antin_server.guidance.content import SECTIONS, Attachment, FormNote, Library, Page, Software, library
from antin_server.guidance.searching import Entry, Hit
from antin_server.guidance.searching import found as _found

LAW_IN_FORCE = "nd68_2024"
FILLED_HERE = frozenset({"01", "02", "03", "05", "07"})
"""The forms in force of the procedures that the portal carries to their end; a test compares with `registration`."""


@dataclass(frozen=True)
class Section:
    """One of the five sections. page leads it; others belong to it."""

    number: int
    page: Page
    others: tuple[Page, ...]


@dataclass(frozen=True)
class FormRow:
    """A form with the plain words about it. successor: the row of today's form, of an old form only."""

    law: LawSet
    form: Form
    note: FormNote
    successor: "FormRow | None" = None

    @property
    def is_current(self) -> bool:
        """Whether its law is in force."""
        return self.law.id == LAW_IN_FORCE

    @property
    def is_filled_here(self) -> bool:
        """Whether the portal fills it in."""
        return self.is_current and self.form.number in FILLED_HERE


def shelf(language: str | None = None) -> Library:
    """Everything written, in the reader's language."""
    return library((language or get_language() or "vi")[:2])


def sections() -> tuple[Section, ...]:
    """The five sections of the 2020 page, in its order."""
    pages = ((number, shelf().of_section(number)) for number in SECTIONS)
    return tuple(Section(number, lead, tuple(others)) for number, (lead, *others) in pages)


def about_pages() -> tuple[Page, ...]:
    """The pages about the portal itself."""
    return shelf().of_section(0)


def software_groups() -> tuple[tuple[str, tuple[Software, ...]], ...]:
    """The programs by what they are for, each group under its name."""
    names = {
        "driver": gettext("Drivers of devices"),
        "signing": gettext("Signing"),
        "maintenance": gettext("Renewing and unlocking"),
        "checking": gettext("Checking signatures"),
        "tax": gettext("Tax"),
        "root": gettext("Root certificates"),
    }
    programs = shelf().software
    return tuple((name, tuple(each for each in programs if each.group == key)) for key, name in names.items())


def form_row(law_id: str, number: str) -> FormRow:
    """One form. Raises LawSetUnknown, FormUnknown."""
    law = law_set(law_id)
    form = law.form(number)
    after = form_row(LAW_IN_FORCE, form.successor) if form.successor else None
    return FormRow(law, form, shelf().forms[f"{law.id}/{form.number}"], after)


def form_rows(law_id: str) -> tuple[FormRow, ...]:
    """The forms that a law set prescribes."""
    return tuple(form_row(law_id, form.number) for form in law_set(law_id).forms)


def internal_rows() -> tuple[FormRow, ...]:
    """The sheets that subscribers fill in for their own agency; no law prescribes them."""
    return tuple(form_row(LAW_IN_FORCE, form.number) for form in law_set(LAW_IN_FORCE).internal_forms)


def predecessors(row: FormRow) -> tuple[FormRow, ...]:
    """The old forms that this one took the place of."""
    if not row.is_current:
        return ()
    old = (each for law in LAW_SETS.values() for each in law.forms if each.successor == row.form.number)
    return tuple(form_row(each.law_set, each.number) for each in old)


def attachment_named(name: str) -> Attachment | None:
    """The old attachment with this name, as browsers, mails and documents may have spoilt it, or None."""
    wanted = _bare(name)
    return next((each for each in shelf().attachments if _bare(each.name) == wanted), None)


def _bare(name: str) -> str:
    """Spaces written as + or encoded twice, other case, other composition: still the same file."""
    return folded(unquote(name).replace("+", " "))


def search(query: str, language: str | None = None) -> tuple[Hit, ...]:
    """What guidance, forms, programs and old attachments hold on a query, best first. Marks may be left out."""
    return _found(_entries(shelf(language).language), query)


@cache
def _entries(language: str) -> tuple[Entry, ...]:
    with override(language):
        return (
            *_page_entries(library(language)),
            *_form_entries(),
            *_software_entries(library(language)),
            *_attachment_entries(library(language)),
        )


def _page_entries(written: Library) -> Iterator[Entry]:
    for page in written.pages.values():
        address = reverse("guidance:guide", args=[page.slug])
        lead = " ".join((page.summary, page.audience, page.today, page.parts[0].words))
        yield Entry(page.title, address, gettext("Guidance"), lead, weight=1.3, also=page.also)
        for part in page.parts[1:]:
            yield Entry(part.heading, f"{address}#{part.anchor}", page.title, part.words)


def _form_entries() -> Iterator[Entry]:
    for law in LAW_SETS.values():
        for form in (*law.forms, *law.internal_forms):
            row = form_row(law.id, form.number)
            asked = (*(each.label for each in form.fields), *(each.label for each in form.columns))
            labels = "; ".join(dict.fromkeys(asked))
            body = f"{row.note.purpose} {row.note.signer}. {labels}"
            title = f"{form_title(row)}: {row.note.title}"
            address = reverse("guidance:form", args=[law.id, form.number])
            weight = (1.2 if row.is_current else 1.1) if form.statutory else 0.9
            yield Entry(title, address, f"{gettext('Form')}, {law.title}", body, weight)


def form_title(row: FormRow) -> str:
    """"Mẫu 05", or "Phiếu NB05" for a sheet of our own."""
    said = gettext("Form %(number)s") if row.form.statutory else gettext("Sheet %(number)s")
    return said % {"number": row.form.number}


def _software_entries(written: Library) -> Iterator[Entry]:
    for each in written.software:
        body = " ".join((each.about, each.system, each.publisher))
        yield Entry(each.name, f"{reverse('guidance:software')}#{each.id}", gettext("Software"), body)


def _attachment_entries(written: Library) -> Iterator[Entry]:
    for each in written.attachments:
        address = reverse("guidance:attachment", args=[each.name])
        yield Entry(each.name, address, gettext("File of the 2020 page"), each.title, weight=0.5)
