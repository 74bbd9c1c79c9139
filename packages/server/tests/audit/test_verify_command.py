"""`antin-server audit verify` says what it covers and what is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from antin.keys import KeyKind
from antin_server.audit.models import Event
from antin_server.audit.services import event_record
from antin_server.authority.signer.heads import heads_sign
from antin_server.authority.signer.journal import Journal
from antin_server.authority.signer.keys import HEADS, make_key
from antin_server.authority.signer.station import JOURNAL
from antin_server.operations import audit_commands, django_start

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


class Holder:
    """What `heads_sign` needs of the signer's place."""

    def __init__(self, folder) -> None:
        self.journal = Journal.create(folder / JOURNAL)
        self.heads_key = make_key(folder / "keys", HEADS, KeyKind.P256)


@pytest.fixture
def run(db, settings, tmp_path, monkeypatch):
    settings.ANTIN_HOME = tmp_path
    monkeypatch.setattr(django_start, "start_django", lambda process: None)
    for number in range(3):
        event_record(at=NOW, actor="machine", tag="tests:thing:done", subject=f"thing:{number}")
    return lambda: CliRunner().invoke(audit_commands.audit, ["verify"])


class TestVerifying:
    def test_says_that_nothing_vouches_yet(self, run) -> None:
        result = run()

        assert result.exit_code == 0
        assert "Chưa có đầu chuỗi nào được ký" in result.output

    def test_says_up_to_when_it_covers(self, run, tmp_path) -> None:
        heads_sign(Holder(tmp_path / "signer"), at=NOW)

        result = run()

        assert result.exit_code == 0
        assert "25/11/2026 09:00:00" in result.output
        assert "3 sự kiện" in result.output

    def test_lets_all_chains_that_grew_be_signed_at_once(self, run, settings, tmp_path) -> None:
        holder = Holder(tmp_path / "signer")
        heads_sign(holder, at=NOW)
        settings.ANTIN_PROCESS = "web"
        event_record(at=NOW, actor="machine", tag="tests:thing:done", subject="thing:8")
        heads_sign(holder, at=NOW + timedelta(seconds=50))
        settings.ANTIN_PROCESS = "command"
        event_record(at=NOW, actor="machine", tag="tests:thing:done", subject="thing:9")

        early, due = (heads_sign(holder, at=NOW + timedelta(seconds=at)) for at in (55, 61))

        assert (early, due) == (0, 1)
        assert "25/11/2026 09:01:01" in run().output

    def test_finds_a_tail_that_was_cut_and_says_so(self, run, tmp_path) -> None:
        heads_sign(Holder(tmp_path / "signer"), at=NOW)
        Event.objects.filter(number=3).delete()

        result = run()

        assert result.exit_code == 1
        assert "đã bị cắt" in result.output

    def test_finds_a_change(self, run) -> None:
        Event.objects.filter(number=2).update(subject="thing:9")

        result = run()

        assert result.exit_code == 1
        assert "sự kiện số 2 đã bị sửa" in result.output
