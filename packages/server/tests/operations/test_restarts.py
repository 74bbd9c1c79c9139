"""When a process that ended is started again."""

from antin_server.operations.restarts import LONGEST_PAUSE_S, Restarts


class TestAProcessThatKeepsEnding:
    def test_is_started_after_ever_longer_pauses(self) -> None:
        restarts, at, pauses = Restarts(started_at=0.0), 0.0, []

        for _ in range(9):
            restarts = restarts.after_end(at=at)
            pauses.append(restarts.pause_s)
            at = restarts.next_at
            restarts = restarts.after_start(at=at)

        assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        assert max(pauses) == LONGEST_PAUSE_S

    def test_is_started_soon_again_after_it_ran_calmly(self) -> None:
        restarts = Restarts(started_at=0.0, pause_s=32.0)

        assert restarts.after_end(at=61.0).pause_s == 1.0

    def test_is_due_when_its_pause_is_over(self) -> None:
        restarts = Restarts(started_at=0.0).after_end(at=5.0)

        assert (restarts.is_due(at=5.9), restarts.is_due(at=6.0)) == (False, True)
