"""What a vector is: how its file is made, what must be said of it, and by which name."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """The published classes of attacks (Mladenov 2019, Mainka 2021, Rohlmann 2021), our own, and no attack at all."""

    USF = "universal signature forgery"
    SWA = "signature wrapping"
    ISA = "incremental saving"
    HIDE = "shadow: hide"
    REPLACE = "shadow: replace"
    HIDE_AND_REPLACE = "shadow: hide and replace"
    EVIL_ANNOTATION = "evil annotation"
    SNEAKY_SIGNATURE = "sneaky signature"
    DOCUMENT = "change of the document"
    HARMLESS = "harmless"


@dataclass(frozen=True)
class Vector:
    """One file. make: its octets, made anew at each call, equal but for keys.

    codes: any of them names it; the more exact first. None: it is valid and nothing is to be named.
    page: the page that the naming must tell; 0: none. A harmless file is one that must stay valid.
    """

    name: str
    family: Family
    make: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    page: int = 0

    @property
    def is_harmless(self) -> bool:
        """Whether a signed document may look like this."""
        return self.family is Family.HARMLESS


# Codes that the catalogue lacks, with the words they would have. A vector that names one also names the present code
# that comes nearest, so that either is right until the catalogue knows it.
PROPOSED = {
    "entry_twice": (
        "Dữ liệu chữ ký ghi một mục hai lần, mỗi phần mềm có thể hiểu một cách.",
        "The signature states an entry twice; programs may take either.",
    ),
    "change_annotation_covers": (
        "Chú thích hoặc hình chèn sau khi ký che nội dung đã ký (trang {pages}).",
        "An annotation added after signing covers what was signed (page {pages}).",
    ),
    "change_signature_covers": (
        "Ô ký hoặc chữ ký thêm sau đó che nội dung đã ký (trang {pages}).",
        "A signature field added afterwards covers what was signed (page {pages}).",
    ),
    "change_optional_content": (
        "Lớp hiển thị bị bật hoặc tắt sau khi ký: nội dung nhìn thấy không còn như lúc ký.",
        "Layers were switched on or off after signing: what is seen is not what was signed.",
    ),
    "change_script": (
        "Hành động hoặc mã lệnh (JavaScript) bị thêm sau khi ký.",
        "An action or script was added after signing.",
    ),
    "change_attachment": (
        "Tệp đính kèm bị thêm, thay hoặc xóa sau khi ký.",
        "An attached file was added, replaced or removed after signing.",
    ),
    "change_xfa": (
        "Biểu mẫu XFA bị thêm sau khi ký: nội dung nhìn thấy có thể không nằm trong các trang đã ký.",
        "An XFA form was added after signing: what is seen may not be on the pages that were signed.",
    ),
    "change_page_view": (
        "Trang bị xoay, cắt hoặc đổi khổ sau khi ký (trang {pages}).",
        "A page was turned, cropped or resized after signing (page {pages}).",
    ),
    "change_read_aloud": (
        "Cấu trúc hoặc văn bản thay thế (dùng cho trình đọc màn hình) bị thay sau khi ký.",
        "Structure or alternative text, which screen readers say, was changed after signing.",
    ),
    "change_certified": (
        "Văn bản đã chứng nhận bị sửa theo cách mà chữ ký chứng nhận không cho phép.",
        "The certified document was changed in a way that its certification forbids.",
    ),
}
