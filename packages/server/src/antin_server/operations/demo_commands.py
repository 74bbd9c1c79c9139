"""Commands for trying things out."""

import click

from antin_server.config import environment
from antin_server.operations.speech import say


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


COMMANDS = (demo_approve,)
