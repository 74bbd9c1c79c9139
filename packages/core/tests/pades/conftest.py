"""A signer, its statement, and the PDF files of tests/vectors."""

from collections.abc import Callable
from pathlib import Path

import pytest

from antin import pades
from antin_testkit.key_holders import AT, KEY_HOLDERS, KeyHolder

VECTORS = Path(__file__).parents[4] / "tests/vectors/pdf"


@pytest.fixture()
def vector() -> Callable[[str], bytes]:
    return lambda name: (VECTORS / f"{name}.pdf").read_bytes()


@pytest.fixture(params=sorted(KEY_HOLDERS))
def holder(request: pytest.FixtureRequest) -> KeyHolder:
    return KEY_HOLDERS[request.param]


@pytest.fixture()
def rsa_holder() -> KeyHolder:
    return KEY_HOLDERS["pkcs1-sha256"]


@pytest.fixture()
def statement() -> pades.Statement:
    return pades.Statement(AT, reason="Ban hành", location="Quảng Ngãi")


@pytest.fixture()
def sign(rsa_holder: KeyHolder, statement: pades.Statement) -> Callable[..., bytes]:
    """sign(pdf, field, holder=…, appearance=…, …): the whole way from bytes to signed bytes."""

    def signed(
        pdf: bytes, field: pades.FieldSpec | None = None, *, holder: KeyHolder = rsa_holder, **options: object
    ) -> bytes:
        prepared = pades.prepare(
            pdf, field=field or pades.FieldSpec(), statement=statement,
            signatory=pades.Signatory(holder.certificate, holder.algorithm), **options,
        )
        return pades.complete(prepared, holder.sign(prepared.to_be_signed))

    return signed
