# SPDX-License-Identifier: EUPL-1.2
"""Programmes of any kind, for tests: with names that two share, that look like formulas, that hold separators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from hypothesis import strategies as st

from regiodag.days.features import Feature
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Series, Session, Speaker, Workshop

SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"])
NAMES = st.one_of(
    st.sampled_from(
        ["Zaal 1", "zaal 1", "Zaal 10", "=1+1", "+31", "-x", "@a", "a; b", "a, b", "x", "ja", "1.5", "0.5", "_x0041_"]
    ),
    st.text(SIGNS, min_size=1, max_size=20),
).filter(lambda text: bool(text.strip()) and text == text.strip() and "\u00a0" not in text)
TEXTS = st.one_of(st.just(""), NAMES, st.just("een\r\n\r\ntwee"), st.just('=HYPERLINK("http://example.org")'))
FEATURES = st.lists(st.sampled_from(Feature.values), unique=True).map(
    lambda ticked: [each for each in Feature.values if each in ticked]
)
PLAIN = [kind for kind in ProgrammeItem.Kind.values if kind != "round"]


@dataclass(frozen=True)
class Drawn:
    """A programme, by numbers instead of references."""

    rooms: list[tuple[str, int, list[str], str]]
    speakers: list[tuple[str, str, str, str]]
    rounds: int
    items: list[tuple[int, int, str, str, int, list[int]]]
    workshops: list[tuple[str, int, int, list[int], list[tuple[int, int]], list[str]]]

    def make(self, series: Series) -> Day:
        """Make a day of it. A reference to what is not there is left out."""
        day = Day.objects.create(series=series, title="=Dag")
        rooms = [
            Room.objects.create(day=day, name=name, capacity=chairs, features=has, floor=floor, position=at)
            for at, (name, chairs, has, floor) in enumerate(self.rooms)
        ]
        people = [
            Speaker.objects.create(
                day=day, given_name=given, prefix=prefix, family_name=family, organisation=organisation
            )
            for given, prefix, family, organisation in self.speakers
        ]
        rounds = [Round.objects.create(day=day, number=number) for number in range(1, self.rounds + 1)]
        for at, rnd in enumerate(rounds):
            self._item(day, (600 + at, 60, "round", f"Ronde {at}", -1, []), rooms, people, rnd)
        for item in self.items:
            self._item(day, item, rooms, people, None)
        for at, workshop in enumerate(self.workshops):
            self._workshop(day, at, workshop, (rooms, people, rounds))
        return day

    def _item(
        self,
        day: Day,
        item: tuple[int, int, str, str, int, list[int]],
        rooms: list[Room],
        people: list[Speaker],
        rnd: Round | None,
    ) -> None:
        start, minutes, kind, title, room, speakers = item
        end = min(start + minutes, 24 * 60 - 1)
        made = ProgrammeItem.objects.create(
            day=day,
            kind=kind,
            title=title,
            start=time(start // 60, start % 60),
            end=time(end // 60, end % 60),
            room=rooms[room] if 0 <= room < len(rooms) else None,
            round=rnd,
        )
        made.speakers.set([people[at] for at in speakers if at < len(people)])

    def _workshop(
        self, day: Day, at: int, workshop: tuple[Any, ...], known: tuple[list[Room], list[Speaker], list[Round]]
    ) -> None:
        rooms, people, rounds = known
        title, least, more, leaders, sessions, needs = workshop
        made = Workshop.objects.create(
            day=day, title=title, minimum=least, maximum=least + more, needs=needs, position=at, description="a\r\nb"
        )
        made.leaders.set([people[each] for each in leaders if each < len(people)])
        for number, room in sessions:
            if number < len(rounds):
                where = rooms[room] if room < len(rooms) else None
                Session.objects.create(workshop=made, round=rounds[number], room=where)


def programmes(*, alike: bool = True) -> st.SearchStrategy[Drawn]:
    """Return programmes of up to a handful of each kind. alike: also rooms whose names differ in capitals only."""
    some = st.integers(0, 5)

    def by_name(each: tuple[Any, ...]) -> object:
        return each[0] if alike or not isinstance(each[0], str) else each[0].casefold()

    def in_order(each: tuple[str, str, str, str]) -> object:
        return each[2], each[0]

    def called(each: tuple[str, str, str, str]) -> object:
        return " ".join(" ".join(each[:3]).split())

    return st.builds(
        Drawn,
        rooms=st.lists(st.tuples(NAMES, st.integers(1, 300), FEATURES, TEXTS), max_size=5, unique_by=by_name),
        # People who are called the very same are told apart by their place in the list, which the copy need not keep.
        speakers=st.lists(
            st.tuples(NAMES, TEXTS.filter(lambda t: len(t) < 20), NAMES, TEXTS),
            max_size=5,
            unique_by=None
            if alike
            else (lambda each: (each[2], each[0]), lambda each: " ".join(" ".join(each[:3]).split())),
        ),
        rounds=st.integers(0, 3),
        items=st.lists(
            st.tuples(
                st.integers(0, 1400),
                st.integers(1, 90),
                st.sampled_from(PLAIN),
                NAMES,
                some,
                st.lists(some, unique=True),
            ),
            max_size=6,
        ),
        workshops=st.lists(
            st.tuples(
                NAMES,
                st.integers(0, 50),
                st.integers(1, 50),
                st.lists(some, unique=True),
                st.lists(st.tuples(st.integers(0, 2), some), unique_by=by_name),
                FEATURES,
            ),
            max_size=5,
            unique_by=by_name,
        ),
    )
