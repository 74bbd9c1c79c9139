"""antin pdf sign"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from antin_cli import clock
from antin_cli.errors import ArgumentMissing, OptionsApart
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import files_of, read_input
from antin_cli.key_holder import KeyHolder, open_holder
from antin_cli.look_options import look_options
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
from antin_cli.token_options import TokenWishes, token_options
from antin_cli.values import Box, FilePath, Number, OneOf, Text, Url

SIGNED = ".signed.pdf"


@framed("pdf.sign")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="pdf.sign.files")
@option("--key", type=FilePath(), help_code="pdf.sign.key")
@token_options
@option("--cert", type=FilePath(), help_code="pdf.sign.cert")
@option("--out", type=FilePath(), help_code="pdf.sign.out")
@option("--page", type=Number(-10_000, 10_000), default=1, help_code="pdf.sign.page")
@option("--box", type=Box(), help_code="pdf.sign.box")
@option("--field", type=Text("name"), help_code="pdf.sign.field")
@option("--visible", multiple=True, type=Text(), help_code="pdf.sign.visible")
@option("--image", type=FilePath(), help_code="pdf.sign.image")
@look_options
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
    with ExitStack() as kept:
        return each_file(documents, _look(options, out, kept, force=force), as_json=as_json)


def _documents(files: tuple[Path, ...], out: Path | None) -> list[Path]:
    """The files named; of folders the PDF files that are not results of ours. Raises OptionsApart."""
    if out is not None and (len(files) > 1 or any(path.is_dir() for path in files)):
        raise OptionsApart(names="--out")
    return [
        each for path in files for each in files_of([path])
        if not path.is_dir() or (each.suffix.lower() == ".pdf" and not each.name.endswith(SIGNED))
    ]


def _look(options: dict[str, Any], out: Path | None, kept: ExitStack, *, force: bool) -> Callable[[Path], Told]:
    """What signs one document, with key and certificate made ready once. kept: what is open until the end."""
    from antin.pdf import MAX_SIZE
    from antin_cli.signing import Desk, Wishes

    trusting, wishes = trusting_of(options), Wishes.of(options)
    if trusting.offline and wishes.tsa:
        raise OptionsApart(names="--offline, --tsa")
    holder = _holder(options, kept)
    desk = Desk(holder, trusting, wishes, clock.now())
    for each in desk.check_certificate():
        note(each)
    if wishes.tsa:
        note(say("said.tsa_after_signing"))

    def look(path: Path) -> Told:
        target = out or path.with_name(path.stem + SIGNED)
        check_free(target, force=force)
        pdf = read_input(path, MAX_SIZE)
        outlook = desk.outlook(pdf)
        for each in outlook.notes():
            note(each)
        signed, level = desk.sign(pdf, outlook)
        for each in desk.remarks():
            note(each)
        write_file(target, signed, force=force)
        return Told(
            [f"{say('said.signed')}: {target} ({level})"],
            lambda: {"file": str(path), "signed": str(target), "level": str(level), **outlook.as_json()},
        )

    return look


def _holder(options: dict[str, Any], kept: ExitStack) -> KeyHolder:
    """From a key file or a token. Raises OptionsApart: both; ArgumentMissing: neither."""
    token, key = TokenWishes.of(options), options["key"]
    how = {"pss": options["pss"], "digest_name": options["digest"]}
    if token is None and key is None:
        raise ArgumentMissing(name="--key, --token")
    if token is None:
        passphrase = Passphrase(options["passphrase_file"], options["passphrase_env"])
        return open_holder(key, options["cert"], passphrase, **how)
    if key is not None:
        raise OptionsApart(names="--key, --token")
    from antin_cli.token_holder import open_token_holder

    return open_token_holder(token, options["cert"], kept, at=clock.now(), **how)
