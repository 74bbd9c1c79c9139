"""antin pdf verify"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli import clock, language
from antin_cli.errors import InputUnreadable
from antin_cli.exits import OF_OUTCOMES, Exit
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import files_of, read_input
from antin_cli.output import note
from antin_cli.per_file import Told, each_file
from antin_cli.shared import json_option, resume_option, trust_options, trusting_of
from antin_cli.texts import say
from antin_cli.values import FilePath, Time

if TYPE_CHECKING:
    from antin.adapters.pdf_pages_apart import PagesApart
    from antin.verdict import Verdict
    from antin_cli.journal import Journal


@framed("pdf.verify")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="pdf.verify.files")
@trust_options
@option("--crl", "lists", multiple=True, type=FilePath("path"), help_code="option.crl")
@option("--details", "with_details", is_flag=True, help_code="pdf.verify.details")
@option("--at", type=Time(), help_code="option.at")
@resume_option
@json_option
def command(files: tuple[Path, ...], as_json: bool, resume: Path | None, **options: Any) -> int:
    """A verdict for every file; the exit code is that of the worst."""
    from antin.adapters.pdf_pages_apart import PagesApart

    has_folder = any(each.is_dir() for each in files)
    counts = Counter[Exit]()
    with ExitStack() as kept:
        pages = kept.enter_context(PagesApart())
        pages.start()
        judge, settings = _judge(options, pages)
        shown = _Shown(as_json=as_json, with_details=options["with_details"], is_brief=has_folder)
        journal = _journal(resume, (*settings, shown, language.current()), kept)

        def look(path: Path) -> Told:
            told = _told(path, judge, shown, journal)
            counts[told.code] += 1
            return told

        code = each_file(_but(resume, files), look, as_json=as_json)
    if has_folder or len(files) > 1:
        numbers = {name: counts[each] for name, each in OF_OUTCOMES.items()}
        note(say("said.verdict_counts", total=counts.total(), unreadable=counts[Exit.UNREADABLE], **numbers))
    return code


def _but(journal: Path | None, files: tuple[Path, ...]) -> Iterable[Path]:
    """Every file, but for the journal, which grows while it would be judged."""
    if journal is None:
        return files
    return (each for each in files_of(files) if each.name != journal.name or not _is_same(each, journal))


def _is_same(one: Path, other: Path) -> bool:
    """Whether both lead to one file; what leads nowhere does not."""
    try:
        return one.samefile(other)
    except OSError:
        return False


@dataclass(frozen=True)
class _Shown:
    """How verdicts are shown. is_brief: of a folder, one line for each file unless details are asked for."""

    as_json: bool
    with_details: bool
    is_brief: bool

    def lines(self, verdict: "Verdict") -> list[str]:
        from antin_cli.verdicts import verdict_line, verdict_lines

        if self.as_json:
            return []
        if self.is_brief and not self.with_details:
            return [verdict_line(verdict)]
        return list(verdict_lines(verdict, with_details=self.with_details))


def _journal(path: Path | None, settings: tuple[object, ...], kept: ExitStack) -> "Journal | None":
    if path is None:
        return None
    from antin_cli.journal import Journal, sha256_of

    journal = kept.enter_context(Journal(path, command="pdf.verify", settings=sha256_of(*settings)))
    if len(journal):
        note(say("said.resumed", count=len(journal), path=path))
    return journal


def _told(path: Path, judge: Callable[[Path, bytes], "Verdict"], shown: _Shown, journal: "Journal | None") -> Told:
    """What the journal says of these octets; else a verdict, which it keeps."""
    from antin.pdf import MAX_SIZE
    from antin.verdict import unreadable

    try:
        data = read_input(path, MAX_SIZE)
    except InputUnreadable as error:
        return _answer(unreadable(error, file=str(path)), shown)
    if journal is None:
        return _answer(judge(path, data), shown)
    sha256 = hashlib.sha256(data).hexdigest()
    known = journal.answer(path, sha256)
    if known is not None:
        return Told(known["lines"], lambda: dict(known["value"]), Exit(known["code"]))
    told = _answer(judge(path, data), shown)
    value = told.value() if shown.as_json else {}
    journal.write(path, sha256, {"code": told.code, "lines": list(told.lines), "value": value})
    return told


def _answer(verdict: "Verdict", shown: _Shown) -> Told:
    code = OF_OUTCOMES[str(verdict.outcome)] if verdict.is_readable else Exit.UNREADABLE
    return Told(shown.lines(verdict), lambda: verdict.as_json(language.current()), code)


def _judge(
    options: dict[str, Any], pages: "PagesApart",
) -> tuple[Callable[[Path, bytes], "Verdict"], tuple[object, ...]]:
    """What judges one file, with trust and evidence loaded once; and on what its verdicts depend."""
    from antin.adapters.evidence_files import read_lists
    from antin.pades.errors import PdfTooHeavy
    from antin.validation import Evidence
    from antin.verdict import judge, unreadable
    from antin_cli.limits import bounded

    trusting, now = trusting_of(options), clock.now()
    at = options["at"] or now
    trust, fetch = trusting.load(), trusting.fetcher()
    evidence = Evidence(crls=read_lists(options["lists"]), gathered_at=max(at, now))

    def verdict_of(path: Path, data: bytes) -> "Verdict":
        try:
            with bounded(len(data)):
                return judge(
                    data, file=str(path), at=at, trust=trust, evidence=evidence, offline=trusting.offline, fetch=fetch,
                    visible=pages, covered=pages.covered,
                )
        except PdfTooHeavy as error:
            return unreadable(error, file=str(path), sha256=hashlib.sha256(data).hexdigest(), kind="pdf")

    return verdict_of, (trust, evidence.crls, trusting.offline, trusting.allowed, options["at"])
