# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import time
from itertools import combinations
from typing import Any, TypeVar

import pytest
from django.db import models
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop
from regiodag.days.programme import Programme, load
from regiodag.days.warnings import Severity, checks, warnings_of
from regiodag.days.warnings.warning import Check

DAY = Day(title="Netwerkdag")
HALL = Room(day=DAY, name="Hall", capacity=100, features=["screen"])
SMALL = Room(day=DAY, name="Small", capacity=20, features=["quiet"])
FIRST, SECOND = (Round(day=DAY, number=number) for number in (1, 2))
NOOR = Speaker(day=DAY, given_name="Noor", prefix="van der", family_name="Linden")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def item(title: str, start: int, end: int, *, room: Room | None = None, **more: Any) -> ProgrammeItem:
    """A part of the programme; times in minutes after nine o'clock."""
    people = more.pop("speakers", [])
    made = ProgrammeItem(day=DAY, title=title, start=clock(start), end=clock(end), room=room, **more)
    return with_people(made, speakers=people)


def workshop(title: str = "Dialogue", leaders: tuple[Speaker, ...] = (), **more: Any) -> Workshop:
    made = Workshop(day=DAY, title=title, **{"maximum": 20, **more})
    return with_people(made, leaders=[*leaders])


M = TypeVar("M", bound=models.Model)


def with_people(made: M, **people: list[Speaker]) -> M:
    """The thing as `prefetch_related` leaves it: asking for its people costs no query, here not even a database."""
    vars(made)["_prefetched_objects_cache"] = people
    return made


def clock(minute: int) -> time:
    return time(*divmod(9 * 60 + minute, 60))


def round_item(rnd: Round, start: int, end: int) -> ProgrammeItem:
    return item(f"Workshops {rnd.number}", start, end, kind="round", round=rnd)


def programme(*things: Any, capacity: int | None = None) -> Programme:
    items = [each for each in things if isinstance(each, ProgrammeItem)]
    sessions = [each for each in things if isinstance(each, Session)]
    rounds = dict.fromkeys([each.round for each in sessions] + [each.round for each in items if each.round])
    workshops = [each for each in things if isinstance(each, Workshop)]
    workshops += dict.fromkeys(each.workshop for each in sessions)
    rounds |= dict.fromkeys(each for each in things if isinstance(each, Round))
    return Programme(Day(title="Netwerkdag", capacity=capacity), [HALL, SMALL], [*rounds], items, workshops, sessions)


def told(found: Programme) -> list[tuple[str, str]]:
    return [(each.mark, each.what) for each in warnings_of(found)]


def check(name: str) -> Check:
    return next(each for each in checks() if each.__module__.endswith(f".{name}"))


def test_every_file_with_a_check_is_found() -> None:
    names = ["chairs", "crowded", "needs", "no_room", "overlap", "small_room", "timeless", "twice", "unplaced"]
    assert [each.__module__.rsplit(".", 1)[1] for each in checks()] == names


def test_nothing_is_wrong_with_a_programme_that_fits() -> None:
    found = programme(
        item("Opening", 0, 30, room=HALL, speakers=[NOOR]),
        round_item(FIRST, 30, 90),
        item("Market", 0, 90, kind="other"),
        Session(workshop=workshop(leaders=(NOOR,)), round=FIRST, room=SMALL),
        capacity=20,
    )
    assert warnings_of(found) == []


def test_nothing_is_wrong_with_an_empty_programme() -> None:
    assert warnings_of(programme(capacity=100)) == []


def test_two_parts_for_everybody_at_the_same_time_are_a_problem() -> None:
    one, two = item("Opening", 0, 30), item("Film", 20, 40, kind="film")
    (found,) = warnings_of(programme(one, two))
    assert found.severity is Severity.PROBLEM
    assert found.about == (two.pk, one.pk)
    assert found.mark == "Same time"
    assert found.what == "“Opening” lasts until 09:30, and “Film” starts at 09:20: nobody can be at both."
    assert found.to_do == "Move one of them, or make one shorter."


