"""The life of a case: procedures as tables, and the functions that move a case by them."""

from antin.casework.procedures.catalogue import PROCEDURES, procedure
from antin.casework.procedures.model import (
    Action,
    Actor,
    CaseState,
    Paper,
    Procedure,
    ProcedureKind,
    SubjectKind,
    Transition,
)
from antin.casework.procedures.steps import Deed, allowed_actions, due_after, next_state, permitted_step, step

__all__ = [
    "PROCEDURES",
    "Action",
    "Actor",
    "CaseState",
    "Deed",
    "Paper",
    "Procedure",
    "ProcedureKind",
    "SubjectKind",
    "Transition",
    "allowed_actions",
    "due_after",
    "next_state",
    "permitted_step",
    "procedure",
    "step",
]
