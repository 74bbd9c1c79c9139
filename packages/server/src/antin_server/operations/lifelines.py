"""No process outlives the one that started it (Linux: PR_SET_PDEATHSIG)."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_supervisor() -> None:
    """Ask the kernel to end this process when `antin-server up` is gone, however it went.

    Only when `up` started us, which it says in ANTIN_SUPERVISOR. Ends at once if it is gone already.
    """
    supervisor = os.environ.get("ANTIN_SUPERVISOR", "")
    if supervisor.isdigit():
        end_with_parent(int(supervisor))


def end_with_parent(parent: int) -> None:
    """The same, for any parent: the one that forked us."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it went before we asked
        os.kill(os.getpid(), signal.SIGTERM)
