"""What lists and answers need to know of the certificate whose key signs them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from antin import oids
from antin.der import MalformedEncoding, Tlv, read_one
from antin.der.values import at_least, dotted, exactly, named_bits, octets, only, parts, signature_value
from antin.keys import Signer
from antin.revocation.errors import RevocationKeyWrong, RuleBroken

_CRL_SIGN = 6
_EXTENSIONS = 0xA3


@dataclass(frozen=True)
class SigningCertificate:
    """subject, public_key_info, encoded: DER. key_octets: what OCSP hashes. key_identifier: empty when not stated."""

    encoded: bytes
    subject: bytes
    public_key_info: bytes
    key_octets: bytes
    key_identifier: bytes
    may_sign_lists: bool
    may_sign_answers: bool

    def check_key(self, signer: Signer) -> None:
        """Raises RevocationKeyWrong: the signer holds another key."""
        if signer.public_key_info != self.public_key_info:
            raise RevocationKeyWrong


@lru_cache(maxsize=64)
def signing_certificate(encoded: bytes) -> SigningCertificate:
    """The fields of a certificate from its DER. Raises RuleBroken: it is none."""
    try:
        return _read(encoded)
    except MalformedEncoding as error:
        raise RuleBroken(rule="RFC 5280 4.1: the signing certificate is well formed") from error


def _read(encoded: bytes) -> SigningCertificate:
    to_be_signed, _, _ = exactly(3, parts(read_one(encoded)))
    fields = [each for each in parts(to_be_signed) if each.tag != 0xA0]
    _, _, _, _, subject, key_info = at_least(6, fields)[:6]
    found = _extensions(fields[6:])
    identifier = found.get(oids.SUBJECT_KEY_IDENTIFIER)
    usage = found.get(oids.KEY_USAGE)
    return SigningCertificate(
        encoded, subject.encoded, key_info.encoded, signature_value(exactly(2, parts(key_info))[1]),
        octets(read_one(identifier)) if identifier is not None else b"",
        usage is None or _CRL_SIGN in named_bits(read_one(usage)),
        _is_responder(found),
    )


def _extensions(fields: list[Tlv]) -> Mapping[str, bytes]:
    listed = parts(only(fields[-1])) if fields and fields[-1].tag == _EXTENSIONS else []
    pairs = (at_least(2, parts(each)) for each in listed)
    return {dotted(pair[0]): octets(pair[-1]) for pair in pairs}


def _is_responder(found: Mapping[str, bytes]) -> bool:
    """An authority itself, or one it delegated OCSP signing to (RFC 6960 4.2.2.2)."""
    usages = found.get(oids.EXTENDED_KEY_USAGE)
    if usages is not None and oids.OCSP_SIGNING in {dotted(each) for each in parts(read_one(usages))}:
        return True
    constraints = found.get(oids.BASIC_CONSTRAINTS)
    return constraints is not None and read_one(constraints).content[:3] == b"\x01\x01\xff"
