# SPDX-License-Identifier: EUPL-1.2
"""All ways of placing side by side: each calculated once, of one and the same question; for whom they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from placed_people import placed, session, who
from regiodag.accounts.models import User
from regiodag.days.models import Day
from regiodag.placements.actions.compare import compare_all
from regiodag.placements.actions.runs import RunningError, queue_run, stop_run, work
from regiodag.placements.aims import Aim
from regiodag.placements.models import Placement, PlacementRun, Seat
from regiodag.placements.processes import process
from regiodag.placements.queries.outcome import UNWISHED, outcome_of
from regiodag.placements.queries.side_by_side import Bar, difference, side_by_side, way_of
from regiodag.registrations.actions.register import cancel
from registered_people import registered

pytestmark = pytest.mark.django_db

FAIR = {"Ada": "FC", "Bo": "CF", "Cas": "DC", "Dee": "DD"}
OTHER = {"Ada": "CF", "Bo": "CD", "Cas": "FD", "Dee": "DC"}


def two(day: Day) -> tuple[Placement, Placement]:
    """Two placements of the same question, by different aims."""
    one, other = placed(day, FAIR), placed(day, OTHER)
    PlacementRun.objects.filter(pk=other.run_id).update(objective=Aim.LOTTERY)
    return one, other


def all_runs() -> list[tuple[str, str, str]]:
    return [(each.objective, each.state, each.reason) for each in PlacementRun.objects.order_by("number")]


def names(differs: Any) -> list[str]:
    return [each.person.participant.given_name for each in differs]


def test_every_way_is_calculated_of_the_same_question_with_the_same_lots(placeable: Day, owner: User) -> None:
    first = compare_all(owner, placeable)
    assert first is not None
    registered(placeable, "Eve")  # while it is calculated: she is in none of them
    assert work() == len(Aim)
    assert all_runs() == [(aim, "done", "") for aim in Aim.values]
    assert [each.problem == first.problem for each in PlacementRun.objects.all()] == [True] * len(Aim)
    assert {(each.seed, each.by) for each in PlacementRun.objects.all()} == {(first.seed, owner)}
    assert Placement.objects.count() == len(Aim)


def test_what_was_calculated_is_not_calculated_again(placeable: Day, owner: User) -> None:
    queue_run(owner, placeable, Aim.LEXIMIN)
    work()
    first = compare_all(owner, placeable)
    assert first is not None
    assert [first.objective, *first.then] == [aim for aim in Aim.values if aim != Aim.LEXIMIN]
    work()
    assert compare_all(owner, placeable) is None
    assert PlacementRun.objects.count() == len(Aim)


def test_whoever_is_locked_keeps_their_places_in_every_way_when_asked(placeable: Day, owner: User) -> None:
    Seat.objects.filter(placement=placed(placeable, FAIR), participant=who("Bo")).update(locked=True)
    first = compare_all(owner, placeable, keep=True)
    assert first is not None
    fixed = {each["id"]: each["fixed"] for each in first.problem["participants"] if each.get("fixed")}
    assert {pk: len(seats) for pk, seats in fixed.items()} == {str(who("Bo").pk): 2}
    assert [first.objective, *first.then] == Aim.values


def test_only_one_is_calculated_at_a_time(placeable: Day, owner: User) -> None:
    compare_all(owner, placeable)
    with pytest.raises(RunningError):
        compare_all(owner, placeable)


def test_stopping_one_stops_those_that_were_to_follow(placeable: Day, owner: User) -> None:
    first = compare_all(owner, placeable)
    assert first is not None
    assert stop_run(owner, first)
    assert work() == 0
    assert all_runs() == [("fair", "stopped", "asked")]


def test_day_that_does_not_fit_is_tried_once(placeable: Day, owner: User) -> None:
    session(placeable, "D", 1).delete()
    session(placeable, "F", 1).delete()
    compare_all(owner, placeable)
    work()
    assert all_runs() == [("fair", "failed", "impossible")]


def test_way_that_has_no_placement_in_time_keeps_no_other_from_being_calculated(
    placeable: Day, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = process.ask

    def slow(task: str, question: Mapping[str, Any], seconds: int, heed: process.Heed) -> dict[str, Any]:
        if question.get("objective") == "leximin":
            raise process.TooLongError
        return ask(task, question, seconds, heed)

    monkeypatch.setattr(process, "ask", slow)
    compare_all(owner, placeable)
    work()
    ends = {aim: ("failed", "time") if aim == "leximin" else ("done", "") for aim in Aim.values}
    assert all_runs() == [(aim, *end) for aim, end in ends.items()]


def test_only_calculations_of_the_same_question_stand_side_by_side(placeable: Day) -> None:
    two(placeable)
    before = side_by_side(placeable, None)
    assert before is not None
    assert ([each.run.objective for each in before.ways], before.others, before.missing) == (["fair", "lottery"], 0, 4)
    cancel(who("Dee"))
    placed(placeable, {"Ada": "FC"})
    found = side_by_side(placeable, None)
    assert found is not None
    assert ([each.run.objective for each in found.ways], found.others, found.missing) == (["fair"], 2, 5)


def test_nothing_stands_side_by_side_before_anything_was_calculated(placeable: Day) -> None:
    assert side_by_side(placeable, None) is None


def test_picture_shows_places_by_wish_and_the_best_of_all_ways_is_known(placeable: Day) -> None:
    one, _other = two(placeable)
    assert way_of(placeable, one.run).bars == [
        Bar(1, 2, 0, 333),
        Bar(2, 3, 333, 500),
        Bar(0, 0, 833, 0),
        Bar(UNWISHED, 1, 833, 167),
    ]
    found = side_by_side(placeable, None)
    assert found is not None
    assert (found.best.firsts, found.best.all, found.best.none) == (2, 2, 0)


def test_people_who_have_other_workshops_are_told_apart_from_those_in_other_rounds(placeable: Day) -> None:
    one, other = two(placeable)
    found = difference(outcome_of(one), outcome_of(other))
    assert (names(found.one), names(found.other), names(found.even), found.moved) == (["Bo"], ["Cas"], ["Dee"], 1)
    assert [(str(held.session.workshop), held.wish) for held in found.one[0].one] == [("Film", 1)]
    assert [(str(held.session.workshop), held.wish) for held in found.one[0].other] == [("Dialoog", UNWISHED)]


def test_page_shows_all_ways_and_for_whom_two_that_were_chosen_differ(placeable: Day, as_owner: Client) -> None:
    one, other = two(placeable)
    address = reverse("placement-side-by-side", args=[placeable.pk])
    page = as_owner.get(address, {"one": str(other.run_id), "other": str(one.run_id)}).content.decode()
    assert "1 persoon is beter af met “Met loting”" in page
    assert "1 persoon is beter af met “Niemand buiten de boot”" in page
    assert "keuze 1: 2. keuze 2: 3. niet om gevraagd: 1. " in page
    wrong = as_owner.get(address, {"one": "x", "other": str(one.run_id)}).content.decode()
    assert "Iedereen heeft in allebei dezelfde workshops." in wrong
    registered(placeable, "Eve")
    assert "De dag is veranderd sinds" in as_owner.get(address).content.decode()


def test_button_has_all_ways_calculated_and_page_tells_how_far_it_is(placeable: Day, as_owner: Client) -> None:
    address = reverse("placement-side-by-side", args=[placeable.pk])
    start = reverse("placement-compare", args=[placeable.pk])
    assert as_owner.post(start).headers["Location"] == address
    assert "Manier 1 van 6: Niemand buiten de boot" in as_owner.get(address).content.decode()
    assert "Er wordt al een indeling berekend." in as_owner.post(start, follow=True).content.decode()
    work()
    assert "Alle manieren waren al berekend." in as_owner.post(start, follow=True).content.decode()


def test_day_without_rounds_has_nothing_to_compare(placeable: Day, as_owner: Client) -> None:
    placeable.rounds.all().delete()
    answer = as_owner.post(reverse("placement-compare", args=[placeable.pk]), follow=True)
    assert "Er is niets begonnen" in answer.content.decode()
    assert not PlacementRun.objects.exists()
