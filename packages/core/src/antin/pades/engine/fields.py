"""Form fields as parsed, without following a circle and whatever they are made of (ISO 32000-2 12.7.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from antin.pdf import PdfBroken, Ref, Value, View, entries_of

_MAX_FIELDS = 100_000
_FIELD_COST = 6  # units of work: following a field through its kids and parents
_MAX_DEPTH = 32


@dataclass(frozen=True)
class FormField:
    """A terminal field; `chain` holds its dictionary and those of its parents, nearest first, `references` theirs."""

    name: str
    reference: Ref
    chain: tuple[dict[str, Any], ...]
    references: tuple[Ref, ...]
    view: View = field(repr=False, compare=False)

    def value_of(self, key: str) -> Value:
        """An entry of the field, or of the nearest parent that has it, followed; None when none has."""
        return next((found for each in self.chain if (found := self.view.entry(each, key)) is not None), None)

    @property
    def is_signature(self) -> bool:
        """Whether the field takes a signature."""
        return bool(self.value_of("/FT") == "/Sig")

    @property
    def is_filled(self) -> bool:
        """Whether it has a value, even one that is no signature."""
        return self.value_of("/V") is not None

    @property
    def widgets(self) -> tuple[Ref, ...]:
        """Its annotations: its kids, or itself when it has none."""
        kids = self.view.array(self.chain[0], "/Kids")
        return tuple(each for each in kids if isinstance(each, Ref)) if kids else (self.reference,)

    @property
    def widget_reference(self) -> Ref:
        """Its one annotation: itself, or its one kid. Raises PdfBroken: several, or no reference."""
        if len(self.widgets) != 1 or len(self.view.array(self.chain[0], "/Kids")) > 1:
            raise PdfBroken(reason="signature field with several widgets")
        return self.widgets[0]

    @property
    def widget(self) -> dict[str, Any]:
        """The dictionary of its annotation."""
        return entries_of(self.view.get(self.widget_reference))


def form_fields(view: View) -> Iterator[FormField]:
    """Every terminal field of the form, in order. Raises PdfBroken: too many, or too deep."""
    listed = view.array(view.dictionary(view.root, "/AcroForm"), "/Fields")
    pending: list[tuple[Value, str, tuple[dict[str, Any], ...], tuple[Ref, ...]]] = [
        (each, "", (), ()) for each in reversed(listed)
    ]
    seen: set[Ref] = set()
    while pending:
        reference, prefix, parents, above = pending.pop()
        if not isinstance(reference, Ref) or reference in seen:
            continue
        found = view.get(reference)
        if not isinstance(found, dict):
            continue
        seen.add(reference)
        view.file.work.charge(_FIELD_COST)
        if len(seen) > _MAX_FIELDS or len(parents) > _MAX_DEPTH:
            raise PdfBroken(reason="form too large")
        chain, references = (found, *parents), (reference, *above)
        name = ".".join(part for part in (prefix, view.text(found, "/T")) if part)
        kids = [each for each in view.array(found, "/Kids") if view.entry(view.resolve(each), "/T") is not None]
        if kids:
            pending.extend((each, name, chain, references) for each in reversed(kids))
        else:
            yield FormField(name, reference, chain, references, view)
