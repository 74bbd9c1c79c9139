"""docs/law says exactly what the software does."""

import pytest

from antin.casework import LAW_SETS
from antin.casework.formats.dates import write_date
from antin.casework.procedures.model import Action, Actor, CaseState
from antin.casework.provinces import PROVINCES
from antin.messages import catalogue
from antin_testkit.law_register import FOLDER, PAGES, mark


class TestTheLawRegister:
    @pytest.mark.parametrize("name", sorted(PAGES))
    def test_is_written_from_the_data_of_the_core(self, name: str) -> None:
        written = (FOLDER / name).read_text(encoding="utf-8")

        assert written == PAGES[name](), "run: python -m antin_testkit.law_register"

    def test_holds_every_parameter_with_source_and_confidence(self) -> None:
        lines = (FOLDER / "tham-so.md").read_text(encoding="utf-8").splitlines()

        for law_set in LAW_SETS.values():
            for parameter in law_set.parameters:
                rows = [
                    line for line in lines if line.startswith(f"| `{parameter.name}` | {parameter.value} |")
                ]
                assert rows and all("(cao)" in row or "(vừa)" in row or "(thấp)" in row for row in rows)

    def test_holds_every_day_a_province_changed_with_source_and_confidence(self) -> None:
        lines = (FOLDER / "tham-so.md").read_text(encoding="utf-8").splitlines()

        for province in PROVINCES:
            day, source = write_date(province.since), mark(province.provenance)
            assert any(line.startswith(f"| {day} |") and line.endswith(f"| {source} |") for line in lines)

    def test_says_that_the_day_of_hue_is_from_memory(self) -> None:
        (line,) = [each for each in (FOLDER / "tham-so.md").read_text("utf-8").splitlines() if "Thành phố Huế" in each]

        assert line.startswith("| 01/01/2025 |") and "theo trí nhớ" in line and "NQ 175/2024/QH15" in line

    def test_is_complete(self) -> None:
        assert {path.name for path in FOLDER.iterdir()} == {*PAGES, "README.md"}

    def test_has_words_for_every_state_action_and_actor(self) -> None:
        kinds = {"state": CaseState, "action": Action, "actor": Actor}
        wanted = {f"case_{kind}_{name}" for kind, names in kinds.items() for name in names}

        assert wanted <= set(catalogue())
