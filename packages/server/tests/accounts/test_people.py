"""People are kept by the administrator of their own part of the tree."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from antin_server.accounts import selectors, services
from antin_server.accounts.errors import (
    EmailTaken,
    LastAdministrator,
    NotPermitted,
    RoleEndedAlready,
    RoleForOneself,
    RoleHeldAlready,
)
from antin_server.accounts.models import Person
from antin_server.accounts.types import Role
from antin_server.audit.models import Event
from antin_server.common.doors import Permission
from antin_testkit.people import PASSWORD, agency, person, role

from .conftest import NOW, Country


class TestRegistering:
    def test_is_refused_outside_ones_own_part_of_the_tree(self, country: Country) -> None:
        with pytest.raises(NotPermitted):
            services.person_register(
                email="moi@camau.gov.vn", full_name="Mai", agency_id=country.elsewhere.pk, at=NOW,
                actor=country.local.pk,
            )

        assert not Person.objects.filter(email="moi@camau.gov.vn").exists()

    def test_takes_an_address_once_in_whatever_case(self, country: Country) -> None:
        with pytest.raises(EmailTaken):
            services.person_register(
                email=" HA@angiang.gov.vn", full_name="Hà", agency_id=country.department.pk, at=NOW,
                actor=country.local.pk,
            )

    def test_leaves_no_usable_password_until_the_invitation_is_used(self, country: Country) -> None:
        number = services.person_register(
            email="moi@angiang.gov.vn", full_name="Võ Thị Mơ", agency_id=country.department.pk, at=NOW,
            actor=country.local.pk,
        )

        assert not Person.objects.get(pk=number).has_usable_password()

    def test_seals_the_personal_number(self, country: Country) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM accounts_person")
            rows = repr(cursor.fetchall())

        assert "091185000123" not in rows
        assert country.official.personal_number.startswith("s1.")


class TestAnInvitation:
    def test_sets_a_password_once(self, country: Country, django_capture_on_commit_callbacks) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            services.person_invite(person_id=country.official.pk, at=NOW, actor=country.local.pk)
        link = re.search(r"http://localhost:8000(\S+)", mail.outbox[0].body)[1]
        client = Client()
        chosen = {"password1": "mot-cau-ngan-de-nho", "password2": "mot-cau-ngan-de-nho"}

        form = client.get(link, follow=True)
        done = client.post(form.redirect_chain[-1][0], chosen)
        again = client.get(link, follow=True)

        assert done.status_code == 302
        assert Person.objects.get(pk=country.official.pk).check_password("mot-cau-ngan-de-nho")
        assert "password1" not in again.content.decode()

    def test_is_written_to_the_person_alone(self, country: Country, django_capture_on_commit_callbacks) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            services.person_invite(person_id=country.official.pk, at=NOW, actor=country.local.pk)

        assert mail.outbox[0].to == ["ha@angiang.gov.vn"]
        assert PASSWORD not in mail.outbox[0].body


class TestARole:
    def test_works_in_its_agency_and_below_and_nowhere_else(self, country: Country) -> None:
        role(country.local, Role.PROVINCE_OFFICER, country.province)

        reach = selectors.agencies_with(country.local.pk, Permission.CASE_READ, at=NOW)

        assert {each.pk for each in reach} == {country.province.pk, country.department.pk}
        assert not selectors.is_permitted(
            country.local.pk, Permission.CASE_READ, agency_id=country.elsewhere.pk, at=NOW,
        )

    def test_counts_from_its_beginning_until_its_end(self, country: Country) -> None:
        held = role(country.official, Role.AGENCY_CLERK, country.department, since=NOW)
        services.role_end(assignment_id=held.pk, at=NOW + timedelta(days=1), actor=country.local.pk)

        moments = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(hours=23), NOW + timedelta(days=1)]
        held_then = [bool(selectors.permissions_held(country.official.pk, at=each)) for each in moments]

        assert held_then == [False, True, True, False]

    def test_ends_once(self, country: Country) -> None:
        held = role(country.official, Role.AGENCY_CLERK, country.department)
        services.role_end(assignment_id=held.pk, at=NOW, actor=country.local.pk)

        with pytest.raises(RoleEndedAlready):
            services.role_end(assignment_id=held.pk, at=NOW, actor=country.local.pk)

    def test_is_not_given_to_oneself(self, country: Country) -> None:
        with pytest.raises(RoleForOneself):
            services.role_grant(
                person_id=country.chief.pk, role=Role.AUDITOR, agency_id=country.root.pk, at=NOW,
                actor=country.chief.pk,
            )

    def test_is_not_given_twice(self, country: Country) -> None:
        role(country.official, Role.AGENCY_CLERK, country.department)

        with pytest.raises(RoleHeldAlready):
            services.role_grant(
                person_id=country.official.pk, role=Role.AGENCY_CLERK, agency_id=country.department.pk, at=NOW,
                actor=country.local.pk,
            )

    @pytest.mark.parametrize("wanted", [Role.RECEPTION, Role.AUDITOR, Role.APPROVER, Role.ADMINISTRATOR])
    def test_of_the_authority_is_not_for_a_province_to_give(self, country: Country, wanted: Role) -> None:
        with pytest.raises(NotPermitted):
            services.role_grant(
                person_id=country.official.pk, role=wanted, agency_id=country.department.pk, at=NOW,
                actor=country.local.pk,
            )

    def test_of_the_last_administrator_stays(self, country: Country) -> None:
        local = country.local.roles.get()
        services.role_end(assignment_id=local.pk, at=NOW, actor=country.chief.pk)

        with pytest.raises(LastAdministrator):
            services.role_end(assignment_id=country.chief.roles.get().pk, at=NOW, actor=country.chief.pk)

    def test_leaves_a_trace_in_the_audit(self, country: Country) -> None:
        services.role_grant(
            person_id=country.official.pk, role=Role.AGENCY_CLERK, agency_id=country.department.pk, at=NOW,
            actor=country.local.pk,
        )

        event = Event.objects.order_by("-number")[0]
        assert (event.actor, event.tag) == (f"person:{country.local.pk}", "accounts:role:granted")
        assert event.subject == f"person:{country.official.pk}"


class TestMoving:
    def test_ends_the_roles_held_in_the_former_agency_and_keeps_those_above_the_new_one(self, country: Country) -> None:
        commune = agency("Phường Rạch Giá", parent=country.province)
        role(country.official, Role.AGENCY_REVIEWER, country.department)
        role(country.official, Role.PROVINCE_OFFICER, country.province)

        services.person_move(person_id=country.official.pk, agency_id=commune.pk, at=NOW, actor=country.local.pk)

        held = selectors.roles_held(country.official.pk, at=NOW)
        assert [each.role for each in held] == [Role.PROVINCE_OFFICER.value]
        assert Person.objects.get(pk=country.official.pk).agency_id == commune.pk
        moved = Event.objects.get(tag="accounts:person:moved")
        assert moved.detail == {"from": country.department.pk, "to": commune.pk}

    def test_is_refused_to_an_agency_of_another_administrator(self, country: Country) -> None:
        with pytest.raises(NotPermitted):
            services.person_move(
                person_id=country.official.pk, agency_id=country.elsewhere.pk, at=NOW, actor=country.local.pk,
            )

        assert Person.objects.get(pk=country.official.pk).agency_id == country.department.pk

    def test_does_not_take_the_last_administrator_away(self, country: Country) -> None:
        services.role_end(assignment_id=country.chief.roles.get().pk, at=NOW, actor=None)
        boss = person("boss@angiang.gov.vn", "Đỗ Văn Cả", agency=country.department)
        role(boss, Role.ADMINISTRATOR, country.department)
        services.role_end(assignment_id=country.local.roles.get().pk, at=NOW, actor=None)

        with pytest.raises(LastAdministrator):
            services.person_move(person_id=boss.pk, agency_id=country.elsewhere.pk, at=NOW, actor=None)

        assert Person.objects.get(pk=boss.pk).agency_id == country.department.pk


class TestReadingAPersonalNumber:
    def test_of_another_is_recorded_each_time(self, country: Country) -> None:
        reviewer = person("thu@angiang.gov.vn", "Đỗ Anh Thư", agency=country.department)
        role(reviewer, Role.AGENCY_REVIEWER, country.department)

        for _ in range(2):
            read = services.personal_number_read(person_id=country.official.pk, reader=reviewer.pk, at=NOW)

        assert read == "091185000123"
        events = Event.objects.filter(tag="accounts:personal_number:read", actor=f"person:{reviewer.pk}")
        assert events.count() == 2
        assert "091185000123" not in repr(list(Event.objects.values()))

    def test_is_refused_to_a_reviewer_of_another_province(self, country: Country) -> None:
        role(country.stranger, Role.AGENCY_REVIEWER, country.elsewhere)

        with pytest.raises(NotPermitted):
            services.personal_number_read(person_id=country.official.pk, reader=country.stranger.pk, at=NOW)

    def test_of_oneself_needs_no_record(self, country: Country) -> None:
        read = services.personal_number_read(person_id=country.official.pk, reader=country.official.pk, at=NOW)

        assert read == "091185000123"
        assert not Event.objects.filter(tag="accounts:personal_number:read").exists()


class TestAList:
    def test_sorts_by_given_name_and_finds_without_marks(self, country: Country) -> None:
        everybody = selectors.people_managed(country.chief.pk, "", at=NOW)
        found = selectors.people_managed(country.chief.pk, "tran thu HA", at=NOW)

        assert [each.full_name.split()[-1] for each in everybody] == ["Bình", "Châu", "Đạt", "Hà"]
        assert [each.pk for each in found] == [country.official.pk]
        assert not selectors.people_managed(country.local.pk, "dat", at=NOW).exists()
