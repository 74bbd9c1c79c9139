"""What the letters of a document's number stand for (NĐ 30/2020/NĐ-CP Phụ lục III; Luật 80/2015/QH13 for the
instruments that make law).
"""

from dataclasses import dataclass
from enum import StrEnum

from antin.casework.provenance import Confidence, Provenance, found, memory


class Issuers(StrEnum):
    """Whom to ask about a document, by what its symbol names."""

    NATIONAL = "national"  # Quốc hội, Chính phủ, Thủ tướng, bộ: published by law
    PROVINCIAL = "provincial"  # sở, ban, ngành of a province
    COUNCIL_OR_COMMITTEE = "council_or_committee"  # HĐND, UBND of any level
    PARTY = "party"  # văn phòng cấp ủy


@dataclass(frozen=True)
class DocumentType:
    """A kind of document and its letters; lawmaking: of the instruments of Luật 80/2015."""

    letters: str
    name: str
    is_lawmaking: bool = False


@dataclass(frozen=True)
class IssuerSymbol:
    """The letters of who issues. until: the last year in which it issued, 0: today."""

    letters: str
    name: str
    issuers: Issuers
    until: int = 0


TYPES_PROVENANCE: Provenance = found("S33", Confidence.MEDIUM, article="NĐ 30/2020 Phụ lục III")
SYMBOLS_PROVENANCE: Provenance = memory(Confidence.HIGH)

_TYPES = """
NQ|Nghị quyết
QĐ|Quyết định
CT|Chỉ thị
QC|Quy chế
QyĐ|Quy định
TC|Thông cáo
TB|Thông báo
HD|Hướng dẫn
CTr|Chương trình
KH|Kế hoạch
PA|Phương án
ĐA|Đề án
DA|Dự án
BC|Báo cáo
BB|Biên bản
TTr|Tờ trình
HĐ|Hợp đồng
CĐ|Công điện
BGN|Bản ghi nhớ
BTT|Bản thỏa thuận
GUQ|Giấy ủy quyền
GM|Giấy mời
GGT|Giấy giới thiệu
GNP|Giấy nghỉ phép
PG|Phiếu gửi
PC|Phiếu chuyển
PB|Phiếu báo
SY|Bản sao y
TrS|Bản trích sao
SL|Bản sao lục
"""
_LAWMAKING = """
NĐ|Nghị định
TT|Thông tư
TTLT|Thông tư liên tịch
NQLT|Nghị quyết liên tịch
"""
_SYMBOLS = """
QH|Quốc hội|national
UBTVQH|Ủy ban Thường vụ Quốc hội|national
CTN|Chủ tịch nước|national
CP|Chính phủ|national
TTg|Thủ tướng Chính phủ|national
VPCP|Văn phòng Chính phủ|national
TTCP|Thanh tra Chính phủ|national
NHNN|Ngân hàng Nhà nước Việt Nam|national
TANDTC|Tòa án nhân dân tối cao|national
VKSTC|Viện kiểm sát nhân dân tối cao|national
KTNN|Kiểm toán nhà nước|national
BQP|Bộ Quốc phòng|national
BCA|Bộ Công an|national
BNG|Bộ Ngoại giao|national
BNV|Bộ Nội vụ|national
BTP|Bộ Tư pháp|national
BTC|Bộ Tài chính|national
BCT|Bộ Công Thương|national
BNNMT|Bộ Nông nghiệp và Môi trường|national
BXD|Bộ Xây dựng|national
BVHTTDL|Bộ Văn hóa, Thể thao và Du lịch|national
BKHCN|Bộ Khoa học và Công nghệ|national
BGDĐT|Bộ Giáo dục và Đào tạo|national
BYT|Bộ Y tế|national
BDTTG|Bộ Dân tộc và Tôn giáo|national
BTTTT|Bộ Thông tin và Truyền thông|national|2025
BGTVT|Bộ Giao thông vận tải|national|2025
BKHĐT|Bộ Kế hoạch và Đầu tư|national|2025
BLĐTBXH|Bộ Lao động - Thương binh và Xã hội|national|2025
BTNMT|Bộ Tài nguyên và Môi trường|national|2025
BNNPTNT|Bộ Nông nghiệp và Phát triển nông thôn|national|2025
UBDT|Ủy ban Dân tộc|national|2025
HĐND|Hội đồng nhân dân|council_or_committee
UBND|Ủy ban nhân dân|council_or_committee
CTUBND|Chủ tịch Ủy ban nhân dân|council_or_committee
SNV|Sở Nội vụ|provincial
STP|Sở Tư pháp|provincial
STC|Sở Tài chính|provincial
SCT|Sở Công Thương|provincial
SNNMT|Sở Nông nghiệp và Môi trường|provincial
SXD|Sở Xây dựng|provincial
SVHTTDL|Sở Văn hóa, Thể thao và Du lịch|provincial
SKHCN|Sở Khoa học và Công nghệ|provincial
SGDĐT|Sở Giáo dục và Đào tạo|provincial
SYT|Sở Y tế|provincial
STTTT|Sở Thông tin và Truyền thông|provincial|2025
SGTVT|Sở Giao thông vận tải|provincial|2025
SKHĐT|Sở Kế hoạch và Đầu tư|provincial|2025
SLĐTBXH|Sở Lao động - Thương binh và Xã hội|provincial|2025
STNMT|Sở Tài nguyên và Môi trường|provincial|2025
SNNPTNT|Sở Nông nghiệp và Phát triển nông thôn|provincial|2025
TW|Trung ương Đảng|party
TU|Tỉnh ủy, Thành ủy|party
ĐU|Đảng ủy|party
HU|Huyện ủy|party|2025
"""


def _symbol(line: str) -> IssuerSymbol:
    letters, name, issuers, *until = line.split("|")
    return IssuerSymbol(letters, name, Issuers(issuers), int(until[0]) if until else 0)


def _type(line: str, *, is_lawmaking: bool = False) -> DocumentType:
    letters, name = line.split("|")
    return DocumentType(letters, name, is_lawmaking)


def _rows(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


DOCUMENT_TYPES = (
    *(_type(line) for line in _rows(_TYPES)),
    *(_type(line, is_lawmaking=True) for line in _rows(_LAWMAKING)),
)
ISSUER_SYMBOLS = tuple(map(_symbol, _rows(_SYMBOLS)))
LETTER = DocumentType("", "Công văn")  # a letter carries no letters of a type (NĐ 30/2020 Phụ lục III)
