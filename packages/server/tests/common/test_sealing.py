"""Personal numbers at rest."""

import pytest

from antin_server.common.sealing import SealBroken, blind_index, opened, sealed

NUMBER = "091185000123"


class TestASeal:
    def test_opens_to_what_was_sealed_and_never_looks_the_same(self) -> None:
        first, second = sealed(NUMBER), sealed(NUMBER)

        assert opened(first) == opened(second) == NUMBER
        assert first != second
        assert NUMBER not in first

    @pytest.mark.parametrize("change", [
        lambda text: text[:-6] + "AAAA==", lambda text: text[:10], lambda text: "s2." + text[3:], lambda text: "",
        lambda text: NUMBER, lambda text: "s1.không",
    ])
    def test_refuses_what_is_not_its_own(self, change) -> None:
        with pytest.raises(SealBroken):
            opened(change(sealed(NUMBER)))

    def test_of_another_installation_stays_shut(self, settings, tmp_path) -> None:
        ours = sealed(NUMBER)
        settings.ANTIN_HOME = tmp_path

        with pytest.raises(SealBroken):
            opened(ours)

    def test_is_found_by_an_index_that_tells_nothing(self) -> None:
        assert blind_index(NUMBER) == blind_index(NUMBER) != blind_index("091185000124")
        assert NUMBER not in blind_index(NUMBER)
