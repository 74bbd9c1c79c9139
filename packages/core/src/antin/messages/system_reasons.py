"""Why the operating system did not do what was asked, in the reader's language."""

import errno
from collections.abc import Mapping

from antin.messages.phrases import Phrase

_REASONS: Mapping[int, str] = {
    errno.ENOENT: "system_absent", errno.ENOTDIR: "system_absent", errno.EACCES: "system_forbidden",
    errno.EPERM: "system_forbidden", errno.EROFS: "system_read_only", errno.EISDIR: "system_folder",
    errno.ENOSPC: "system_disk_full", errno.EDQUOT: "system_disk_full", errno.EFBIG: "system_disk_full",
    errno.EMFILE: "system_too_many_open", errno.ENFILE: "system_too_many_open", errno.ENAMETOOLONG: "system_long_name",
    errno.EIO: "system_device",
}
NOT_A_FILE, TOO_LARGE = "system_not_a_file", "system_too_large"


def system_reason(error: OSError) -> dict[str, object]:
    """`reason` and `advice` for an error of ours; what we have no words for is told in those of the system."""
    code = _REASONS.get(error.errno or 0)
    return told(code) if code else {
        "reason": error.strerror or type(error).__name__, "advice": Phrase("system_other", is_hint=True),
    }


def told(code: str) -> dict[str, object]:
    """`reason` and `advice` by a code of the catalogue."""
    return {"reason": Phrase(code), "advice": Phrase(code, is_hint=True)}
