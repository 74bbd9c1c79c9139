"""The words of addresses (Vietnamese without marks) and what they stand for."""

from antin.casework.procedures import ProcedureKind, SubjectKind

PROCEDURES = {
    "cap-moi": ProcedureKind.ISSUE,
    "gia-han": ProcedureKind.RENEW,
    "thay-doi": ProcedureKind.CHANGE,
    "thu-hoi": ProcedureKind.REVOKE,
    "khoi-phuc": ProcedureKind.RECOVER,
    "tra-thiet-bi": ProcedureKind.RETURN,
    "that-lac": ProcedureKind.LOSS,
}
SUBJECTS = {
    "ca-nhan": SubjectKind.PERSON,
    "to-chuc": SubjectKind.ORGANISATION,
    "thiet-bi-dich-vu": SubjectKind.SERVICE,
}
