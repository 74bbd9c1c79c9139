"""ZIP files whose bytes depend on their content alone."""

import io
import zipfile
from collections.abc import Iterable

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can name
_UNIX, _READABLE = 3, 0o100644 << 16


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of named files, in the order given, without times or owners."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _READABLE
            pack.writestr(entry, data)
    return written.getvalue()


def repacked(package: bytes) -> bytes:
    """The same package with the times of its parts taken away; [Content_Types].xml stays first."""
    with zipfile.ZipFile(io.BytesIO(package)) as pack:
        return zipped([(name, pack.read(name)) for name in pack.namelist()])
