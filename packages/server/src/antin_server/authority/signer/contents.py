"""What an order asks for, judged: the content of one certificate, or why it is refused.

1. The profile is one that may be ordered so. 2. Name, key and times. 3. The key's holder asked for it: the
request in the order is signed by this very key. 4. The key is in no certificate of somebody else or of the
authority itself, and was never given up as known to others.
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from antin.errors import AntinError
from antin.issuance import Content, new_serial
from antin.keys import CertificateRequest, public_key_thumbprint
from antin.names import subject_name
from antin.orders import Order
from antin.validation import read_certificate
from antin_server.authority.signer.errors import KeyKnownToOthers, KeyUsedElsewhere, OrderContentWrong
from antin_server.authority.signer.station import Station

SUBSCRIBERS = ("person", "organisation")
SERVICES = ("ocsp_responder", "time_stamping")
_OF_THE_AUTHORITY = ("root", "issuing_ca")


def subscriber_content(station: Station, order: Order, *, at: datetime) -> Content:
    """The certificate of a subscriber. Raises OrderContentWrong, KeyUsedElsewhere, KeyKnownToOthers."""
    return _judged(station, order.content, SUBSCRIBERS, at=at, is_requested=True)


def service_content(station: Station, asked: Mapping[str, Any], *, at: datetime) -> Content:
    """The next certificate of a status service, whose key two officers compared. Raises the same."""
    return _judged(station, asked, SERVICES, at=at, is_requested=False)


def _judged(
    station: Station, asked: Mapping[str, Any], profiles: tuple[str, ...], *, at: datetime, is_requested: bool,
) -> Content:
    if asked["profile"] not in profiles:                                                       # 1
        raise OrderContentWrong(reason="profile")
    try:
        content = _content(asked, station, at=at)                                              # 2
        thumbprint = public_key_thumbprint(content.public_key_info)
        if is_requested:
            _check_request(asked, content)                                                     # 3
    except OrderContentWrong:
        raise
    except AntinError as error:
        raise OrderContentWrong(reason=error.code) from error
    _check_key(station, content, thumbprint)                                                   # 4
    return content


def _content(asked: Mapping[str, Any], station: Station, *, at: datetime) -> Content:
    """Valid from the later of now and what was asked, and never longer than the issuing CA itself."""
    subject, start = asked["subject"], at.replace(microsecond=0)
    if "not_before" in asked:
        start = max(start, datetime.fromisoformat(asked["not_before"]).astimezone(UTC))
    ends = read_certificate(station.issuer.certificate).not_after
    name = subject_name(
        common_name=subject["common_name"], organisation_path=tuple(subject["organisation_path"]),
        locality=subject.get("locality", ""), country=subject.get("country", "VN"),
    )
    return Content(
        profile=asked["profile"], subject=name, public_key_info=base64.b64decode(asked["public_key_info"]),
        serial=new_serial(), not_before=start,
        not_after=min(start + timedelta(days=asked["days"]) - timedelta(seconds=1), ends),
        email=str(asked.get("email", "")),
    )


def _check_request(asked: Mapping[str, Any], content: Content) -> None:
    if "request" not in asked:
        raise OrderContentWrong(reason="no_request")
    request = CertificateRequest.parse(base64.b64decode(asked["request"]))
    if request.public_key_info != content.public_key_info:
        raise OrderContentWrong(reason="request_of_another_key")


def _check_key(station: Station, content: Content, thumbprint: str) -> None:
    rows = station.journal.rows(
        "SELECT profile, email, der, reason FROM certificates LEFT JOIN revocations USING (serial)"
        " WHERE public_key_thumbprint = ?", thumbprint,
    )
    if any(reason == "key_compromise" for *_, reason in rows):
        raise KeyKnownToOthers()
    if not all(_is_same_holder(content, profile, email, bytes(der)) for profile, email, der, _ in rows):
        raise KeyUsedElsewhere()


def _is_same_holder(content: Content, profile: str, email: str, der: bytes) -> bool:
    """The same address, or, where there is none, the very same name."""
    if profile in _OF_THE_AUTHORITY or email.lower() != content.email.lower():
        return False
    return bool(email) or read_certificate(der).subject.encoded == content.subject
