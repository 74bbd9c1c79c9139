"""Form fields as parsed, without following a circle and whatever they are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

from antin.pades.engine.values import array_at, dictionary_at, entry, reference_of, resolved, text
from antin.pades.errors import PdfBroken

_MAX_FIELDS = 100_000
_MAX_DEPTH = 32


@dataclass(frozen=True)
class FormField:
    """A terminal field; `chain` holds its dictionary and those of its parents, nearest first."""

    name: str
    reference: generic.Reference
    chain: tuple[generic.DictionaryObject, ...]

    def value_of(self, key: str) -> Any:
        """An entry of the field, or of the nearest parent that has it; None when none has."""
        return next((found for each in self.chain if (found := entry(each, key)) is not None), None)

    @property
    def is_signature(self) -> bool:
        """Whether the field takes a signature."""
        return bool(self.value_of("/FT") == "/Sig")

    @property
    def is_filled(self) -> bool:
        """Whether it has a value, even one that is no signature."""
        return self.value_of("/V") is not None

    @property
    def widget_reference(self) -> generic.Reference:
        """Its one annotation: itself, or its one kid. Raises PdfBroken: several, or no reference."""
        kids = array_at(self.chain[0], "/Kids")
        found = reference_of(kids[0]) if kids else self.reference
        if len(kids) > 1 or found is None:
            raise PdfBroken(reason="signature field with several widgets")
        return found

    @property
    def widget(self) -> generic.DictionaryObject:
        """The dictionary of its annotation."""
        found = resolved(self.widget_reference.get_object())
        return found if isinstance(found, generic.DictionaryObject) else generic.DictionaryObject()


def form_fields(handler: PdfHandler) -> Iterator[FormField]:
    """Every terminal field of the form, in order. Raises PdfBroken: too many, or too deep."""
    listed = array_at(dictionary_at(handler.root, "/AcroForm"), "/Fields")
    pending: list[tuple[Any, str, tuple[generic.DictionaryObject, ...]]] = [
        (each, "", ()) for each in reversed(listed)
    ]
    seen: set[generic.Reference] = set()
    while pending:
        value, prefix, parents = pending.pop()
        reference, field = reference_of(value), resolved(value)
        if reference is None or reference in seen or not isinstance(field, generic.DictionaryObject):
            continue
        seen.add(reference)
        if len(seen) > _MAX_FIELDS or len(parents) > _MAX_DEPTH:
            raise PdfBroken(reason="form too large")
        chain = (field, *parents)
        name = ".".join(part for part in (prefix, text(entry(field, "/T"))) if part)
        kids = [each for each in array_at(field, "/Kids") if entry(resolved(each), "/T") is not None]
        if kids:
            pending.extend((each, name, chain) for each in reversed(kids))
        else:
            yield FormField(name, reference, chain)
