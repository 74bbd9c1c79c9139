"""script/bench keeps the shape that docs and CI read."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = ["work", "ours", "unit", "peer", "peer_value", "limit", "ratio_peer", "ratio_limit"]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """With the peers of the developer's own environment, so that nothing is installed."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "internal/testkit/src")}
    return subprocess.run(
        [sys.executable, "bench", "--peers", sys.executable, *arguments], cwd=ROOT, env=environment,
        capture_output=True, text=True, timeout=300,
    )


def named_in(module: str, table: str) -> set[str]:
    """The keys of a table at the top of a module, read without running it."""
    for node in ast.parse((ROOT / "bench" / module).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == table:
            assert isinstance(node.value, ast.Dict)
            return {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    raise AssertionError(table)


class TestARow:
    @pytest.mark.parametrize(("work", "unit"), [("ocsp-p256", "op/s"), ("issue-p256", "op/s")])
    def test_is_one_json_line(self, work: str, unit: str) -> None:
        said = bench(work, "--json", "--budget", "0.05")

        assert (said.returncode, said.stderr) == (0, "")
        row = json.loads(said.stdout)
        assert list(row) == KEYS
        assert (row["work"], row["unit"]) == (work, unit)
        assert row["peer"].startswith("cryptography ")
        assert all(row[key] > 0 for key in KEYS if isinstance(row[key], float))

    def test_has_ratios_above_one_when_ours_is_better(self) -> None:
        row = json.loads(bench("ocsp-p256", "--json", "--budget", "0.05").stdout)

        assert row["ratio_peer"] == pytest.approx(row["ours"] / row["peer_value"], rel=0.02)
        assert row["ratio_limit"] == pytest.approx(row["ours"] / row["limit"], rel=0.02)


class TestTheWorks:
    def test_have_a_peer_each(self) -> None:
        assert named_in("works.py", "WORKS") == named_in("peers.py", "PEERS")

    def test_are_told_when_another_is_asked_for(self) -> None:
        said = bench("make-coffee")

        assert said.returncode != 0
        assert "no such work: make-coffee" in said.stderr
