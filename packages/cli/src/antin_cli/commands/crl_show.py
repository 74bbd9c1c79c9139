"""antin crl show"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli.errors import ValueWrong
from antin_cli.exits import Exit
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_small
from antin_cli.per_file import Told, each_file
from antin_cli.shared import json_option, trust_options, trusting_of
from antin_cli.showing import labelled, shown_time
from antin_cli.texts import say
from antin_cli.values import FilePath, Text

if TYPE_CHECKING:
    from antin.adapters.trust_files import Trust
    from antin.validation.crl import Entry, RevocationList

SHOWN = 20
_MAX_OCTETS = 64 * 1024 * 1024


@framed("crl.show")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="crl.show.files")
@option("--serial", type=Text("serial"), help_code="crl.show.serial")
@option("--all", "is_all", is_flag=True, help_code="crl.show.all")
@trust_options
@json_option
def command(files: tuple[Path, ...], as_json: bool, **options: Any) -> int:
    """What each list says; a wrong signature of a known issuer is not valid."""
    return each_file(files, _look(options), as_json=as_json)


def _look(options: dict[str, Any]) -> Callable[[Path], Told]:
    from antin.adapters.evidence_files import lists_in
    from antin.validation.crl import read_revocation_list

    trust = trusting_of(options).load()
    wanted = _serial(options["serial"])
    shown = None if options["is_all"] else SHOWN

    def look(path: Path) -> Told:
        found = [read_revocation_list(each) for each in lists_in(read_small(path, _MAX_OCTETS))]
        states = [_signature(each, trust) for each in found]
        lines = [str(path)]
        for each, state in zip(found, states, strict=True):
            lines += _lines(each, state, wanted, shown)
        return Told(
            lines, lambda: {"file": str(path), "lists": [
                _described(each, state, wanted) for each, state in zip(found, states, strict=True)
            ]},
            Exit.NOT_VALID if "wrong" in states else Exit.DONE,
        )

    return look


def _serial(text: str | None) -> int | None:
    try:
        return None if text is None else int(text.replace(":", "").replace(" ", ""), 16)
    except ValueError as error:
        raise ValueWrong(name="--serial", value=text, expected=say("expected.serial")) from error


def _signature(found: "RevocationList", trust: "Trust") -> str:
    """`good`, `wrong`, or `unknown` where no issuer of this name is at hand, or it cannot be computed."""
    from antin.der import MalformedEncoding
    from antin.validation import read_certificate
    from antin.validation.signatures import AlgorithmNotSupported, public_key, verifies

    named = [(each.name, each.public_key_info) for each in trust.anchors]
    named += [(each.subject, each.public_key_info) for each in map(read_certificate, trust.intermediates)]
    keys = [key for name, key in named if name == found.issuer]
    try:
        is_good = any(
            verifies(public_key(key), found.signature_algorithm, found.signature, found.to_be_signed) for key in keys
        )
    except (AlgorithmNotSupported, MalformedEncoding):
        return "unknown"
    return "good" if is_good else "wrong" if keys else "unknown"


def _entries(found: "RevocationList", wanted: int | None) -> Iterator["Entry"]:
    return (each for each in found.entries() if wanted in (None, each.serial))


def _lines(found: "RevocationList", state: str, wanted: int | None, shown: int | None) -> Iterator[str]:
    entries = list(_entries(found, wanted))
    yield from labelled((
        ("issuer", found.issuer.text), ("number", "—" if found.number is None else f"{found.number}"),
        ("this_update", shown_time(found.this_update)), ("next_update", shown_time(found.next_update)),
        ("signature", say(f"signature.{state}")), ("count", str(len(entries)) if wanted is None else ""),
        ("serial", "" if wanted is None or entries else f"{wanted:X}, {say('said.not_listed')}"),
    ))
    for each in islice(entries, shown):
        yield f"    {each.serial:X}  {shown_time(each.at)}  {each.reason}"
    if shown is not None and len(entries) > shown:
        yield "    " + say("said.more", count=len(entries) - shown)


def _described(found: "RevocationList", state: str, wanted: int | None) -> dict[str, object]:
    return {
        "issuer": found.issuer.text, "number": found.number, "this_update": found.this_update.isoformat(),
        "next_update": found.next_update.isoformat() if found.next_update else None, "signature": state,
        "revoked": [
            {"serial": f"{each.serial:X}", "revoked_at": each.at.isoformat(), "reason": each.reason or None}
            for each in _entries(found, wanted)
        ],
    }
