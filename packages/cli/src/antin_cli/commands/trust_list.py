"""antin trust list"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from antin_cli.frame import framed, option
from antin_cli.output import json_line, line
from antin_cli.shared import TRUST_SETS, json_option, trust_folder
from antin_cli.showing import labelled, shown_time
from antin_cli.values import OneOf

if TYPE_CHECKING:
    from antin.validation import TrustAnchor


@framed("trust.list")
@option("--trust-set", "trust_sets", multiple=True, type=OneOf(*TRUST_SETS), help_code="option.trust_set")
@option("--record", "is_record", is_flag=True, help_code="trust.list.record")
@json_option
def command(trust_sets: tuple[str, ...], is_record: bool, as_json: bool) -> int:
    """Whom this machine trusts, set by set; or who was added when and why."""
    from antin.adapters.trust_files import load_sets, read_record

    folder = trust_folder()
    if is_record:
        for entry in read_record(folder):
            told = asdict(entry)
            if as_json:
                json_line(told)
            else:
                line(f"{entry.at}  {entry.deed}  {entry.set}  {', '.join(entry.sha256)}  {entry.reason}")
        return 0
    for name in trust_sets or TRUST_SETS:
        for anchor in load_sets([name], folder).anchors:
            if as_json:
                json_line(_described(anchor, name))
                continue
            for each in _lines(anchor, name):
                line(each)
    return 0


def _lines(anchor: "TrustAnchor", name: str) -> Iterator[str]:
    yield anchor.name.shown
    yield from labelled((
        ("set", name), ("subject", anchor.name.text), ("not_after", shown_time(anchor.not_after)),
        ("sha256", anchor.sha256),
    ))


def _described(anchor: "TrustAnchor", name: str) -> dict[str, object]:
    return {
        "set": name, "subject": anchor.name.text, "sha256": anchor.sha256, "source": anchor.source,
        "not_before": anchor.not_before.isoformat() if anchor.not_before else None,
        "not_after": anchor.not_after.isoformat() if anchor.not_after else None,
    }
