"""docs/law says exactly what the software does."""

import pytest

from antin.casework import LAW_SETS
from antin.casework.procedures.model import Action, Actor, CaseState
from antin.messages import catalogue
from antin_testkit.law_register import FOLDER, PAGES


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

    def test_is_complete(self) -> None:
        assert {path.name for path in FOLDER.iterdir()} == {*PAGES, "README.md"}

    def test_has_words_for_every_state_action_and_actor(self) -> None:
        kinds = {"state": CaseState, "action": Action, "actor": Actor}
        wanted = {f"case_{kind}_{name}" for kind, names in kinds.items() for name in names}

        assert wanted <= set(catalogue())
