"""Key files opened: PKCS#12 (RFC 7292) and PEM (RFC 7468), encrypted or not."""

import unicodedata

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from antin.adapters.key_files.errors import KeyFileUnreadable, PassphraseMissing, PassphraseWrong
from antin.adapters.key_files.model import KeyFile
from antin.adapters.key_files.pem import read_pem
from antin.adapters.key_files.work import check_work
from antin.cms import CertificateFields, SignedDataBroken, read_certificate
from antin.keys import KeyKindUnsupported, PrivateKey, public_key_info
from antin.keys.algorithms import algorithm_of_key

MAX_FILE_OCTETS = 1024 * 1024


def read_key_file(data: bytes, passphrase: str | None) -> KeyFile:
    """Open PKCS#12 or PEM. passphrase: tried in NFC, then as given; None or empty: the file is not encrypted.

    Raises KeyFileUnreadable; PassphraseWrong or its child PassphraseMissing.
    """
    if len(data) > MAX_FILE_OCTETS:
        raise KeyFileUnreadable(reason="size")
    read = read_pem if b"-----BEGIN " in data else _read_pkcs12
    spellings = passphrase_spellings(passphrase)
    for spelling in spellings[:-1]:
        try:
            return _key_file(*read(data, spelling))
        except PassphraseWrong:
            continue
    return _key_file(*read(data, spellings[-1]))


def passphrase_spellings(passphrase: str | None) -> list[bytes | None]:
    """UTF-8 of the passphrase in NFC, and as given where that differs: other programs do not normalise."""
    if not passphrase:
        return [None]
    spellings = dict.fromkeys((unicodedata.normalize("NFC", passphrase), passphrase))
    return [spelling.encode("utf-8", "surrogatepass") for spelling in spellings]


def _read_pkcs12(data: bytes, passphrase: bytes | None) -> tuple[object, list[bytes]]:
    check_work(data)
    try:
        opened = pkcs12.load_pkcs12(data, passphrase)
    except ValueError as error:
        if "password" not in str(error):
            raise KeyFileUnreadable(reason="PKCS#12") from error
        raise (PassphraseWrong if passphrase else PassphraseMissing) from error
    except (UnsupportedAlgorithm, TypeError) as error:
        raise KeyFileUnreadable(reason="algorithm") from error
    found = [opened.cert, *opened.additional_certs]
    return opened.key, [each.certificate.public_bytes(Encoding.DER) for each in found if each]


def _key_file(key: object, certificates: list[bytes]) -> KeyFile:
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyFileUnreadable(reason="no key" if key is None else "key kind")
    try:
        algorithm_of_key(key.public_key())
        read = [read_certificate(each) for each in dict.fromkeys(certificates)]
    except KeyKindUnsupported as error:
        raise KeyFileUnreadable(reason="key kind") from error
    except SignedDataBroken as error:
        raise KeyFileUnreadable(reason="certificate") from error
    return _sorted(key, read)


def _sorted(key: PrivateKey, certificates: list[CertificateFields]) -> KeyFile:
    info = public_key_info(key)
    own = next((each for each in certificates if each.public_key_info == info), None)
    rest = [each for each in certificates if each is not own]
    upwards: list[CertificateFields] = []
    step = own
    while step and (issuer := next((each for each in rest if each.subject == step.issuer), None)):
        rest.remove(issuer)
        upwards.append(issuer)
        step = issuer
    chain = tuple(each.encoded for each in (*upwards, *rest))
    return KeyFile(private_key=key, certificate=own.encoded if own else None, chain=chain)
