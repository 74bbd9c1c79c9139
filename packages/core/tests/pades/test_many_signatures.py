"""A document that many have signed is examined once per step, not once per pair of signatures."""

from collections.abc import Callable

import pytest

from antin import pades
from antin.pades.engine.changes import Step


class TestManySignatures:
    def test_are_followed_step_by_step(
        self, sign: Callable[..., bytes], vector: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        pdf = vector("pdf-1.4")
        for _ in range(6):
            pdf = sign(pdf)
        made, steps = Step.__init__, list[Step]()
        monkeypatch.setattr(Step, "__init__", lambda self, *views: (steps.append(self), made(self, *views))[1])

        found = pades.read(pdf).signatures

        assert len(found) == 6
        assert len(steps) == 5
