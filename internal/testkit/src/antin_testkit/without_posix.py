"""A pytest plugin (`-p antin_testkit.without_posix`): core and command find nothing that only POSIX has.

What only Windows has in its place is there: `msvcrt.locking`, over the lock that this system has.
Only what `antin` and `antin_cli` import themselves is narrowed; the libraries below them run as they are, because
their Windows wheels bring their own way.
"""

import builtins
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterable
from types import ModuleType
from typing import Any

MODULES = frozenset({
    "crypt", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty",
})
NAMES = {
    os: {
        "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC", "WNOHANG", "chown", "chroot", "fchdir",
        "fchmod", "fchown", "fork", "forkpty", "geteuid", "getegid", "getgid", "getgroups", "getloadavg", "getpgid",
        "getpgrp", "getsid", "getuid", "initgroups", "killpg", "lchown", "lockf", "major", "minor", "mkfifo", "mknod",
        "nice", "openpty", "pathconf", "posix_fadvise", "posix_fallocate", "posix_spawn", "pread", "pwrite",
        "register_at_fork", "sched_getaffinity", "sendfile", "setegid", "seteuid", "setgid", "setgroups", "setpgid",
        "setsid", "setuid", "statvfs", "sync", "sysconf", "tcgetpgrp", "tcsetpgrp", "uname", "wait", "wait3", "wait4",
    },
    signal: {
        "SIGALRM", "SIGCHLD", "SIGCONT", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP", "SIGUSR1",
        "SIGUSR2", "alarm", "getitimer", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait",
    },
    socket: {"AF_UNIX", "recv_fds", "send_fds", "socketpair"},
    time: {"clock_settime", "pthread_getcpuclockid", "tzset"},
}


class Narrowed(ModuleType):
    """A module without its POSIX names."""

    def __init__(self, whole: ModuleType, missing: Iterable[str]) -> None:
        super().__init__(whole.__name__)
        self.__dict__.update({"_whole": whole, "_missing": frozenset(missing)})

    def __getattr__(self, name: str) -> Any:
        if name in self.__dict__["_missing"]:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} outside POSIX")
        return getattr(self.__dict__["_whole"], name)


class Msvcrt(ModuleType):
    """What a program of Windows locks a file with."""

    LK_NBLCK = 2

    @staticmethod
    def locking(descriptor: int, mode: int, octets: int) -> None:
        """Raises OSError: another has it."""
        assert (mode, octets) == (Msvcrt.LK_NBLCK, 1)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NARROWED = {whole.__name__: Narrowed(whole, missing) for whole, missing in NAMES.items()}
_import = builtins.__import__


def is_ours(module: object) -> bool:
    """Whether a module of this name belongs to the core or the command."""
    return isinstance(module, str) and module.partition(".")[0] in {"antin", "antin_cli"}


def narrowed_import(name: str, variables: Any = None, *more: Any, **named: Any) -> Any:
    """`__import__` as Windows would answer it, for modules of ours."""
    if not is_ours((variables or {}).get("__name__")):
        return _import(name, variables, *more, **named)
    if name.partition(".")[0] in MODULES:
        raise ModuleNotFoundError(f"No module named {name!r} outside POSIX", name=name)
    if name == "msvcrt":
        return Msvcrt(name)
    found = _import(name, variables, *more, **named)
    return _NARROWED.get(name, found)


# At import, before pytest-django: what comes earlier keeps the whole modules.
_early = sorted(each for each in sys.modules if is_ours(each))
assert not _early, f"imported before it could be narrowed: {_early}"
builtins.__import__ = narrowed_import  # type: ignore[assignment]  # looser names for the same parameters
