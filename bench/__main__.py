"""Our speed beside that of other libraries and of the bare signature, measured in one run.

script/bench [WORK …] [--json]

A JSON line per work: ours, peer_value and limit in `unit`; ratio_peer and ratio_limit above 1: ours is better.
Without --json a table for people stands on the error stream, too. CPU time, not wall time.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from materials import Materials
from measuring import cpu_seconds
from works import WORKS

FOLDER = Path(__file__).parent


def peer_of(work: str, materials: Materials, *, python: str, budget: float) -> tuple[str, float]:
    """The peer's name and its CPU seconds per operation, told by a process in its own environment."""
    with TemporaryDirectory() as folder:
        materials.hand_over(Path(folder))
        arguments = [python, str(FOLDER / "peers.py"), work, folder, str(budget)]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        told = json.loads(subprocess.run(arguments, check=True, stdout=subprocess.PIPE, env=environment).stdout)
    return told["peer"], told["seconds"]


def measured(name: str, *, python: str, budget: float) -> Mapping[str, object]:
    work = WORKS[name]
    materials = Materials(work.kind)
    ours, limit = (cpu_seconds(each, budget=budget) for each in work.make(materials))
    peer, theirs = peer_of(name, materials, python=python, budget=budget)
    values = [_rounded(each if work.unit == "s/op" else 1 / each) for each in (ours, theirs, limit)]
    return {
        "work": name, "ours": values[0], "unit": work.unit, "peer": peer, "peer_value": values[1], "limit": values[2],
        "ratio_peer": _rounded(theirs / ours), "ratio_limit": _rounded(limit / ours),
    }


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__.splitlines()[0])
    parser.add_argument("work", nargs="*", metavar="WORK", help=", ".join(WORKS))
    parser.add_argument("--json", action="store_true", help="only the JSON lines")
    parser.add_argument("--budget", type=float, default=2.0, metavar="SECONDS", help="CPU time spent on each value")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON", help="the interpreter of the peers")
    asked = parser.parse_args()
    unknown = [name for name in asked.work if name not in WORKS]
    if unknown:
        parser.error(f"no such work: {', '.join(unknown)}")
    for name in asked.work or WORKS:
        row = measured(name, python=asked.peers, budget=asked.budget)
        print(json.dumps(row), flush=True)
        if not asked.json:
            print(
                f"{name:18} {row['ours']:>9} {row['unit']}   {row['ratio_peer']:>6} × {row['peer']}"
                f"   {row['ratio_limit']:>6} × the limit", file=sys.stderr, flush=True,
            )


if __name__ == "__main__":
    main()
