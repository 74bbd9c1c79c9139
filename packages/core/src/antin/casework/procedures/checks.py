"""What must hold before a step: the names used in the tables, and the arithmetic behind those about time."""

from collections.abc import Mapping
from datetime import datetime

from antin.casework.errors import CertificateNotEffective, RemainingTooShort, RenewedAlready
from antin.casework.formats.dates import VIETNAM
from antin.casework.law_sets import LawSet

CHECKS: Mapping[str, str] = {
    "form_complete": "Mẫu đã điền đủ và đúng định dạng",
    "key_request_good": "Yêu cầu chứng thư (PKCS#10) do đúng khóa ký, khóa đủ mạnh, chưa thuộc người khác",
    "renewable": "Chứng thư còn hiệu lực, còn đủ thời hạn tối thiểu và chưa gia hạn quá số lần cho phép",
    "changeable": "Chứng thư còn hiệu lực và còn đủ thời hạn tối thiểu",
    "revocable": "Chứng thư thuộc cơ quan gửi đề nghị và chưa bị thu hồi",
    "effective_after_handover": "Thời điểm hiệu lực không sớm hơn thời điểm bàn giao",
}


def check_renewable(law_set: LawSet, *, not_after: datetime, renewed: int, at: datetime) -> None:
    """Whether a certificate may be renewed (NĐ 130/2018 Đ.63; NĐ 68/2024 Đ.12). Times are aware.

    renewed: how often it was renewed before.
    Raises CertificateNotEffective, RenewedAlready, RemainingTooShort.
    """
    if renewed >= law_set.value("renew_times"):
        raise RenewedAlready(times=law_set.value("renew_times"))
    _check_remaining(law_set.value("renew_remaining_days"), not_after=not_after, at=at)


def check_changeable(law_set: LawSet, *, not_after: datetime, at: datetime) -> None:
    """Whether the content may be changed (NĐ 130/2018 Đ.65; NĐ 68/2024 Đ.14). Times are aware.

    Raises CertificateNotEffective, RemainingTooShort.
    """
    _check_remaining(law_set.value("change_remaining_days"), not_after=not_after, at=at)


def _check_remaining(needed: int, *, not_after: datetime, at: datetime) -> None:
    if at >= not_after:
        raise CertificateNotEffective()
    remaining = (not_after - at).days
    if remaining < needed:
        raise RemainingTooShort(remaining=remaining, needed=needed)


def later_by_years(moment: datetime, years: int) -> datetime:
    """The same day and hour in Vietnam, years later; 29/02 becomes 28/02 where there is none."""
    local = moment.astimezone(VIETNAM)
    day = 28 if (local.month, local.day) == (2, 29) and not _is_leap(local.year + years) else local.day
    return local.replace(year=local.year + years, day=day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
