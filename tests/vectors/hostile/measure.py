"""What `antin pdf verify --offline` spends on each hostile file: processor seconds, and memory at its most.

    PYTHONPATH=internal/testkit/src .venv/bin/python tests/vectors/hostile/measure.py [--json] [--at-most N] [WORD …]

WORD: only files whose name holds one of them. Each file gets a process of its own. The cost of the command itself,
measured on a clean signed file, is told first and subtracted. Exit 1: a file ended without a verdict, or cost more than
the limits. Not for Windows: it asks the system what a child used.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

CPU_S, MEMORY_MB = 1.0, 200
ENDINGS = (0, 1, 2, 65)
COMMAND = (sys.executable, "-P", "-m", "antin_cli", "pdf", "verify", "--offline", "--json")


@dataclass(frozen=True)
class Cost:
    """Of one file. cpu_s: user and system, of the command and its children; memory_mb: the largest of them; wall_s."""

    name: str
    size: int
    cpu_s: float
    memory_mb: float
    wall_s: float
    ending: int
    said: str


def cost_of(name: str, data: bytes, folder: Path) -> Cost:
    """What the command spends on a file. Its exit code is minus a signal when it was killed."""
    path = folder / "file.pdf"
    path.write_bytes(data)
    with (folder / "said").open("w+b") as said:
        began = time.monotonic()
        child = subprocess.Popen([*COMMAND, str(path)], stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told = said.read().decode("utf-8", "replace")
    return Cost(
        name, len(data), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, wall, child.returncode, _in_short(told),
    )


def _in_short(told: str) -> str:
    """The outcome and the first reason, or the last line when it is no verdict."""
    try:
        verdict = json.loads(told.splitlines()[0])
    except (ValueError, IndexError):
        return (told.strip().splitlines() or [""])[-1][:120]
    reasons = [each["code"] for holder in (verdict, *verdict["signatures"]) for each in holder.get("reasons", [])]
    return f"{verdict['outcome']} {' '.join(reasons[:2])}"


def measured(words: Sequence[str], at_most: int | None) -> Iterator[Cost]:
    """The cost of a clean file, then of each hostile one."""
    from attacks.materials import signed

    import hostile

    asked = {name: make for name, make in hostile.FILES.items() if not words or any(word in name for word in words)}
    with tempfile.TemporaryDirectory() as folder:
        yield min((cost_of("usual", signed(), Path(folder)) for _ in range(3)), key=lambda each: each.cpu_s)
        for name, make in list(asked.items())[:at_most]:
            yield cost_of(name, make(), Path(folder))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--json", action="store_true", help="a line per file")
    parser.add_argument("--at-most", type=int, metavar="N")
    asked = parser.parse_args()
    costs = measured(asked.words, asked.at_most)
    usual = next(costs)
    print(f"usual: {usual.cpu_s:.2f} s, {usual.memory_mb:.0f} MB", file=sys.stderr, flush=True)
    counted = {"files": 0, "dear": 0, "mute": 0}
    for each in costs:
        above = each.cpu_s - usual.cpu_s
        is_dear, is_mute = above > CPU_S or each.memory_mb > MEMORY_MB, each.ending not in ENDINGS
        counted["files"] += 1
        counted["dear"] += is_dear
        counted["mute"] += is_mute
        if asked.json:
            print(json.dumps(asdict(each) | {"above_usual_s": round(above, 3)}), flush=True)
        elif is_dear or is_mute:
            cost = f"{each.size:>9} B {above:>7.2f} s {each.memory_mb:>6.0f} MB"
            print(f"{each.name:44} {cost} {each.ending:>4} {each.said}", flush=True)
    print("{files} files, {dear} above the limits, {mute} without a verdict".format(**counted), file=sys.stderr)
    return 1 if counted["dear"] or counted["mute"] else 0


if __name__ == "__main__":
    sys.exit(main())
