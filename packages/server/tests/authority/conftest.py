"""An authority for each test, and the content of an order that is right."""

import base64
from pathlib import Path

import pytest

from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.names import subject_name
from antin_testkit.authority import TestAuthority, test_authority


@pytest.fixture
def authority(tmp_path: Path, db: None) -> TestAuthority:
    return test_authority(tmp_path / "signer")


@pytest.fixture
def holder() -> LocalSigner:
    return LocalSigner(new_private_key(KeyKind.P256))


@pytest.fixture
def content(holder: LocalSigner) -> dict[str, object]:
    return content_for(holder)


def content_for(holder: LocalSigner, email: str = "lan@angiang.gov.vn") -> dict[str, object]:
    request = build_request(holder, subject=subject_name(common_name="Lan", organisation_path=("X",)))
    return {
        "profile": "person", "days": 1825, "email": email,
        "subject": {
            "country": "VN", "locality": "An Giang", "common_name": "Nguyễn Thị Lan",
            "organisation_path": ["ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
        },
        "public_key_info": base64.b64encode(holder.public_key_info).decode(),
        "request": base64.b64encode(request).decode(), "agency": "Sở Khoa học và Công nghệ tỉnh An Giang",
    }
