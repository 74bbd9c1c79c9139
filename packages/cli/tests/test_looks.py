"""antin pdf sign --look: what the page of instructions says is done, placed, and warned of."""

import re
import shlex
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from antin import pades
from antin_testkit.papers_to_sign import Paper, paper_to_sign
from antin_testkit.paths import Authority
from antin_testkit.pdf_revisions import append_revision
from antin_testkit.signed_documents import PLAIN

PAGE = Path(__file__).parents[3] / "docs/how-to/mau-chu-ky.md"
COMMANDS = re.findall(r"^antin (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.M)
KEY = ("--key", "anh.p12", "--passphrase-env", "PASSPHRASE", "--offline")


def on_paper(colour: str) -> bytes:
    picture = Image.new("RGB", (600, 400), (245, 240, 230))
    ImageDraw.Draw(picture).ellipse((150, 50, 450, 350), outline=colour, width=10)
    file = BytesIO()
    picture.save(file, "JPEG")
    return file.getvalue()


@pytest.fixture()
def papers(tmp_path: Path, root: Authority, key_file: Path, key_file_of) -> Path:
    """The files that the page speaks of."""
    key_file_of(root.issue("UBND tỉnh An Giang"), tmp_path / "co-quan.p12")
    (tmp_path / "quyet-dinh.pdf").write_bytes(paper_to_sign())
    (tmp_path / "phu-luc.pdf").write_bytes(paper_to_sign(Paper(number="", date="", signer="")))
    (tmp_path / "chu-ky.jpg").write_bytes(on_paper("navy"))
    (tmp_path / "con-dau.jpg").write_bytes(on_paper("crimson"))
    return tmp_path


class TestThePageOfInstructions:
    def test_shows_commands_that_work_in_their_order(self, run, papers: Path) -> None:
        assert len(COMMANDS) == 11

        for command in COMMANDS:
            ran = run(*shlex.split(command), "--offline")
            assert ran.code == 0, (command, ran.err)
            assert ran.out.startswith("Đã ký: ")
            assert "--place auto" not in command or "Vị trí: trang 1, khung " in ran.err

        issued = pades.read((papers / "ban-hanh.pdf").read_bytes())
        assert len(issued.signatures) == 4
        assert all(change.is_allowed for each in issued.signatures for change in each.changes)


class TestAPlaceProposed:
    def test_is_told_to_machines_with_its_reason(self, run, papers: Path) -> None:
        ran = run("pdf", "sign", "quyet-dinh.pdf", *KEY, "--look", "leader", "--image", "chu-ky.jpg", "--place", "auto",
                  "--json")

        (told,) = ran.objects
        assert told["place"]["reason"] == "place_between_position_and_name"
        assert told["place"]["page"] == 1
        assert "cautions" not in told

    def test_is_asked_for_when_the_words_say_nothing(self, run, papers: Path) -> None:
        ran = run("pdf", "sign", "phu-luc.pdf", *KEY, "--look", "leader", "--image", "chu-ky.jpg", "--place", "auto")

        assert ran.code == 64
        assert "Hãy nêu trang và khung" in ran.err
        assert not (papers / "phu-luc.signed.pdf").exists()


class TestALook:
    @pytest.mark.parametrize("options", [
        ("--look", "leader"), ("--place", "auto"), ("--number", "1"), ("--clean", "blue"), ("--no-labels",),
        ("--look", "seal", "--place", "auto", "--box", "1,1,9,9"),
        ("--look", "code", "--place", "auto", "--visible", "x"),
    ])
    def test_needs_a_place_and_a_place_a_look(self, options: tuple[str, ...], run, papers: Path) -> None:
        assert run("pdf", "sign", "quyet-dinh.pdf", *KEY, *options).code == 64

    @pytest.mark.parametrize("options", [
        ("--look", "sticker"), ("--look", "date", "--issued", "31/02/2026"), ("--look", "seal", "--size", "36"),
        ("--look", "seal", "--size", "0,36"), ("--place", "somewhere"),
    ])
    def test_takes_only_values_that_mean_something(self, options: tuple[str, ...], run, papers: Path) -> None:
        assert run("pdf", "sign", "quyet-dinh.pdf", *KEY, "--place", "auto", *options).code == 64

    def test_says_what_it_lacks(self, run, papers: Path) -> None:
        ran = run("pdf", "sign", "quyet-dinh.pdf", *KEY, "--look", "number", "--place", "auto")

        assert (ran.code, "number" in ran.err) == (64, True)

    def test_refuses_a_picture_of_nothing(self, run, papers: Path) -> None:
        file = BytesIO()
        Image.new("RGB", (90, 90), "white").save(file, "PNG")
        (papers / "trang.png").write_bytes(file.getvalue())

        ran = run("pdf", "sign", "quyet-dinh.pdf", *KEY, "--look", "seal", "--image", "trang.png", "--clean", "red",
                  "--place", "auto")

        assert ran.code != 0
        assert "nét mực" in ran.err


class TestBeforeSigning:
    @pytest.fixture()
    def script(self, papers: Path) -> Path:
        catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>"
        path = papers / "script.pdf"
        path.write_bytes(append_revision(PLAIN, {1: catalog}))
        return path

    def test_hidden_things_are_told_and_the_document_is_signed(self, run, script: Path) -> None:
        ran = run("pdf", "sign", script, *KEY)

        assert (ran.code, "JavaScript" in ran.err) == (0, True)

    def test_they_are_told_to_machines(self, run, script: Path) -> None:
        (told,) = run("pdf", "sign", script, *KEY, "--json").objects

        assert told["cautions"] == [{"code": "caution_script", "page": 0, "text": ""}]

    def test_words_that_could_not_be_read_are_told(self, run, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin.adapters.page_reading_apart.MAX_OCTETS", 10)

        ran = run("pdf", "sign", "quyet-dinh.pdf", *KEY)

        assert (ran.code, "Không đọc được chữ trên các trang" in ran.err) == (0, True)

    def test_nothing_is_looked_for_when_it_is_not_wanted(self, run, script: Path) -> None:
        ran = run("pdf", "sign", script, *KEY, "--no-scan")

        assert (ran.code, "JavaScript" in ran.err) == (0, False)

    @pytest.mark.parametrize("page", ["1", "-1"])
    def test_a_box_over_words_is_told(self, page: str, run, papers: Path) -> None:
        ran = run("pdf", "sign", "quyet-dinh.pdf", *KEY, "--box", "30,60,100,30", "--page", page)

        assert ran.code == 0
        assert "đè lên chữ: “Căn cứ" in ran.err

    def test_a_box_beside_words_is_not(self, run, papers: Path) -> None:
        assert "đè lên chữ" not in run("pdf", "sign", "quyet-dinh.pdf", *KEY, "--box", "30,200,60,20").err
