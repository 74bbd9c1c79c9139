"""One holder of each kind of key and digest."""

import pytest

from antin_testkit.key_holders import KEY_HOLDERS, KeyHolder


@pytest.fixture(params=sorted(KEY_HOLDERS))
def holder(request: pytest.FixtureRequest) -> KeyHolder:
    return KEY_HOLDERS[request.param]


@pytest.fixture()
def rsa_holder() -> KeyHolder:
    return KEY_HOLDERS["pkcs1-sha256"]
