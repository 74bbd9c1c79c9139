"""Commands about the keys of programs that ask for verdicts."""

from datetime import datetime

import click

from antin_server.operations.speech import say


@click.group(name="api-key", help="Khóa API cho chương trình hỏi kết luận (/api/v1/verify): tạo, xem, thu hồi.")
def api_key() -> None:
    """Keys of programs."""


@api_key.command(name="new", help="Tạo khóa; khóa in ra một lần và không được lưu ở đây.")
@click.argument("name")
def new(name: str) -> None:
    """Make a key."""
    at = _started()
    from antin_server.signing.services import api_key_make

    click.echo(api_key_make(name=name.strip(), at=at))


@api_key.command(name="list", help="In các khóa: tên, phạm vi, ngày tạo, lần dùng cuối, ngày thu hồi.")
def show() -> None:
    """Which there are."""
    _started()
    from antin_server.signing.selectors import api_keys

    for each in api_keys():
        times = (each.created_at, each.last_used_at, each.revoked_at)
        told = [at.isoformat(timespec="seconds") if at else "-" for at in times]
        click.echo("\t".join((each.name, each.scope, *told)))


@api_key.command(name="revoke", help="Thu hồi khóa theo tên; có hiệu lực ngay.")
@click.argument("name")
def revoke(name: str) -> None:
    """End a key."""
    at = _started()
    from antin_server.signing.services import api_key_revoke

    api_key_revoke(name=name.strip(), at=at)
    say("api_key_revoked", name=name)


def _started() -> datetime:
    from antin_server.operations.django_start import start_django

    start_django("command")
    from antin_server.common import clock

    return clock.now()


COMMANDS = (api_key,)
