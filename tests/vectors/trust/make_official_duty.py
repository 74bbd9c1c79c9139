"""Remake antin/adapters/trust_files/official_duty.toml from the certificates that the authority publishes.

The certificates themselves are not in this repository; anybody can fetch them and compare their SHA-256.
Usage: python make_official_duty.py FOLDER_OF_DER_FILES > official_duty.toml
"""

import base64
import sys
import textwrap
from pathlib import Path

from antin import oids
from antin.validation import Certificate, read_certificate

HEADER = """\
# Trust anchors of the official-duty PKI (chữ ký số chuyên dùng Chính phủ / công vụ), as RFC 5914 tells an
# anchor: name, public key, and facts of the certificate they were taken from. Remade by
# tests/vectors/trust/make_official_duty.py from the certificates published by Ban Cơ yếu Chính phủ.
# sha256: of the published certificate file; compare it with one obtained another way before relying on it.
"""
# Where a CA's own certificate is published, by the beginning of its SHA-256: told by public documents.
PUBLISHED = {
    "f7bc8905": "http://ca.gov.vn/pki/pub/cert/rootca.crt", "75e969c0": "http://ca.gov.vn/pki/pub/cert/cp.crt",
    "f04ba4b4": "http://ca.gov.vn/pki/pub/crt/rootcag2.crt", "d8cab7a4": "http://ca.gov.vn/pki/pub/crt/cpcag2.crt",
}


def described(certificate: Certificate) -> str:
    """One table of the file."""
    limit = certificate.basic_constraints.path_length if certificate.basic_constraints else None
    facts = {
        "name": f'"{certificate.subject.shown}"',
        "role": '"root"' if certificate.is_self_issued else '"issuing"',
        "issuer": f'"{certificate.issuer.shown}"',
        "serial": f'"{certificate.serial:X}"',
        "not_before": f"{certificate.not_before:%Y-%m-%dT%H:%M:%SZ}",
        "not_after": f"{certificate.not_after:%Y-%m-%dT%H:%M:%SZ}",
        "sha256": f'"{certificate.sha256}"',
        "key_identifier": f'"{certificate.subject_key_identifier.hex()}"',
        **({} if limit is None else {"path_length": str(limit)}),
        "published_at": f'"{PUBLISHED.get(certificate.sha256[:8], "")}"',
        "revocation_at": f'"{revocation_at(certificate)}"',
        "subject": wrapped(certificate.subject.encoded),
        "public_key_info": wrapped(certificate.public_key_info),
    }
    return "\n".join(["[[anchor]]", *(f"{key} = {value}" for key, value in facts.items() if value != '""')])


def revocation_at(certificate: Certificate) -> str:
    """Where the status of the CA itself is told: its own pointers."""
    ocsp = [str(name.value) for method, name in certificate.access_locations if method == oids.AD_OCSP]
    lists = [str(name.value) for point in certificate.crl_distribution_points for name in point.names]
    return " ".join((*lists, *ocsp))


def wrapped(content: bytes) -> str:
    return '"""\n' + "\n".join(textwrap.wrap(base64.b64encode(content).decode(), 108)) + '"""'


if __name__ == "__main__":
    found = [read_certificate(path.read_bytes()) for path in Path(sys.argv[1]).glob("*.der")]
    authorities = [each for each in found if each.is_ca]
    authorities.sort(key=lambda each: (each.not_before, each.sha256))
    print(HEADER + "\n" + "\n\n".join(map(described, authorities)))
