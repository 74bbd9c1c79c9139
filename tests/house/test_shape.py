"""The repository keeps the shape that CONTRIBUTING.md promises."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for path in ROOT.glob("packages/*/src/**/*.py") if "migrations" not in path.parts)
LISTED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
TRACKED = LISTED.stdout.split("\0")[:-1]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=named)
class TestAModule:
    def test_fits_in_five_hundred_lines(self, path: Path) -> None:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500

    def test_has_functions_that_fit_on_a_screen(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

        assert [f"{node.name}: {lines}" for node in functions if (lines := body_lines(node)) > 60] == []

    def test_has_a_name_that_says_what_it_holds(self, path: Path) -> None:
        assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "managers", "signals"}

    def test_catches_broadly_only_with_a_reason(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        broad = [line for line in lines if re.search(r"except (Base)?Exception\b|except:", line)]

        assert [line.strip() for line in broad if "#" not in line] == []


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


class TestTheRepository:
    def test_holds_no_address_of_a_package_registry(self) -> None:
        hosts = ["files.pythonhosted" + ".org", "pypi" + ".org/simple", "registry.npmjs" + ".org"]
        hosts += ["--index" + "-url", "--extra-index" + "-url"]
        texts = {name: (ROOT / name).read_bytes() for name in TRACKED if (ROOT / name).is_file()}

        assert [name for name, text in texts.items() for host in hosts if host.encode() in text] == []

    def test_pins_every_requirement_with_a_hash(self) -> None:
        for path in ROOT.glob("requirements/*.txt"):
            text = path.read_text(encoding="utf-8")
            pins = re.findall(r"^[A-Za-z0-9][^\s]*==[^\s\\]+", text, flags=re.M)

            assert pins, path
            assert text.count("--hash=sha256:") >= len(pins), path

    def test_holds_one_version(self) -> None:
        packages = [path.read_text() for path in ROOT.glob("packages/*/pyproject.toml")]
        versions = {version for text in packages for version in re.findall(r'^version = "(.+)"', text, flags=re.M)}

        assert len(versions) == 1

    def test_skips_no_test(self) -> None:
        marks = re.compile(r"pytest\.mark\.(skip|xfail)|pytest\.(skip|importorskip|xfail)\(|assert " + "True")
        tests = [ROOT / name for name in TRACKED if name.endswith(".py") and "test" in name]
        others = [path for path in tests if path.is_file() and path != Path(__file__)]

        assert [named(path) for path in others if marks.search(path.read_text(encoding="utf-8"))] == []

    def test_keeps_every_entry_point_executable(self) -> None:
        entries = [*ROOT.glob("script/*"), ROOT / ".ci/run", ROOT / "requirements/lock"]

        assert [named(path) for path in entries if not path.stat().st_mode & 0o111] == []
