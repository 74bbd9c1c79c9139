"""A trust anchor: a name and a key that are believed, with what is known of their certificate (RFC 5914)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.validation.certificate import Certificate, read_certificate
from antin.validation.extensions import CRL_SIGN
from antin.validation.names import DistinguishedName, distinguished_name
from antin.validation.signatures import lacks_parameters


class AnchorBroken(AntinError):
    """What was to be trusted is no certificate or name that can be read (`reason`)."""

    code = "anchor_broken"


@dataclass(frozen=True)
class TrustAnchor:
    """subject, public_key_info: DER. The rest may be unknown: empty or None.

    not_before, not_after: aware UTC, both inclusive. certificate: DER; its constraints are honoured when the
    policy says so. sha256: hex of the certificate, known even where the certificate is not. source: the set
    or file it came from. path_length: how many CAs may follow below it; None: any number. urls: where its own
    certificate is published.
    """

    subject: bytes
    public_key_info: bytes
    not_before: datetime | None = None
    not_after: datetime | None = None
    key_identifier: bytes = b""
    certificate: bytes = b""
    sha256: str = ""
    source: str = ""
    path_length: int | None = None
    urls: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises AnchorBroken."""
        try:
            distinguished_name(self.subject)
            lacks_parameters(self.public_key_info)
            if self.certificate:
                read_certificate(self.certificate)
        except MalformedEncoding as error:
            raise AnchorBroken(reason=str(error.fields.get("reason", ""))) from error

    @classmethod
    def from_certificate(cls, certificate: bytes, *, source: str = "") -> "TrustAnchor":
        """The anchor that a CA certificate (DER) stands for. Raises AnchorBroken."""
        try:
            read = read_certificate(certificate)
        except MalformedEncoding as error:
            raise AnchorBroken(reason=str(error.fields.get("reason", ""))) from error
        return cls(
            read.subject.encoded, read.public_key_info, read.not_before, read.not_after,
            read.subject_key_identifier, certificate, read.sha256, source,
            read.basic_constraints.path_length if read.basic_constraints else None,
        )

    @cached_property
    def name(self) -> DistinguishedName:
        """The subject, ready to compare."""
        return distinguished_name(self.subject)

    @cached_property
    def known_certificate(self) -> Certificate | None:
        """The certificate, read, when it is at hand."""
        return read_certificate(self.certificate) if self.certificate else None

    @property
    def may_sign_lists(self) -> bool:
        """Whether its certificate, if known, lets the key sign CRLs."""
        return self.known_certificate is None or self.known_certificate.may(CRL_SIGN)

    def is_key_of(self, certificate: Certificate) -> bool:
        """Whether the certificate speaks of this very name and key."""
        return certificate.public_key_info == self.public_key_info and certificate.subject == self.name
