"""Commands about the audit chains."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from antin_server.operations.speech import say, text

if TYPE_CHECKING:
    from antin_server.audit.types import Head


@click.group(help="Nhật ký hệ thống.")
def audit() -> None:
    """The audit chains."""


@audit.command(help="Soát mọi chuỗi nhật ký với các đầu chuỗi mà tiến trình ký đã ký; mã thoát 1 khi có chỗ sai.")
def verify() -> None:
    """Recompute every chain; compare with the heads that the signer keeps outside the database."""
    from antin_server.operations.django_start import start_django

    start_django("command")
    from django.conf import settings

    from antin_server.audit.selectors import chains_verify

    heads = kept_heads(settings.ANTIN_HOME / "signer")
    verified = chains_verify(heads)
    for each in verified.findings:
        click.echo(text(f"audit_{each.fault.value}", chain=each.chain, number=each.number))
    if verified.covered_until is None:
        say("audit_no_heads")
    else:
        until = verified.covered_until.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
        say("audit_covered", until=f"{until:%d/%m/%Y %H:%M:%S}")
    if not verified.is_whole:
        raise SystemExit(1)
    say("audit_whole", count=verified.events)


def kept_heads(folder: Path) -> "Sequence[Head]":
    """The heads of the signer's journal, each signature checked; none where there is no signer.

    Raises JournalDamaged, SignerKeyUnusable, KeySignatureWrong.
    """
    from antin_server.audit.types import Head
    from antin_server.authority.signer.heads import heads_kept
    from antin_server.authority.signer.journal import Journal
    from antin_server.authority.signer.keys import HEADS, load_key
    from antin_server.authority.signer.station import JOURNAL

    if not (folder / JOURNAL).exists():
        return ()
    with closing(Journal(folder / JOURNAL)) as journal:
        journal.verify()
        kept = heads_kept(journal, load_key(folder / "keys", HEADS).public_key_info)
    return tuple(Head(each.chain, each.number, each.hash, each.at) for each in kept)


COMMANDS = (audit,)
