"""Key files made: always encrypted, with AES-256 and a key derived by PBKDF2 over SHA-256.

The library leaves the MAC of PKCS#12 at 2,048 rounds, which would make it the cheapest way to guess the
passphrase; it is replaced by one of as many rounds as the encryption.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from antin import oids
from antin.adapters.key_files.errors import KeyCertificateMismatch, KeyFileUnreadable, PassphraseMissing
from antin.cms import read_certificate
from antin.der import children, integer, null, object_identifier, octet_string, read_one, sequence
from antin.keys import PrivateKey, public_key_info

ROUNDS = 300_000  # what .NET still opens by its defaults; Java, NSS, openssl take more
_SALT_OCTETS, _BLOCK_OCTETS = 16, 64
_MAC_KEY = 3  # the purpose byte of RFC 7292 B.3


def pkcs12_file(
    private_key: PrivateKey, certificate: bytes, chain: Sequence[bytes], passphrase: str, name: str,
) -> bytes:
    """PKCS#12 in DER. certificate, chain: DER. name: shown by other programs beside the key.

    Raises PassphraseMissing; KeyCertificateMismatch; KeyFileUnreadable: a certificate is none.
    """
    password = _password(passphrase)
    own = _loaded(certificate)
    if read_certificate(certificate).public_key_info != public_key_info(private_key):
        raise KeyCertificateMismatch
    encryption = (
        PrivateFormat.PKCS12.encryption_builder().kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC).hmac_hash(hashes.SHA256()).build(password)
    )
    written = pkcs12.serialize_key_and_certificates(
        name.encode("utf-8"), private_key, own, [_loaded(each) for each in chain], encryption,
    )
    return _with_strong_mac(written, password)


def encrypted_pem(private_key: PrivateKey, passphrase: str) -> bytes:
    """PKCS#8 EncryptedPrivateKeyInfo (RFC 5958 3, RFC 8018 6.2) in PEM, ASCII. Raises PassphraseMissing."""
    password, salt, vector = _password(passphrase), secrets.token_bytes(_SALT_OCTETS), secrets.token_bytes(16)
    key = hashlib.pbkdf2_hmac("sha256", password, salt, ROUNDS, 32)
    plain = private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    padder, cipher = PKCS7(128).padder(), Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    encrypted = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    return _pem("ENCRYPTED PRIVATE KEY", sequence(_pbes2(salt, vector), octet_string(encrypted)))


def _pbes2(salt: bytes, vector: bytes) -> bytes:
    pseudorandom = sequence(object_identifier(oids.HMAC_WITH_SHA256), null())
    derivation = sequence(
        object_identifier(oids.PBKDF2), sequence(octet_string(salt), integer(ROUNDS), pseudorandom),
    )
    scheme = sequence(object_identifier(oids.AES_256_CBC), octet_string(vector))
    return sequence(object_identifier(oids.PBES2), sequence(derivation, scheme))


def _pem(label: str, der: bytes) -> bytes:
    text = base64.b64encode(der).decode("ascii")
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode("ascii")


def _password(passphrase: str) -> bytes:
    """UTF-8 of the NFC form, so that every keyboard types the same passphrase."""
    if not passphrase:
        raise PassphraseMissing
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _loaded(certificate: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(certificate)
    except ValueError as error:
        raise KeyFileUnreadable(reason="certificate") from error


def _with_strong_mac(written: bytes, password: bytes) -> bytes:
    """The same PFX (RFC 7292 4) with MacData of ROUNDS rounds."""
    version, content_info, _ = children(read_one(written))
    _, wrapper = children(content_info)
    (content,) = children(wrapper)
    salt = secrets.token_bytes(_SALT_OCTETS)
    mac = hmac.digest(_mac_key(password, salt), content.content, "sha256")
    digest_info = sequence(sequence(object_identifier(oids.SHA256), null()), octet_string(mac))
    mac_data = sequence(digest_info, octet_string(salt), integer(ROUNDS))
    return sequence(version.encoded, content_info.encoded, mac_data)


def _mac_key(password: bytes, salt: bytes) -> bytes:
    """RFC 7292 B.2 for one block of SHA-256: the passphrase as BMPString with its closing zeros."""
    text = password.decode("utf-8", "surrogatepass").encode("utf-16-be", "surrogatepass") + b"\x00\x00"
    value = bytes([_MAC_KEY]) * _BLOCK_OCTETS + _filled(salt) + _filled(text)
    for _ in range(ROUNDS):
        value = hashlib.sha256(value).digest()
    return value


def _filled(octets: bytes) -> bytes:
    """Repeated up to a whole number of blocks."""
    length = -(-len(octets) // _BLOCK_OCTETS) * _BLOCK_OCTETS
    return (octets * (length // len(octets) + 1))[:length]
