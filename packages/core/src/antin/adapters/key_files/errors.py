"""Why a key file cannot be opened or made."""

from antin.errors import AntinError


class KeyFileUnreadable(AntinError):
    """Neither PKCS#12 nor PEM with one RSA or EC key (`reason`)."""

    code = "key_file_unreadable"


class PassphraseWrong(AntinError):
    """The file is whole, as far as can be seen, and the passphrase does not open it."""

    code = "passphrase_wrong"


class PassphraseMissing(PassphraseWrong):
    """The file is encrypted and no passphrase was given, or a file is to be made without one."""

    code = "passphrase_missing"


class KeyCertificateMismatch(AntinError):
    """The certificate is for another key: a file with both would be useless."""

    code = "key_certificate_mismatch"
