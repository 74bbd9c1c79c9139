"""Every page has a door, and every door lets in whom it names, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from antin_server.accounts.middleware import BORROWED
from antin_server.accounts.permissions import GRANTS, OF_THE_AUTHORITY
from antin_server.accounts.types import AgencyKind, Role
from antin_server.common.doors import Door, door_of
from antin_testkit.people import agency, person, role

FILLINGS = {"int": 999_999, "slug": "khong-co", "str": "khong-co", "uuid": UUID(int=7), "path": "khong-co"}
BY_NAME = {"uidb36": "zz", "key": "khong-co"}
SHUT = {
    "account_signup", "account_email", "account_email_verification_sent", "account_set_password",
    "account_confirm_login_code", "account_confirm_email",
}
OPEN_TO_EVERYONE = {
    "account_login", "account_logout", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
    "authority:order-bytes", "authority:approval",  # the signed bytes; an approval proves itself
    "authority:look-up", "authority:certificate", "authority:certificate-file",
    "signing:check", "signing:follow", "signing:report",
    "signing:api-verify",  # a key of a program opens it
    "first_run:begin",
    "signing:agent-fetch", "signing:agent-upload",  # the secret in the address opens them, once
    "portal:search", "portal:language", "portal:text_size", "portal:health", "portal:ready", "portal:robots",
    "portal:security",
    "guidance:home", "guidance:guides", "guidance:guide", "guidance:forms", "guidance:archive", "guidance:docx",
    "guidance:form", "guidance:software", "guidance:attachments", "guidance:attachment",
}


@dataclass(frozen=True)
class Page:
    """One address of the portal. door None: shut."""

    name: str
    address: str
    door: Door | None


def pages() -> list[Page]:
    return list(_pages(get_resolver(), ""))


def _pages(resolver: object, space: str) -> Iterator[Page]:
    for each in resolver.url_patterns:  # type: ignore[attr-defined]
        if not isinstance(each, URLPattern):
            yield from _pages(each, f"{each.namespace}:" if each.namespace else space)
            continue
        name = f"{space}{each.name}"
        yield Page(name, _filled(name, each), door_of(each.callback) or BORROWED.get(name))


def _filled(name: str, pattern: URLPattern) -> str:
    converters = getattr(pattern.pattern, "converters", {})
    values = {part: FILLINGS[type(how).__name__.removesuffix("Converter").lower().replace("string", "str")]
              for part, how in converters.items()}
    groups = getattr(getattr(pattern.pattern, "regex", None), "groupindex", {}) if not converters else {}
    return reverse(name, kwargs={**values, **{part: BY_NAME[part] for part in groups}})


PAGES = pages()
BY_THEMSELVES = {"account_logout", "mfa_authenticate"}  # allauth sends whoever has nothing to do there to sign in


@pytest.fixture
def everybody(db, settings) -> dict[Role, Client]:
    """One person for each role, signed in, at the very top of the tree."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ANTIN_TOTP_REQUIRED = False
    root = agency("Toàn quốc", kind=AgencyKind.ROOT)
    clients = {}
    for each in Role:
        somebody = person(f"{each.value}@angiang.gov.vn", "Trần Thu Hà", agency=root)
        role(somebody, each, root)
        clients[each] = Client()
        clients[each].force_login(somebody)
    return clients


def leads_to_sign_in(response: object) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("account_login"))  # type: ignore[attr-defined]


class TestEveryPage:
    def test_has_a_door_unless_it_is_shut_on_purpose(self) -> None:
        assert {each.name for each in PAGES if each.door is None} == SHUT

    def test_is_open_to_everyone_only_when_this_table_says_so(self) -> None:
        assert {each.name for each in PAGES if each.door and each.door.everyone} == OPEN_TO_EVERYONE

    def test_asks_for_permissions_that_some_role_has(self) -> None:
        granted = frozenset().union(*GRANTS.values())

        assert [each.name for each in PAGES if each.door and each.door.permissions - granted] == []


@pytest.mark.django_db
class TestADoor:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_sends_strangers_to_sign_in_or_lets_them_read(self, method: str, settings) -> None:
        settings.ALLOWED_HOSTS = ["testserver"]
        wrong = []

        for page in PAGES:
            response = getattr(Client(), method)(page.address)
            good = (
                response.status_code == 403 if page.door is None
                else not leads_to_sign_in(response) and response.status_code < 500 if page.door.everyone
                else leads_to_sign_in(response)
            )
            if not good and page.name not in BY_THEMSELVES:
                wrong.append((page.name, response.status_code))

        assert wrong == []

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_lets_in_the_roles_it_names_and_forbids_it_to_others(self, method: str, everybody) -> None:
        wrong = []

        for held, client in everybody.items():
            for page in [each for each in PAGES if each.name != "account_logout"]:
                status = getattr(client, method)(page.address).status_code
                permissions = page.door.permissions if page.door else frozenset()
                is_let_in = page.door is not None and (not permissions or not permissions.isdisjoint(GRANTS[held]))
                if status >= 500 or (status == 403) == is_let_in:
                    wrong.append((held.value, page.name, status))

        assert wrong == []

    def test_keeps_the_authority_out_until_the_second_factor_is_set_up(self, everybody, settings) -> None:
        settings.ANTIN_TOTP_REQUIRED = True
        within = [each for each in PAGES if each.door and not each.door.everyone]

        for held, client in everybody.items():
            for page in within:
                response = client.get(page.address)
                is_sent = response.status_code == 302 and response.url == reverse("mfa_activate_totp")
                if page.name in {"mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate"}:
                    assert not is_sent, page
                else:
                    assert is_sent == (held in OF_THE_AUTHORITY), (held, page)
