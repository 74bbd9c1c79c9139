"""Files and rows of the server itself that grow old: mail of a pilot, logs, sessions, finished tasks."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session

from antin_server.common.retention import Keeping


def _files_removed(folder: Path, pattern: str, before: datetime) -> int:
    """Files of this folder that were last written before; links are left alone."""
    count = 0
    for path in folder.glob(pattern):
        if path.is_file() and not path.is_symlink() and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            count += 1
    return count


def mail_removed(before: datetime) -> int:
    """Messages of a pilot, which are files."""
    return _files_removed(settings.ANTIN_HOME / "mail", "*.eml", before)


def logs_removed(before: datetime) -> int:
    """Logs that were written full; the present file of a process stays."""
    return _files_removed(settings.ANTIN_HOME / "log", "*.jsonl.*", before)


def sessions_removed(before: datetime) -> int:
    """Sign-ins that ran out before."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def tasks_removed(before: datetime) -> int:
    """Tasks that ended before, whatever came of them."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    ended = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    return int(DBTaskResult.objects.filter(status__in=ended, finished_at__lt=before).delete()[0])


KEPT = (
    Keeping("mail_files", "ANTIN_KEEP_MAIL_DAYS", mail_removed),
    Keeping("logs", "ANTIN_KEEP_LOG_DAYS", logs_removed),
    Keeping("sessions", "ANTIN_KEEP_SESSION_DAYS", sessions_removed),
    Keeping("tasks", "ANTIN_KEEP_TASK_DAYS", tasks_removed),
)
