"""Commands for trying things out."""

from itertools import count
from pathlib import Path

import click

from antin_server.config import environment
from antin_server.operations.speech import say
from antin_server.operations.usage import ExistingFile


@click.command(name="demo-approve", help="Duyệt lệnh đang chờ bằng khóa của hai cán bộ mẫu (chỉ có ở bản thử).")
@click.argument("orders", nargs=-1, metavar="[LỆNH]...")
@click.option("--watch", is_flag=True, help="Chờ lệnh mới và duyệt ngay, đến khi Ctrl-C.")
def demo_approve(orders: tuple[str, ...], watch: bool) -> None:
    """Approve waiting orders with the demo officers' keys."""
    from antin_server.operations.django_start import start_django

    start_django("command")
    from django.db import close_old_connections

    from antin_server.common import clock
    from antin_server.operations.demo_approvals import approve_waiting, demo_officers

    home = environment.home()
    officers = demo_officers(home)
    if not watch:
        if not approve_waiting(home, at=clock.now(), ids=orders, officers=officers):
            say("demo_nothing")
        return
    from antin_server.operations.loops import until_told

    say("demo_watching")
    told = until_told()
    while not told.wait(1.0):
        close_old_connections()
        approve_waiting(home, at=clock.now(), ids=orders, officers=officers)


@click.command(name="demo", help="Đi hết hành trình trên một tệp PDF, trong một bản thử riêng dùng xong xóa.")
@click.argument("file", type=ExistingFile())
def demo(file: Path) -> None:
    """The whole journey on a PDF; the signed file lies beside it."""
    from antin import pades
    from antin_server.operations.private_installation import private_installation

    data = file.read_bytes()
    pades.overview(data)  # what cannot be signed is told before anything is made
    say("journey_begins")
    with private_installation() as made:
        from antin_server.operations.django_start import start_django

        start_django("command")
        from antin_server.operations.journey import Journey

        signed = Journey(made.home, made.status_url).walk(file.name, data)
    say("journey_written", file=_written_beside(file, signed))


def _written_beside(file: Path, data: bytes) -> Path:
    """`<stem>.signed.pdf`; when it is there, `<stem>.signed-2.pdf` and so on; nothing is overwritten."""
    for number in count(1):
        target = file.with_name(f"{file.stem}.signed{'' if number == 1 else f'-{number}'}.pdf")
        try:
            with target.open("xb") as out:
                out.write(data)
        except FileExistsError:
            continue
        return target
    raise AssertionError


COMMANDS = (demo, demo_approve)
