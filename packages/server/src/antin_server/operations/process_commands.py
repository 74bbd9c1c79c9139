"""Commands that run processes: all of them, or one."""

import os
from urllib.parse import urlsplit

import click

from antin_server.config import environment
from antin_server.operations.usage import OptionsApart, WholeNumber

_PORT = WholeNumber(1, 65_535)
_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
_THREADS = click.option(
    "--threads", type=WholeNumber(1, 1000), default=4, show_default=True, help="Số yêu cầu xử lý cùng lúc.",
)


def _port_of(setting: str, otherwise: int) -> int:
    """The port that a public address on this machine names."""
    parts = urlsplit(environment.value(setting))
    return parts.port or otherwise if parts.hostname in ("localhost", "127.0.0.1") else otherwise


def _follow(port: int | None, setting: str, host: str) -> None:
    """Unless the setting says otherwise, the address that is told and written into certificates follows the port."""
    if port is not None and not os.environ.get(setting):
        os.environ[setting] = f"http://{host}:{port}"


@click.command(help="Chạy mọi tiến trình trên máy này; Ctrl-C dừng tất cả.")
@_HOST
@click.option("--port", type=_PORT, help="Cổng của trang web; mặc định theo ANTIN_PUBLIC_URL, hoặc 8000.")
@click.option(
    "--status-port", type=_PORT, help="Cổng của dịch vụ trạng thái; mặc định theo ANTIN_STATUS_URL, hoặc 8001.",
)
@click.option("--demo", is_flag=True, help="Tạo bản thử với dữ liệu mẫu nếu chưa có gì.")
@click.option("--empty", is_flag=True, help="Tạo bản trống nếu chưa có gì; trang bắt đầu mở bằng mã in ra ở đây.")
def up(host: str, port: int | None, status_port: int | None, demo: bool, empty: bool) -> None:
    """Everything on one machine."""
    from antin_server.operations import running
    from antin_server.operations.lifelines import end_with_supervisor
    from antin_server.operations.processes import Addresses

    if demo and empty:
        raise OptionsApart("--demo --empty")
    end_with_supervisor()
    _follow(port, "ANTIN_PUBLIC_URL", "localhost")
    _follow(status_port, "ANTIN_STATUS_URL", "127.0.0.1")
    addresses = Addresses(
        host, port or _port_of("ANTIN_PUBLIC_URL", 8000), status_port or _port_of("ANTIN_STATUS_URL", 8001),
    )
    running.run_all(addresses, first=running.FirstTime.DEMO if demo else running.FirstTime.EMPTY if empty else None)


@click.command(help="Chạy trang web.")
@_HOST
@click.option("--port", type=_PORT, default=8000, show_default=True, help="Cổng.")
@_THREADS
def web(host: str, port: int, threads: int) -> None:
    """The portal."""
    from antin_server.operations.lifelines import end_with_supervisor
    from antin_server.operations.serving import serve

    end_with_supervisor()
    serve(_portal, name="antin_server.config.wsgi:application", host=host, port=port, threads=threads)


def _portal():  # type: ignore[no-untyped-def]  # a WSGI callable, of whatever type Django gives
    from antin_server.operations.django_start import start_django

    start_django("web")
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


@click.command(help="Chạy dịch vụ trạng thái: OCSP, CRL, chứng thư CA, dấu thời gian.")
@_HOST
@click.option("--port", type=_PORT, default=8001, show_default=True, help="Cổng.")
@_THREADS
def va(host: str, port: int, threads: int) -> None:
    """The status services."""
    from antin_server.operations.lifelines import end_with_supervisor
    from antin_server.operations.serving import serve

    end_with_supervisor()
    serve(_status_services, name="antin_server.va.wsgi:application", host=host, port=port, threads=threads)


def _status_services():  # type: ignore[no-untyped-def]  # a WSGI callable
    from antin_server.va.wsgi import application

    return application(environment.home(), not_yet_effective=environment.value("ANTIN_NOT_YET_EFFECTIVE"))


@click.command(help="Chạy các việc nền: gửi thư, dựng tài liệu, thông báo.")
@click.option("--batch", is_flag=True, help="Làm hết việc đang chờ rồi dừng.")
def worker(batch: bool) -> None:
    """Tasks from the database."""
    from antin_server.operations.django_start import start_django
    from antin_server.operations.lifelines import end_with_supervisor

    end_with_supervisor()
    start_django("worker")
    from django.core.management import call_command

    call_command("db_worker", queue_name="*", interval=1.0, batch=batch, verbosity=1)


@click.command(help="Chạy tiến trình ký: giữ khóa CA, thi hành lệnh đã được duyệt.")
def signer() -> None:
    """Orders to certificates."""
    from antin_server.operations.lifelines import end_with_supervisor

    end_with_supervisor()
    from antin_server.operations.loops import run_signer

    run_signer()


@click.command(help="Chạy đồng hồ: hồ sơ theo lệnh, nhắc văn bản chờ ký, dọn dữ liệu quá hạn lưu.")
def clock() -> None:
    """What is due."""
    from antin_server.operations.lifelines import end_with_supervisor

    end_with_supervisor()
    from antin_server.operations.loops import run_clock

    run_clock()


COMMANDS = (up, web, va, worker, signer, clock)
