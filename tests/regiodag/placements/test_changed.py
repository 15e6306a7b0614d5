# SPDX-License-Identifier: EUPL-1.2
"""What has changed since people were told where they are: who left, who came, what is different; and where it is told.

Ada has Film and Casus, Bo Casus and Film, Cas Film and Dialoog, Dee Dialoog and Casus.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placed_people import placed, session, who
from regiodag.accounts.models import User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Room, Workshop
from regiodag.placements.actions.moves import move
from regiodag.placements.actions.publish import publish
from regiodag.placements.models import Placement
from regiodag.placements.problem import question_of
from regiodag.placements.queries.base import Base, base_of, earlier_of
from regiodag.placements.queries.changed import Changed, changed_since
from regiodag.registrations.actions.register import cancel
from regiodag.registrations.models import Group, Preference
from registered_people import registered, wish

pytestmark = pytest.mark.django_db

SEATS = {"Ada": "FC", "Bo": "CF", "Cas": "FD", "Dee": "DC"}


@pytest.fixture
def placement(placeable: Day) -> Placement:
    return placed(placeable, SEATS)


def base(day: Day, placement: Placement | None = None) -> Base:
    found = base_of(day, placement)
    assert found is not None
    return found


def changed(day: Day) -> Changed:
    return changed_since(base(day), question_of(day))


def rows(base: Base) -> set[tuple[str, str, str]]:
    """Who is where to begin with: first name, first letter of the workshop, round."""
    names = {str(each.pk): each.given_name for each in base.placement.day.participants.all()}
    titles = {str(each.pk): each.title for each in Workshop.objects.all()}
    found = earlier_of(base)["placements"]
    return {
        (names[each["participant"]], titles.get(each["workshop"], "?")[0], each["round"])
        for each in found
        if each["participant"] in names
    }


def told(seats: dict[str, str]) -> set[tuple[str, str, str]]:
    return {(name, each, f"r{at}") for name, letters in seats.items() for at, each in enumerate(letters, start=1)}


# What it begins with -------------------------------------------------------------------------------------------------


def test_version_that_is_published_comes_before_a_newer_placement(placement: Placement, owner: User) -> None:
    publish(owner, placement, "eerste", 0)
    newer = placed(placement.day, {**SEATS, "Dee": "CD"})
    assert (rows(base(placement.day)), base(placement.day).version is not None) == (told(SEATS), True)
    assert rows(base(placement.day, newer)) == told({**SEATS, "Dee": "CD"})


def test_without_a_version_the_newest_placement_counts_with_what_was_moved_by_hand(
    placement: Placement, owner: User
) -> None:
    newer = placed(placement.day, SEATS)
    move(owner, newer, who("Dee"), session(placement.day, "F", 2), newer.version)
    assert rows(base(placement.day)) == told({**SEATS, "Dee": "DF"})


def test_who_was_moved_by_hand_after_publication_is_told_and_can_be_started_from(
    placement: Placement, owner: User, as_owner: Client
) -> None:
    publish(owner, placement, "eerste", 0)
    session(placement.day, "F", 1).delete()
    cancel(who("Ada"))
    where = reverse("placement-changed", args=[placement.day_id])
    assert not as_owner.get(where).context["behind"]
    move(owner, placement, who("Dee"), session(placement.day, "F", 2), placement.version)
    page = as_owner.get(where)
    other = f"{where}?run={placement.run_id}"
    assert (page.context["behind"], f'href="{other}"' in page.content.decode()) == (True, True)
    assert rows(page.context["base"]) == told(SEATS)
    page = as_owner.get(other)
    assert (page.context["behind"], rows(page.context["base"])) == (False, told({**SEATS, "Dee": "DF"}))


@pytest.mark.parametrize("published", [True, False])
def test_session_that_is_gone_is_still_what_people_had(
    published: bool,  # noqa: FBT001  (a parameter of the test)
    placement: Placement,
    owner: User,
) -> None:
    if published:
        publish(owner, placement, "eerste", 0)
    session(placement.day, "F", 1).delete()
    assert rows(base(placement.day)) == told(SEATS)
    Workshop.objects.get(title="Film").delete()
    lost = {("Ada", "F", "r1"), ("Cas", "F", "r1"), ("Bo", "F", "r2")}
    assert rows(base(placement.day)) == told(SEATS) - lost | {(name, "?", rnd) for name, _letter, rnd in lost}


def test_day_on_which_nobody_was_placed_has_nothing_to_begin_with(placeable: Day, as_owner: Client) -> None:
    assert base_of(placeable) is None
    answer = as_owner.get(reverse("placement-changed", args=[placeable.pk]), follow=True)
    assert "Er is nog niemand ingedeeld" in answer.content.decode()


# What is different ---------------------------------------------------------------------------------------------------


def test_nothing_has_changed_at_first(placement: Placement, owner: User, as_owner: Client) -> None:
    publish(owner, placement, "eerste", 0)
    assert not changed(placement.day)
    page = as_owner.get(reverse("placement-changed", args=[placement.day_id])).content.decode()
    assert "Er is niets veranderd" in page
    assert (
        "De dag is veranderd sinds" not in as_owner.get(reverse("placement", args=[placement.day_id])).content.decode()
    )


def test_who_left_who_came_and_who_wishes_something_else(placement: Placement, owner: User) -> None:
    publish(owner, placement, "eerste", 0)
    cancel(who("Ada"))
    who("Cas").delete()
    registered(placement.day, "Eve")
    Preference.objects.filter(participant=who("Bo"), rank=1).delete()
    found = changed(placement.day)
    assert [(each.participant.given_name, each.held) for each in found.left] == [("Ada", ["Film", "Casus"])]
    assert [each.given_name for each in found.late] == ["Eve"]
    assert [(each.participant.given_name, each.wishes) for each in found.rewished] == [("Bo", ["Casus"])]
    assert (found.erased, found.away, found.freed, found.altered, found.chairless) == (1, 2, 2, [], 0)


def test_workshops_that_are_gone_or_smaller_or_elsewhere_are_told_with_who_has_no_chair(
    placement: Placement, owner: User
) -> None:
    publish(owner, placement, "eerste", 0)
    day = placement.day
    session(day, "F", 2).delete()
    small = Room.objects.create(day=day, name="Zaal 2", capacity=1)
    for letter, number in (("F", 1), ("C", 2)):
        moved = session(day, letter, number)
        moved.room = small
        moved.save()
    found = [
        (each.title, each.round and each.round.number, each.before, each.after, each.people, each.over,
         each.room_before, each.room, each.gone)
        for each in changed(day).altered
    ]  # fmt: skip
    assert found == [
        ("Film", 1, 2, 1, 2, 1, "", "Zaal 2", False),
        ("Film", 2, 2, None, 1, 1, "", "", True),
        ("Casus", 2, 3, 1, 2, 1, "", "Zaal 2", False),
    ]
    assert changed(day).chairless == 3


def test_workshop_that_lost_its_room_is_told(placement: Placement, owner: User, as_owner: Client) -> None:
    publish(owner, placement, "eerste", 0)
    Room.objects.filter(day=placement.day).delete()
    found = changed(placement.day).altered
    assert [(each.title, each.round and each.round.number, each.roomless) for each in found] == [
        ("Dialoog", 1, True),
        ("Dialoog", 2, True),
    ]
    page = as_owner.get(reverse("placement-changed", args=[placement.day_id])).content.decode()
    assert page.count("heeft geen zaal meer") == 2


def test_workshop_that_is_taken_out_changes_nobody_s_wishes(placement: Placement) -> None:
    Workshop.objects.get(title="Film").delete()
    found = changed(placement.day)
    assert (found.rewished, found.chairless, found.late) == ([], 3, [])


def test_workshop_with_too_few_people_left_is_told(placement: Placement) -> None:
    Workshop.objects.filter(title="Dialoog").update(minimum=1)
    cancel(who("Dee"))
    assert [(each.title, each.people, each.too_few) for each in changed(placement.day).altered] == [
        ("Dialoog", 0, True)
    ]


def test_group_is_another_one_only_when_people_who_come_are_in_it(placement: Placement) -> None:
    group = Group.objects.create(day=placement.day, name="Samen")
    placement.day.participants.filter(given_name__in=["Ada", "Bo"]).update(group=group)
    assert changed(placement.day).groups
    same = placed(placement.day, SEATS)
    assert not changed(placement.day).groups
    cancel(who("Ada"))
    assert not changed_since(base(placement.day, same), question_of(placement.day)).groups


# Where it is told ----------------------------------------------------------------------------------------------------


def test_pages_lead_to_what_has_changed(placement: Placement, owner: User, as_owner: Client) -> None:
    publish(owner, placement, "eerste", 0)
    registered(placement.day, "Eve")
    cancel(who("Ada"))
    home = as_owner.get(reverse("placement", args=[placement.day_id])).content.decode()
    assert "De dag is veranderd sinds versie 1: eerste." in home
    where = reverse("placement-changed", args=[placement.day_id])
    assert f'href="{where}"' in home
    result = as_owner.get(reverse("placement-run", args=[placement.day_id, placement.run_id])).content.decode()
    assert f'href="{where}?run={placement.run_id}"' in result
    page = as_owner.get(where).content.decode()
    for name in ("Eve", "Ada"):
        assert reverse("participant", args=[placement.day_id, who(name).pk]) in page


def test_who_registered_later_stands_above_everybody_else_as_without_a_place(
    placement: Placement, as_owner: Client
) -> None:
    wish(registered(placement.day, "Eve"), Workshop.objects.get(title="Film"))
    page = as_owner.get(reverse("placement-people", args=[placement.day_id, placement.run_id]))
    assert [each.given_name for each in page.context["placeless"]] == ["Eve"]
    assert "1 persoon heeft nog geen plek" in page.content.decode()
    assert page.content.decode().index("Eve Voorbeeld") < page.content.decode().index("Ada Voorbeeld")


def test_leader_of_every_round_is_not_without_a_place(placeable: Day, as_owner: Client) -> None:
    speaker = placeable.speakers.get()
    speaker.email = "ada.voorbeeld@example.org"
    speaker.save()
    placement = placed(placeable, {**SEATS, "Ada": "--"})
    page = as_owner.get(reverse("placement-people", args=[placeable.pk, placement.run_id]))
    assert (page.context["placeless"], changed(placeable).late) == ([], [])


def test_who_only_looks_sees_the_list_and_no_button(
    placement: Placement, join: Callable[[Role], User], browser_of: Callable[[User], Client]
) -> None:
    registered(placement.day, "Eve")
    viewer = browser_of(join(Role.VIEWER))
    page = viewer.get(reverse("placement-changed", args=[placement.day_id])).content.decode()
    assert ("Eve Voorbeeld" in page, reverse("placement-repair", args=[placement.day_id]) in page) == (True, False)


def test_queries_do_not_grow_with_what_has_changed(placement: Placement, as_owner: Client) -> None:
    registered(placement.day, "Eve")
    where = reverse("placement-changed", args=[placement.day_id])
    with CaptureQueriesContext(connection) as before:
        as_owner.get(where)
    for number in range(5):
        wish(registered(placement.day, f"Nieuw{number}"), Workshop.objects.get(title="Film"))
    cancel(who("Ada"))
    with CaptureQueriesContext(connection) as after:
        as_owner.get(where)
    assert len(after) == len(before)
