"""What `check` finds, and that it says what to do about it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antin.messages import message
from antin_server.authority.signer.issuing import order_row
from antin_server.common.models import Installation, Mode
from antin_server.operations import checks
from antin_testkit.pilot_authority import AT, PilotAuthority, pilot_authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(tmp_path: Path, settings) -> PilotAuthority:
    """A whole authority, but for its processes."""
    settings.ANTIN_HOME = tmp_path
    Installation.objects.create(mode=Mode.AUTHORITY.value, set_up_at=AT)
    made = pilot_authority(tmp_path)
    made.services_certified()
    made.listed()
    return made


def codes(at: datetime = AT) -> set[str]:
    """What was found, but for the processes that do not run here."""
    return {each.code for each in checks.findings(at=at)} - {"check_signer_silent", "check_status_silent", "check_disk"}


class TestCheck:
    def test_finds_nothing_in_a_whole_installation(self, authority: PilotAuthority) -> None:
        assert codes() == set()

    def test_finds_that_nothing_is_set_up(self) -> None:
        assert codes() == {"check_not_set_up"}

    def test_finds_secrets_that_others_may_read(self, authority: PilotAuthority) -> None:
        (authority.home / "signer/keys/root.pem").chmod(0o640)

        assert codes() == {"check_secret_exposed"}

    def test_finds_a_journal_that_was_changed(self, authority: PilotAuthority) -> None:
        connection = authority.station.journal.connection
        connection.execute("DROP TRIGGER records_stay")
        connection.execute("UPDATE records SET body = '{}' WHERE seq = 1")

        assert codes() == {"check_journal"}

    def test_finds_for_a_month_that_bytes_to_be_signed_were_changed(self, authority: PilotAuthority) -> None:
        authority.station.journal.append(
            "refused", {"order": "a1", "code": "prepared_broken"}, at=AT,
            changes=[order_row("a1", "refused", "prepared_broken", "", AT)],
        )

        assert codes(AT + timedelta(minutes=1)) == {"check_prepared_broken"}
        assert "check_prepared_broken" not in codes(AT + timedelta(days=31))

    def test_finds_lists_and_certificates_that_ran_out(self, authority: PilotAuthority) -> None:
        assert codes(AT + timedelta(hours=19)) == {"check_list_ends"}
        assert codes(AT + timedelta(days=2)) == {"check_list_old"}
        assert codes(AT + timedelta(days=31)) == {"check_list_old", "check_service_certificate"}

    def test_finds_a_clock_that_is_behind(self, authority: PilotAuthority) -> None:
        assert "check_clock" in codes(AT - timedelta(minutes=1))

    def test_finds_a_signer_that_does_not_run(self, authority: PilotAuthority) -> None:
        assert "check_signer_silent" in {each.code for each in checks.findings(at=AT)}

    def test_asks_nothing_of_an_authority_in_a_registration_office(self, tmp_path: Path, settings) -> None:
        settings.ANTIN_HOME = tmp_path
        Installation.objects.create(mode=Mode.REGISTRATION_OFFICE.value, set_up_at=datetime(2026, 1, 1, tzinfo=UTC))

        assert {each.code for each in checks.findings(at=AT)} <= {"check_disk"}

    def test_says_for_everything_what_to_do(self, authority: PilotAuthority) -> None:
        for each in checks.findings(at=AT + timedelta(days=31)):
            assert message(each.code, "vi", **each.fields).hint
