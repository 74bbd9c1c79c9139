"""antin pdf sign"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from antin_cli import clock
from antin_cli.errors import OptionsApart
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import files_of, read_input
from antin_cli.key_holder import open_holder
from antin_cli.output import check_free, note, write_file
from antin_cli.per_file import Told, each_file
from antin_cli.shared import (
    Passphrase,
    force_option,
    json_option,
    passphrase_options,
    trust_options,
    trusting_of,
)
from antin_cli.texts import say
from antin_cli.values import Box, FilePath, Number, OneOf, Text, Url

SIGNED = ".signed.pdf"


@framed("pdf.sign")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="pdf.sign.files")
@option("--key", required=True, type=FilePath(), help_code="pdf.sign.key")
@option("--cert", type=FilePath(), help_code="pdf.sign.cert")
@option("--out", type=FilePath(), help_code="pdf.sign.out")
@option("--page", type=Number(-10_000, 10_000), default=1, help_code="pdf.sign.page")
@option("--box", type=Box(), help_code="pdf.sign.box")
@option("--field", type=Text("name"), help_code="pdf.sign.field")
@option("--visible", multiple=True, type=Text(), help_code="pdf.sign.visible")
@option("--image", type=FilePath(), help_code="pdf.sign.image")
@option("--reason", type=Text(), default="", help_code="pdf.sign.reason")
@option("--location", type=Text(), default="", help_code="pdf.sign.location")
@option("--tsa", type=Url(), help_code="pdf.sign.tsa")
@option("--level", type=OneOf("b", "t", "lt", "lta"), help_code="pdf.sign.level")
@option("--certify", type=Number(1, 3), help_code="pdf.sign.certify")
@option("--digest", type=OneOf("sha256", "sha384", "sha512"), default="sha256", help_code="pdf.sign.digest")
@option("--pss", is_flag=True, help_code="pdf.sign.pss")
@passphrase_options
@trust_options
@force_option
@json_option
def command(files: tuple[Path, ...], out: Path | None, force: bool, as_json: bool, **options: Any) -> int:
    """Each document signed, or told why not; the exit code is that of the worst."""
    documents = _documents(files, out)
    return each_file(documents, _look(options, out, force=force), as_json=as_json)


def _documents(files: tuple[Path, ...], out: Path | None) -> list[Path]:
    """The files named; of folders the PDF files that are not results of ours. Raises OptionsApart."""
    if out is not None and (len(files) > 1 or any(path.is_dir() for path in files)):
        raise OptionsApart(names="--out")
    return [
        each for path in files for each in files_of([path])
        if not path.is_dir() or (each.suffix.lower() == ".pdf" and not each.name.endswith(SIGNED))
    ]


def _look(options: dict[str, Any], out: Path | None, *, force: bool) -> Callable[[Path], Told]:
    """What signs one document, with key and certificate made ready once."""
    from antin.pdf import MAX_SIZE
    from antin_cli.signing import Desk, Wishes

    trusting, wishes = trusting_of(options), Wishes.of(options)
    if trusting.offline and wishes.tsa:
        raise OptionsApart(names="--offline, --tsa")
    passphrase = Passphrase(options["passphrase_file"], options["passphrase_env"])
    holder = open_holder(options["key"], options["cert"], passphrase, pss=options["pss"], digest_name=options["digest"])
    desk = Desk(holder, trusting, wishes, clock.now())
    for each in desk.check_certificate():
        note(each)
    if wishes.tsa:
        note(say("said.tsa_after_signing"))

    def look(path: Path) -> Told:
        target = out or path.with_name(path.stem + SIGNED)
        check_free(target, force=force)
        signed, level = desk.sign(read_input(path, MAX_SIZE))
        for each in desk.remarks():
            note(each)
        write_file(target, signed, force=force)
        return Told(
            [f"{say('said.signed')}: {target} ({level})"],
            lambda: {"file": str(path), "signed": str(target), "level": str(level)},
        )

    return look
