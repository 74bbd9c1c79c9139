"""antin pdf verify"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli import clock, language
from antin_cli.errors import InputUnreadable
from antin_cli.exits import OF_OUTCOMES, Exit
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_input
from antin_cli.per_file import Told, each_file
from antin_cli.shared import json_option, trust_options, trusting_of
from antin_cli.values import FilePath, Time

if TYPE_CHECKING:
    from antin.adapters.pdf_pages_apart import PagesApart


@framed("pdf.verify")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="pdf.verify.files")
@trust_options
@option("--crl", "lists", multiple=True, type=FilePath("path"), help_code="option.crl")
@option("--details", "with_details", is_flag=True, help_code="pdf.verify.details")
@option("--at", type=Time(), help_code="option.at")
@json_option
def command(files: tuple[Path, ...], as_json: bool, **options: Any) -> int:
    """A verdict for every file; the exit code is that of the worst."""
    from antin.adapters.pdf_pages_apart import PagesApart

    with PagesApart() as pages:
        pages.start()
        return each_file(files, _look(options, pages), as_json=as_json)


def _look(options: dict[str, Any], pages: "PagesApart") -> Callable[[Path], Told]:
    """What judges one file, with trust and evidence loaded once. pages: reads what a PDF shows."""
    import hashlib

    from antin.adapters.evidence_files import read_lists
    from antin.pades.errors import PdfTooHeavy
    from antin.pdf import MAX_SIZE
    from antin.validation import Evidence
    from antin.verdict import Verdict, judge, unreadable
    from antin_cli.limits import bounded

    trusting, now = trusting_of(options), clock.now()
    at = options["at"] or now
    trust, fetch = trusting.load(), trusting.fetcher()
    evidence = Evidence(crls=read_lists(options["lists"]), gathered_at=max(at, now))

    def verdict_of(path: Path) -> Verdict:
        try:
            data = read_input(path, MAX_SIZE)
        except InputUnreadable as error:
            return unreadable(error, file=str(path))
        try:
            with bounded(len(data)):
                return judge(
                    data, file=str(path), at=at, trust=trust, evidence=evidence, offline=trusting.offline, fetch=fetch,
                    visible=pages, covered=pages.covered,
                )
        except PdfTooHeavy as error:
            return unreadable(error, file=str(path), sha256=hashlib.sha256(data).hexdigest(), kind="pdf")

    def look(path: Path) -> Told:
        from antin_cli.verdicts import verdict_lines

        verdict = verdict_of(path)
        code = OF_OUTCOMES[str(verdict.outcome)] if verdict.is_readable else Exit.UNREADABLE
        lines = verdict_lines(verdict, with_details=options["with_details"])
        return Told(lines, lambda: verdict.as_json(language.current()), code)

    return look
