"""Data goes when it was kept long enough, and not before."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from antin_server.common import retention
from antin_server.common.retention import Keeping

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def written(path, at: datetime):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


@pytest.fixture
def home(settings, tmp_path):
    settings.ANTIN_HOME = tmp_path
    return tmp_path


@pytest.mark.django_db
class TestEnforcing:
    def test_removes_old_mail_and_full_logs_and_nothing_else(self, home) -> None:
        old, young = NOW - timedelta(days=91), NOW - timedelta(days=89)
        gone = [written(home / "mail/old.eml", old), written(home / "log/web.jsonl.1", NOW - timedelta(days=31))]
        stay = [
            written(home / "mail/young.eml", young), written(home / "log/web.jsonl", old),
            written(home / "secrets/django", old),
        ]

        counts = retention.enforce(NOW)

        assert [path.exists() for path in gone] == [False, False]
        assert all(path.exists() for path in stay)
        assert (counts["mail_files"], counts["logs"]) == (1, 1)

    def test_leaves_links_alone(self, home) -> None:
        target = written(home / "elsewhere/file", NOW - timedelta(days=400))
        (home / "mail").mkdir()
        (home / "mail/link.eml").symlink_to(target)

        retention.enforce(NOW)

        assert target.exists()
        assert (home / "mail/link.eml").is_symlink()

    def test_removes_sign_ins_that_ran_out(self, home) -> None:
        Session.objects.create(session_key="old", session_data="", expire_date=NOW - timedelta(days=2))
        Session.objects.create(session_key="new", session_data="", expire_date=NOW + timedelta(hours=1))

        retention.enforce(NOW)

        assert [each.session_key for each in Session.objects.all()] == ["new"]

    def test_keeps_for_ever_what_is_set_to_nought(self, home, settings) -> None:
        settings.ANTIN_KEEP_MAIL_DAYS = 0
        kept = written(home / "mail/old.eml", NOW - timedelta(days=4000))

        assert "mail_files" not in retention.enforce(NOW)
        assert kept.exists()

    def test_goes_on_when_one_kind_fails(self, home, monkeypatch) -> None:
        def fail(before: datetime) -> int:
            raise OSError("disk")

        monkeypatch.setattr(retention, "_KEPT", {
            "a": Keeping("a", "ANTIN_KEEP_MAIL_DAYS", fail),
            "b": Keeping("b", "ANTIN_KEEP_MAIL_DAYS", lambda before: 5),
        })

        assert retention.enforce(NOW) == {"b": 5}
