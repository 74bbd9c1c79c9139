"""The tutorial works as it is written: every command of it is run, in order, as a reader would."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .conftest import ROOT

PAGE = ROOT / "docs/tutorials/hanh-trinh-dau-tien.md"


class TestTheTutorial:
    def test_can_be_followed_command_by_command(self, tmp_path: Path) -> None:
        commands = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
        shutil.copy(ROOT / "tests/vectors/pdf/libreoffice.pdf", tmp_path / "van-ban.pdf")
        (tmp_path / "script").symlink_to(ROOT / "script")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANTIN_", "DJANGO_"))}
        environment = {**kept, "PATH": f"{ROOT}/.venv/bin:{os.environ['PATH']}"}

        for each in commands:
            done = subprocess.run(
                ["sh", "-eu", "-c", each], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300,
                check=False,
            )
            assert done.returncode == 0, (each, done.stdout[-2000:], done.stderr[-2000:])

        assert len(commands) >= 5
        made = {path.name for path in tmp_path.iterdir()}
        assert {"van-ban.signed.pdf", "khoa.pem", "yeu-cau.csr", "mau-01.docx"} <= made
        assert len(list((tmp_path / "bieu-mau-2019").glob("mau-*.docx"))) == 15
