"""`script/bootstrap` as a stranger meets it on a machine that lacks something: one clear line, then the end."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the script reads of a fresh clone, without an environment."""
    for name in ("script", "requirements"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for source in REPOSITORY.glob("packages/*/pyproject.toml"):
        copy = tmp_path / source.relative_to(REPOSITORY)
        copy.parent.mkdir(parents=True)
        shutil.copy(source, copy)
    return tmp_path


def refusal(checkout: Path, **environment: str) -> str:
    """What the script says on standard error; it did not succeed."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("ANTIN_", "PIP_"))}
    done = subprocess.run(
        ["script/bootstrap"], cwd=checkout, env={**kept, **environment}, capture_output=True, text=True, check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


class TestBootstrap:
    def test_names_the_python_that_is_too_old(self, checkout: Path) -> None:
        old = checkout / "python3"
        old.write_text('#!/bin/sh\ncase "$1" in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac\n')
        old.chmod(0o755)

        said = refusal(checkout, ANTIN_PYTHON=str(old))

        assert len(said.splitlines()) == 1
        assert "3.11" in said and "Python 3.9.2" in said

    def test_names_the_python_that_is_not_there(self, checkout: Path) -> None:
        said = refusal(checkout, ANTIN_PYTHON=str(checkout / "nowhere"))

        assert len(said.splitlines()) == 1
        assert str(checkout / "nowhere") in said

    def test_says_that_packages_could_not_be_fetched_and_keeps_the_details(self, checkout: Path) -> None:
        said = refusal(checkout, PIP_NO_INDEX="1", ANTIN_PYTHON=sys.executable)

        assert len(said.splitlines()) == 1
        assert "script/bootstrap" in said
        assert "No matching distribution" in (checkout / ".venv/pip.log").read_text()

    def test_says_that_a_package_is_not_the_pinned_one(self, checkout: Path) -> None:
        wheel = shutil.make_archive(str(checkout / "polib-1.2.0-py3-none-any"), "zip", checkout / "script")
        Path(wheel).rename(checkout / "polib-1.2.0-py3-none-any.whl")

        said = refusal(
            checkout, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(checkout), ANTIN_PYTHON=sys.executable,
        )

        assert len(said.splitlines()) == 1
        assert "mã băm" in said
