"""Commands about officers, run beside the signer: the registry stands in its journal, not in the database."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from antin_server.config import environment
from antin_server.operations.speech import say
from antin_server.operations.usage import ExistingFile

if TYPE_CHECKING:
    from antin_server.authority.signer.journal import Journal


@click.group(help="Cán bộ duyệt trong sổ của tiến trình ký: thêm, xem, bỏ.")
def officer() -> None:
    """The registry of officers."""


@officer.command(name="add", help="Ghi cán bộ duyệt với chứng thư của họ (PEM hoặc DER); khóa không bao giờ đến đây.")
@click.argument("certificate", type=ExistingFile())
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--email", required=True, help="Thư điện tử; trùng tài khoản trên cổng để không tự duyệt việc của mình.")
def add(certificate: Path, name: str, email: str) -> None:
    """Enter an officer."""
    at = _started()
    from antin_server.accounts.models import Person
    from antin_server.authority.signer.officers import officer_add
    from antin_server.operations.certificate_files import only_certificate

    email = email.strip().lower()
    known = Person.objects.filter(email=email).values_list("pk", flat=True).first()
    with closing(_journal()) as journal:
        added = officer_add(
            journal, name=name, person=f"person:{known}" if known else f"email:{email}", email=email,
            certificate=only_certificate(certificate.read_bytes()), at=at,
        )
    say("officer_added", name=added.name, sha256=added.certificate_sha256)


@officer.command(name="list", help="In các cán bộ duyệt: tên, thư, SHA-256 của chứng thư.")
def show() -> None:
    """Who may approve."""
    _started()
    from antin_server.authority.signer.officers import officers

    with closing(_journal()) as journal:
        for each in officers(journal):
            click.echo(f"{each.name}\t{each.email}\t{each.certificate_sha256}")


@officer.command(name="remove", help="Bỏ cán bộ duyệt theo tên hoặc SHA-256 của chứng thư.")
@click.argument("name")
def remove(name: str) -> None:
    """Take an officer out."""
    at = _started()
    from antin_server.authority.signer.officers import officer_remove

    with closing(_journal()) as journal:
        officer_remove(journal, name=name, at=at)
    say("officer_removed", name=name)


def _started() -> datetime:
    from antin_server.operations.django_start import start_django

    start_django("command")
    from antin_server.common import clock

    return clock.now()


def _journal() -> "Journal":
    from antin_server.authority.signer.journal import Journal

    return Journal(environment.home() / "signer" / "journal.sqlite")


COMMANDS = (officer,)
