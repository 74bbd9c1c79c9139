"""Help, languages, wrong use, and what the shell learns."""

import ast
from pathlib import Path

import pytest

import antin_cli
from antin.errors import AntinError
from antin.messages import catalogue
from antin_cli import language
from antin_cli.commands import GROUPS
from antin_cli.exits import _OF_CODES, Exit, exit_of, worst
from antin_cli.help_texts import HELP
from antin_cli.texts import WORDS, say

COMMANDS = [(group, name) for group, names in GROUPS.items() for name in names]
HOME = Path(antin_cli.__file__).parent


class TestHelp:
    @pytest.mark.parametrize("name", ["vi", "en"])
    @pytest.mark.parametrize("words", [(), *((group,) for group in GROUPS), *COMMANDS], ids=" ".join)
    def test_tells_every_command_in_both_languages(self, words: tuple[str, ...], name: str, run) -> None:
        ran = run("--lang", name, *words, "--help")

        assert ran.code == 0
        assert ("Cách dùng: " if name == "vi" else "Usage: ") in ran.out
        assert "--lang" in ran.out and "{" not in ran.out.replace('{"', "").replace('"}', "")

    def test_comes_in_vietnamese_unless_asked_otherwise(self, run) -> None:
        assert "Cách dùng" in run("--help").out

    @pytest.mark.parametrize(("environment", "expected"), [
        ({"ANTIN_LANG": "en"}, "Usage"), ({"LANG": "en_US.UTF-8"}, "Usage"), ({"LANG": "C.UTF-8"}, "Cách dùng"),
        ({"LANG": "fr_FR"}, "Cách dùng"), ({"ANTIN_LANG": "vi", "LANG": "en_US"}, "Cách dùng"),
    ])
    def test_speaks_the_language_of_the_environment(
        self, environment: dict[str, str], expected: str, run, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

        assert expected in run("--help").out

    def test_takes_the_language_after_the_command_too(self, run) -> None:
        assert "Usage" in run("pdf", "verify", "--help", "--lang=en").out


class TestWrongUse:
    @pytest.mark.parametrize("words", [
        (), ("pdf",), ("nothing",), ("pdf", "nothing"), ("pdf", "verify"), ("pdf", "verify", "--nothing", "x"),
        ("pdf", "verify", "x", "--at"), ("pdf", "verify", "x", "--at", "today"),
        ("pdf", "verify", "x", "--at", "2026-11-25T09:30:00"), ("pdf", "verify", "x", "--trust-set", "mine"),
        ("pdf", "sign", "x"), ("pdf", "sign", "x", "--key", "k", "--box", "1,2,3"),
        ("pdf", "sign", "x", "--key", "k", "--box", "1,2,0,4"), ("pdf", "sign", "x", "--key", "k", "--page", "một"),
        ("pdf", "sign", "x", "y", "--key", "k", "--out", "z"), ("pdf", "sign", "x", "--key", "k", "--visible", "a"),
        ("pdf", "sign", "x", "--key", "k", "--tsa", "ftp://x"), ("key", "new", "surplus"), ("--lang", "de", "--help"),
        ("key", "new", "--kind", "dsa"), ("ocsp", "ask", "x", "--json=yes"), ("trust", "update", "x", "--set", "pilot"),
        ("form", "blank", "--law", "nd68_2024"), ("form", "blank", "--law", "nd68_2024", "--form", "77"),
        ("form", "list", "--law", "nd1"), ("crl", "show", "x", "--serial", "xyz"),
    ], ids=" ".join)
    def test_is_64_with_one_message_and_a_hint(self, words: tuple[str, ...], run) -> None:
        ran = run(*words)

        assert ran.code == 64
        assert ran.out == ""
        assert ran.err.startswith("antin: ") and "Traceback" not in ran.err and "{" not in ran.err

    def test_is_told_in_the_language_asked_for(self, run) -> None:
        assert run("--lang", "en", "pdf", "verify").err.startswith("antin: FILE|FOLDER is missing.")


class TestAFaultOfOurs:
    def test_is_70_with_one_message(self, run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin_cli.clock.now", lambda: 1 / 0)

        ran = run("pdf", "verify", "x")

        assert ran.code == 70
        assert ran.err.count("\n") == 1 and "ZeroDivisionError" in ran.err and "Traceback" not in ran.err

    def test_is_shown_in_full_only_when_asked(self, run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin_cli.clock.now", lambda: 1 / 0)
        monkeypatch.setenv("ANTIN_DEBUG", "1")

        with pytest.raises(ZeroDivisionError):
            run("pdf", "verify", "x")

    def test_of_the_interrupting_kind_is_130(self, run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("antin_cli.clock.now", interrupted)

        assert run("pdf", "verify", "x").code == 130


class TestExitCodes:
    def test_of_several_files_are_those_of_the_worst(self) -> None:
        order = [Exit.DONE, Exit.CANNOT_TELL, Exit.NOT_VALID, Exit.WRONG_USE, Exit.UNREADABLE, Exit.FAULT]

        assert [worst(order[: place + 1]) for place in range(len(order))] == order
        assert worst([]) is Exit.DONE

    def test_name_only_codes_that_exist(self) -> None:
        assert sorted(set(_OF_CODES) - set(catalogue())) == []

    def test_of_an_error_are_those_of_its_nearest_kin(self) -> None:
        from antin.adapters.http import FetchTimedOut
        from antin.adapters.key_files import PassphraseMissing
        from antin.pades import PdfUnreadable

        assert exit_of(FetchTimedOut(host="x", seconds=1)) is Exit.CANNOT_TELL
        assert exit_of(PassphraseMissing()) is Exit.WRONG_USE
        assert exit_of(PdfUnreadable()) is Exit.UNREADABLE
        assert exit_of(AntinError()) is Exit.FAULT


class TestTexts:
    def test_stand_in_both_languages(self) -> None:
        assert all(len(pair) == 2 and all(pair) for pair in {**WORDS, **HELP}.values())

    def test_are_there_for_everything_that_is_said(self) -> None:
        said = {
            node.args[0].value for path in HOME.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "asked", "confirmed")
            and node.args and isinstance(node.args[0], ast.Constant)
        }

        assert sorted(each for each in said if each not in WORDS and each not in HELP) == []
        language.use("en")
        assert say("usage") == "Usage"
