"""Agencies through time: founded, renamed, merged; nothing of the past is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from antin.casework.provinces import PROVINCES
from antin_server.accounts import selectors, services
from antin_server.accounts.errors import AgencyIntoItself, AgencyNotThere, NotPermitted, TimeOutOfOrder
from antin_server.accounts.models import Agency, Person
from antin_server.accounts.types import Role
from antin_server.common.doors import Permission
from antin_testkit.people import agency, role

from .conftest import NOW, Country

BEFORE = datetime(2025, 6, 30, 16, 59, tzinfo=UTC)  # 30/6/2025 23:59 in Vietnam
AFTER = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)  # 1/7/2025 00:00


class TestARenaming:
    def test_holds_from_its_moment_on(self, country: Country) -> None:
        name = "Sở Khoa học, Công nghệ và Chuyển đổi số"
        services.agency_rename(agency_id=country.department.pk, name=name, at=NOW, actor=country.local.pk)

        then = selectors.agency_name(country.department.pk, at=NOW - timedelta(seconds=1))

        assert then == "Sở Khoa học và Công nghệ"
        assert selectors.agency_name(country.department.pk, at=NOW) == name

    def test_lets_the_former_name_still_be_found(self, country: Country) -> None:
        services.agency_rename(agency_id=country.department.pk, name="Sở Mới", at=NOW, actor=country.local.pk)

        found = selectors.agencies_managed(country.local.pk, "khoa hoc", at=NOW)

        assert [each.pk for each in found] == [country.department.pk]

    def test_does_not_go_back_behind_the_name_it_replaces(self, country: Country) -> None:
        services.agency_rename(agency_id=country.department.pk, name="Sở Mới", at=NOW, actor=country.local.pk)

        with pytest.raises(TimeOutOfOrder):
            services.agency_rename(
                agency_id=country.department.pk, name="Sở Cũ", at=NOW - timedelta(days=1), actor=country.local.pk,
            )


class TestAMerger:
    def test_takes_people_and_what_stands_below_along(self, country: Country) -> None:
        unit = agency("Trung tâm", parent=country.department)
        successor = agency("Sở Mới", parent=country.province)
        role(country.official, Role.AGENCY_CLERK, country.department)

        services.agency_merge(
            predecessor_ids=[country.department.pk], successor_id=successor.pk, at=NOW, actor=country.local.pk,
        )

        assert Person.objects.get(pk=country.official.pk).agency_id == successor.pk
        assert not selectors.permissions_held(country.official.pk, at=NOW)
        role(country.official, Role.AGENCY_CLERK, successor, since=NOW)
        assert selectors.is_permitted(country.official.pk, Permission.CASE_READ, agency_id=unit.pk, at=NOW)
        assert selectors.is_permitted(
            country.official.pk, Permission.CASE_READ, agency_id=country.department.pk, at=NOW,
        )
        assert selectors.successor_of(country.department.pk) == successor

    def test_into_itself_or_below_itself_is_refused(self, country: Country) -> None:
        for successor in (country.province, country.department):
            with pytest.raises(AgencyIntoItself):
                services.agency_merge(
                    predecessor_ids=[country.province.pk], successor_id=successor.pk, at=NOW, actor=country.chief.pk,
                )

    def test_across_provinces_is_not_for_one_of_them_to_decide(self, country: Country) -> None:
        with pytest.raises(NotPermitted):
            services.agency_merge(
                predecessor_ids=[country.elsewhere.pk], successor_id=country.province.pk, at=NOW,
                actor=country.local.pk,
            )

    def test_of_what_has_ended_is_refused(self, country: Country) -> None:
        successor = agency("Sở Mới", parent=country.province)
        merge = {"predecessor_ids": [country.department.pk], "successor_id": successor.pk, "actor": country.local.pk}
        services.agency_merge(**merge, at=NOW)

        with pytest.raises(AgencyNotThere):
            services.agency_merge(**merge, at=NOW)


@pytest.mark.django_db
class TestTheProvinces:
    @pytest.fixture
    def root(self, settings) -> Agency:
        root = agency("Toàn quốc")
        services.provinces_found(root_id=root.pk, at=NOW)
        return root

    def test_are_thirty_four_since_the_first_of_july_2025_and_were_sixty_three(self, root: Agency) -> None:
        provinces = Agency.objects.filter(kind="province")
        named = {
            at: {selectors.name_then(each, at=at) for each in provinces if each.until is None or each.until > at}
            for at in (BEFORE, AFTER)
        }

        assert len(named[AFTER]) == len(PROVINCES) == 34
        assert len(named[BEFORE]) == 63

    def test_know_that_kien_giang_went_into_an_giang(self, root: Agency) -> None:
        (old,) = selectors.agencies_named("kien giang", at=BEFORE)

        successor = selectors.successor_of(old.pk)

        assert selectors.agencies_named("Kiên Giang", at=AFTER) == []
        assert successor is not None
        assert selectors.agency_name(successor.pk, at=AFTER) == "An Giang"
        assert old.path.startswith(successor.path)

    def test_know_a_province_that_only_changed_its_name(self, root: Agency) -> None:
        (hue,) = selectors.agencies_named("Thành phố Huế", at=AFTER)

        new_year = datetime(2024, 12, 31, 17, tzinfo=UTC)
        assert selectors.agency_name(hue.pk, at=new_year - timedelta(minutes=1)) == "Thừa Thiên Huế"
        assert selectors.agency_name(hue.pk, at=new_year) == "Thành phố Huế"
        assert selectors.successor_of(hue.pk) is None

    def test_are_founded_once(self, root: Agency) -> None:
        assert services.provinces_found(root_id=root.pk, at=NOW) == 0
