"""What was typed wrongly is told in the operator's language, with exit code 64 and the way to help."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from antin_server.operations.commands import main

WRONG = {
    (): "Cần chọn một lệnh: up,",
    ("nonsense",): "Không có lệnh “nonsense”. Các lệnh: up,",
    ("--foo",): "Không có tùy chọn --foo.",
    ("web", "--foo"): "Không có tùy chọn --foo.",
    ("web", "--port"): "Tùy chọn --port thiếu giá trị",
    ("web", "--port", "x"): "Giá trị “x” không dùng được cho --port: cần 1..65535.",
    ("web", "--port", "70000"): "Giá trị “70000” không dùng được cho --port: cần 1..65535.",
    ("web", "now"): "Thừa tham số: now.",
    ("backup",): "Thiếu FILE.",
    ("restore", "no-such.zip"): "Giá trị “no-such.zip” không dùng được cho FILE: cần một tệp có sẵn và đọc được.",
    ("up", "--demo", "--empty"): "Kiểm tra lại các tùy chọn đi với nhau: --demo --empty.",
    ("officer",): "Cần chọn một lệnh: add, list, remove.",
    ("officer", "remove"): "Thiếu NAME.",
}


def run(*arguments: str, language: str = "") -> Result:
    return CliRunner().invoke(main, arguments, prog_name="antin-server", env={"ANTIN_LANG": language})


class TestWrongUse:
    @pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
    def test_is_told_in_vietnamese_with_exit_code_64(self, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)

        assert result.exit_code == 64
        assert result.stdout == ""
        assert result.stderr.startswith(f"antin-server: {WRONG[arguments]}")
        assert "--help" in result.stderr.splitlines()[1]

    def test_names_the_command_whose_help_helps(self) -> None:
        assert run("backup").stderr.splitlines()[1] == "  Xem cách dùng: antin-server backup --help"

    def test_is_told_in_english_where_that_is_spoken(self) -> None:
        result = run("nonsense", language="en")

        assert result.exit_code == 64
        assert result.stderr.startswith("antin-server: There is no command “nonsense”.")
        assert result.stderr.splitlines()[1] == "  For help: antin-server --help"

    def test_is_an_empty_passphrase_too(self, tmp_path: Path) -> None:
        empty = tmp_path / "passphrase"
        empty.write_text("\n", encoding="utf-8")

        result = run("backup", str(tmp_path / "copy"), "--passphrase-file", str(empty))

        assert result.exit_code == 64
        assert not (tmp_path / "copy").exists()


class TestRightUse:
    @pytest.mark.parametrize("arguments", [("--help",), ("officer", "--help"), ("--version",)], ids=" ".join)
    def test_of_help_ends_with_0(self, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)

        assert result.exit_code == 0
        assert result.stdout and not result.stderr
