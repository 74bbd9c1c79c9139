"""Certification paths of every shape, also those no sane library would write: DER by hand, keys made once.

root = Authority("Root")
below = root.authority("Below", path_length=0)
leaf = below.issue("Leaf")
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha1

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from antin import oids
from antin.der import (
    bit_string,
    boolean,
    context,
    enumerated,
    generalized_time,
    integer,
    null,
    object_identifier,
    octet_string,
    sequence,
    set_of,
    utf8_string,
    x509_time,
)
from antin.validation import (
    Evidence,
    PathReport,
    Purpose,
    RevocationMode,
    TrustAnchor,
    ValidationPolicy,
    validate_path,
)

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ECDSA_SHA256 = sequence(object_identifier(oids.ECDSA_WITH_SHA256))
KEY_CERT_SIGN, CRL_SIGN, DIGITAL_SIGNATURE, NON_REPUDIATION = 5, 6, 0, 1


@cache
def key_of(label: str) -> ec.EllipticCurvePrivateKey:
    """The key of that label, made once per process."""
    del label
    return ec.generate_private_key(ec.SECP256R1())


def key_info(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def key_identifier(key: ec.EllipticCurvePrivateKey) -> bytes:
    return sha1(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).digest()


def sign(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def name(*common_names: str) -> bytes:
    """A name: one CN per step, none: the empty name."""
    return sequence(
        *(set_of(sequence(object_identifier(oids.COMMON_NAME), utf8_string(each))) for each in common_names)
    )


def extension(oid: str, value: bytes, *, critical: bool = False) -> bytes:
    flag = (boolean(True),) if critical else ()
    return sequence(object_identifier(oid), *flag, octet_string(value))


def basic_constraints(path_length: int | None = None, *, is_ca: bool = True, critical: bool = True) -> bytes:
    limit = () if path_length is None else (integer(path_length),)
    parts = ((boolean(True),) if is_ca else ()) + limit
    return extension(oids.BASIC_CONSTRAINTS, sequence(*parts), critical=critical)


def named_bits(*numbers: int) -> bytes:
    octets = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        octets[number // 8] |= 0x80 >> number % 8
    unused = (octets[-1] & -octets[-1]).bit_length() - 1
    return bit_string(bytes(octets), unused_bits=unused)


def key_usage(*usages: int) -> bytes:
    return extension(oids.KEY_USAGE, named_bits(*usages), critical=True)


def subject_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return extension(oids.SUBJECT_KEY_IDENTIFIER, octet_string(key_identifier(key)))


def authority_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    identifier = context(0, key_identifier(key), constructed=False)
    return extension(oids.AUTHORITY_KEY_IDENTIFIER, sequence(identifier))


def dns(text: str) -> bytes:
    return context(2, text.encode(), constructed=False)


def mail(text: str) -> bytes:
    return context(1, text.encode(), constructed=False)


def uri(text: str) -> bytes:
    return context(6, text.encode(), constructed=False)


def ip(octets: bytes) -> bytes:
    return context(7, octets, constructed=False)


def directory(encoded: bytes) -> bytes:
    return context(4, encoded)


def alt_names(*names: bytes, critical: bool = False) -> bytes:
    return extension(oids.SUBJECT_ALT_NAME, sequence(*names), critical=critical)


def name_constraints(permitted: Sequence[bytes] = (), excluded: Sequence[bytes] = ()) -> bytes:
    parts = [
        context(tag, b"".join(sequence(base) for base in bases))
        for tag, bases in enumerate((permitted, excluded))
        if bases
    ]
    return extension(oids.NAME_CONSTRAINTS, sequence(*parts), critical=True)


def extended_key_usage(*purposes: str, critical: bool = False) -> bytes:
    value = sequence(*map(object_identifier, purposes))
    return extension(oids.EXTENDED_KEY_USAGE, value, critical=critical)


def policies(*identifiers: str) -> bytes:
    value = sequence(*(sequence(object_identifier(each)) for each in identifiers))
    return extension(oids.CERTIFICATE_POLICIES, value)


def distribution_point(*names: bytes, crl_issuer: bytes = b"", reasons: Sequence[int] = ()) -> bytes:
    """CRLDistributionPoints with one point."""
    parts = [context(0, context(0, b"".join(names)))] if names else []
    parts += [context(1, named_bits(*reasons)[2:], constructed=False)] if reasons else []
    parts += [context(2, directory(crl_issuer))] if crl_issuer else []
    return extension(oids.CRL_DISTRIBUTION_POINTS, sequence(sequence(*parts)))


@dataclass(frozen=True)
class Draft:
    """A certificate before it is signed; every field may be bent."""

    subject: bytes
    issuer: bytes
    key_info: bytes
    serial: bytes = field(default_factory=lambda: integer(7))
    not_before: bytes = field(default_factory=lambda: x509_time(AT - 100 * DAY))
    not_after: bytes = field(default_factory=lambda: x509_time(AT + 100 * DAY))
    extensions: Sequence[bytes] = ()
    version: int = 3
    inner_algorithm: bytes = ECDSA_SHA256

    def signed(self, key: ec.EllipticCurvePrivateKey) -> bytes:
        version = (context(0, integer(self.version - 1)),) if self.version > 1 else ()
        listed = (context(3, sequence(*self.extensions)),) if self.extensions else ()
        to_be_signed = sequence(
            *version,
            self.serial,
            self.inner_algorithm,
            self.issuer,
            sequence(self.not_before, self.not_after),
            self.subject,
            self.key_info,
            *listed,
        )
        return sequence(to_be_signed, ECDSA_SHA256, bit_string(sign(key, to_be_signed)))


class Authority:
    """A CA with its own certificate; the one above it, or itself, signed that."""

    def __init__(
        self,
        common_name: str,
        issuer: "Authority | None" = None,
        *,
        key_label: str = "",
        extensions: Sequence[bytes] = (),
        path_length: int | None = None,
        replace: Sequence[bytes] | None = None,
        **fields: object,
    ) -> None:
        """extensions: beside the usual ones; replace: instead of them. fields: of Draft."""
        self.name = name(common_name)
        self.key = key_of(key_label or common_name)
        above = issuer or self
        usual = (
            basic_constraints(path_length),
            key_usage(KEY_CERT_SIGN, CRL_SIGN),
            subject_key(self.key),
            *((authority_key(above.key),) if issuer else ()),
        )
        draft = Draft(
            self.name,
            above.name,
            key_info(self.key),
            extensions=(*usual, *extensions) if replace is None else replace,
            **fields,  # type: ignore[arg-type]  # bent on purpose
        )
        self.certificate = draft.signed(above.key)

    @property
    def anchor(self) -> TrustAnchor:
        return TrustAnchor.from_certificate(self.certificate)

    def authority(self, common_name: str, **fields: object) -> "Authority":
        return Authority(common_name, self, **fields)  # type: ignore[arg-type]  # handed on

    def issue(
        self,
        common_name: str = "Leaf",
        *,
        key_label: str = "leaf",
        extensions: Sequence[bytes] = (),
        replace: Sequence[bytes] | None = None,
        subject: bytes | None = None,
        serial: int = 7,
        **fields: object,
    ) -> bytes:
        """A certificate of an end entity. extensions: beside the usual ones; replace: instead of them."""
        usual = (authority_key(self.key), key_usage(DIGITAL_SIGNATURE, NON_REPUDIATION))
        draft = Draft(
            name(common_name) if subject is None else subject,
            self.name,
            key_info(key_of(key_label)),
            **{"serial": integer(serial), **fields},  # type: ignore[arg-type]  # bent on purpose
            extensions=(*usual, *extensions) if replace is None else replace,
        )
        return draft.signed(self.key)

    def crl(
        self,
        *entries: bytes,
        number: int | None = 1,
        extensions: Sequence[bytes] = (),
        this_update: datetime = AT - DAY,
        next_update: datetime | None = AT + DAY,
        key: ec.EllipticCurvePrivateKey | None = None,
    ) -> bytes:
        """A list of `entry(...)`; number: None leaves the extension out."""
        usual = () if number is None else (extension(oids.CRL_NUMBER, integer(number)),)
        listed = (*usual, authority_key(key or self.key), *extensions)
        to_be_signed = sequence(
            integer(1),
            ECDSA_SHA256,
            self.name,
            x509_time(this_update),
            *((x509_time(next_update),) if next_update else ()),
            *((sequence(*entries),) if entries else ()),
            context(0, sequence(*listed)),
        )
        return sequence(to_be_signed, ECDSA_SHA256, bit_string(sign(key or self.key, to_be_signed)))


def entry(
    serial: int, at: datetime = AT - DAY, reason: int | None = None, *, extensions: Sequence[bytes] = ()
) -> bytes:
    """One revoked certificate of a list."""
    listed = [*([extension(oids.CRL_REASON, enumerated(reason))] if reason is not None else []), *extensions]
    return sequence(integer(serial), x509_time(at), *([sequence(*listed)] if listed else []))


def issuing_point(
    *names: bytes,
    only_users: bool = False,
    only_authorities: bool = False,
    indirect: bool = False,
    reasons: Sequence[int] = (),
) -> bytes:
    """The issuingDistributionPoint extension."""
    parts = [context(0, context(0, b"".join(names)))] if names else []
    parts += [context(1, b"\xff", constructed=False)] if only_users else []
    parts += [context(2, b"\xff", constructed=False)] if only_authorities else []
    parts += [context(3, named_bits(*reasons)[2:], constructed=False)] if reasons else []
    parts += [context(4, b"\xff", constructed=False)] if indirect else []
    return extension(oids.ISSUING_DISTRIBUTION_POINT, sequence(*parts), critical=True)


GOOD = context(0, b"", constructed=False)
UNKNOWN = context(2, b"", constructed=False)


def revoked(at: datetime, reason: int | None = None) -> bytes:
    """The revoked status of an OCSP answer."""
    code = b"" if reason is None else context(0, enumerated(reason))
    return context(1, generalized_time(at) + code)


def ocsp_response(
    issuer: Authority,
    *,
    serial: int = 7,
    status: bytes = GOOD,
    key: ec.EllipticCurvePrivateKey | None = None,
    responder: bytes | None = None,
    certificates: Sequence[bytes] = (),
    this_update: datetime = AT - DAY,
    next_update: datetime | None = AT + DAY,
    produced_at: datetime | None = None,
    answer_extensions: Sequence[bytes] = (),
) -> bytes:
    """An answer about one certificate, signed by the issuer or by another key under the responder's name."""
    digest = sequence(object_identifier(oids.SHA1), null())
    key_hash = sha1(
        issuer.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    ).digest()
    identifier = sequence(
        digest, octet_string(sha1(issuer.name).digest()), octet_string(key_hash), integer(serial)
    )
    answer = sequence(
        identifier,
        status,
        generalized_time(this_update),
        *((context(0, generalized_time(next_update)),) if next_update else ()),
        *((context(1, sequence(*answer_extensions)),) if answer_extensions else ()),
    )
    data = sequence(
        context(1, issuer.name if responder is None else responder),
        generalized_time(produced_at or this_update),
        sequence(answer),
    )
    enclosed = (context(0, sequence(*certificates)),) if certificates else ()
    basic = sequence(data, ECDSA_SHA256, bit_string(sign(key or issuer.key, data)), *enclosed)
    return sequence(
        enumerated(0), context(0, sequence(object_identifier(oids.OCSP_BASIC), octet_string(basic)))
    )


def judged(
    certificate: bytes,
    anchor: Authority | TrustAnchor,
    *certificates: bytes,
    crls: Sequence[bytes] = (),
    answers: Sequence[bytes] = (),
    at: datetime = AT,
    gathered_at: datetime | None = None,
    purpose: Purpose | None = None,
    **policy: object,
) -> PathReport:
    """The report on a certificate; revocation is not asked for unless lists, answers or a mode are given."""
    asked = RevocationMode.REQUIRED if crls or answers else RevocationMode.NOT_CHECKED
    return validate_path(
        certificate,
        at=at,
        anchors=[anchor.anchor if isinstance(anchor, Authority) else anchor],
        evidence=Evidence(certificates, crls, answers, gathered_at),
        policy=ValidationPolicy(**{"revocation": asked, **policy}),  # type: ignore[arg-type]  # handed on
        purpose=purpose,
    )


def codes(report: PathReport) -> list[str]:
    """The codes of the reasons, in order."""
    return [reason.code for reason in report.reasons]
