"""No rule is forgotten, doubled, or filed where it does not belong."""

import importlib
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import antin.lints
from antin.lints import Severity, rules_in_force
from antin.lints.registry import CERTIFICATE_RULES, CONFORMITY_RULES, LIST_RULES

HOME = Path(antin.lints.__file__).parent
SOURCES = {
    "rfc5280": "rfc5280-", "etsi_319412": "etsi-319412-", "nd68_2024": "nd68-", "tt185_2019": ("tt185-", "nd130-"),
    "house": "house-",
}
FILES = sorted(path for source in SOURCES for path in (HOME / source).glob("*.py") if path.stem != "__init__")
REGISTERED = [*CERTIFICATE_RULES, *CONFORMITY_RULES, *LIST_RULES]


def module_of(path: Path) -> ModuleType:
    return importlib.import_module(f"antin.lints.{path.parent.name}.{path.stem}")


class TestTheRegistry:
    def test_holds_every_file_once(self) -> None:
        assert sorted(each.__name__ for each in REGISTERED) == sorted(  # type: ignore[attr-defined]
            module_of(path).__name__ for path in FILES
        )

    def test_gives_every_rule_an_id_of_its_own(self) -> None:
        ids = [each.RULE.id for each in REGISTERED]

        assert len(ids) == len(set(ids))


class TestARule:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_is_filed_by_its_source_and_tells_it(self, path: Path) -> None:
        module = module_of(path)

        assert module.RULE.id.startswith(SOURCES[path.parent.name])
        assert module.__doc__ and module.RULE.demands
        assert module.RULE.severity in Severity

    def test_of_the_old_circular_ends_when_the_decree_begins(self) -> None:
        last, first = date(2024, 8, 14), date(2024, 8, 15)

        assert "nd130-lifetime" in {rule.id for rule in rules_in_force(last)}
        assert "nd68-9" not in {rule.id for rule in rules_in_force(last)}
        assert "nd130-lifetime" not in {rule.id for rule in rules_in_force(first)}
        assert "nd68-9" in {rule.id for rule in rules_in_force(first)}
