"""What LibreOffice makes of office documents: PDF/A with every letter, nothing taken in from outside, in its limits."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest
from PIL import Image

from antin import pades
from antin.adapters.office_conversion import (
    Limits,
    OfficeDocumentBroken,
    OfficeDocumentTooHeavy,
    libreoffice,
    pdf_of_office,
)
from antin_testkit import office_documents as office
from antin_testkit.key_holders import AT, KEY_HOLDERS

ROOT = Path(__file__).parents[2]
WORD_97 = (ROOT / "tests/vectors/office/word-97.doc").read_bytes()
PAGE = ROOT / "docs/how-to/chuyen-sang-pdf.md"
FONTS = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=60).stdout
WORDS = {"cong-van": office.TEXT, "bang-ke": "1234,5", "trinh-bay": office.TEXT}  # numbers as written in Vietnam


def words_of(pdf: bytes, folder: Path) -> str:
    (folder / "made.pdf").write_bytes(pdf)
    return subprocess.run(["pdftotext", folder / "made.pdf", "-"], capture_output=True, text=True, timeout=60).stdout


def fonts_of(path: Path) -> dict[str, bool]:
    """Whether each is embedded, by its name."""
    told = subprocess.run(["pdffonts", path], capture_output=True, text=True, timeout=60).stdout
    return {line.split()[0].partition("+")[2]: line.split()[-5] == "yes" for line in told.splitlines()[2:]}


def signed(pdf: bytes) -> bytes:
    holder = KEY_HOLDERS["ecdsa-sha256"]
    prepared = pades.prepare(
        pdf, field=pades.FieldSpec(box=pades.Box(20, 20, 70, 25)), statement=pades.Statement(AT),
        signatory=pades.Signatory(holder.certificate, holder.algorithm), appearance=pades.Appearance(("Ký bởi: Ánh",)),
    )
    return pades.complete(prepared, holder.sign(prepared.to_be_signed))


class TestThePageOfInstructions:
    def test_shows_a_command_that_makes_pdf_a_to_be_signed(self, tmp_path: Path) -> None:
        (tmp_path / "cong-van.docx").write_bytes(office.docx())
        (tmp_path / "bang-ke.xlsx").write_bytes(office.xlsx())
        (tmp_path / "trinh-bay.pptx").write_bytes(office.pptx())
        (command,) = re.findall(r"^antin (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)

        ran = subprocess.run(
            [sys.executable, "-m", "antin_cli", *command.split()], cwd=tmp_path, capture_output=True, text=True,
            timeout=200, env={"PATH": os.environ["PATH"]},
        )

        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.count("Đã chuyển thành PDF/A-2b, hãy xem trước khi ký: ") == 3
        for name, words in WORDS.items():
            pdf = (tmp_path / f"{name}.pdf").read_bytes()
            assert words in words_of(pdf, tmp_path)
            assert all(fonts_of(tmp_path / f"{name}.pdf").values())
            made = signed(pdf)
            assert b"<pdfaid:part>2<" in made and len(pades.read(made).signatures) == 1
        assert "Times New Roman" in FONTS or set(fonts_of(tmp_path / "cong-van.pdf")) == {"Tinos"}


def test_a_document_of_word_97_keeps_its_letters(tmp_path: Path) -> None:
    assert office.TEXT in words_of(pdf_of_office(WORD_97), tmp_path)


@pytest.fixture()
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address on this machine, and who came there."""
    came = list[object]()

    class Notes(BaseRequestHandler):
        def handle(self) -> None:
            came.append(self.client_address)

    with ThreadingTCPServer(("127.0.0.1", 0), Notes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", came
        server.shutdown()


class TestAHostileDocument:
    def test_runs_nothing_and_takes_nothing_in(
        self, tmp_path: Path, listener: tuple[str, list[object]], monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(libreoffice, "_without_network", tuple)  # what LibreOffice itself forbids is asked here
        address, came = listener
        secret, picture, touched = tmp_path / "secret.txt", tmp_path / "secret.png", tmp_path / "touched"
        secret.write_text("BÍ MẬT CỦA MÁY", encoding="utf-8")
        Image.new("RGB", (40, 40), (255, 0, 0)).save(picture)

        pdf = pdf_of_office(office.hostile_odt(
            touches=str(touched), takes_in=(secret.as_uri(), f"{address}/a.txt"),
            pictures=(picture.as_uri(), f"{address}/b.png"),
        ))

        assert "BÍ MẬT" not in words_of(pdf, tmp_path) and b"/Subtype/Image" not in pdf
        assert came == [] and not touched.exists()

    def test_has_no_network_where_the_system_can_take_it_away(self) -> None:
        apart = libreoffice._without_network()

        if apart:
            said = subprocess.run([*apart, "cat", "/proc/net/dev"], capture_output=True, text=True, timeout=60).stdout
            assert re.findall(r"^\s*(\w+):", said, re.MULTILINE) == ["lo"]

    def test_that_is_damaged_is_refused_and_not_taken_for_text(self) -> None:
        with pytest.raises(OfficeDocumentBroken):
            pdf_of_office(WORD_97[:512] + bytes(1024) + WORD_97[1536:])


class TestTheLimits:
    @pytest.mark.parametrize("limits", [
        Limits(wall_s=0.3), Limits(wall_s=1.2), Limits(cpu_s=0), Limits(file_size=500), Limits(memory=200 << 20),
    ])
    def test_end_the_work_and_leave_nothing(
        self, limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def make(prefix: str) -> str:
            (tmp_path / "made").mkdir()
            return str(tmp_path / "made")

        monkeypatch.setattr(libreoffice.tempfile, "mkdtemp", make)

        with pytest.raises(OfficeDocumentTooHeavy):
            pdf_of_office(office.docx(), limits)

        assert list(tmp_path.iterdir()) == []
        pipe = libreoffice._pipe_of((tmp_path / "made/profile").as_uri())
        assert list(Path("/tmp").glob(f"OSL_PIPE_*{pipe}")) == []
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, timeout=60).stdout
        assert str(tmp_path) not in running
