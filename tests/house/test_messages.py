"""Every error of ours can be told to a person in Vietnamese and in English."""

import ast
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from antin.messages import catalogue

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("packages/core/src/antin/messages/catalogue/*.toml"))


def error_codes() -> Iterator[str]:
    """The `code = "…"` of every class in the packages."""
    for path in ROOT.glob("packages/*/src/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    value = getattr(line, "value", None)
                    targets = [getattr(line, "target", None), *getattr(line, "targets", [])]
                    is_code = any(getattr(target, "id", None) == "code" for target in targets)
                    if is_code and isinstance(value, ast.Constant):
                        yield str(value.value)


class TestTheCatalogue:
    def test_holds_a_text_for_every_error(self) -> None:
        assert sorted(set(error_codes()) - set(catalogue())) == []

    def test_holds_each_code_once(self) -> None:
        counts = Counter(code for file in FILES for code in tomllib.loads(file.read_text(encoding="utf-8")))

        assert [code for code, count in counts.items() if count > 1] == []

    @pytest.mark.parametrize("code", sorted(catalogue()))
    def test_speaks_both_languages(self, code: str) -> None:
        entry = catalogue()[code]

        assert {"vi", "en"} <= set(entry) <= {"vi", "en", "hint_vi", "hint_en"}
        assert ("hint_vi" in entry) == ("hint_en" in entry)
        assert fields(entry["vi"]) == fields(entry["en"])
        assert all(text == unicodedata.normalize("NFC", text) and text.strip() for text in entry.values())

    @pytest.mark.parametrize("code", sorted(catalogue()))
    def test_names_codes_in_snake_case(self, code: str) -> None:
        assert code.isascii() and code == code.lower() and code.replace("_", "a").isalnum()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


class TestTheReader:
    def test_is_called_by_one_name(self) -> None:
        pages = sorted(ROOT.glob("packages/server/src/**/locale/vi/LC_MESSAGES/django.po"))
        lines = ((path.name, line) for path in (*FILES, *pages) for line in path.read_text("utf-8").splitlines())

        assert [(name, line) for name, line in lines if re.search(r"\b[Bb]ạn\b", line)] == []
