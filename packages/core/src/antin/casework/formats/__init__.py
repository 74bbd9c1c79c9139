"""The check of every kind of blank (formats of docs/law); nothing here raises on what a person types."""

from collections.abc import Callable, Mapping

from antin.casework.formats import codes, dates, identity, texts
from antin.casework.formats.judged import Circumstances, Judged, bare, tidy
from antin.casework.forms.model import FieldKind

CHECKS: Mapping[FieldKind, Callable[[str, Circumstances], Judged]] = {
    FieldKind.TEXT: texts.judge_text,
    FieldKind.LONG_TEXT: texts.judge_long_text,
    FieldKind.PERSON_NAME: texts.judge_person_name,
    FieldKind.DATE: dates.judge_date,
    FieldKind.MOMENT: dates.judge_moment,
    FieldKind.CHOICE: texts.judge_text,
    FieldKind.TICK: texts.judge_tick,
    FieldKind.COUNT: texts.judge_count,
    FieldKind.PERSONAL_NUMBER: identity.judge_personal_number,
    FieldKind.IDENTITY_PAPER: identity.judge_identity_paper,
    FieldKind.MOBILE: codes.judge_mobile,
    FieldKind.OFFICIAL_EMAIL: codes.judge_official_email,
    FieldKind.PROVINCE: texts.judge_province,
    FieldKind.TAX_CODE: codes.judge_tax_code,
    FieldKind.BUDGET_CODE: codes.judge_budget_code,
    FieldKind.CERTIFICATE_SERIAL: codes.judge_certificate_serial,
    FieldKind.DEVICE_NUMBER: codes.judge_device_number,
}

__all__ = ["CHECKS", "Circumstances", "Judged", "bare", "tidy"]
