"""Where the values of a form are kept: plain ones as JSON, personal ones sealed, a folded copy for search."""

import json
from collections.abc import Mapping

from antin.casework import law_set
from antin.casework.forms import Form
from antin.casework.procedures import Paper, ProcedureKind, SubjectKind, procedure
from antin_server.common.folding import folded
from antin_server.common.sealing import opened, sealed
from antin_server.registration.models import Case, Letter

SEARCHED = ("full_name", "organisation", "service_name", "certificate_name", "workplace", "email", "position")


def request_form(case: Case) -> Form:
    """The form that the subscriber fills in, by the law set of the case."""
    number = procedure(case.law_set, ProcedureKind(case.procedure)).form(Paper.REQUEST, SubjectKind(case.subject_kind))
    return law_set(case.law_set).form(number)


def payload_written(case: Case, values: Mapping[str, str]) -> None:
    """Put values into an unsaved case; keys the form does not ask for are dropped."""
    form = request_form(case)
    secret = {each.key for each in form.fields if each.personal}
    known = {each.key: values.get(each.key, "") for each in form.fields if each.key != "csr"}
    case.payload = {key: value for key, value in known.items() if value and key not in secret}
    case.sealed = _sealed({key: value for key, value in known.items() if value and key in secret})
    case.title = known.get("full_name") or known.get("organisation") or known.get("certificate_name") or ""
    case.title = known.get("service_name") or case.title
    case.search = folded(" ".join([case.code or "", *(known.get(key, "") for key in SEARCHED)]))


def payload_read(case: Case) -> dict[str, str]:
    """Every value of the form, personal ones too; whoever shows them to others than the subscriber records it."""
    return {**case.payload, **_opened(case.sealed)}


def head_written(letter: Letter, values: Mapping[str, str], *, personal: frozenset[str]) -> None:
    """Put the blocks of a letter into an unsaved letter."""
    letter.head = {key: value for key, value in values.items() if value and key not in personal}
    letter.sealed = _sealed({key: value for key, value in values.items() if value and key in personal})


def head_read(letter: Letter) -> dict[str, str]:
    """The blocks of a letter, personal numbers too."""
    return {**letter.head, **_opened(letter.sealed)}


def _sealed(values: Mapping[str, str]) -> str:
    return sealed(json.dumps(values, ensure_ascii=False, sort_keys=True)) if values else ""


def _opened(text: str) -> dict[str, str]:
    if not text:
        return {}
    values: dict[str, str] = json.loads(opened(text))
    return values
