"""Every setting of an installation, once: name, default and meaning; docs/reference/settings.md says the same.

Settings are environment variables; `antin-server` reads no other configuration file.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Setting:
    """One environment variable. meaning: a Vietnamese sentence."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("ANTIN_HOME", "var", "Thư mục dữ liệu: cơ sở dữ liệu, khóa, sổ của tiến trình ký, thư, tệp đính kèm"),
    Setting("ANTIN_DATABASE", "", "Địa chỉ cơ sở dữ liệu postgresql://…; để trống: SQLite trong thư mục dữ liệu"),
    Setting("ANTIN_PUBLIC_URL", "http://localhost:8000", "Địa chỉ của cổng như người dùng gõ"),
    Setting("ANTIN_STATUS_URL", "http://127.0.0.1:8001", "Địa chỉ dịch vụ trạng thái, ghi vào chứng thư"),
    Setting("ANTIN_DEMO", "no", "yes: bản thử, mọi trang ghi rõ và có khóa duyệt mẫu"),
    Setting("ANTIN_SOFT_KEYS", "no", "yes: nhận khóa mềm (SOFT) do người dùng tự tạo"),
    Setting("ANTIN_TOTP_REQUIRED", "yes", "yes: vai trò của tổ chức chứng thực phải đăng nhập hai yếu tố"),
    Setting("ANTIN_OFFICIAL_DOMAINS", "gov.vn", "Các tên miền thư công vụ được nhận, cách nhau bằng dấu phẩy"),
    Setting("ANTIN_NOT_YET_EFFECTIVE", "unknown",
            "Chứng thư chưa có hiệu lực hiện ra ngoài là unknown, hoặc hold (certificateHold)"),
    Setting("ANTIN_MAIL", "file", "file: thư ghi vào thư mục mail; hoặc smtp://người:mật-khẩu@máy:cổng"),
    Setting("ANTIN_MAIL_FROM", "Ấn Tín <an-tin@localhost>", "Người gửi của thư báo"),
    Setting("ANTIN_SECURITY_CONTACT", "security@localhost", "Hộp thư nhận báo lỗ hổng, ghi trong security.txt"),
    Setting("ANTIN_UPLOAD_MB", "100", "Tệp tải lên trang ký và kiểm tra lớn nhất, MB"),
    Setting("ANTIN_TOKEN_WAIT_S", "300", "Chờ người dùng ký bằng token trong phần mềm ký trên máy họ, giây"),
    Setting("ANTIN_TOKEN_PLACE_MM", "30",
            "Chữ ký do phần mềm ký đặt được lệch khỏi chỗ đã chọn bao nhiêu mi-li-mét"),
    Setting("ANTIN_LOOPBACK_EVIDENCE", "no", "yes: cho phép lấy chứng cứ từ dịch vụ trạng thái của chính máy này"),
    Setting("ANTIN_KEEP_SESSION_DAYS", "1", "Số ngày giữ phiên đăng nhập đã hết hạn; 0 là giữ mãi"),
    Setting("ANTIN_KEEP_SIGNING_DAYS", "1", "Số ngày giữ văn bản đưa lên để ký; 0 là giữ mãi"),
    Setting("ANTIN_KEEP_FLOW_DAYS", "400",
            "Số ngày giữ văn bản trình ký, phát hành sau lần chuyển bước cuối (một năm để nộp lưu, thêm một tháng);"
            " 0 là giữ mãi"),
    Setting("ANTIN_FLOW_REMIND_DAYS", "2", "Sau bao nhiêu ngày chưa làm thì nhắc lại người đến lượt; 0 là không nhắc"),
    Setting("ANTIN_KEEP_PERSONAL_NUMBER_DAYS", "3653",
            "Số ngày giữ số định danh trong hồ sơ đã kết thúc (5 năm chứng thư và 5 năm lưu); 0 là giữ mãi"),
    Setting("ANTIN_KEEP_MAIL_DAYS", "90", "Số ngày giữ tệp thư của bản chạy thử; 0 là giữ mãi"),
    Setting("ANTIN_KEEP_LOG_DAYS", "30", "Số ngày giữ tệp nhật ký máy đã ghi đầy; 0 là giữ mãi"),
    Setting("ANTIN_KEEP_TASK_DAYS", "30", "Số ngày giữ việc nền đã xong; 0 là giữ mãi"),
)
_DEFAULTS = {each.name: each.default for each in SETTINGS}


def value(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """The value of a setting: as given, else its default. Raises KeyError: no such setting, a fault of ours."""
    default = _DEFAULTS[name]
    return environment.get(name) or default


def is_on(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a yes-or-no setting says yes."""
    return value(name, environment).strip().lower() in {"yes", "true", "1", "on", "co", "có"}


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder, absolute."""
    return Path(value("ANTIN_HOME", environment)).resolve()


def database(environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Django's description of the database.

    SQLite waits for its one writer and begins transactions IMMEDIATE, so that two writers queue up, not fail.
    """
    address = value("ANTIN_DATABASE", environment)
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home(environment) / "antin.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }


def mail(environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Django's settings for sending mail: files of a pilot, or SMTP with STARTTLS (smtps: TLS from the start).

    A server on this machine is spoken to without TLS. Raises ValueError: neither `file` nor an address of a server.
    """
    address = value("ANTIN_MAIL", environment)
    if address == "file":
        return {"EMAIL_BACKEND": "antin_server.common.mail_files.MailFiles"}
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("ANTIN_MAIL")
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25 if is_here else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_here,
        "EMAIL_TIMEOUT": 20,
    }