def test_two_things_in_one_room_are_a_problem_also_a_session_and_a_part() -> None:
    found = programme(
        item("Market", 0, 60, kind="other", room=SMALL),
        round_item(FIRST, 30, 90),
        Session(workshop=workshop(), round=FIRST, room=SMALL),
    )
    assert told(found) == [("Room is taken", "“Market” and “Dialogue” are in Small at the same time, 09:30.")]


def test_two_workshops_in_one_room_in_a_round_are_told_once() -> None:
    found = programme(
        round_item(FIRST, 0, 60),
        Session(workshop=workshop(), round=FIRST, room=SMALL),
        Session(workshop=workshop("Signals"), round=FIRST, room=SMALL),
    )
    assert told(found) == [("Room is taken", "“Dialogue” and “Signals” are both in Small in round 1.")]


def test_leader_of_two_workshops_in_a_round_and_speaker_elsewhere_is_told() -> None:
    found = programme(
        round_item(FIRST, 0, 60),
        item("Talk", 50, 70, kind="other", speakers=[NOOR]),
        Session(workshop=workshop(leaders=(NOOR,)), round=FIRST, room=SMALL),
        Session(workshop=workshop("Signals", leaders=(NOOR,)), round=FIRST, room=HALL),
    )
    mark = "Noor van der Linden is twice at this time"
    assert told(found) == [
        (mark, "Noor van der Linden has to be at “Talk” and at “Dialogue” at the same time, 09:50."),
        (mark, "Noor van der Linden has to be at “Talk” and at “Signals” at the same time, 09:50."),
        (mark, "Noor van der Linden has to be at “Dialogue” and at “Signals” at the same time, 09:00."),
    ]


def test_room_smaller_than_workshop_or_day_is_told() -> None:
    found = programme(
        item("Opening", 0, 30, room=SMALL),
        item("Lunch", 30, 60, room=SMALL, kind="break"),
        round_item(FIRST, 60, 90),
        Session(workshop=workshop(maximum=24), round=FIRST, room=SMALL),
        capacity=20,
    )
    what = "“Dialogue” is for at most 24 people, Small has 20 chairs (round 1)."
    assert told(found) == [("Room is too small", what)]
    bigger = Programme(Day(title="Bigger", capacity=21), *(getattr(found, name) for name in PARTS))
    assert [each.what for each in check("small_room")(bigger)] == [
        what, "21 people can come to the day, Small has 20 chairs (“Opening”, 09:00).",
    ]  # fmt: skip


PARTS = ("rooms", "rounds", "items", "workshops", "sessions")


def test_room_that_lacks_what_the_workshop_needs_is_told() -> None:
    found = programme(
        round_item(FIRST, 0, 60),
        Session(workshop=workshop(needs=["screen", "quiet", "tables"]), round=FIRST, room=HALL),
    )
    what = "“Dialogue” needs what Hall does not have: tables, quiet, private room (round 1)."
    assert told(found) == [("Room lacks: tables, quiet, private room", what)]


def test_session_without_a_room_is_told() -> None:
    found = programme(round_item(FIRST, 0, 60), Session(workshop=workshop(), round=FIRST))
    assert told(found) == [("No room yet", "“Dialogue” has no room yet in round 1.")]


def test_round_with_fewer_chairs_than_people_is_told_counting_the_chairs_of_the_room() -> None:
    rnd = round_item(FIRST, 0, 60)
    found = programme(rnd, Session(workshop=workshop(maximum=30), round=FIRST, room=SMALL), capacity=25)
    (warned,) = check("chairs")(found)
    assert warned.what == "The workshops of round 1 have 20 chairs, and 25 people can come to the day."
    assert warned.to_do == "Add 5 chairs: a bigger room, or one more workshop in this round."
    assert warned.about == (rnd.pk, FIRST.pk)


