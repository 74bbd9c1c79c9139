"""Anchors and intermediates out of files and folders."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from antin.adapters.evidence_files import read_certificates
from antin.der import MalformedEncoding
from antin.validation import TrustAnchor, read_certificate
from antin.validation.signatures import AlgorithmNotSupported, public_key, verifies


@dataclass(frozen=True)
class Trust:
    """anchors: believed. intermediates: DER, not believed, only at hand for building paths."""

    anchors: tuple[TrustAnchor, ...] = ()
    intermediates: tuple[bytes, ...] = ()

    def __add__(self, other: "Trust") -> "Trust":
        return Trust(
            tuple(dict.fromkeys((*self.anchors, *other.anchors))),
            tuple(dict.fromkeys((*self.intermediates, *other.intermediates))),
        )


def load_trust(paths: Iterable[Path], *, source: str = "") -> Trust:
    """Trust in the self-signed certificates of files and folders (PEM, DER, PKCS#7), others at hand.

    source: told with each anchor; empty: the path it came from.
    Raises EvidenceFileUnreadable: a file is missing or holds no certificate.
    """
    trust = Trust()
    for path in paths:
        certificates = read_certificates([path])
        trust += sorted_out(certificates, source=source or str(path))
    return trust


def sorted_out(certificates: Iterable[bytes], *, source: str) -> Trust:
    """Certificates (DER, readable) parted into self-signed ones, as anchors, and others."""
    anchors, intermediates = [], []
    for each in certificates:
        if is_self_signed(each):
            anchors.append(TrustAnchor.from_certificate(each, source=source))
        else:
            intermediates.append(each)
    return Trust(tuple(anchors), tuple(intermediates))


def is_self_signed(encoded: bytes) -> bool:
    """Whether the key of the certificate made the signature on it, under its own name."""
    certificate = read_certificate(encoded)
    if not certificate.is_self_issued:
        return False
    try:
        key = public_key(certificate.public_key_info)
        return verifies(key, certificate.signature_algorithm, certificate.signature, certificate.to_be_signed)
    except (AlgorithmNotSupported, MalformedEncoding):
        return False
