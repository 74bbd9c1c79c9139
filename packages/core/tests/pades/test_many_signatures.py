"""A document that many have signed is examined once per step, not once per pair of signatures."""

from collections.abc import Callable

import pytest

from antin import pades
from antin.pades.engine.differences import Differences


class TestManySignatures:
    def test_are_followed_step_by_step(
        self, sign: Callable[..., bytes], vector: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        pdf = vector("pdf-1.4")
        for _ in range(6):
            pdf = sign(pdf)
        told, steps = Differences.told, list[Differences]()
        monkeypatch.setattr(Differences, "told", lambda self: steps.append(self) or told(self))

        found = pades.read(pdf).signatures

        assert len(found) == 6
        assert len(steps) == len(set(map(id, steps))) == 5
