"""Every file of tests/vectors/attacks gets the verdict it deserves, and the words for it."""

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from antin.adapters.pdf_pages_apart import PagesApart
from antin.messages import catalogue
from antin.validation import Outcome
from antin.verdict import Verdict
from antin_testkit.signed_documents import judged_file

sys.path.append(str(Path(__file__).parents[4] / "tests/vectors"))
attacks = importlib.import_module("attacks")

REACHED = [each for each in attacks.VECTORS if each.name not in attacks.LEFT_OPEN]
ATTACKS = [each for each in REACHED if not each.is_harmless]
HARMLESS = [each for each in REACHED if each.is_harmless]


@pytest.fixture(scope="module")
def pages() -> Iterator[PagesApart]:
    with PagesApart(wall_s=20) as apart:
        yield apart


def judged(data: bytes, pages: PagesApart) -> Verdict:
    return judged_file(data, attacks.ROOT, crls=[attacks.ROOT.crl()], covered=pages.covered)


def named(verdict: Verdict) -> set[str]:
    """The codes of everything said about the file and its signatures."""
    judgements = [verdict.judgement, *(each.judgement for each in verdict.signatures)]
    return {said.code for each in judgements for said in (*each.reasons, *each.remarks)}


def named_pages(verdict: Verdict) -> set[int]:
    """The pages that forbidden changes are said to be on."""
    changes = (change for each in verdict.signatures for change in each.changes if not change.is_allowed)
    return {page for change in changes for page in change.pages}


def names(vectors: Iterable[Any]) -> list[str]:
    return [each.name for each in vectors]


@pytest.mark.parametrize("vector", ATTACKS, ids=names(ATTACKS))
def test_an_attack_is_not_valid_and_is_named(vector: Any, pages: PagesApart) -> None:
    verdict = judged(vector.make(), pages)

    assert verdict.outcome is Outcome.NOT_VALID
    assert named(verdict) & set(vector.codes)
    assert {vector.page} - {0} <= named_pages(verdict)


@pytest.mark.parametrize("vector", HARMLESS, ids=names(HARMLESS))
def test_a_harmless_file_is_valid(vector: Any, pages: PagesApart) -> None:
    verdict = judged(vector.make(), pages)

    assert (verdict.outcome, [each.judgement.reasons for each in verdict.signatures if each.judgement.reasons]) == (
        Outcome.VALID, [],
    )
    assert "covering_not_checked" not in named(verdict)


class TestTheTable:
    def test_names_each_file_once(self) -> None:
        assert len(set(names(attacks.VECTORS))) == len(attacks.VECTORS)

    def test_leaves_open_only_files_it_has(self) -> None:
        assert set(attacks.LEFT_OPEN) <= set(names(attacks.VECTORS))

    def test_has_enough_of_each_kind(self) -> None:
        counted = {family: sum(each.family is family for each in attacks.VECTORS) for family in attacks.Family}

        assert min(counted.values()) >= 6
        assert counted[attacks.Family.USF] >= 12
        assert counted[attacks.Family.ISA] >= 8

    def test_names_codes_that_have_words(self) -> None:
        known = set(catalogue()) | set(attacks.PROPOSED)

        assert {code for each in attacks.VECTORS for code in each.codes} - known == set()

    def test_names_every_attack_by_a_code_of_today(self) -> None:
        known = set(catalogue())
        attacked = [each for each in ATTACKS if not each.is_harmless]

        assert [each.name for each in attacked if not known & set(each.codes)] == []
