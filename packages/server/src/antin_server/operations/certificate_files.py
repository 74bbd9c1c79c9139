"""One certificate from a file, PEM or DER."""

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from antin_server.authority.signer.errors import OfficerCertificateBad


def only_certificate(data: bytes) -> bytes:
    """DER of the certificate. Raises OfficerCertificateBad: none, or several."""
    try:
        if data.lstrip().startswith(b"-----BEGIN"):
            [found] = x509.load_pem_x509_certificates(data)
        else:
            found = x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise OfficerCertificateBad(reason="file") from error
    return found.public_bytes(Encoding.DER)
