"""A private PostgreSQL cluster: a socket in a folder of its own, no port, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def cluster() -> Iterator[str]:
    """The folder of the socket; the owner is `antin`, and everybody is trusted."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))[-1]
    folder = tempfile.mkdtemp(prefix="antin-pg-")
    Path(folder).chmod(0o711)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    try:
        _run(folder, programs / "initdb", "-U", "antin", "-A", "trust", "-E", "UTF8", "--no-locale")
        _run(folder, programs / "pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        yield folder
    finally:
        _run(folder, programs / "pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: str, program: Path, *arguments: str) -> None:
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*before, str(program), "-D", f"{folder}/data", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
