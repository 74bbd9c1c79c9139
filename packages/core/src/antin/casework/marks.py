"""How large seals are, and letters of marks on electronic documents (NĐ 30/2020/NĐ-CP Phụ lục I)."""

from antin.casework.parameters import Parameter, Unit
from antin.casework.provenance import Confidence, found, memory

_ANNEX_1 = "Phụ lục I"

MARKS = (
    Parameter("seal_agency_mm", 36, Unit.MILLIMETRES, "Đường kính dấu của cơ quan, tổ chức", memory()),
    Parameter("seal_commune_mm", 35, Unit.MILLIMETRES, "Đường kính dấu của cơ quan cấp xã", memory()),
    Parameter(
        "mark_size_pt", 10, Unit.POINTS,
        "Cỡ chữ của dấu hiệu trên phụ lục, văn bản kèm theo và bản sao điện tử", found("S17", article=_ANNEX_1),
    ),
    Parameter("number_size_pt", 13, Unit.POINTS, "Cỡ chữ của số, ký hiệu văn bản", memory(Confidence.HIGH)),
    Parameter(
        "date_size_pt", 13, Unit.POINTS, "Cỡ chữ (nghiêng) của địa danh và thời gian ban hành: 13 đến 14",
        memory(Confidence.HIGH),
    ),
    Parameter("incoming_stamp_width_mm", 50, Unit.MILLIMETRES, "Bề rộng dấu “Đến”", memory()),
    Parameter("incoming_stamp_height_mm", 35, Unit.MILLIMETRES, "Bề cao dấu “Đến”", memory()),
)
_VALUES = {each.name: each.value for each in MARKS}


def mark_value(name: str) -> int:
    """The value of one of MARKS. Raises KeyError: a fault of ours."""
    return _VALUES[name]
