# SPDX-License-Identifier: EUPL-1.2
"""A placement as people read it: names in order, rounds by name, what somebody got, who sits in a session.

Positions are those of the problem: n participants, m workshops, R rounds.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indeling.errors import Text
from indeling.files.workbook.language import Language
from indeling.outcome import Outcome
from indeling.placement import NO_SEAT, OUTSIDE, Placement
from indeling.problem import EVERY_ROUND, Ints, Problem, round_title

ABSENT = "—"
"""What stands where somebody needs no seat."""

NamedRank = int
"""A rank from 1, OUTSIDE (0), NO_SEAT (−1), or NO_WISH."""

NO_WISH = -2
"""The list was short and the seat is not on it."""

_DIGITS = re.compile(r"(\d+)")


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts names as people do: accents and case do not count, numbers by their value.

    >>> sorted(["Zaal 10", "zaal 9", "Éva", "Eva"], key=natural_key)
    ['Éva', 'Eva', 'zaal 9', 'Zaal 10']
    """
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    plain = "".join(mark for mark in letters if not unicodedata.combining(mark))
    pieces = (piece for piece in _DIGITS.split(plain) if piece)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)


@dataclass(frozen=True)
class Session:
    """One session that is given: positions of its workshop, round and people (by name), chairs, minimum and room.

    The room is "" where the program chose none.
    """

    workshop: int
    round: int
    chairs: int
    minimum: int
    people: tuple[int, ...]
    leaders: tuple[int, ...]
    room: str


@dataclass(frozen=True, eq=False)
class View:
    """A problem and its placement (aligned, see `Placement`), in one language."""

    problem: Problem
    placement: Placement
    language: Language

    @cached_property
    def outcome(self) -> Outcome:
        """The counts behind the figures."""
        return Outcome(self.placement, self.problem)

    @cached_property
    def people(self) -> tuple[int, ...]:
        """Positions of the participants in the order of their names; who has none counts by id."""
        keys = [(natural_key(self.person(p)), self.problem.participant_ids[p]) for p in range(len(self.problem.names))]
        return tuple(sorted(range(len(keys)), key=keys.__getitem__))

    @cached_property
    def workshops(self) -> tuple[int, ...]:
        """Positions of the workshops in the order of their titles."""
        ids = self.problem.workshop_ids
        titles = [(natural_key(self.title(w)), ids[w]) for w in range(len(ids))]
        return tuple(sorted(range(len(titles)), key=titles.__getitem__))

    @cached_property
    def got(self) -> list[list[NamedRank]]:
        """Per participant and round: the rank of the wish, OUTSIDE, NO_WISH or NO_SEAT."""
        ranks: list[list[int]] = np.where(self.outcome.unasked, NO_WISH, self.placement.ranks).tolist()
        return ranks

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions that are given, by round and then by title."""
        people = self._people_per_session
        pairs = ((w, r) for r in range(self.problem.round_count) for w in self.workshops if self.is_given(w, r))
        return tuple(self._session(w, r, tuple(people.get((w, r), ()))) for w, r in pairs)

    @cached_property
    def chairs(self) -> Ints:
        """Int64 (m, R): chairs of each session as it is given, NOT_OFFERED where there is none."""
        from indeling.rules import chairs_of  # noqa: PLC0415  (msgspec, and an empty workbook needs none)

        return chairs_of(self.problem, self.placement.seats, self.placement.rooms)

    def is_given(self, workshop: int, rnd: int) -> bool:
        """Tell whether the workshop takes place in the round."""
        return bool(self.chairs[workshop, rnd] > 0) and workshop not in self.outcome.dropped

    def person(self, participant: int) -> str:
        """Return the name, or the id of who has none."""
        return self.outcome.person(participant)

    def title(self, workshop: int) -> str:
        """Return the title, or the id of a workshop that has none."""
        return self.outcome.workshop(workshop)

    def round_name(self, rnd: int) -> str:
        """Return the name of the round: its id, spelled out when it is no more than a number."""
        name = round_title(self.problem.round_ids[rnd])
        return name.render(self.language.translate) if isinstance(name, Text) else name

    def seat(self, participant: int, rnd: int) -> str:
        """Return where somebody is in a round: a title, the workshop they lead, or a dash."""
        workshop = int(self.placement.seats[participant, rnd])
        if workshop != NO_SEAT:
            return self.title(workshop)
        led = self._led.get((participant, rnd))
        return self.language.text("leads {titles}", titles=", ".join(led)) if led else ABSENT

    def room(self, participant: int, rnd: int) -> str:
        """Return the room in which somebody is in a round, "" when it is not known."""
        return self.outcome.rooms.get((int(self.placement.seats[participant, rnd]), rnd), "")

    def wish(self, participant: int, rnd: int) -> str | int:
        """Return what the seat was to the participant: the number of the wish, a rating, or words."""
        rank = self.got[participant][rnd]
        return rank if rank > OUTSIDE and self.problem.rating_scale is None else self.rank_name(rank)

    def rank_name(self, rank: NamedRank) -> str:
        """Return the name of a rank as it stands in a table."""
        text = self.language.text
        if rank == NO_SEAT:
            return ""
        if rank == NO_WISH:
            return text("no wish given")
        if rank == OUTSIDE:
            return text("outside the wishes")
        scale = self.problem.rating_scale
        if scale is None:
            return text("wish {rank}", rank=rank)
        return text("rated {rating}", rating=scale.best + (rank - 1) * (1 if scale.worst > scale.best else -1))

    def wish_list(self, participant: int, rnd: int) -> str:
        """Return the wishes that counted in the round as one line, best first; a tie has “=” between."""
        wishes = self.problem.wishes
        first, last = np.searchsorted(wishes.participant, [participant, participant + 1])
        groups: dict[int, list[str]] = {}
        for k in range(int(first), int(last)):
            if wishes.round[k] in {EVERY_ROUND, rnd}:
                groups.setdefault(int(wishes.rank[k]), []).append(self.title(int(wishes.workshop[k])))
        return "; ".join(" = ".join(groups[rank]) for rank in sorted(groups))

    @cached_property
    def _people_per_session(self) -> dict[tuple[int, int], list[int]]:
        people: dict[tuple[int, int], list[int]] = {}
        seats = self.placement.seats.tolist()
        for participant in self.people:
            for rnd, workshop in enumerate(seats[participant]):
                people.setdefault((workshop, rnd), []).append(participant)
        return people

    @cached_property
    def _led(self) -> dict[tuple[int, int], list[str]]:
        led: dict[tuple[int, int], list[str]] = {}
        for participant, workshop in self.problem.leads.tolist():
            for rnd in range(self.problem.round_count):
                if self.is_given(workshop, rnd):
                    led.setdefault((participant, rnd), []).append(self.title(workshop))
        return led

    def _session(self, workshop: int, rnd: int, people: tuple[int, ...]) -> Session:
        chairs, minimum = int(self.chairs[workshop, rnd]), int(self.problem.minimum[workshop, rnd])
        leaders = set(self.problem.leads[self.problem.leads[:, 1] == workshop, 0].tolist())
        leading, room = tuple(p for p in self.people if p in leaders), self.outcome.rooms.get((workshop, rnd), "")
        return Session(workshop, rnd, chairs, minimum, people, leading, room)
