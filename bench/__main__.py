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
from typing import Any

from materials import Materials
from measuring import cpu_seconds
from works import GROUPS, WORKS

FOLDER = Path(__file__).parent


def peer_of(name: str, materials: Materials, *, python: str, budget: float) -> Mapping[str, Any]:
    """The peer's name and its CPU seconds per operation, told by a process in its own environment."""
    work = WORKS[name]
    with TemporaryDirectory() as folder:
        materials.hand_over(Path(folder), work.plain(materials), work.signatures)
        memory = memory_of_command(name, Path(folder))
        arguments = [python, str(FOLDER / "peers.py"), name, folder, str(budget)]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        told = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, env=environment).stdout
    return {**json.loads(told), **memory}


def memory_of_command(name: str, folder: Path) -> Mapping[str, int]:
    """The most memory that the command held while it did the work on the same file, its own start included."""
    if not name.startswith("verify-"):
        return {}
    arguments = ["pdf", "verify", "--offline", str(folder / "signed.pdf")]
    command = [sys.executable, str(FOLDER / "command_memory.py"), *arguments]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return {"memory_mb": int(told)}


def measured(name: str, *, python: str, budget: float) -> Mapping[str, object]:
    work = WORKS[name]
    materials = Materials(work.kind)
    ours, limit = (cpu_seconds(each, budget=budget) for each in work.make(materials))
    peer = peer_of(name, materials, python=python, budget=budget)
    values = [_rounded(each if work.unit == "s/op" else 1 / each) for each in (ours, peer["seconds"], limit)]
    row = {
        "work": name, "ours": values[0], "unit": work.unit, "peer": peer["peer"], "peer_value": values[1],
        "limit": values[2], "ratio_peer": _rounded(peer["seconds"] / ours), "ratio_limit": _rounded(limit / ours),
    }
    if "pdfsig_seconds" in peer:
        row |= {"memory_mb": peer["memory_mb"], "peer_memory_mb": peer["peer_memory_mb"]}
        row["pdfsig"] = _rounded(peer["pdfsig_seconds"] if work.unit == "s/op" else 1 / peer["pdfsig_seconds"])
    return row


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__.splitlines()[0])
    parser.add_argument("work", nargs="*", metavar="WORK", help=", ".join((*GROUPS, *WORKS)))
    parser.add_argument("--json", action="store_true", help="only the JSON lines")
    parser.add_argument("--budget", type=float, default=2.0, metavar="SECONDS", help="CPU time spent on each value")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON", help="the interpreter of the peers")
    asked = parser.parse_args()
    unknown = [name for name in asked.work if name not in WORKS and name not in GROUPS]
    if unknown:
        parser.error(f"no such work: {', '.join(unknown)}")
    for name in [each for asked_for in asked.work for each in GROUPS.get(asked_for, (asked_for,))] or WORKS:
        row = measured(name, python=asked.peers, budget=asked.budget)
        print(json.dumps(row), flush=True)
        if not asked.json:
            print(
                f"{name:18} {row['ours']:>9} {row['unit']}   {row['ratio_peer']:>6} × {row['peer']}"
                f"   {row['ratio_limit']:>6} × the limit", file=sys.stderr, flush=True,
            )


if __name__ == "__main__":
    main()
