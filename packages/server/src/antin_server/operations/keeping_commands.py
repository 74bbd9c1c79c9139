"""Commands that keep an installation: set it up, check it, back it up, bring it back."""

from pathlib import Path

import click

from antin_server.config import environment
from antin_server.operations.speech import say
from antin_server.operations.usage import ExistingFile, OptionsApart

_PASSPHRASE = click.option(
    "--passphrase-file", type=ExistingFile(),
    help="Tệp chứa cụm mật khẩu (dòng đầu): mã hóa, hoặc mở bản sao lưu đã mã hóa.",
)


@click.command(help="Chuẩn bị bản cài đặt; chạy lại bao nhiêu lần cũng được, việc đã làm không làm lại.")
@click.option("--demo", is_flag=True, help="Bản thử: cơ quan, người dùng, cán bộ duyệt mẫu.")
@click.option("--empty", is_flag=True, help="Bản trống: in mã dùng một lần để mở trang bắt đầu.")
def init(demo: bool, empty: bool) -> None:
    """Set up what is not there yet."""
    from antin_server.operations.commands import prepare_home
    from antin_server.operations.django_start import start_django

    if demo and empty:
        raise OptionsApart("--demo --empty")
    prepare_home()
    start_django("init")
    from antin_server.common import clock
    from antin_server.operations.setting_up import set_up

    set_up(demo=demo, empty=empty, at=clock.now())


@click.command(help="Soát bản cài đặt; in từng điều chưa ổn và việc cần làm. Mã thoát 1 khi có điều chưa ổn.")
def check() -> None:
    """Findings, and what to do about each."""
    from antin_server.operations.django_start import start_django

    start_django("command")
    from antin.messages import message
    from antin_server.common import clock
    from antin_server.operations.checks import CHECKS, findings
    from antin_server.operations.speech import language

    found = findings(at=clock.now())
    for each in found:
        told = message(each.code, language(), **each.fields)
        click.echo(f"✗ {told.text} {told.hint}".strip())
    if found:
        raise SystemExit(1)
    say("check_fine", count=len(CHECKS))


@click.command(help="Sao lưu toàn bộ vào một tệp (quyền 0600); không cần dừng gì.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_PASSPHRASE
def backup(file: Path, passphrase_file: Path | None) -> None:
    """Everything into one file."""
    from antin_server.common import clock
    from antin_server.operations.backup import write_backup

    size = write_backup(
        file, home=environment.home(), database=environment.value("ANTIN_DATABASE"),
        passphrase=_passphrase(passphrase_file), at=clock.now(),
    )
    say("backup_done", file=file, size_mb=f"{size / 2**20:.1f}")


@click.command(help="Phục hồi từ bản sao lưu khi mọi tiến trình đã dừng; sổ của tiến trình ký không bao giờ lùi lại.")
@click.argument("file", type=ExistingFile())
@_PASSPHRASE
def restore(file: Path, passphrase_file: Path | None) -> None:
    """Bring a backup back."""
    from antin_server.common import clock
    from antin_server.operations.commands import prepare_home
    from antin_server.operations.journals import Relation
    from antin_server.operations.restore import restore_backup
    from antin_server.operations.running import only_one

    prepare_home()
    home = environment.home()
    with only_one(home):
        found = restore_backup(
            file, home=home, database=environment.value("ANTIN_DATABASE"), passphrase=_passphrase(passphrase_file),
            at=clock.now(),
        )
    say("restore_done", folder=home)
    if found is Relation.SAME_OR_LONGER:
        say("restore_kept_journal")


def _passphrase(file: Path | None) -> str | None:
    """The first line; an empty one is wrong use."""
    if file is None:
        return None
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0]:
        raise click.BadOptionUsage("--passphrase-file", str(file))
    return lines[0]


COMMANDS = (init, check, backup, restore)
