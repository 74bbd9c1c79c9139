"""What the law demands of requests: law sets, forms, the life of a case, deadlines; data first."""

from antin.casework.law_sets import LAW_SETS, VIETNAM, LawSet, law_set, law_set_at

__all__ = ["LAW_SETS", "VIETNAM", "LawSet", "law_set", "law_set_at"]
