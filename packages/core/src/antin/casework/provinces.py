"""Provinces by day: 63 until 30/6/2025, 34 from 01/7/2025 (NQ 202/2025/QH15; S36, S37).

Thừa Thiên Huế became Thành phố Huế before the merger. docs/law/tham-so.md lists both days with their sources.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from antin.casework.provenance import Provenance, found, memory

MERGED_ON = date(2025, 7, 1)
MERGED_PROVENANCE = found("S37", article="NQ 202/2025/QH15")
_EARLIER = {"46": (date(2025, 1, 1), memory(article="NQ 175/2024/QH15"))}


@dataclass(frozen=True)
class Province:
    """A province of today: `code` of QĐ 19/2025/QĐ-TTg, and the names of the provinces it was made of.

    since: the day from which it is what it is; provenance: where that day was read.
    """

    code: str
    name: str
    merged_from: tuple[str, ...] = ()
    since: date = MERGED_ON
    provenance: Provenance = MERGED_PROVENANCE

    def names(self, *, on: date) -> tuple[str, ...]:
        """Its name on a day, or the names of what it was made of."""
        return (self.name,) if on >= self.since else self.merged_from


_TABLE = """
01|Thành phố Hà Nội
04|Cao Bằng
08|Tuyên Quang|Hà Giang, Tuyên Quang
11|Điện Biên
12|Lai Châu
14|Sơn La
15|Lào Cai|Lào Cai, Yên Bái
19|Thái Nguyên|Bắc Kạn, Thái Nguyên
20|Lạng Sơn
22|Quảng Ninh
24|Bắc Ninh|Bắc Giang, Bắc Ninh
25|Phú Thọ|Hòa Bình, Vĩnh Phúc, Phú Thọ
31|Thành phố Hải Phòng|Hải Dương, Thành phố Hải Phòng
33|Hưng Yên|Thái Bình, Hưng Yên
37|Ninh Bình|Hà Nam, Nam Định, Ninh Bình
38|Thanh Hóa
40|Nghệ An
42|Hà Tĩnh
44|Quảng Trị|Quảng Bình, Quảng Trị
46|Thành phố Huế|Thừa Thiên Huế
48|Thành phố Đà Nẵng|Quảng Nam, Thành phố Đà Nẵng
51|Quảng Ngãi|Kon Tum, Quảng Ngãi
52|Gia Lai|Bình Định, Gia Lai
56|Khánh Hòa|Ninh Thuận, Khánh Hòa
66|Đắk Lắk|Phú Yên, Đắk Lắk
68|Lâm Đồng|Đắk Nông, Bình Thuận, Lâm Đồng
75|Đồng Nai|Bình Phước, Đồng Nai
79|Thành phố Hồ Chí Minh|Bình Dương, Bà Rịa - Vũng Tàu, Thành phố Hồ Chí Minh
80|Tây Ninh|Long An, Tây Ninh
82|Đồng Tháp|Tiền Giang, Đồng Tháp
86|Vĩnh Long|Bến Tre, Trà Vinh, Vĩnh Long
91|An Giang|Kiên Giang, An Giang
92|Thành phố Cần Thơ|Sóc Trăng, Hậu Giang, Thành phố Cần Thơ
96|Cà Mau|Bạc Liêu, Cà Mau
"""


def _read(line: str) -> Province:
    code, name, *merged = line.split("|")
    before = tuple(merged[0].split(", ")) if merged else (name,)
    return Province(code, name, before, *_EARLIER.get(code, (MERGED_ON, MERGED_PROVENANCE)))


PROVINCES = tuple(_read(line) for line in _TABLE.split("\n") if line)


def province_names(*, on: date) -> tuple[str, ...]:
    """The names in use on a day, in the order of their codes of today."""
    return tuple(name for province in PROVINCES for name in province.names(on=on))


def province_named(text: str, *, on: date) -> Province | None:
    """The province of that day with this name; marks, case and the words Tỉnh, Thành phố do not matter.

    Before the merger the answer has the old name and the code of the province it went into.
    """
    wanted = _plain(text)
    for province in PROVINCES:
        for name in province.names(on=on):
            if _plain(name) == wanted:
                return province if on >= province.since else Province(province.code, name)
    return None


def merged_into(text: str, *, on: date) -> Province | None:
    """The province that took in one of this old name, or None; None also before the merger."""
    wanted = _plain(text)
    there = (each for each in PROVINCES if on >= each.since)
    return next((each for each in there if wanted in map(_plain, each.merged_from)), None)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if letter.isalnum() or letter.isspace())
    words = " ".join(letters.split())
    for prefix in ("tinh ", "thanh pho ", "tp "):
        words = words.removeprefix(prefix)
    return words
