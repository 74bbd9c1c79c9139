"""What the law demands of requests: law sets, forms, the life of a case, deadlines; data first."""

from antin.casework.checking import CheckedForm, FieldError, check_fields, check_form
from antin.casework.formats import Circumstances
from antin.casework.formats.dates import VIETNAM
from antin.casework.law_sets import LAW_SETS, LawSet, law_set, law_set_at

__all__ = [
    "LAW_SETS",
    "VIETNAM",
    "CheckedForm",
    "Circumstances",
    "FieldError",
    "LawSet",
    "check_fields",
    "check_form",
    "law_set",
    "law_set_at",
]
