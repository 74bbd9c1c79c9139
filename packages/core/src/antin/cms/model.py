"""A SignedData as read: fields as they stand, nothing judged."""

from dataclasses import dataclass
from datetime import datetime

from antin import oids
from antin.cms import ber
from antin.cms.algorithms import AlgorithmIdentifier
from antin.cms.errors import SignedAttributesWrong, SignedDataBroken
from antin.cms.times import read_time


@dataclass(frozen=True)
class Attribute:
    """An attribute type in dotted form, and the encodings of its values in the order they stand."""

    oid: str
    values: tuple[bytes, ...]


@dataclass(frozen=True)
class SignerIdentifier:
    """Either issuer (DER of the name) and serial number, or subject key identifier; the others are empty."""

    issuer: bytes = b""
    serial: int = 0
    subject_key_identifier: bytes = b""


@dataclass(frozen=True)
class SignerInfo:
    """One signer (RFC 5652 5.3).

    signed_attributes_encoded: the SET OF as it may have been signed: as it stands with definite length, and
    the DER when that differs; empty when there are no signed attributes.
    """

    identifier: SignerIdentifier
    digest_algorithm: AlgorithmIdentifier
    signature_algorithm: AlgorithmIdentifier
    signature: bytes
    signed_attributes: tuple[Attribute, ...] = ()
    unsigned_attributes: tuple[Attribute, ...] = ()
    signed_attributes_encoded: tuple[bytes, ...] = ()

    def signed_value(self, oid: str) -> bytes | None:
        """The one value of a signed attribute; None when absent. Raises SignedAttributesWrong: doubled."""
        found = [each for each in self.signed_attributes if each.oid == oid]
        if not found:
            return None
        if len(found) > 1 or len(found[0].values) != 1:
            raise SignedAttributesWrong(reason=f"{oid} not exactly once")
        return found[0].values[0]

    def unsigned_values(self, oid: str) -> tuple[bytes, ...]:
        """Every value of an unsigned attribute."""
        return tuple(value for each in self.unsigned_attributes if each.oid == oid for value in each.values)

    @property
    def digest_name(self) -> str:
        """hashlib's name of the content digest. Raises SignatureAlgorithmUnsupported."""
        return self.digest_algorithm.digest_name

    @property
    def signing_time(self) -> datetime | None:
        """The time the signer claims, aware; None: not stated, or not a time."""
        try:
            value = self.signed_value(oids.SIGNING_TIME)
            return None if value is None else read_time(ber.read_one(value))
        except (SignedAttributesWrong, SignedDataBroken):
            return None

    @property
    def time_stamp_tokens(self) -> tuple[bytes, ...]:
        """The signature time-stamps, as encoded (RFC 3161 appendix A)."""
        return self.unsigned_values(oids.SIGNATURE_TIME_STAMP)


@dataclass(frozen=True)
class SignedData:
    """content: None when detached. certificates and crls: encodings as they stand, other choices left out."""

    content_type: str
    content: bytes | None
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    signer_infos: tuple[SignerInfo, ...]
