"""A certificate as the rules see it: every field, in the bytes it was written in (RFC 5280 4.1)."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from antin import oids
from antin.der import MalformedEncoding, Tlv, object_identifier, read_one
from antin.lints import reading
from antin.lints.errors import LintSubjectUnreadable

_VERSION, _EXTENSIONS, _MAIL = 0xA0, 0xA3, 0x81
MAX_CERTIFICATE_OCTETS = 64 * 1024


@dataclass(frozen=True)
class Certificate:
    """All bytes are DER, but signature; version 3 is written 2. extensions: by the DER of their OIDs."""

    encoded: bytes
    to_be_signed: bytes
    version: int
    serial: int
    inner_algorithm: bytes
    outer_algorithm: bytes
    issuer: bytes
    not_before: datetime
    not_after: datetime
    subject: bytes
    public_key_info: bytes
    extensions: reading.Extensions
    signature: bytes

    @classmethod
    def read(cls, encoded: bytes) -> "Certificate":
        """Raises LintSubjectUnreadable: not a certificate in DER."""
        if len(encoded) > MAX_CERTIFICATE_OCTETS:
            raise LintSubjectUnreadable(kind="certificate", reason="size")
        try:
            return _read(encoded)
        except (MalformedEncoding, ValueError) as error:
            raise LintSubjectUnreadable(kind="certificate", reason="structure") from error

    @property
    def is_authority(self) -> bool:
        """BasicConstraints says cA."""
        value = reading.extension_value(self.extensions, oids.BASIC_CONSTRAINTS)
        return value is not None and value.content.startswith(b"\x01\x01\xff")

    @property
    def path_length(self) -> int | None:
        """How many authorities may stand below this one; None: no limit."""
        value = reading.extension_value(self.extensions, oids.BASIC_CONSTRAINTS)
        numbers = [each for each in reading.parts(value) if each.tag == reading.INTEGER] if value else []
        return reading.number(numbers[0]) if numbers else None

    @property
    def is_self_issued(self) -> bool:
        """Subject and issuer are one name."""
        return self.subject == self.issuer

    @property
    def extended_key_usages(self) -> frozenset[bytes]:
        """OIDs in DER; empty: no extension."""
        value = reading.extension_value(self.extensions, oids.EXTENDED_KEY_USAGE)
        return frozenset(each.encoded for each in reading.parts(value)) if value else frozenset()

    @property
    def is_subscriber(self) -> bool:
        """Neither an authority nor a service of one (OCSP, time-stamps): thuê bao."""
        services = {object_identifier(oids.OCSP_SIGNING), object_identifier(oids.TIME_STAMPING)}
        return not self.is_authority and not self.extended_key_usages & services

    @property
    def key_usage_bits(self) -> frozenset[int] | None:
        """The numbers of the bits set; None: no extension."""
        value = reading.extension_value(self.extensions, oids.KEY_USAGE)
        if value is None:
            return None
        octets = reading.tagged(value, reading.BIT_STRING).content[1:]
        return frozenset(
            index * 8 + bit for index, octet in enumerate(octets) for bit in range(8) if octet & (0x80 >> bit)
        )

    @property
    def access_methods(self) -> frozenset[bytes]:
        """The methods of AuthorityInfoAccess, OIDs in DER."""
        value = reading.extension_value(self.extensions, oids.AUTHORITY_INFO_ACCESS)
        accesses = [reading.parts(access) for access in reading.parts(value)] if value else []
        return frozenset(method.encoded for method, _ in accesses)

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The rfc822Names of SubjectAltName."""
        value = reading.extension_value(self.extensions, oids.SUBJECT_ALT_NAME)
        names = reading.parts(value) if value else ()
        return tuple(name.content.decode("ascii", "backslashreplace") for name in names if name.tag == _MAIL)


@lru_cache(maxsize=64)  # one issuance asks for its twin and its issuer a dozen times
def _read(encoded: bytes) -> Certificate:
    to_be_signed, outer_algorithm, signature = reading.parts(read_one(encoded))
    version, serial, inner_algorithm, issuer, validity, subject, key, *rest = reading.parts(to_be_signed)
    not_before, not_after = reading.parts(validity)
    certificate = Certificate(
        encoded=encoded, to_be_signed=to_be_signed.encoded, version=_version(version), serial=reading.number(serial),
        inner_algorithm=inner_algorithm.encoded, outer_algorithm=outer_algorithm.encoded, issuer=issuer.encoded,
        not_before=reading.time(not_before), not_after=reading.time(not_after), subject=subject.encoded,
        public_key_info=key.encoded, extensions=_extensions(rest), signature=reading.bits(signature),
    )
    _touch(certificate)
    return certificate


def _touch(certificate: Certificate) -> None:
    """Read what the properties read, so that a broken extension is found here and not inside a rule."""
    _ = certificate.is_subscriber, certificate.key_usage_bits, certificate.mailboxes, certificate.path_length
    _ = certificate.access_methods


def _version(value: Tlv) -> int:
    (inside,) = reading.parts(value, _VERSION)
    return reading.number(inside)


def _extensions(rest: list[Tlv]) -> reading.Extensions:
    if not rest:
        return {}
    (wrapper,) = rest
    (listed,) = reading.parts(wrapper, _EXTENSIONS)
    return reading.extensions(listed)