def test_workshop_in_no_round_and_round_without_a_time_are_told_the_worst_first() -> None:
    found = programme(workshop("Signals"), SECOND, capacity=1)
    assert told(found) == [
        ("No time yet", "The programme does not say when round 2 is."),
        ("Too few chairs", "The workshops of round 2 have 0 chairs, and 1 people can come to the day."),
        ("In no round yet", "“Signals” is in no round yet: nobody can choose it."),
    ]


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda span: (span[0], span[0] + span[1]))
ROOMS = st.sampled_from([None, HALL, SMALL])
PEOPLE = st.sets(st.sampled_from([NOOR, Speaker(given_name="Sem"), Speaker(given_name="Mila")]), max_size=2)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    kinds = st.sampled_from(["plenary", "film", "break", "drinks", "other"])
    things: list[Any] = [
        item(f"Part {at}", *draw(SPANS), kind=draw(kinds), room=draw(ROOMS), speakers=[*draw(PEOPLE)])
        for at in range(draw(st.integers(0, 4)))
    ]
    things += [round_item(rnd, *draw(SPANS)) for rnd in (FIRST, SECOND) if draw(st.booleans())]
    things += [
        Session(workshop=workshop(f"W {at}", leaders=(*draw(PEOPLE),)), round=rnd, room=draw(ROOMS))
        for at in range(draw(st.integers(0, 3)))
        for rnd in (FIRST, SECOND)
    ]
    return programme(*things)


def there(found: Programme, minute: time) -> list[Any]:
    """What goes on at a minute, found without the model's help."""
    running = [each for each in found.items if each.start <= minute < each.end]
    rounds = [each.round for each in running if each.kind == "round"]
    return running + [each for each in found.sessions if each.round in rounds]


def people_of(thing: ProgrammeItem | Session) -> set[Speaker]:
    if isinstance(thing, Session):
        return {*thing.workshop.leaders.all()}
    return {*thing.speakers.all()}


def minutes() -> Iterator[time]:
    return (clock(minute) for minute in range(20))


@given(programmes())
def test_overlaps_are_those_of_looking_at_every_minute(found: Programme) -> None:
    expected = set()
    for minute in minutes():
        for one, two in combinations(there(found, minute), 2):
            both_items = isinstance(one, ProgrammeItem) and isinstance(two, ProgrammeItem)
            one_round = isinstance(one, Session) and isinstance(two, Session) and one.round == two.round
            if both_items and "other" not in {one.kind, two.kind}:
                expected.add(("Same time", frozenset({one.pk, two.pk})))
            elif one.room is not None and one.room == two.room and not one_round:
                expected.add(("Room is taken", frozenset({one.pk, two.pk})))
    with translation.override("en"):
        got = [(each.mark, frozenset(each.about)) for each in check("overlap")(found)]
    assert Counter(got) == Counter(expected)


@given(programmes())
def test_people_in_two_places_are_those_of_looking_at_every_minute(found: Programme) -> None:
    expected = {
        frozenset({person.pk, one.pk, two.pk})
        for minute in minutes()
        for one, two in combinations(there(found, minute), 2)
        for person in people_of(one) & people_of(two)
    }
    got = [frozenset(each.about) for each in check("twice")(found)]
    assert Counter(got) == Counter(expected)


@pytest.mark.django_db
def test_programme_is_loaded_with_seven_queries_however_big(
    day: Day, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(5):
        made = Workshop.objects.create(day=day, title=f"W {at}", maximum=40)
        made.leaders.set(day.speakers.all())
        Session.objects.create(workshop=made, round=day.rounds.get(), room=day.rooms.get())
    day.items.get(title="Opening").speakers.set(day.speakers.all())
    with django_assert_num_queries(7):
        found = warnings_of(load(day))
    # 15 pairs in one room, 15 pairs with one leader, 5 workshops bigger than their room
    assert len(found) == 35
