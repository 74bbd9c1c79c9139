"""Which rules hold on which day: the law sets, their forms and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from antin.casework import parameters, terms
from antin.casework.errors import FormUnknown, LawSetUnknown, NoLawSetThen, ParameterUnknown, TimeWithoutZone
from antin.casework.formats.dates import VIETNAM, write_moment
from antin.casework.forms import Form, nd68_2024, tt185_2019
from antin.casework.parameters import Parameter
from antin.casework.terms import Terms


@dataclass(frozen=True)
class LawSet:
    """One body of rules.

    since, until: the half-open interval of receipt in which it holds; until None: still in force.
    forms: those the law prescribes. internal_forms: the project's own papers that feed them.
    """

    id: str
    title: str
    instruments: tuple[str, ...]
    since: datetime
    until: datetime | None
    terms: Terms
    forms: tuple[Form, ...]
    internal_forms: tuple[Form, ...]
    parameters: tuple[Parameter, ...]

    def form(self, number: str) -> Form:
        """The form with this number, prescribed or internal. Raises FormUnknown."""
        for form in (*self.forms, *self.internal_forms):
            if form.number == number:
                return form
        raise FormUnknown(law_set=self.id, number=number)

    def parameter(self, name: str) -> Parameter:
        """The number with this name. Raises ParameterUnknown."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise ParameterUnknown(law_set=self.id, name=name)

    def value(self, name: str) -> int:
        """The bare value of a parameter, in the unit that the parameter names."""
        return self.parameter(name).value


TT185_2019 = LawSet(
    id="tt185_2019",
    title="Thông tư 185/2019/TT-BQP",
    instruments=("Nghị định 130/2018/NĐ-CP", "Thông tư 185/2019/TT-BQP"),
    since=datetime(2020, 2, 18, tzinfo=VIETNAM),
    until=datetime(2024, 8, 15, tzinfo=VIETNAM),
    terms=terms.TT185_2019,
    forms=tt185_2019.FORMS,
    internal_forms=(),
    parameters=parameters.TT185_2019,
)
ND68_2024 = LawSet(
    id="nd68_2024",
    title="Nghị định 68/2024/NĐ-CP",
    instruments=("Luật Giao dịch điện tử 20/2023/QH15", "Nghị định 68/2024/NĐ-CP"),
    since=datetime(2024, 8, 15, tzinfo=VIETNAM),
    until=None,
    terms=terms.ND68_2024,
    forms=nd68_2024.FORMS,
    internal_forms=nd68_2024.INTERNAL_FORMS,
    parameters=parameters.ND68_2024,
)
LAW_SETS: Mapping[str, LawSet] = {each.id: each for each in (TT185_2019, ND68_2024)}


def law_set(name: str) -> LawSet:
    """The law set with this id. Raises LawSetUnknown."""
    if name not in LAW_SETS:
        raise LawSetUnknown(name=name)
    return LAW_SETS[name]


def law_set_at(received_at: datetime) -> LawSet:
    """The law set that holds for a request received at this moment; the law changes at 00:00 +07:00.

    received_at: aware. Raises NoLawSetThen before 18/02/2020; TimeWithoutZone.
    """
    if received_at.tzinfo is None:
        raise TimeWithoutZone()
    for each in LAW_SETS.values():
        if each.since <= received_at and (each.until is None or received_at < each.until):
            return each
    raise NoLawSetThen(moment=write_moment(received_at))
