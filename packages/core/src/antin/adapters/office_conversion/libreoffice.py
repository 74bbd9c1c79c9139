"""LibreOffice, run for one document in a folder of its own, with little of everything, and ended with all it started.

Promised on every system: a private profile and folder, no macro runs, no link is followed, an end when its time is
over. Where the programs of util-linux are (Linux): limits on processor time, memory and size of files; where an
account may make a namespace of its own, too: no network at all, and a limit on the number of processes.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import md5
from importlib.resources import as_file, files
from pathlib import Path
from xml.sax.saxutils import escape

from antin.adapters.office_conversion.errors import OfficeDocumentBroken, OfficeDocumentTooHeavy, OfficeProgramAbsent
from antin.adapters.office_conversion.formats import OfficeFormat

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    ("/opt", "libreoffice*/program/soffice"), ("/Applications", "LibreOffice.app/Contents/MacOS/soffice"),
    ("C:/Program Files", "LibreOffice/program/soffice.exe"),
)
_PIPE_FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108 - where LibreOffice puts them whatever the environment says
_PDF_A_2B = 2  # of SelectPdfVersion
_NEVER, _VERY_HIGH = 2, 3


@dataclass(frozen=True)
class Limits:
    """Of one document. wall_s, cpu_s: seconds; memory, file_size: octets; processes: with their threads, where they can
    be counted apart from others of the account.
    """

    wall_s: float = 60
    cpu_s: int = 50
    memory: int = 2 << 30
    file_size: int = 100 << 20
    processes: int = 128


LIMITS = Limits()


def find_program() -> Path:
    """On the search path, or where its makers put it. Raises OfficeProgramAbsent."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found:
        return Path(found)
    usual = (each for folder, pattern in _USUAL_PLACES for each in sorted(Path(folder).glob(pattern), reverse=True))
    for each in usual:
        return each
    raise OfficeProgramAbsent()


def pdf_by_libreoffice(data: bytes, form: OfficeFormat, limits: Limits = LIMITS) -> bytes:
    """What LibreOffice writes as PDF/A-2b. Raises OfficeProgramAbsent, OfficeDocumentBroken, OfficeDocumentTooHeavy."""
    program = find_program()
    with _private_folder() as folder, as_file(files("antin.pades").joinpath("fonts")) as fonts:
        source, written = folder / f"document.{form.suffix}", folder / "out" / "document.pdf"
        source.write_bytes(data)
        _settings(folder, fonts)
        code = _run([*_bounds(limits), str(program), *_arguments(folder, form), str(source)], folder, limits)
        with suppress(OSError):
            # A file that only grew up to its limit is the ruin of one.
            if code == 0 and 0 < written.stat().st_size < limits.file_size:
                return written.read_bytes()
    if code != 0:
        raise OfficeDocumentTooHeavy(seconds=round(limits.wall_s))
    raise OfficeDocumentBroken()


@contextmanager
def _private_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="antin-office-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for each in _PIPE_FOLDERS:
            for pipe in Path(each).glob(f"OSL_PIPE_*_SingleOfficeIPC_{_pipe_of(_profile(folder))}"):
                with suppress(OSError):
                    pipe.unlink()


def _profile(folder: Path) -> str:
    return (folder / "profile").as_uri()


def _pipe_of(profile: str) -> str:
    """The end of the name of the pipe that LibreOffice makes for a profile, and leaves behind when it is killed
    (desktop/source/app/officeipcthread.cxx): octets of a digest without leading zeros.
    """
    return "".join(f"{octet:x}" for octet in md5(profile.encode("utf-16-le"), usedforsecurity=False).digest())


def _arguments(folder: Path, form: OfficeFormat) -> list[str]:
    return [
        f"-env:UserInstallation={_profile(folder)}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nologo", f"--infilter={form.reader}", "--convert-to", "pdf", "--outdir", str(folder / "out"),
    ]


# Branch of the configuration, property, value. The locale is that of dates and numbers without a form of their own.
_SETTINGS = (
    ("Office.Common/Filter/PDF/Export", "SelectPdfVersion", _PDF_A_2B),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", _VERY_HIGH),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", _NEVER),
    ("Office.Calc/Content/Update", "Link", _NEVER),
    ("Setup/L10N", "ooSetupSystemLocale", "vi-VN"),
)


def _settings(folder: Path, fonts: Path) -> None:
    """The profile, and fonts: those of the system, and ours in the place of Times New Roman when that is missing."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{branch}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>" for branch, name, value in _SETTINGS
    )
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    user.joinpath("registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>", encoding="utf-8",
    )
    folder.joinpath("fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{escape(str(fonts))}</dir>'
        '<alias binding="same"><family>Times New Roman</family><prefer><family>Times New Roman</family>'
        "<family>Tinos</family></prefer></alias></fontconfig>", encoding="utf-8",
    )


def _run(command: Sequence[str], folder: Path, limits: Limits) -> int:
    """The exit code; -9 when its time was over. Nothing of what was started is left."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}, "HOME": str(folder),
        "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(folder / "fonts.conf"), "XDG_CACHE_HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp",
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program; the document is an argument of our own naming
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )
    except OSError as error:
        raise OfficeProgramAbsent() from error
    try:
        return process.wait(limits.wall_s)
    except subprocess.TimeoutExpired:
        return -9
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The process and whatever it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _bounds(limits: Limits) -> list[str]:
    """What stands before the program: no network, then the limits. Processes are counted in that namespace only;
    outside it the limit would count all that the account runs.
    """
    apart, prlimit = _without_network(), shutil.which("prlimit")
    if prlimit is None:
        return [*apart]
    processes = [f"--nproc={limits.processes}"] if apart else []
    return [
        *apart, prlimit, f"--cpu={limits.cpu_s}", f"--as={limits.memory}", f"--fsize={limits.file_size}", *processes,
        "--core=0", "--",
    ]


@cache
def _without_network() -> tuple[str, ...]:
    """`unshare`, where it may be used."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--map-root-user", "--net", "--")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)  # noqa: S603 - fixed
    return command if tried.returncode == 0 else ()
