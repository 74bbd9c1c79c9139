"""The kinds of looks that a signature on an official document has, as a table (NĐ 30/2020/NĐ-CP Phụ lục I).

Where the decree asks for no look of its own (initials, comments, the stamp of incoming papers), what offices and
the official program do is the default; every size can be chosen otherwise.
"""

from dataclasses import dataclass
from enum import StrEnum

from antin.casework.marks import mark_value

Size = tuple[float, float]


class LookKind(StrEnum):
    """What a signature is seen as."""

    LEADER = "leader"
    SEAL = "seal"
    NUMBER = "number"
    DATE = "date"
    APPENDIX = "appendix"
    COPY = "copy"
    INCOMING = "incoming"
    COMMENT = "comment"
    INITIALS = "initials"
    SIGNATURE = "signature"
    CODE = "code"


class Need(StrEnum):
    """What must be known to draw a look."""

    IMAGE = "image"
    NUMBER = "number"
    ISSUED_ON = "issued_on"
    AT = "at"
    COPY_FORM = "copy_form"
    AGENCY = "agency"
    ARRIVAL = "arrival"
    COMMENT = "comment"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True)
class Kind:
    """size_mm: width and height when nothing else is said; needs: facts without which it cannot be drawn.

    may_cover_text: whether it stands over letters by its nature.
    """

    size_mm: Size
    needs: tuple[Need, ...]
    may_cover_text: bool = False


_SEAL = float(mark_value("seal_agency_mm"))
KINDS = {
    LookKind.LEADER: Kind((50.0, 20.0), (Need.IMAGE,)),
    LookKind.SEAL: Kind((_SEAL, _SEAL), (Need.IMAGE,), may_cover_text=True),
    LookKind.NUMBER: Kind((16.0, 6.0), (Need.NUMBER,)),
    LookKind.DATE: Kind((60.0, 6.0), (Need.ISSUED_ON,)),
    LookKind.APPENDIX: Kind((60.0, 9.0), (Need.NUMBER, Need.AT)),
    LookKind.COPY: Kind((60.0, 13.0), (Need.COPY_FORM, Need.AGENCY, Need.AT)),
    LookKind.INCOMING: Kind(
        (float(mark_value("incoming_stamp_width_mm")), float(mark_value("incoming_stamp_height_mm"))),
        (Need.AGENCY, Need.ARRIVAL, Need.AT),
    ),
    LookKind.COMMENT: Kind((70.0, 25.0), (Need.COMMENT, Need.NAME, Need.AT)),
    LookKind.INITIALS: Kind((12.0, 8.0), ()),
    LookKind.SIGNATURE: Kind((80.0, 22.0), (Need.NAME, Need.AT)),
    LookKind.CODE: Kind((25.0, 25.0), (Need.ADDRESS,)),
}
