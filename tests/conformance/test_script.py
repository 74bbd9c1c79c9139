"""script/conformance compares verdicts with expectations and counts."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests/vectors/pdf"
UNSIGNED = {"indication": "TOTAL-FAILED", "sub_indication": "FORMAT_FAILURE", "signatures": 0}


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name in ("pdf-1.4.pdf", "sub/already-signed.pdf"):
        (tmp_path / name).write_bytes((VECTORS / Path(name).name).read_bytes())
    return tmp_path


def run(folder: Path, expected: object) -> tuple[int, list[str]]:
    (folder / "expected.json").write_text(json.dumps(expected))
    ran = subprocess.run([ROOT / "script/conformance", folder], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout.splitlines()


def test_says_that_all_is_as_expected(folder: Path) -> None:
    signed = {"indication": "INDETERMINATE", "signatures": [{"indication": "INDETERMINATE"}]}

    assert run(folder, {"pdf-1.4.pdf": UNSIGNED, "sub/already-signed.pdf": signed}) == (0, ["2 of 2 as expected"])


def test_prints_every_difference(folder: Path) -> None:
    code, lines = run(folder, {
        "pdf-1.4.pdf": {"indication": "TOTAL-PASSED", "signatures": 2}, "gone.pdf": UNSIGNED,
    })

    assert code == 1
    assert lines[0] == "gone.pdf: no such file"
    assert lines[1] == "pdf-1.4.pdf: indication: TOTAL-FAILED (expected TOTAL-PASSED)"
    assert lines[2] == "pdf-1.4.pdf: signatures: 0 (expected 2)"
    assert lines[3].startswith("sub/already-signed.pdf: nothing expected; found INDETERMINATE")
    assert lines[4] == "0 of 3 as expected"


def test_needs_expectations(tmp_path: Path) -> None:
    ran = subprocess.run([ROOT / "script/conformance", tmp_path], capture_output=True, text=True, check=False)

    assert ran.returncode == 64 and "expected.json" in ran.stderr
