"""Who signed, read from the certificate; and whether it is an agency's seal or a person's signature.

Certificates of official duty carry one policy for both, so the name decides: an agency's common name begins
with what kind of body it is (BỘ TÀI CHÍNH, CỤC THUẾ, UBND xã…).
"""

import unicodedata

from antin.cms import SignatureUnverifiable, SignedDataBroken, only_signer, read, signer_certificate
from antin.der import MalformedEncoding
from antin.names import NameMalformed, name_parts
from antin.validation import Certificate, read_certificate
from antin.verdict.model import Signatory

# First words of the names of bodies (Hiến pháp Ch.V, VII–IX; Luật Tổ chức Chính phủ; Luật Tổ chức chính quyền
# địa phương; Điều lệ Đảng). With their tone marks none of them begins a person's name.
BODIES = (
    "ủy ban", "uỷ ban", "ubnd", "hội đồng", "hđnd", "chính phủ", "văn phòng", "bộ", "sở", "cục", "tổng cục",
    "chi cục", "vụ", "ban", "phòng", "thanh tra", "trung tâm", "viện", "học viện", "trường", "đại học",
    "bệnh viện", "trạm y tế", "công an", "kho bạc", "thuế", "hải quan", "bảo hiểm xã hội", "tòa án", "toà án",
    "đảng ủy", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "mặt trận", "liên đoàn",
    "tổng liên đoàn", "hội", "đoàn thanh niên", "đoàn tncs", "công ty", "tổng công ty", "tập đoàn", "ngân hàng",
    "quỹ", "chi nhánh", "nhà xuất bản", "báo", "đài phát thanh", "thông tấn xã", "quốc hội", "kiểm toán",
    "cổng thông tin", "hệ thống", "dịch vụ", "cơ quan",
)
# Without tone marks these may begin a person's name too, so then they say nothing.
_ALSO_PEOPLE = frozenset({"bo", "so", "vu", "ban", "phong", "vien", "truong", "thue", "hoi", "quy", "bao"})


def certificate_of(contents: bytes) -> Certificate | None:
    """The signer's certificate inside a CMS, whether or not the signature holds."""
    try:
        signed = read(contents)
        return read_certificate(signer_certificate(signed, only_signer(signed)).encoded)
    except (SignedDataBroken, SignatureUnverifiable, MalformedEncoding):
        return None


def described_holder(certificate: Certificate) -> Signatory:
    """Name, agency, issuer and serial number; the agency is the innermost body that is named."""
    is_organisation = is_organisation_certificate(certificate)
    bodies = (*_bodies(certificate), certificate.subject.shown) if is_organisation else _bodies(certificate)
    return Signatory(
        name=certificate.subject.shown, agency=bodies[-1] if bodies else "", issuer=certificate.issuer.shown,
        serial=f"{certificate.serial:X}", is_organisation=is_organisation, bodies=tuple(dict.fromkeys(bodies)),
    )


def is_organisation_certificate(certificate: Certificate) -> bool:
    """Whether it is that of an agency rather than of a person."""
    return names_a_body(certificate.subject.common_name)


def names_a_body(name: str) -> bool:
    """Whether a common name is that of a body: it begins with a kind of body, with or without tone marks."""
    written = " ".join(unicodedata.normalize("NFC", name).lower().split())
    if written.isascii():
        return any(_begins(written, each) for each in map(_plain, BODIES) if each not in _ALSO_PEOPLE)
    return any(_begins(written, each) for each in BODIES)


def _begins(name: str, body: str) -> bool:
    return name == body or name.startswith(body + " ")


def _bodies(certificate: Certificate) -> tuple[str, ...]:
    """Organisation, then its units as they stand."""
    try:
        parts = name_parts(certificate.subject.encoded)
    except NameMalformed:
        return ()
    return tuple(part.text for label in ("O", "OU") for part in parts if part.label == label and part.text)


def _plain(text: str) -> str:
    """Without tone marks."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))
