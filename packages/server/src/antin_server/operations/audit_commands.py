"""Commands for the auditor."""

from contextlib import closing
from typing import TYPE_CHECKING

import click

from antin_server.config import environment
from antin_server.operations.speech import say

if TYPE_CHECKING:
    from antin_server.audit.types import Head


@click.group(help="Nhật ký hệ thống.")
def audit() -> None:
    """The audit chains."""


@audit.command(help="Soát mọi chuỗi nhật ký với các đầu chuỗi mà tiến trình ký đã ký; mã thoát 1 khi có chỗ sai.")
def verify() -> None:
    """Walk every chain and compare it with the heads kept outside the database."""
    from antin_server.operations.django_start import start_django

    start_django("command")
    from antin_server.audit.selectors import chains_verify

    heads = _kept()
    verified = chains_verify(heads)
    for finding in verified.findings:
        say("audit_fault", chain=finding.chain, number=finding.number, fault=finding.fault.value)
    if verified.findings:
        raise SystemExit(1)
    say("audit_whole", count=verified.events, heads=len(heads))


def _kept() -> "list[Head]":
    """The signed heads; none in a registration office, which has no signer."""
    from antin_server.audit.types import Head
    from antin_server.authority.signer.heads import heads_kept
    from antin_server.authority.signer.journal import Journal
    from antin_server.authority.signer.keys import HEADS, load_key

    folder = environment.home() / "signer"
    if not (folder / "journal.sqlite").exists():
        return []
    with closing(Journal(folder / "journal.sqlite")) as journal:
        kept = heads_kept(journal, load_key(folder / "keys", HEADS).public_key_info)
    return [Head(each.chain, each.number, each.hash, each.at) for each in kept]


COMMANDS = (audit,)
