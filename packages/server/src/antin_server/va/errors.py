"""Why the status services cannot answer."""

from antin.errors import AntinError


class JournalUnreadable(AntinError):
    """The signer's journal is not there, or cannot be read now (`reason`)."""

    code = "journal_unreadable"


class KeyFileExposed(AntinError):
    """A key file that others may read (`file`)."""

    code = "key_file_exposed"


class KeyFileUnusable(AntinError):
    """A key file that holds no key (`file`)."""

    code = "key_file_unusable"
