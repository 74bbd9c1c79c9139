"""What is written in forms: the blanks of a case's form and the values that were kept."""

import json

from antin.casework import law_set
from antin.casework.forms import Form
from antin.casework.procedures import Paper, ProcedureKind, SubjectKind, procedure
from antin_server.common.sealing import opened
from antin_server.registration.models import Case, Letter


def form_of(law_set_id: str, kind: ProcedureKind, paper: Paper, subject: SubjectKind) -> Form:
    """The form that plays this part. Raises ProcedureUnknown, LawSetUnknown."""
    return law_set(law_set_id).form(procedure(law_set_id, kind).form(paper, subject))


def request_form(case: Case) -> Form:
    """The form that the subscriber fills in, by the law set of the case."""
    return form_of(case.law_set, ProcedureKind(case.procedure), Paper.REQUEST, SubjectKind(case.subject_kind))


def letter_form(letter: Letter) -> Form:
    """The form of a letter."""
    return law_set(letter.law_set).form(letter.form_number)


def payload_read(case: Case) -> dict[str, str]:
    """Every value of the form, personal ones too; whoever shows them to others than the subscriber records it."""
    return {**case.payload, **_opened(case.sealed)}


def head_read(letter: Letter) -> dict[str, str]:
    """The blocks of a letter, personal numbers too."""
    return {**letter.head, **_opened(letter.sealed)}


def masked(value: str) -> str:
    """A personal value that is not to be read: of a number the last three digits, of anything else nothing."""
    if not value:
        return ""
    return "•" * (len(value) - 3) + value[-3:] if value.isdigit() and len(value) > 6 else "•" * 6


def _opened(text: str) -> dict[str, str]:
    if not text:
        return {}
    values: dict[str, str] = json.loads(opened(text))
    return values
