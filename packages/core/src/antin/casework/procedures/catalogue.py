"""Every procedure of every law set, with the numbers of its forms."""

from collections.abc import Mapping

from antin.casework.errors import ProcedureUnknown
from antin.casework.procedures import tables
from antin.casework.procedures.model import Paper, Procedure, ProcedureKind, SubjectKind, Transition
from antin.casework.provenance import Confidence, Provenance, found, inferred, memory

_TITLES = {
    ProcedureKind.ISSUE: "Cấp mới",
    ProcedureKind.RENEW: "Gia hạn",
    ProcedureKind.CHANGE: "Thay đổi nội dung thông tin",
    ProcedureKind.REVOKE: "Thu hồi",
    ProcedureKind.RECOVER: "Khôi phục thiết bị lưu khóa bí mật",
    ProcedureKind.HANDOVER: "Bàn giao thiết bị và đề nghị thời điểm hiệu lực",
    ProcedureKind.RETURN: "Thu thiết bị lưu khóa bí mật",
    ProcedureKind.LOSS: "Xác nhận thất lạc thiết bị",
}
_TABLES: Mapping[ProcedureKind, tuple[Transition, ...]] = {
    ProcedureKind.ISSUE: tables.ISSUE,
    ProcedureKind.RENEW: tables.RENEW,
    ProcedureKind.CHANGE: tables.CHANGE,
    ProcedureKind.REVOKE: tables.REVOKE,
    ProcedureKind.RECOVER: tables.RECOVER,
    ProcedureKind.HANDOVER: tables.HANDOVER,
    ProcedureKind.RETURN: tables.RETURN,
    ProcedureKind.LOSS: tables.LOSS,
}
Forms = dict[tuple[Paper, SubjectKind], str]


def _pair(request: str, letter: str) -> Forms:
    """One pair of forms for every kind of subject."""
    numbers = {Paper.REQUEST: request, Paper.LETTER: letter}
    return {(paper, subject): number for subject in SubjectKind for paper, number in numbers.items()}


def _alone(paper: Paper, number: str) -> Forms:
    return {(paper, subject): number for subject in SubjectKind}


def _issue(*pairs: tuple[str, str], handover: str) -> Forms:
    """A pair of forms for each kind of subject, in the order of SubjectKind."""
    forms = _alone(Paper.HANDOVER, handover)
    for subject, (request, letter) in zip(SubjectKind, pairs, strict=True):
        forms |= {(Paper.REQUEST, subject): request, (Paper.LETTER, subject): letter}
    return forms


def _procedures(
    law_set: str, lines: Mapping[ProcedureKind, tuple[Forms, Provenance]]
) -> tuple[Procedure, ...]:
    return tuple(
        Procedure(law_set, kind, _TITLES[kind], forms, _TABLES[kind], mark)
        for kind, (forms, mark) in lines.items()
    )


TT185_2019 = _procedures(
    "tt185_2019",
    {
        ProcedureKind.ISSUE: (
            _issue(("01", "02"), ("03", "04"), ("05", "06"), handover="13"),
            found("S04", article="TT 185/2019 Đ.8"),
        ),
        ProcedureKind.RENEW: (_pair("07", "08"), inferred("S06", article="TT 185/2019 Đ.9")),
        ProcedureKind.CHANGE: (_pair("07", "08"), inferred("S07", article="TT 185/2019 Đ.9")),
        ProcedureKind.REVOKE: (_pair("09", "10"), found("S03", article="TT 185/2019 Đ.10")),
        ProcedureKind.RECOVER: (_pair("11", "12"), inferred("S08", article="TT 185/2019 Đ.11")),
        ProcedureKind.HANDOVER: (_alone(Paper.HANDOVER, "13"), inferred("S01")),
        ProcedureKind.RETURN: (_alone(Paper.RECORD, "14"), found("S07", article="NĐ 130/2018 Đ.71")),
        ProcedureKind.LOSS: (_alone(Paper.RECORD, "15"), found("S03", article="TT 185/2019 Đ.10")),
    },
)
ND68_2024 = _procedures(
    "nd68_2024",
    {
        ProcedureKind.ISSUE: (
            _issue(("NB01", "01"), ("NB02", "02"), ("NB03", "03"), handover="07"),
            found("S11", article="NĐ 68/2024 Đ.11"),
        ),
        ProcedureKind.RENEW: (_pair("NB04", "04"), inferred("S12", article="NĐ 68/2024 Đ.12, 13")),
        ProcedureKind.CHANGE: (_pair("NB04", "04"), inferred("S13", article="NĐ 68/2024 Đ.14 đến 16")),
        ProcedureKind.REVOKE: (_pair("NB05", "05"), found("S16", article="NĐ 68/2024 Đ.17 đến 19")),
        ProcedureKind.RECOVER: (_pair("NB06", "06"), found("S17", article="NĐ 68/2024 Đ.22")),
        ProcedureKind.HANDOVER: (_alone(Paper.HANDOVER, "07"), memory(Confidence.MEDIUM)),
        ProcedureKind.RETURN: (_alone(Paper.RECORD, "08"), found("S16", article="NĐ 68/2024 Đ.20")),
        ProcedureKind.LOSS: (_alone(Paper.RECORD, "09"), found("S16")),
    },
)
PROCEDURES: Mapping[tuple[str, ProcedureKind], Procedure] = {
    (each.law_set, each.kind): each for each in (*TT185_2019, *ND68_2024)
}


def procedure(law_set: str, kind: ProcedureKind) -> Procedure:
    """The procedure of a law set, by its id. Raises ProcedureUnknown."""
    if (law_set, kind) not in PROCEDURES:
        raise ProcedureUnknown(law_set=law_set)
    return PROCEDURES[law_set, kind]
