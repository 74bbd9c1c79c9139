"""antin trust update"""

import re
from pathlib import Path
from typing import Any

from antin_cli import clock
from antin_cli.errors import OptionsApart, ValueWrong
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_small
from antin_cli.output import line
from antin_cli.shared import TRUST_SETS, trust_folder
from antin_cli.texts import say
from antin_cli.values import OneOf, Text

_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")


@framed("trust.update")
@argument("source", type=Text("file_or_url"), help_code="trust.update.source")
@option("--set", "name", required=True, type=OneOf(*TRUST_SETS), help_code="trust.update.set")
@option("--sha256", type=Text("digest"), default="", help_code="trust.update.sha256")
@option("--signer-sha256", type=Text("digest"), default="", help_code="trust.update.signer")
def command(source: str, name: str, **proof: Any) -> int:
    """A genuine list in the place of the former one."""
    from antin.adapters.trust_files import Proof, update_set

    if bool(proof["sha256"]) == bool(proof["signer_sha256"]):
        raise OptionsApart(names="--sha256, --signer-sha256")
    checked = Proof(_digest("--sha256", proof["sha256"]), _digest("--signer-sha256", proof["signer_sha256"]))
    anchors = update_set(_data(source), checked, name=name, source=source, at=clock.now(), folder=trust_folder())
    line(f"{say('said.updated')} {name}:")
    for anchor in anchors:
        line(f"  {anchor.name.shown}  SHA-256 {anchor.sha256}")
    return 0


def _digest(option_name: str, value: str) -> str:
    if value and not _DIGEST.fullmatch(value.replace(":", "").replace(" ", "")):
        raise ValueWrong(name=option_name, value=value, expected=say("expected.digest"))
    return value


def _data(source: str) -> bytes:
    """From a file, or an address, which the user names and so may be anywhere."""
    if not source.lower().startswith(("http://", "https://")):
        return read_small(Path(source))
    from antin.adapters.http import Fetcher

    return Fetcher(allow=[source])(source)
