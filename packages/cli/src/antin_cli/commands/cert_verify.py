"""antin cert verify"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from antin_cli import clock, language
from antin_cli.exits import OF_OUTCOMES
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_small
from antin_cli.per_file import Told, each_file
from antin_cli.shared import json_option, trust_options, trusting_of
from antin_cli.values import FilePath, OneOf, Time

PURPOSES = (
    "document-signing", "time-stamping", "ocsp-signing", "email", "client-authentication", "server-authentication",
)


@framed("cert.verify")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="cert.verify.files")
@trust_options
@option("--crl", "lists", multiple=True, type=FilePath("path"), help_code="option.crl")
@option("--purpose", type=OneOf(*PURPOSES), help_code="cert.verify.purpose")
@option("--at", type=Time(), help_code="option.at")
@json_option
def command(files: tuple[Path, ...], as_json: bool, **options: Any) -> int:
    """A report for every file; the exit code is that of the worst."""
    return each_file(files, _look(options), as_json=as_json)


def _look(options: dict[str, Any]) -> Callable[[Path], Told]:
    from antin.adapters.evidence_files import certificates_in, read_lists
    from antin.validation import PURPOSES as PURPOSES_BY_NAME
    from antin.validation import Evidence, described
    from antin.verdict.paths import Paths
    from antin_cli.showing import report_lines

    trusting, now = trusting_of(options), clock.now()
    at = options["at"] or now
    purpose = PURPOSES_BY_NAME[options["purpose"]] if options["purpose"] else None
    paths = Paths(
        at, trusting.load(), Evidence(crls=read_lists(options["lists"]), gathered_at=max(at, now)),
        trusting.offline, trusting.fetcher(),
    )

    def look(path: Path) -> Told:
        certificate, *others = certificates_in(read_small(path))
        report = paths.judged(certificate, at=at, purpose=purpose, beside=Evidence(others))
        return Told(
            report_lines(report, str(path)),
            lambda: {"file": str(path), **described(report, language.current())},
            OF_OUTCOMES[str(report.outcome)],
        )

    return look
