"""Whether a certificate of this content may be prepared, with reasons that a person can act on.

The lints judge the finished twin again, and independently; these checks speak first, and plainly.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from antin.issuance.errors import (
    ContentEmailNotAllowed,
    ContentIssuerNotAllowed,
    ContentKeyNotAllowed,
    ContentProfileUnknown,
    ContentSerialNotAllowed,
    ContentSubjectNotAllowed,
    ContentValidityNotAllowed,
)
from antin.keys import (
    PublicKeyMalformed,
    SigningAlgorithm,
    WeakKey,
    check_key_strength,
    load_public_key,
    public_key_info,
    public_key_thumbprint,
)
from antin.keys.algorithms import algorithm_of_key
from antin.lints import LintSubjectUnreadable
from antin.lints.certificate import Certificate
from antin.lints.house.mailbox_is_plain import is_plain
from antin.names import LIMITS, NameMalformed, name_parts
from antin.profiles import Content, Issuer, Presence, Profile, ProfileUnknown, SelfIssued, profile_named

_KEY_CERT_SIGN = 5
_LEAST_SERIAL_BITS, _MOST_SERIAL_BITS = 64, 159
MAX_ADDRESS_OCTETS = 255


def check_content(content: Content, issuer: Issuer | SelfIssued, algorithm: SigningAlgorithm) -> None:
    """Raises a child of ContentNotAllowed."""
    profile = _profile(content)
    _check_subject(content)
    _check_key(content)
    _check_serial(content)
    _check_validity(content, profile)
    _check_email(content, profile)
    if isinstance(issuer, SelfIssued):
        _check_self_issued(content, profile, algorithm)
    else:
        _check_issuer(content, profile, issuer, algorithm)


def _profile(content: Content) -> Profile:
    try:
        return profile_named(content.profile)
    except ProfileUnknown as error:
        raise ContentProfileUnknown(name=content.profile) from error


def _check_subject(content: Content) -> None:
    try:
        parts = name_parts(content.subject)
    except NameMalformed as error:
        raise ContentSubjectNotAllowed from error
    if not parts or any(len(part.text) > LIMITS.get(part.label, len(part.text)) for part in parts):
        raise ContentSubjectNotAllowed


def _check_key(content: Content) -> None:
    try:
        check_key_strength(content.public_key_info)
        usual = public_key_info(load_public_key(content.public_key_info))
    except (WeakKey, PublicKeyMalformed) as error:
        raise ContentKeyNotAllowed(reason=error.code) from error
    if usual != content.public_key_info:
        raise ContentKeyNotAllowed(reason="unusual_encoding")


def _check_serial(content: Content) -> None:
    if content.serial <= 0 or not _LEAST_SERIAL_BITS <= content.serial.bit_length() <= _MOST_SERIAL_BITS:
        raise ContentSerialNotAllowed


def _check_validity(content: Content, profile: Profile) -> None:
    for moment in (content.not_before, content.not_after):
        if moment.tzinfo is None or moment.utcoffset() != UTC.utcoffset(None) or moment.microsecond:
            raise ContentValidityNotAllowed(reason="not_whole_utc_seconds")
    if not datetime(1950, 1, 1, tzinfo=UTC) <= content.not_before < content.not_after:
        raise ContentValidityNotAllowed(reason="backwards")
    if content.not_after > profile.longest.end(content.not_before):
        raise ContentValidityNotAllowed(reason="too_long")


def _check_email(content: Content, profile: Profile) -> None:
    if content.email and profile.email is Presence.ABSENT:
        raise ContentEmailNotAllowed(reason="unwanted")
    if not content.email and profile.email is Presence.REQUIRED:
        raise ContentEmailNotAllowed(reason="missing")
    if content.email and not is_plain(content.email):
        raise ContentEmailNotAllowed(reason="malformed")


def _check_self_issued(content: Content, profile: Profile, algorithm: SigningAlgorithm) -> None:
    if not profile.is_self_issued:
        raise ContentIssuerNotAllowed(reason="profile_needs_an_issuer")
    _check_algorithm(content.public_key_info, algorithm)


def _check_issuer(content: Content, profile: Profile, issuer: Issuer, algorithm: SigningAlgorithm) -> None:
    if profile.is_self_issued:
        raise ContentIssuerNotAllowed(reason="profile_is_self_issued")
    certificate = issuer_certificate(issuer)
    if not certificate.is_authority or _KEY_CERT_SIGN not in (certificate.key_usage_bits or ()):
        raise ContentIssuerNotAllowed(reason="not_an_authority")
    if profile.is_authority and certificate.path_length == 0:
        raise ContentIssuerNotAllowed(reason="path_length")
    if content.not_before < certificate.not_before or content.not_after > certificate.not_after:
        raise ContentValidityNotAllowed(reason="outside_issuer")
    _check_algorithm(certificate.public_key_info, algorithm)
    if public_key_thumbprint(content.public_key_info) == public_key_thumbprint(certificate.public_key_info):
        raise ContentKeyNotAllowed(reason="issuer_key")
    _check_addresses(profile, issuer)


def issuer_certificate(issuer: Issuer) -> Certificate:
    """The issuer's certificate, read. Raises ContentIssuerNotAllowed."""
    try:
        return Certificate.read(issuer.certificate)
    except LintSubjectUnreadable as error:
        raise ContentIssuerNotAllowed(reason="unreadable") from error


def _check_algorithm(issuer_key: bytes, algorithm: SigningAlgorithm) -> None:
    try:
        key = load_public_key(issuer_key)
        possible = {algorithm_of_key(key), algorithm_of_key(key, pss=True)}
    except (WeakKey, PublicKeyMalformed) as error:
        raise ContentIssuerNotAllowed(reason=error.code) from error
    if algorithm not in possible:
        raise ContentIssuerNotAllowed(reason="algorithm")


def _check_addresses(profile: Profile, issuer: Issuer) -> None:
    rules, addresses = profile.addresses, issuer.addresses
    for name, presence, address in (
        ("ocsp", rules.ocsp, addresses.ocsp), ("crl", rules.crl, addresses.crl),
        ("ca_issuers", rules.ca_issuers, addresses.ca_issuers),
    ):
        if not address and presence is Presence.REQUIRED:
            raise ContentIssuerNotAllowed(reason=f"no_{name}_address")
        if address and not _is_plain_address(address, {"http"}):
            raise ContentIssuerNotAllowed(reason=f"{name}_address")
    if addresses.cps and not _is_plain_address(addresses.cps, {"http", "https"}):
        raise ContentIssuerNotAllowed(reason="cps_address")


def _is_plain_address(address: str, schemes: set[str]) -> bool:
    """An absolute address in visible ASCII; https would need a certificate to check a certificate."""
    if not address.isascii() or not address.isprintable() or " " in address or len(address) > MAX_ADDRESS_OCTETS:
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in schemes and bool(parts.hostname) and not parts.fragment and "@" not in parts.netloc
    except ValueError:
        return False
