"""Requests for certificates, PKCS#10 (RFC 2986): made by whoever holds a key, read from anybody."""

from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from antin import oids
from antin.der import (
    MalformedEncoding,
    bit_string,
    children,
    context,
    integer,
    object_identifier,
    read_one,
    sequence,
    set_of,
    utf8_string,
)
from antin.keys.errors import PublicKeyMalformed, RequestAlgorithmUnsupported, RequestMalformed, RequestSignatureWrong
from antin.keys.public_keys import load_public_key, public_key_info
from antin.keys.signer import Signer
from antin.keys.strength import check_key_strength

MAX_REQUEST_OCTETS = 64 * 1024
_PROVING_DIGESTS = {"sha256", "sha384", "sha512"}
_FIELDS = 3  # version, subject and key; the attributes stand behind them


def build_request(signer: Signer, *, subject: bytes | str) -> bytes:
    """A request in DER, signed by the key that it is for. subject: DER Name, or the text of a common name."""
    name = subject if isinstance(subject, bytes) else _common_name(subject)
    information = sequence(integer(0), name, signer.public_key_info, context(0, b""))
    return sequence(information, signer.algorithm.identifier_der, bit_string(signer.sign(information)))


def _common_name(text: str) -> bytes:
    return sequence(set_of(sequence(object_identifier(oids.COMMON_NAME), utf8_string(text))))


@dataclass(frozen=True)
class CertificateRequest:
    """A request that proves possession of a strong key; everything else in it is only a wish.

    der: as signed. subject: DER Name as asked for. public_key_info: DER in its usual encoding.
    """

    der: bytes
    subject: bytes
    public_key_info: bytes

    @classmethod
    def parse(cls, data: bytes) -> "CertificateRequest":
        """Read PEM or DER, check the signature and the key.

        Raises RequestMalformed; RequestSignatureWrong or its child RequestAlgorithmUnsupported;
        a child of WeakKey.
        """
        if len(data) > MAX_REQUEST_OCTETS:
            raise RequestMalformed(reason="size")
        request, der = _load(data)
        fields = _information(der)
        try:
            check_key_strength(fields[2])
            usual = public_key_info(load_public_key(fields[2]))
        except PublicKeyMalformed as error:
            raise RequestMalformed(reason="public key") from error
        _check_possession(request)
        return cls(der=der, subject=fields[1], public_key_info=usual)


def _load(data: bytes) -> tuple[x509.CertificateSigningRequest, bytes]:
    """The request as the library reads it, and its DER."""
    try:
        is_text = b"-----BEGIN" in data
        request = x509.load_pem_x509_csr(data) if is_text else x509.load_der_x509_csr(data)
        return request, request.public_bytes(Encoding.DER)
    except Exception as error:  # a foreign parser: whatever it raises means "not a request"
        raise RequestMalformed(reason="PKCS#10") from error


def _information(der: bytes) -> tuple[bytes, ...]:
    """Version, subject and key as they stand in the request, DER."""
    try:
        information, *_ = children(read_one(der))
        fields = tuple(each.encoded for each in children(information))
    except (MalformedEncoding, ValueError) as error:
        raise RequestMalformed(reason="PKCS#10") from error
    if len(fields) < _FIELDS or fields[0] != integer(0):
        raise RequestMalformed(reason="version")
    return fields


def _check_possession(request: x509.CertificateSigningRequest) -> None:
    """The signature in the request is by the key in the request, over a digest that still proves something."""
    try:
        digest = request.signature_hash_algorithm
        if digest is None or digest.name not in _PROVING_DIGESTS:
            raise RequestAlgorithmUnsupported(name=digest.name if digest else "-")
        is_valid = request.is_signature_valid
    except (UnsupportedAlgorithm, ValueError, TypeError) as error:
        raise RequestAlgorithmUnsupported(name=request.signature_algorithm_oid.dotted_string) from error
    if not is_valid:
        raise RequestSignatureWrong
