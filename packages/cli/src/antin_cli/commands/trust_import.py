"""antin trust import"""

from pathlib import Path

from antin_cli import clock
from antin_cli.frame import argument, framed, option
from antin_cli.output import line
from antin_cli.shared import TRUST_SETS, trust_folder
from antin_cli.texts import say
from antin_cli.values import FilePath, OneOf, Text


@framed("trust.import")
@argument("file", type=FilePath(), help_code="trust.import.file")
@option("--set", "name", required=True, type=OneOf(*TRUST_SETS), help_code="trust.import.set")
@option("--reason", required=True, type=Text(), help_code="trust.import.reason")
def command(file: Path, name: str, reason: str) -> int:
    """Roots that are trusted from now on, with the reason on record."""
    from antin.adapters.trust_files import import_anchors

    for anchor in import_anchors(file, name=name, reason=reason, at=clock.now(), folder=trust_folder()):
        line(f"{say('said.imported')} {name}: {anchor.name.shown}")
        line(f"  SHA-256 {anchor.sha256}")
    return 0
