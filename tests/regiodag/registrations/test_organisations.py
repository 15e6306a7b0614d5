# SPDX-License-Identifier: EUPL-1.2
"""Organisations and domains: made of typed names, merged, told apart, split off, changed, taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regiodag.accounts.models import AuditDetail, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day
from regiodag.registrations.actions.organisations import keep_apart, merge, name_organisations, split_off
from regiodag.registrations.models import Domain, Organisation, Participant
from regiodag.registrations.queries_organisations import Typed, organisations_of, proposals_of, typed_names
from regiodag_people import signed_in
from registered_people import registered

pytestmark = pytest.mark.django_db

TYPED = (
    "Zorgpunt Oost",
    "zorgpunt  oost",
    "Zorgpunt Oost",
    "Zorg punt Oost",
    "OM",
    "Openbaar Ministerie",
    "",
    "Politie",
)


@pytest.fixture
def typed(day: Day) -> Day:
    """Eight people who typed where they are from, in several ways."""
    for at, name in enumerate(TYPED):
        registered(day, f"P{at}", organisation_typed=name)
    return day


@pytest.fixture
def named(typed: Day, owner: User) -> Day:
    name_organisations(owner, typed)
    return typed


def one(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def people() -> dict[str, list[str]]:
    """Whom each organisation has."""
    found: dict[str, list[str]] = {}
    for each in Participant.objects.order_by("given_name").select_related("organisation"):
        found.setdefault(str(each.organisation or ""), []).append(each.given_name)
    return found


def proposed(day: Day) -> list[list[str]]:
    return [[each.name for each in proposal.organisations] for proposal in proposals_of(day)]


def told() -> list[tuple[str, dict[str, Any]]]:
    found = AuditDetail.objects.filter(entry__action__startswith="organisation.").order_by("entry__number")
    return [(each.entry.action, each.facts) for each in found.select_related("entry")]


def test_typed_names_are_told_once_however_they_are_spaced(typed: Day) -> None:
    assert typed_names(typed) == [
        Typed("OM", 1), Typed("Openbaar Ministerie", 1), Typed("Politie", 1), Typed("Zorg punt Oost", 1),
        Typed("Zorgpunt Oost", 3),
    ]  # fmt: skip


def test_each_typed_name_becomes_an_organisation_with_its_people(as_owner: Client, typed: Day) -> None:
    as_owner.post(reverse("organisations-name", args=[typed.pk]))
    as_owner.post(reverse("organisations-name", args=[typed.pk]))
    assert people() == {
        "Zorgpunt Oost": ["P0", "P1", "P2"], "Zorg punt Oost": ["P3"], "OM": ["P4"], "Openbaar Ministerie": ["P5"],
        "": ["P6"], "Politie": ["P7"],
    }  # fmt: skip
    assert (typed_names(typed), told()) == ([], [("organisation.made", {"number": "5"})])


def test_names_that_are_alike_are_proposed_the_one_with_most_people_first(named: Day) -> None:
    assert sorted(proposed(named)) == [["OM", "Openbaar Ministerie"], ["Zorgpunt Oost", "Zorg punt Oost"]]


def test_three_spellings_are_one_proposal(named: Day) -> None:
    Organisation.objects.create(day=named, name="Zorgpunt-Oost")
    assert ["Zorgpunt Oost", "Zorg punt Oost", "Zorgpunt-Oost"] in proposed(named)


def test_merging_brings_people_spellings_and_domain_together(as_owner: Client, named: Day) -> None:
    stays, goes = one("Zorgpunt Oost"), one("Zorg punt Oost")
    goes.also, goes.domain = ["ZPO"], Domain.objects.create(day=named, name="zorg")
    goes.save()
    sent = {"organisation": [str(stays.pk), str(goes.pk)], "into": str(stays.pk)}
    as_owner.post(reverse("organisations-merge", args=[named.pk]), sent)
    as_owner.post(reverse("organisations-merge", args=[named.pk]), sent)
    merged = one("Zorgpunt Oost")
    assert (merged.also, merged.domain, merged.version) == (["Zorg punt Oost", "ZPO"], goes.domain, 2)
    assert people()["Zorgpunt Oost"] == ["P0", "P1", "P2", "P3"]
    assert told()[1:] == [("organisation.merged", {"name": "Zorgpunt Oost", "others": "Zorg punt Oost"})]


def test_who_types_a_merged_name_later_belongs_to_the_same_organisation(named: Day, owner: User) -> None:
    merge(owner, one("Zorgpunt Oost"), [one("Zorg punt Oost")])
    registered(named, "Q", organisation_typed="zorg PUNT oost")
    name_organisations(owner, named)
    assert sorted(each.name for each in Organisation.objects.all()) == [
        "OM", "Openbaar Ministerie", "Politie", "Zorgpunt Oost", "zorg PUNT oost",
    ]  # fmt: skip


def test_organisations_that_differ_are_not_proposed_again(as_owner: Client, named: Day) -> None:
    chosen = [str(one("OM").pk), str(one("Openbaar Ministerie").pk)]
    as_owner.post(reverse("organisations-merge", args=[named.pk]), {"organisation": chosen, "apart": "1"})
    assert proposed(named) == [["Zorgpunt Oost", "Zorg punt Oost"]]
    assert told()[-1] == ("organisation.apart", {"names": "OM, Openbaar Ministerie"})


def test_what_differs_from_one_that_is_merged_differs_from_the_whole(named: Day, owner: User) -> None:
    third = Organisation.objects.create(day=named, name="Zorgpunt-Oost")
    keep_apart(owner, [one("Zorg punt Oost"), third])
    merged = merge(owner, one("Zorgpunt Oost"), [one("Zorg punt Oost")])
    third.refresh_from_db()
    assert (merged.differs, third.differs) == ([str(third.pk)], [str(merged.pk)])
    assert proposed(named) == [["OM", "Openbaar Ministerie"]]


def test_split_off_name_takes_its_people_along_and_is_not_proposed_again(
    as_owner: Client, named: Day, owner: User
) -> None:
    merge(owner, one("Zorgpunt Oost"), [one("Zorg punt Oost")])
    where = reverse("organisation-split", args=[named.pk, one("Zorgpunt Oost").pk])
    as_owner.post(where, {"name": "Zorg punt Oost"})
    page = as_owner.post(where, {"name": "Zorg punt Oost"}, follow=True)
    assert "Iemand anders heeft deze naam al afgesplitst" in page.content.decode()
    assert (people()["Zorgpunt Oost"], people()["Zorg punt Oost"]) == (["P0", "P1", "P2"], ["P3"])
    assert (one("Zorgpunt Oost").also, proposed(named)) == ([], [["OM", "Openbaar Ministerie"]])


@pytest.mark.parametrize("into", ["", "00000000-0000-4000-8000-000000000001"])
def test_nothing_is_merged_into_a_name_that_is_not_among_them(as_owner: Client, named: Day, into: str) -> None:
    chosen = [str(one("OM").pk), str(one("Openbaar Ministerie").pk)]
    sent = {"organisation": chosen, "into": into}
    page = as_owner.post(reverse("organisations-merge", args=[named.pk]), sent, follow=True)
    assert "Kies welke naam blijft" in page.content.decode()
    assert Organisation.objects.count() == 5


def test_one_name_alone_is_not_merged(as_owner: Client, named: Day) -> None:
    sent = {"organisation": [str(one("OM").pk)], "into": str(one("OM").pk)}
    page = as_owner.post(reverse("organisations-merge", args=[named.pk]), sent, follow=True)
    assert "Vink ten minste twee namen aan" in page.content.decode()


def test_organisation_of_another_day_is_not_merged(as_owner: Client, named: Day, stranger: User) -> None:
    foreign = Organisation.objects.create(day=Day.objects.get(title="Andere dag"), name="OM")
    mine = Organisation.objects.get(day=named, name="OM")
    sent = {"organisation": [str(foreign.pk), str(mine.pk)], "into": str(mine.pk)}
    as_owner.post(reverse("organisations-merge", args=[named.pk]), sent)
    assert Organisation.objects.filter(name="OM").count() == 2


def test_new_name_is_kept_and_the_old_one_finds_it_still(as_owner: Client, named: Day) -> None:
    found = one("Politie")
    domain = Domain.objects.create(day=named, name="justitie")
    sent = {"name": "Politie Voorbeeld", "domain": str(domain.pk), "seen": found.version}
    as_owner.post(reverse("organisation", args=[named.pk, found.pk]), sent)
    kept = one("Politie Voorbeeld")
    assert (kept.also, kept.domain, people()["Politie Voorbeeld"]) == (["Politie"], domain, ["P7"])


def test_two_who_change_an_organisation_at_once_are_told(as_owner: Client, named: Day) -> None:
    found = one("Politie")
    where = reverse("organisation", args=[named.pk, found.pk])
    as_owner.post(where, {"name": "Politie A", "domain": "", "seen": 1})
    page = as_owner.post(where, {"name": "Politie B", "domain": "", "seen": 1})
    assert page.status_code == 409
    assert [(each.mine, each.theirs) for each in page.context["differences"]] == [("Politie B", "Politie A")]
    assert Organisation.objects.filter(name="Politie B").count() == 0


def test_added_organisation_takes_who_typed_its_name(as_owner: Client, typed: Day) -> None:
    sent = {"name": "Politie", "domain": "", "seen": 1}
    as_owner.post(reverse("organisation-add", args=[typed.pk]), sent)
    assert (people()["Politie"], told()) == (["P7"], [("organisation.added", {"name": "Politie"})])


def test_name_that_is_taken_is_refused_whatever_the_capitals(as_owner: Client, named: Day) -> None:
    page = as_owner.post(reverse("organisation-add", args=[named.pk]), {"name": "politie", "domain": "", "seen": 1})
    assert page.context["form"].errors == {"name": ["Er is er al een met deze naam."]}


def test_organisation_goes_after_asking_and_its_people_stay(as_owner: Client, named: Day) -> None:
    where = reverse("organisation-remove", args=[named.pk, one("Politie").pk])
    assert "“Politie” verwijderen?" in as_owner.get(where).content.decode()
    assert Organisation.objects.count() == 5
    as_owner.post(where)
    assert (Organisation.objects.count(), people()[""]) == (4, ["P6", "P7"])


def test_domains_are_added_renamed_and_deleted(as_owner: Client, named: Day) -> None:
    as_owner.post(reverse("domain-add", args=[named.pk]), {"name": " zorg  en opvang"})
    domain = Domain.objects.get()
    Organisation.objects.filter(name="Politie").update(domain=domain)
    as_owner.post(reverse("domain", args=[named.pk, domain.pk]), {"name": "justitie"})
    assert [each.name for each in Domain.objects.all()] == ["justitie"]
    as_owner.post(reverse("domain-delete", args=[named.pk, domain.pk]))
    assert (Domain.objects.count(), one("Politie").domain) == (0, None)
    found = AuditDetail.objects.filter(entry__action__startswith="domain.").order_by("entry__number")
    assert [each.facts for each in found] == [
        {"name": "zorg en opvang"}, {"name": "justitie", "old": "zorg en opvang"}, {"name": "justitie"},
    ]  # fmt: skip


def test_list_counts_who_did_not_cancel_in_alphabetical_order(named: Day) -> None:
    Participant.objects.filter(given_name="P0").update(state="cancelled")
    Organisation.objects.filter(name="OM").update(name="om")
    assert [(each.name, getattr(each, "people", None)) for each in organisations_of(named)] == [
        ("om", 1), ("Openbaar Ministerie", 1), ("Politie", 1), ("Zorg punt Oost", 1), ("Zorgpunt Oost", 2),
    ]  # fmt: skip


def test_viewer_sees_the_list_and_nothing_to_tidy_up(named: Day, join: Callable[[Role], User]) -> None:
    page = signed_in(join(Role.VIEWER)).get(reverse("organisations", args=[named.pk]))
    assert (page.context["proposals"], page.context["typed"]) == ([], [])
    assert "Zorgpunt Oost" in page.content.decode()
    for name in ("organisation-add", "organisations-name", "organisations-merge", "domain-add"):
        assert reverse(name, args=[named.pk]) not in page.content.decode()


def test_splitting_off_gives_what_it_was_before_the_merge(named: Day, owner: User) -> None:
    before = people()
    split_off(owner, merge(owner, one("Zorgpunt Oost"), [one("Zorg punt Oost")]), "Zorg punt Oost")
    assert people() == before
