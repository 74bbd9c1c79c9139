"""Where the values of a form are kept: plain ones as JSON, personal ones sealed, a folded copy for search."""

import json
from collections.abc import Mapping

from antin_server.common.folding import folded
from antin_server.common.sealing import sealed
from antin_server.registration import selectors
from antin_server.registration.models import Case, Letter

SEARCHED = ("full_name", "organisation", "service_name", "certificate_name", "workplace", "email", "position")


def payload_written(case: Case, values: Mapping[str, str]) -> None:
    """Put values into an unsaved case; keys the form does not ask for are dropped."""
    form = selectors.request_form(case)
    secret = {each.key for each in form.fields if each.personal}
    known = {each.key: values.get(each.key, "") for each in form.fields if each.key != "csr"}
    case.payload = {key: value for key, value in known.items() if value and key not in secret}
    case.sealed = _sealed({key: value for key, value in known.items() if value and key in secret})
    titled = ("service_name", "full_name", "certificate_name", "organisation")
    case.title = next((known[key] for key in titled if known.get(key)), "")[:255]
    case.search = folded(" ".join([case.code or "", *(known.get(key, "") for key in SEARCHED)]))


def head_written(letter: Letter, values: Mapping[str, str], *, personal: frozenset[str]) -> None:
    """Put the blocks of a letter into an unsaved letter."""
    letter.head = {key: value for key, value in values.items() if value and key not in personal}
    letter.sealed = _sealed({key: value for key, value in values.items() if value and key in personal})


def _sealed(values: Mapping[str, str]) -> str:
    return sealed(json.dumps(values, ensure_ascii=False, sort_keys=True)) if values else ""
