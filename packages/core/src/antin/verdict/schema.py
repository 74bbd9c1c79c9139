"""The JSON schema of a verdict (2020-12), for programs that read one. Verdicts may grow: readers pass over keys they
do not know. docs/reference/verdict.schema.json is written from here.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from antin.casework.verification_table import VERIFICATION_TABLE
from antin.validation import Indication, Outcome, RevocationState, Strength, SubIndication
from antin.verdict.checks import CheckResult
from antin.verdict.kinds import Kind
from antin.verdict.model import CertificateState, TimeSource

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_TIME: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_CODE: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}


def verdict_schema() -> Schema:
    """The schema of `Verdict.as_json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ấn Tín: kết luận về một tệp / the verdict on a file",
        **_record({
            "file": _TEXT, "sha256": {"type": "string", "pattern": "^([0-9a-f]{64})?$"}, "kind": _one_of(Kind),
            "outcome": _one_of(Outcome), "document": _document(), **_judgement(),
            "signatures": _list(_signature()), "time_stamps": _list(_time_stamp()), "advice": _list(_told()),
        }),
    }


def _document() -> Schema:
    return _record({
        "authorised_signature": _or_none(_FLAG), "agency_signature": _or_none(_FLAG), "is_complete": _or_none(_FLAG),
        "number": _or_none(_TEXT), "date": _or_none(_DATE), "text_is_signed": _or_none(_FLAG),
        "changed_after_issue": _or_none(_FLAG),
        "agency": _or_none(_record({"name": _TEXT, "existed": _or_none(_FLAG), "successor": _or_none(_TEXT)})),
    })


def _signature() -> Schema:
    return _record({
        "field": _TEXT, "signer": _or_none(_TEXT), "agency": _or_none(_TEXT), "issuer": _or_none(_TEXT),
        "serial": _or_none({"type": "string", "pattern": "^-?[0-9A-F]+$"}), "is_organisation": _FLAG,
        "outcome": _one_of(Outcome), "claimed_time": _or_none(_TIME), "best_time": _TIME,
        "best_time_source": _one_of(TimeSource),
        "level": _or_none({"type": "string", "enum": ["B-B", "B-T", "B-LT", "B-LTA"]}),
        "covers_whole_file": _FLAG, "covered": _list(_span()), "not_covered": _list(_span()),
        "changes": _list(_told(is_allowed=_FLAG)),
        "algorithms": _list(_record({"name": _TEXT, "strength": _one_of(Strength)})), **_judgement(),
        "revocation": _revocation(), "time_stamps": _list(_time_stamp()), "checks": _list(_check()),
        "certificate": _or_none(_certificate()),
    })


def _check() -> Schema:
    rows, codes = [each.row for each in VERIFICATION_TABLE], [each.code for each in VERIFICATION_TABLE]
    return _record({
        "row": {"type": "string", "enum": rows}, "code": {"type": "string", "enum": codes}, "is_mandatory": _FLAG,
        "result": _one_of(CheckResult), "text": _TEXT,
    })


def _certificate() -> Schema:
    return _record({
        "not_before": _TIME, "not_after": _TIME, "state_then": _one_of(CertificateState),
        "state_now": _one_of(CertificateState),
    })


def _revocation() -> Schema:
    return _record({
        "state": _one_of(RevocationState), "source": _or_none({"type": "string", "enum": ["crl", "ocsp"]}),
        "checked_at": _or_none(_TIME), "revoked_at": _or_none(_TIME), "reason": _or_none(_CODE),
    })


def _time_stamp() -> Schema:
    return _record({
        "field": _or_none(_TEXT), "time": _or_none(_TIME), "authority": _or_none(_TEXT), "outcome": _one_of(Outcome),
        **_judgement(),
    })


def _judgement() -> dict[str, Schema]:
    return {
        "indication": _one_of(Indication), "sub_indication": _or_none(_one_of(SubIndication)),
        "reasons": _list(_told()), "remarks": _list(_told()),
    }


def _told(**more: Schema) -> Schema:
    return _record({"code": _CODE, "text": _TEXT, **more})


def _span() -> Schema:
    return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}


def _record(properties: dict[str, Schema]) -> Schema:
    """Every key is there, always."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(words: Iterable[StrEnum]) -> Schema:
    return {"type": "string", "enum": [str(each) for each in words]}


def _or_none(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
