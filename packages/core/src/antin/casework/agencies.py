"""Did an agency exist on a day, and what has taken its place? Ministries, provinces' councils and committees, and
the district level; what these tables do not tell stays unknown.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from antin.casework.provenance import Confidence, found, memory
from antin.casework.provinces import MERGED_ON, Province, merged_into, province_named

MINISTRIES_REORGANISED_ON = date(2025, 3, 1)
MINISTRIES_PROVENANCE = memory(Confidence.HIGH, article="NQ 176/2025/QH15")
DISTRICTS_PROVENANCE = found("S37")


@dataclass(frozen=True)
class Ministry:
    """A ministry by its name. since: from that day; until: it was gone from that day, into `successor`."""

    name: str
    since: date | None = None
    until: date | None = None
    successor: str = ""


@dataclass(frozen=True)
class Standing:
    """existed: on the day asked about; None: not known. successor: what it is today, empty when it is the same or
    not known.
    """

    existed: bool | None = None
    successor: str = ""


_KEPT = (
    "Bộ Quốc phòng", "Bộ Công an", "Bộ Ngoại giao", "Bộ Nội vụ", "Bộ Tư pháp", "Bộ Tài chính", "Bộ Công Thương",
    "Bộ Xây dựng", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học và Công nghệ", "Bộ Giáo dục và Đào tạo", "Bộ Y tế",
    "Văn phòng Chính phủ", "Thanh tra Chính phủ", "Ngân hàng Nhà nước Việt Nam",
)
_MADE = ("Bộ Nông nghiệp và Môi trường", "Bộ Dân tộc và Tôn giáo")
_GONE = {
    "Bộ Thông tin và Truyền thông": "Bộ Khoa học và Công nghệ",
    "Bộ Giao thông vận tải": "Bộ Xây dựng",
    "Bộ Kế hoạch và Đầu tư": "Bộ Tài chính",
    "Bộ Lao động - Thương binh và Xã hội": "Bộ Nội vụ",
    "Bộ Tài nguyên và Môi trường": "Bộ Nông nghiệp và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn": "Bộ Nông nghiệp và Môi trường",
    "Ủy ban Dân tộc": "Bộ Dân tộc và Tôn giáo",
}
MINISTRIES = (
    *(Ministry(name) for name in _KEPT),
    *(Ministry(name, since=MINISTRIES_REORGANISED_ON) for name in _MADE),
    *(Ministry(name, until=MINISTRIES_REORGANISED_ON, successor=successor) for name, successor in _GONE.items()),
)

_COMMITTEES = {
    "uy ban nhan dan": "Ủy ban nhân dân", "ubnd": "Ủy ban nhân dân", "hoi dong nhan dan": "Hội đồng nhân dân",
    "hdnd": "Hội đồng nhân dân",
}
_OF_COMMITTEES = "|".join(_COMMITTEES)
_PROVINCIAL = re.compile(rf"(.* )?({_OF_COMMITTEES}) (tinh|thanh pho|tp) (.+)")
_OF_DISTRICTS = re.compile(rf"(?:.* )?(?:{_OF_COMMITTEES}) (?:huyen|quan|thi xa|thanh pho|tp) .+")


def standing(bodies: Sequence[str], *, on: date, today: date) -> Standing:
    """Of the agency named last, a body of those before it.

    An agency of a body that was gone did not exist under this name. That a body existed says nothing of those
    within it, so theirs stays unknown.
    """
    found = [_of_body(each, on=on, today=today) for each in bodies]
    gone = next((each for each in found if each.existed is False), None)
    if gone is not None:
        return gone
    successor = next((each.successor for each in reversed(found) if each.successor), "")
    return Standing(found[-1].existed if found else None, successor)


def _of_body(name: str, *, on: date, today: date) -> Standing:
    plain = _plain(name)
    ministry = next((each for each in MINISTRIES if _plain(each.name) == plain), None)
    if ministry is not None:
        return _of_ministry(ministry, on=on, today=today)
    provincial = _PROVINCIAL.fullmatch(plain)
    if provincial is not None:
        within, committee, _, province = provincial.groups()
        known = _of_province(_COMMITTEES[committee], province, on=on, today=today)
        if known is not None:  # an office of a committee that existed need not have
            return replace(known, existed=None) if within and known.existed else known
    # What is neither province nor commune was of the district level.
    return Standing(False if on >= MERGED_ON else None) if _OF_DISTRICTS.fullmatch(plain) else Standing()


def _of_ministry(ministry: Ministry, *, on: date, today: date) -> Standing:
    existed = (ministry.since is None or on >= ministry.since) and (ministry.until is None or on < ministry.until)
    is_gone = ministry.until is not None and today >= ministry.until
    return Standing(existed, ministry.successor if is_gone else "")


def _of_province(committee: str, name: str, *, on: date, today: date) -> Standing | None:
    """None: no province was ever called so."""
    existed = province_named(name, on=on) is not None
    now = province_named(name, on=today) or merged_into(name, on=today)
    if now is None and not existed:
        return None
    is_changed = now is not None and province_named(name, on=today) is None
    return Standing(existed, f"{committee} {_with_level(now)}" if now is not None and is_changed else "")


def _with_level(province: Province) -> str:
    return province.name if province.name.startswith("Thành phố") else f"tỉnh {province.name}"


def _plain(text: str) -> str:
    """Small letters without marks, words apart by one blank; a hyphen is a word of its own."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = (each if each.isalnum() else "" if unicodedata.combining(each) else " " for each in decomposed)
    return " ".join("".join(letters).split())
