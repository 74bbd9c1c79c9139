"""The profiles say what the standards demand of each kind of certificate."""

from datetime import UTC, datetime

import pytest

from antin import oids
from antin.keys import KeyKind
from antin.profiles import PROFILES, Content, KeyUsage, Lifetime, Presence, ProfileUnknown, profile_named
from antin_testkit.issued_certificates import content_for, signer

LEAP_DAY = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)


class TestProfiles:
    def test_are_the_six_that_the_pilot_needs(self) -> None:
        assert set(PROFILES) == {
            "root", "issuing_ca", "person", "organisation", "ocsp_responder", "time_stamping",
        }
        assert all(name == profile.name for name, profile in PROFILES.items())

    def test_let_only_authorities_sign_certificates(self) -> None:
        for profile in PROFILES.values():
            assert (KeyUsage.KEY_CERT_SIGN in profile.key_usage) == profile.is_authority

    def test_give_subscribers_signing_and_commitment_and_nothing_to_decrypt(self) -> None:
        for name in ("person", "organisation"):
            assert profile_named(name).key_usage == {KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION}
            assert profile_named(name).email is Presence.REQUIRED

    def test_keep_the_time_stamp_key_to_its_one_purpose(self) -> None:
        profile = profile_named("time_stamping")

        assert profile.extended_key_usage == (oids.TIME_STAMPING,)
        assert profile.is_extended_key_usage_critical  # RFC 3161 2.3

    def test_let_an_unrevocable_responder_live_for_months_only(self) -> None:
        profile = profile_named("ocsp_responder")

        assert profile.has_no_check
        assert profile.longest.end(LEAP_DAY) < datetime(2028, 6, 1, tzinfo=UTC)

    def test_stop_below_the_issuing_authority(self) -> None:
        assert profile_named("issuing_ca").path_length == 0

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            PROFILES["person"] = PROFILES["root"]  # type: ignore[index]

    @pytest.mark.parametrize("name", ["", "Person", "server"])
    def test_are_not_found_by_another_name(self, name: str) -> None:
        with pytest.raises(ProfileUnknown):
            profile_named(name)


class TestLifetime:
    def test_counts_years_by_the_calendar(self) -> None:
        assert Lifetime(years=4).end(LEAP_DAY) == datetime(2032, 2, 29, 12, 0, tzinfo=UTC)

    def test_ends_a_life_from_leap_day_the_day_before_march(self) -> None:
        assert Lifetime(years=5).end(LEAP_DAY) == datetime(2033, 2, 28, 12, 0, tzinfo=UTC)

    def test_adds_days(self) -> None:
        assert Lifetime(days=2).end(LEAP_DAY) == datetime(2028, 3, 2, 12, 0, tzinfo=UTC)


class TestContent:
    @pytest.mark.parametrize("profile", sorted(PROFILES))
    def test_comes_back_from_a_journal_as_it_was(self, profile: str) -> None:
        content = content_for(profile, signer(KeyKind.P256, "somebody").public_key_info)

        assert Content.from_json(content.as_json()) == content
