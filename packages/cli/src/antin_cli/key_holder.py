"""Opening the key that signs: a PKCS#12 or PEM file, its passphrase, its certificate and chain."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from antin_cli.errors import SignerCertificateAbsent
from antin_cli.inputs import read_small
from antin_cli.shared import Passphrase, asked

if TYPE_CHECKING:
    from antin.adapters.key_files import KeyFile
    from antin.keys import Signer

ATTEMPTS = 3


@dataclass(frozen=True)
class KeyHolder:
    """signer: the key. certificate, chain: DER."""

    signer: "Signer"
    certificate: bytes
    chain: tuple[bytes, ...]


def open_key_file(path: Path, passphrase: Passphrase) -> "KeyFile":
    """The file opened; the passphrase is asked for when it is needed and was not given.

    Raises InputUnreadable, KeyFileUnreadable, PassphraseWrong, PassphraseNotGiven.
    """
    from antin.adapters.key_files import PassphraseMissing, PassphraseWrong, read_key_file

    data = read_small(path, may_be_pipe=True)
    if passphrase.is_given:
        return read_key_file(data, passphrase.given())
    try:
        return read_key_file(data, None)
    except PassphraseMissing:
        for _ in range(ATTEMPTS - 1):
            try:
                return read_key_file(data, asked("ask.passphrase"))
            except PassphraseWrong:
                continue
        return read_key_file(data, asked("ask.passphrase"))


def open_holder(
    key: Path, certificate: Path | None, passphrase: Passphrase, *, pss: bool = False, digest_name: str = "sha256",
) -> KeyHolder:
    """Key and certificate ready to sign. certificate: a file with it, when the key file lacks it, and its chain.

    Raises what `open_key_file` raises; SignerCertificateAbsent, KeyCertificateMismatch, EvidenceFileUnreadable.
    """
    from antin.keys import LocalSigner, algorithm_for

    opened = open_key_file(key, passphrase)
    signer = LocalSigner(opened.private_key)
    algorithm = algorithm_for(signer.public_key_info, pss=pss, digest_name=digest_name)
    if algorithm != signer.algorithm:
        signer = LocalSigner(opened.private_key, algorithm=algorithm)
    own, chain = certificate_and_chain(signer.public_key_info, certificate, opened)
    if own is None:
        raise SignerCertificateAbsent
    return KeyHolder(signer, own, chain)


def certificate_and_chain(
    public_key_info: bytes, named: Path | None, opened: "KeyFile",
) -> tuple[bytes | None, tuple[bytes, ...]]:
    """The key's certificate, the one in the named file before the one in the key file, and all others.

    Raises KeyCertificateMismatch: the named file has none for this key; EvidenceFileUnreadable.
    """
    from antin.adapters.evidence_files import read_certificates
    from antin.adapters.key_files import KeyCertificateMismatch
    from antin.validation import read_certificate

    found = read_certificates([named]) if named else []
    own = [each for each in found if read_certificate(each).public_key_info == public_key_info]
    if found and not own:
        raise KeyCertificateMismatch
    certificate = own[0] if own else opened.certificate
    others = (each for each in (*found, *opened.chain) if each != certificate)
    return certificate, tuple(dict.fromkeys(others))
