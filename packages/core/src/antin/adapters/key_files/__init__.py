"""Files that hold a private key: PKCS#12 and PEM, opened from anybody, made with strong encryption only."""

from antin.adapters.key_files.errors import (
    KeyCertificateMismatch,
    KeyFileUnreadable,
    PassphraseMissing,
    PassphraseWrong,
)
from antin.adapters.key_files.model import KeyFile
from antin.adapters.key_files.reading import read_key_file
from antin.adapters.key_files.writing import encrypted_pem, pkcs12_file

__all__ = [
    "KeyCertificateMismatch", "KeyFile", "KeyFileUnreadable", "PassphraseMissing", "PassphraseWrong",
    "encrypted_pem", "pkcs12_file", "read_key_file",
]
