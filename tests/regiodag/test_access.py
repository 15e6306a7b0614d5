# SPDX-License-Identifier: EUPL-1.2
"""Every address of the site, tried as nobody, as each role, and as the organiser of another day."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role, allows
from regiodag.days.models import Day, Series
from site_addresses import EVERY, PLACEHOLDERS, WITHOUT_A_RULE, Address, path_of

pytestmark = pytest.mark.django_db

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")

OF_A_DAY = [each for each in EVERY if each.access and each.access.kind == "day"]
OF_A_SERIES = [each for each in EVERY if each.access and each.access.kind == "series"]
PERSONAL = [each for each in EVERY if each.access and each.access.kind == "personal"]
FOR_ORGANISERS = [each for each in EVERY if each.access and each.access.kind == "signed-in"]


def tried(client: Client, path: str) -> set[int]:
    """The statuses of reading the address and of sending it an empty form."""
    return {client.get(path).status_code, client.post(path).status_code}


def test_every_address_has_a_rule_and_a_name() -> None:
    assert [each for each in EVERY if each.access is None or not each.name] == WITHOUT_A_RULE


def test_every_parameter_of_an_address_can_be_filled_in() -> None:
    known = {"day_id", "series_id", *PLACEHOLDERS}
    assert {name for each in EVERY for name in each.parameters} - known == set()


@pytest.mark.parametrize("address", [*OF_A_DAY, *OF_A_SERIES, *FOR_ORGANISERS], ids=lambda each: each.name)
def test_nobody_is_sent_to_the_sign_in_page(address: Address, day: Day) -> None:
    path = path_of(address, day)
    for answer in (Client().get(path), Client().post(path)):
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", OF_A_DAY, ids=lambda each: each.name)
def test_role_opens_what_it_allows_and_nothing_else(
    address: Address, role: Role, day: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    assert address.access is not None
    assert address.access.permission is not None
    found = tried(browser_of(join(role)), path_of(address, day))
    if allows(role, address.access.permission):
        assert found & {401, 403, 500} == set()
    else:
        assert found == {403}


@pytest.mark.parametrize("address", [*OF_A_DAY, *OF_A_SERIES], ids=lambda each: each.name)
def test_owner_of_another_day_finds_nothing(
    address: Address, day: Day, browser_of: Callable[[User], Client], stranger: User
) -> None:
    assert tried(browser_of(stranger), path_of(address, day)) == {404}


@pytest.mark.parametrize("address", PERSONAL, ids=lambda each: each.name)
def test_personal_page_is_not_there_without_its_link_not_even_for_the_owner(
    address: Address, day: Day, as_owner: Client
) -> None:
    path = path_of(address, day)
    assert (tried(Client(), path), tried(as_owner, path)) == ({404}, {404})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", OF_A_SERIES, ids=lambda each: each.name)
def test_role_in_one_day_opens_nothing_of_the_series(
    address: Address, role: Role, day: Day, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    assert tried(browser_of(join(role)), path_of(address, day)) == {404}


@pytest.mark.parametrize("address", [*OF_A_DAY, *FOR_ORGANISERS], ids=lambda each: each.name)
def test_organiser_without_second_factor_is_sent_to_set_one_up(
    address: Address, day: Day, browser_of: Callable[[User], Client]
) -> None:
    user = User.objects.create_user("new@example.org", "some long password")
    Membership.objects.create(user=user, day=day, role=Role.OWNER)
    answer = browser_of(user).get(path_of(address, day))
    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert address.name.startswith("mfa_") or address.name in {"second-factor", "account_reauthenticate"}


@pytest.mark.parametrize("address", OF_A_DAY, ids=lambda each: each.name)
def test_day_that_is_not_there_is_not_found(
    address: Address, owner: User, browser_of: Callable[[User], Client], series: Series
) -> None:
    nowhere = Day(pk=NOWHERE, series=series)
    assert tried(browser_of(owner), path_of(address, nowhere)) == {404}
