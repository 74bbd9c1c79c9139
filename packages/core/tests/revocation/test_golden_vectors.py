"""Bytes do not drift; tests/vectors/revocation/make_vectors.py remakes them."""

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "tests/vectors/revocation"
VECTORS = runpy.run_path(str(FOLDER / "make_vectors.py"))["vectors"]()


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_a_golden_file_is_made_again_byte_for_byte(name: str) -> None:
    assert VECTORS[name] == (FOLDER / name).read_bytes()


def test_no_golden_file_is_left_without_its_maker() -> None:
    found = {path.name for path in FOLDER.iterdir() if path.suffix in {".crl", ".crt", ".ocsp"}}

    assert found == set(VECTORS)
