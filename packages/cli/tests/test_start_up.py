"""Help comes at once: at most eight bare starts of the interpreter, and without loading what it does not need."""

import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage

import pytest

HEAVY = ("cryptography", "pyhanko", "asn1crypto", "docx", "fontTools", "PIL", "tomllib", "ssl", "http.client", "pkcs11")


def cost(*arguments: str) -> float:
    """Processor seconds of the cheapest of several runs: other work on the machine does not count."""
    def once() -> float:
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, timeout=60)
        after = getrusage(RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(7))


class TestHelp:
    @pytest.mark.parametrize("words", [("--help",), ("pdf", "--help")], ids=" ".join)
    def test_costs_at_most_eight_bare_starts(self, words: tuple[str, ...]) -> None:
        ratios = [cost("-m", "antin_cli", *words) / cost("-c", "pass") for _ in range(3)]

        assert min(ratios) <= 8, ratios

    @pytest.mark.parametrize("words", [
        ["--help"], ["pdf", "--help"], ["pdf", "verify", "--help"], ["pdf", "sign", "--help"],
        ["token", "list", "--help"],
    ], ids=" ".join)
    def test_loads_nothing_heavy(self, words: list[str]) -> None:
        program = (
            f"import sys; from antin_cli.__main__ import main; main({words!r}); "
            f"sys.exit(','.join(each for each in {HEAVY!r} if each in sys.modules) or 0)"
        )

        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)

        assert done.returncode == 0, done.stderr
