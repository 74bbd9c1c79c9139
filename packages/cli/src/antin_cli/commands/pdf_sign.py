"""antin pdf sign"""

from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli import clock, language
from antin_cli.errors import ArgumentMissing, OptionsApart, ReportTooLong
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import files_of
from antin_cli.key_holder import KeyHolder, open_holder
from antin_cli.look_options import look_options
from antin_cli.output import check_free, note, progress, write_file
from antin_cli.reviewing import Review
from antin_cli.shared import (
    Passphrase,
    Trusting,
    force_option,
    json_option,
    passphrase_options,
    resume_option,
    trust_options,
    trusting_of,
)
from antin_cli.spool import Spool
from antin_cli.texts import say
from antin_cli.token_options import TokenWishes, token_options
from antin_cli.values import Box, FilePath, Number, OneOf, ReportPath, Text, Url

if TYPE_CHECKING:
    from antin.documents import SignedRow
    from antin_cli.journal import Journal
    from antin_cli.signing import Desk
    from antin_cli.wishes import Wishes


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
@option("--yes", is_flag=True, help_code="pdf.sign.yes")
@option("--stop-on-error", is_flag=True, help_code="pdf.sign.stop_on_error")
@resume_option
@option("--report", type=ReportPath(), help_code="pdf.sign.report")
@force_option
@json_option
def command(files: tuple[Path, ...], as_json: bool, force: bool, **options: Any) -> int:
    """Each document signed, or told why not; the exit code is that of the worst.

    1. What is asked for makes sense. 2. Every document is looked at; of several, the list is confirmed. 3. The key is
    opened, once. 4. Each document in its turn. 5. The report.
    """
    from antin.documents import MOST_DRAWN, RowOutcome
    from antin_cli.planning import Planner
    from antin_cli.signing_run import SigningRun
    from antin_cli.stopping import asked_to_stop
    from antin_cli.wishes import Wishes

    is_batch = len(files) > 1 or any(path.is_dir() for path in files)                            # 1
    if is_batch and options["out"] is not None:
        raise OptionsApart(names="--out")
    trusting, wishes, report = trusting_of(options), Wishes.of(options), options["report"]
    if trusting.offline and wishes.tsa:
        raise OptionsApart(names="--offline, --tsa")
    token = _token_or_key(options)
    if report is not None:
        check_free(report, force=force)
    with ExitStack() as kept:
        journal = _journal(options, wishes, kept)
        plans = Planner(wishes, options["out"], journal, force, clock.now).plans(_documents(files))
        review = Review(is_shown=is_batch, is_confirmed=options["yes"], where=wishes.said_where())
        planned = review.listed(plans, kept)                                                     # 2
        if report is not None and report.suffix.lower() == ".pdf" and len(planned) > MOST_DRAWN:
            raise ReportTooLong(most=MOST_DRAWN)
        review.confirm()
        desk = _desk(options, token, trusting, wishes, kept) if review.counts["to_sign"] else None   # 3
        if desk is not None and journal is not None:
            journal.bind("certificate", desk.fingerprint)
        run = SigningRun(
            clock.now, kept.enter_context(Spool["SignedRow"]()), is_listed=is_batch, as_json=as_json, force=force,
            journal=journal, stops_on_error=options["stop_on_error"],
        )
        stopping = asked_to_stop() if is_batch else nullcontext(lambda: False)
        with progress(len(planned)) as shown, stopping as is_asked:
            code = run.sign_all(planned, desk, shown, is_asked)                                  # 4
        if is_batch:
            note(say("said.signing_counts", **{str(each): run.counts[each] for each in RowOutcome}))
        if report is not None:
            _write_report(report, run.rows, force=force)                                         # 5
        return code


def _documents(files: tuple[Path, ...]) -> Iterator[Path]:
    """The files named; of folders the PDF files that are not results of ours."""
    from antin_cli.planning import SIGNED

    for path in files:
        is_folder = path.is_dir()
        for each in files_of([path]):
            if not is_folder or (each.suffix.lower() == ".pdf" and not each.name.endswith(SIGNED)):
                yield each


def _journal(options: dict[str, Any], wishes: "Wishes", kept: ExitStack) -> "Journal | None":
    if options["resume"] is None:
        return None
    from antin_cli.journal import Journal, sha256_of

    settings = sha256_of(wishes, options["pss"], options["digest"])
    return kept.enter_context(Journal(options["resume"], command="pdf.sign", settings=settings))


def _token_or_key(options: dict[str, Any]) -> TokenWishes | None:
    """Raises OptionsApart: both; ArgumentMissing: neither."""
    token = TokenWishes.of(options)
    if token is None and options["key"] is None:
        raise ArgumentMissing(name="--key, --token")
    if token is not None and options["key"] is not None:
        raise OptionsApart(names="--key, --token")
    return token


def _desk(
    options: dict[str, Any], token: TokenWishes | None, trusting: Trusting, wishes: "Wishes", kept: ExitStack,
) -> "Desk":
    """With the key open and the certificate checked. kept: what is open until the end."""
    from antin_cli.signing import Desk

    desk = Desk(_holder(options, token, kept), trusting, wishes, clock.now())
    for each in desk.check_certificate():
        note(each)
    if wishes.tsa:
        note(say("said.tsa_after_signing"))
    return desk


def _holder(options: dict[str, Any], token: TokenWishes | None, kept: ExitStack) -> KeyHolder:
    how = {"pss": options["pss"], "digest_name": options["digest"]}
    if token is None:
        passphrase = Passphrase(options["passphrase_file"], options["passphrase_env"])
        return open_holder(options["key"], options["cert"], passphrase, **how)
    from antin_cli.token_holder import open_token_holder

    return open_token_holder(token, options["cert"], kept, at=clock.now(), **how)


def _write_report(path: Path, rows: "Spool[SignedRow]", *, force: bool) -> None:
    from antin.documents import signing_report, signing_table

    spoken = language.current()
    if path.suffix.lower() == ".csv":
        write_file(path, signing_table(rows, language=spoken), force=force)
    else:
        write_file(path, signing_report(rows, language=spoken, at=clock.now()), force=force)
    note(f"{say('said.written')}: {path}")
