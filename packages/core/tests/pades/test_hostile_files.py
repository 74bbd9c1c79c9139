"""Damaged and hostile files of tests/vectors/hostile end in a verdict; `measure.py` there tells what each costs."""

import importlib
import sys
from pathlib import Path

import pytest

from antin.validation import Outcome
from antin_testkit.signed_documents import judged_file

sys.path.append(str(Path(__file__).parents[4] / "tests/vectors"))
hostile = importlib.import_module("hostile")
attacks = importlib.import_module("attacks")

# The large ones are for `measure.py`.
SMALL = ("damage-", "loop-", "table-", "trailer-", "object-stream-", "message-", "number-", "nested-")
FILES = [name for name in hostile.FILES if name.startswith(SMALL) and name not in hostile.LEFT_OPEN]


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_a_verdict_that_is_not_valid(name: str) -> None:
    verdict = judged_file(hostile.FILES[name](), attacks.ROOT, crls=[attacks.ROOT.crl()])

    assert verdict.outcome is not Outcome.VALID
    assert verdict.as_json("vi")["outcome"] == verdict.outcome


class TestTheTable:
    def test_has_more_than_three_hundred_files(self) -> None:
        assert len(hostile.FILES) > 300

    def test_leaves_open_only_files_it_has(self) -> None:
        assert set(hostile.LEFT_OPEN) <= set(hostile.FILES)

    def test_makes_equal_files(self) -> None:
        for name in ("number-count-real", "loop-pages-deep-100", "bomb-store-40-mb", "crowd-revisions-1000"):
            assert hostile.FILES[name]() == hostile.FILES[name]()
