# SPDX-License-Identifier: EUPL-1.2
"""Every address of the site, tried as nobody, as each role, and as the organiser of another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

import pytest
from django.db.transaction import atomic, set_rollback
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Permission, Role, allows
from regiodag.days.models import Day, Series
from site_addresses import EVERY, PLACEHOLDERS, WITHOUT_A_RULE, Address, path_of

pytestmark = pytest.mark.django_db

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")

OF_A_DAY = [each for each in EVERY if each.access and each.access.kind == "day"]
OF_A_SERIES = [each for each in EVERY if each.access and each.access.kind == "series"]
PERSONAL = [each for each in EVERY if each.access and each.access.kind == "personal"]
FOR_ORGANISERS = [each for each in EVERY if each.access and each.access.kind == "signed-in"]


def tried(client: Client, path: str) -> set[int]:
    """The statuses of reading the address and of sending it an empty form; what that did is taken back."""
    with atomic():
        found = {client.get(path).status_code, client.post(path).status_code}
        set_rollback(True)
    return found


def all_tried(client: Client, addresses: Iterable[Address], day: Day) -> dict[str, set[int]]:
    """The same of many addresses, by name."""
    return {each.name: tried(client, path_of(each, day)) for each in addresses}


def needed(address: Address) -> Permission:
    """The permission that an address of a day asks for."""
    assert address.access is not None
    assert address.access.permission is not None
    return address.access.permission


def all_are(addresses: Iterable[Address], status: int) -> dict[str, set[int]]:
    return {each.name: {status} for each in addresses}


def test_every_address_has_a_rule_and_a_name() -> None:
    assert [each for each in EVERY if each.access is None or not each.name] == WITHOUT_A_RULE


def test_every_parameter_of_an_address_can_be_filled_in() -> None:
    known = {"day_id", "series_id", *PLACEHOLDERS}
    assert {name for each in EVERY for name in each.parameters} - known == set()


def test_nobody_is_sent_to_the_sign_in_page(day: Day) -> None:
    sent = {}
    for address in [*OF_A_DAY, *OF_A_SERIES, *FOR_ORGANISERS]:
        path = path_of(address, day)
        answers = [Client().get(path), Client().post(path)]
        sent[address.name] = {(each.status_code, each.headers.get("Location", "").split("?")[0]) for each in answers}
    assert sent == {name: {(302, reverse("account_login"))} for name in sent}


@pytest.mark.parametrize("role", Role)
def test_role_opens_what_it_allows_and_nothing_else(
    role: Role, day: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    browser = browser_of(join(role))
    may = [each for each in OF_A_DAY if allows(role, needed(each))]
    may_not = [each for each in OF_A_DAY if each not in may]
    assert all_tried(browser, may_not, day) == all_are(may_not, 403)
    opened = all_tried(browser, may, day)
    assert {name: found for name, found in opened.items() if found & {401, 403, 500}} == {}


def test_owner_of_another_day_finds_nothing(day: Day, browser_of: Callable[[User], Client], stranger: User) -> None:
    ours = [*OF_A_DAY, *OF_A_SERIES]
    assert all_tried(browser_of(stranger), ours, day) == all_are(ours, 404)


def test_personal_page_is_not_there_without_its_link_not_even_for_the_owner(day: Day, as_owner: Client) -> None:
    for browser in (Client(), as_owner):
        assert all_tried(browser, PERSONAL, day) == all_are(PERSONAL, 404)


@pytest.mark.parametrize("role", Role)
def test_role_in_one_day_opens_nothing_of_the_series(
    role: Role, day: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    assert all_tried(browser_of(join(role)), OF_A_SERIES, day) == all_are(OF_A_SERIES, 404)


def test_organiser_without_second_factor_is_sent_to_set_one_up(day: Day, browser_of: Callable[[User], Client]) -> None:
    user = User.objects.create_user("new@example.org", "some long password")
    Membership.objects.create(user=user, day=day, role=Role.OWNER)
    browser = browser_of(user)
    statuses = {each.name: browser.get(path_of(each, day)).status_code for each in [*OF_A_DAY, *FOR_ORGANISERS]}
    assert set(statuses.values()) == {200, 302}
    opened = {name for name, status in statuses.items() if status == 200}
    assert {name for name in opened if not name.startswith("mfa_")} == {"second-factor", "account_reauthenticate"}


def test_day_that_is_not_there_is_not_found(owner: User, browser_of: Callable[[User], Client], series: Series) -> None:
    nowhere = Day(pk=NOWHERE, series=series)
    assert all_tried(browser_of(owner), OF_A_DAY, nowhere) == all_are(OF_A_DAY, 404)
