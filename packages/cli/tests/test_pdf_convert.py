"""antin pdf convert, where there is no LibreOffice: what it says and to whom. What LibreOffice makes: tests/interop."""

from pathlib import Path

import pytest

from antin.adapters.office_conversion import libreoffice
from antin_testkit import office_documents as office
from antin_testkit.signed_documents import PLAIN


@pytest.fixture(autouse=True)
def no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())


def test_its_absence_is_said_with_what_to_do(run, tmp_path: Path) -> None:
    (tmp_path / "cong-van.docx").write_bytes(office.docx())

    ran = run("pdf", "convert", "cong-van.docx")

    assert ran.code == 2
    assert "chưa cài LibreOffice" in ran.err and "Save As" in ran.err
    assert not (tmp_path / "cong-van.pdf").exists()


def test_every_file_of_a_folder_gets_its_line(run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name, content in (("1.docx", office.docx()), ("2.pdf", PLAIN), ("3.docx", b"PK\x03\x04"), ("4.txt", b"a b c")):
        (tmp_path / "a" / name).write_bytes(content)

    ran = run("pdf", "convert", "a", "--json")

    assert ran.code == 65
    assert [each["error"]["code"] for each in ran.objects] == [
        "office_program_absent", "office_document_is_pdf", "office_document_broken", "office_document_unknown",
    ]


def test_a_file_that_is_there_is_kept(run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(office.docx())
    (tmp_path / "a.pdf").write_bytes(b"mine")

    assert run("pdf", "convert", "a.docx").code == 64
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"


def test_one_name_is_not_given_to_several(run, tmp_path: Path) -> None:
    assert run("pdf", "convert", "a.docx", "b.docx", "--out", "c.pdf").code == 64


def test_neither_its_source_nor_a_result_of_the_run_is_overwritten(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("antin.adapters.office_conversion.pdf_of_office", lambda data: b"%PDF of " + data[-8:])
    (tmp_path / "a").mkdir()
    for name, content in (("1.docx", office.docx()), ("1.odt", office.odt()), ("2.pdf", office.docx())):
        (tmp_path / "a" / name).write_bytes(content)

    ran = run("pdf", "convert", "a", "--force", "--json")

    assert [each.get("error", {}).get("code") for each in ran.objects] == [None, "output_twice", "output_is_input"]
    assert (tmp_path / "a/1.pdf").read_bytes() == b"%PDF of " + office.docx()[-8:]
    assert (tmp_path / "a/2.pdf").read_bytes() == office.docx()
